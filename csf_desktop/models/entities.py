"""Every table of the vault, so that the metadata is whole once this module is imported."""

from __future__ import annotations

from csf_desktop.models.base import Base, Record
from csf_desktop.models.beneficiary import Beneficiary, Guardian, School
from csf_desktop.models.company import Company, Contact, Site
from csf_desktop.models.contract import (
    Awardee,
    Buyer,
    Contract,
    DocumentRequest,
    ExecutionPlace,
    Lot,
    PurchaseOrder,
)
from csf_desktop.models.follow_up import Document, FollowUpEvent, Visit
from csf_desktop.models.journal import (
    Change,
    Conflict,
    Draft,
    ImportedFile,
    KnownSigner,
    OwnIdentity,
    Setting,
    Tombstone,
    Transaction,
)
from csf_desktop.models.pathway import Outcome, Pathway, PathwayWeek

RECORDS: tuple[type[Record], ...] = (
    Buyer,
    Company,
    Site,
    Contact,
    School,
    Beneficiary,
    Guardian,
    Contract,
    Lot,
    PurchaseOrder,
    Awardee,
    ExecutionPlace,
    Pathway,
    PathwayWeek,
    DocumentRequest,
    Outcome,
    FollowUpEvent,
    Visit,
    Document,
)
"""What is journalled and exchanged, in an order where nothing refers to what comes later."""

BY_KIND: dict[str, type[Record]] = {record.kind: record for record in RECORDS}

__all__ = [
    "BY_KIND",
    "RECORDS",
    "Awardee",
    "Base",
    "Beneficiary",
    "Buyer",
    "Change",
    "Company",
    "Conflict",
    "Contact",
    "Contract",
    "Document",
    "DocumentRequest",
    "Draft",
    "ExecutionPlace",
    "FollowUpEvent",
    "Guardian",
    "ImportedFile",
    "KnownSigner",
    "Lot",
    "Outcome",
    "OwnIdentity",
    "Pathway",
    "PathwayWeek",
    "PurchaseOrder",
    "Record",
    "School",
    "Setting",
    "Site",
    "Tombstone",
    "Transaction",
    "Visit",
]
