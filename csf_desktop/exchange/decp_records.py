"""What a DECP file holds, once read: plain frozen records, and the ones that were refused.

Source of the fields: the official schema v2.0.3 (resources/reference), docs/decp.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from csf_desktop.reference.tables import fold

_SOCIAL_CLAUSES = ("clause sociale", "clauses sociales")
_PURCHASE_ORDERS = ("bon de commande", "bons de commande")


class DecpKind(StrEnum):
    """What the record is in the official format."""

    CONTRACT = "contract"
    CONCESSION = "concession"


@dataclass(frozen=True, slots=True)
class DecpParty:
    """An awardee or a subcontractor.

    ``id_type`` is one of SIRET, TVA, TAHITI, RIDET, FRWF, IREP, HORS-UE, or what the file says.
    ``is_checked`` is true for a SIRET whose check digits are right, and for nothing else.
    """

    id: str
    id_type: str
    name: str
    is_checked: bool


@dataclass(frozen=True, slots=True)
class DecpPlace:
    """Where the contract is carried out, as coded; ``reference.places`` puts it in words."""

    code: str
    type_code: str
    name: str


@dataclass(frozen=True, slots=True)
class DecpAmendment:
    """A change after publication. ``None`` and ``()`` mean that this field did not change."""

    number: int
    notification_date: date
    duration_months: int | None
    amount_cents: int | None
    awardees: tuple[DecpParty, ...]


@dataclass(frozen=True, slots=True)
class DecpSubcontractor:
    """A declared subcontractor with the figures of its deed, where they can be read."""

    party: DecpParty
    duration_months: int | None
    amount_cents: int | None
    notification_date: date | None


@dataclass(frozen=True, slots=True)
class DecpRecord:
    """One contract as first published, with its amendments beside it.

    ``uid`` is the identity to recognise a contract by when it is imported again: the published
    unique id when there is one, else the buyer's SIRET followed by ``external_id``.
    ``position`` counts records in the file from 1. Amounts are whole cents without tax, the lump
    sum or the estimated maximum. ``warnings`` are French sentences to show with the result.
    """

    uid: str
    external_id: str
    position: int
    kind: DecpKind
    buyer_siret: str
    buyer_name: str
    object: str
    nature: str
    cpv: str
    procedure: str
    techniques: tuple[str, ...]
    execution_modes: tuple[str, ...]
    framework_id: str
    place: DecpPlace
    duration_months: int
    notification_date: date
    publication_date: date | None
    amount_cents: int
    awardees: tuple[DecpParty, ...]
    social_considerations: tuple[str, ...]
    amendments: tuple[DecpAmendment, ...]
    subcontractors: tuple[DecpSubcontractor, ...]
    warnings: tuple[str, ...]

    @property
    def has_social_clause(self) -> bool:
        """Tell whether « Clause sociale » is among the social considerations."""
        return any(
            clause in fold(consideration)
            for consideration in self.social_considerations
            for clause in _SOCIAL_CLAUSES
        )

    @property
    def has_purchase_orders(self) -> bool:
        """Tell whether the contract is carried out by purchase orders (« Bons de commande »)."""
        return any(fold(mode) in _PURCHASE_ORDERS for mode in self.execution_modes)


@dataclass(frozen=True, slots=True)
class DecpRefusal:
    """A record left out. ``reason`` is one French sentence with the remedy.

    ``external_id`` is empty when the record has none that can be shown.
    """

    external_id: str
    position: int
    reason: str


@dataclass(frozen=True, slots=True)
class DecpEffective:
    """A contract's figures with its amendments applied. ``as_of`` is the last one's date."""

    duration_months: int
    amount_cents: int
    awardees: tuple[DecpParty, ...]
    as_of: date | None


def effective(record: DecpRecord) -> DecpEffective:
    """Return what holds today: for each field, the last amendment that names it.

    Amendments follow each other by notification date, then number; one that leaves a field out
    does not change it.
    """
    duration, amount, awardees = record.duration_months, record.amount_cents, record.awardees
    as_of = None
    for amendment in sorted(record.amendments, key=lambda one: (one.notification_date, one.number)):
        as_of = amendment.notification_date
        if amendment.duration_months is not None:
            duration = amendment.duration_months
        if amendment.amount_cents is not None:
            amount = amendment.amount_cents
        awardees = amendment.awardees or awardees
    return DecpEffective(duration, amount, awardees, as_of)
