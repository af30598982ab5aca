"""Works out what derives from the records: hours, next actions, search words.

Runs inside the transaction that changed them, over what it touched only, in chunks of a few
hundred rows with a handful of queries each.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from csf_desktop.models.entities import (
    Awardee,
    Beneficiary,
    Company,
    Contact,
    Contract,
    DocumentRequest,
    ExecutionPlace,
    FollowUpEvent,
    Lot,
    Outcome,
    Pathway,
    PathwayWeek,
    PurchaseOrder,
    Setting,
    Visit,
)
from csf_desktop.models.rules import Rules
from csf_desktop.storage.contract_projection import refresh_contracts
from csf_desktop.storage.derived_reads import (
    chunks,
    column_of,
    index,
    loaded,
)
from csf_desktop.storage.french import fold
from csf_desktop.storage.pathway_projection import refresh_pathways
from csf_desktop.storage.search import INDEXED, clear, words_of

RULES_SETTING = "rules"

DERIVED_SETTING = "derived_by"
VERSION = "2"
"""Of what is worked out here: a vault brought up to date by another version is done again."""

Touched = Mapping[str, set[str]]


def refresh(session: Session, touched: Touched) -> None:
    """Bring up to date everything that derives from the records ``touched`` (ids by kind)."""
    if not touched:
        return
    rules = read_rules(session)
    pathways = _pathways_of(session, touched)
    contracts = _contracts_of(session, touched, pathways)
    for ids in chunks(pathways):
        refresh_pathways(session, ids, rules)
        session.flush()  # what is not pending may be let go
    for ids in chunks(contracts):
        refresh_contracts(session, ids, rules)
        session.flush()  # what is not pending may be let go
    for ids in chunks(touched.get("beneficiary", ())):
        people = loaded(session, Beneficiary, ids)
        for person in people:
            person.name_key = fold(f"{person.family_name} {person.given_name}")
        index(session, Beneficiary, people, _beneficiary_words)
    for ids in chunks(touched.get("company", ())):
        index(session, Company, loaded(session, Company, ids), _company_words)
    session.flush()


def rebuild(session: Session) -> None:
    """Work out everything again, records deleted included; memory stays flat."""
    for kind in INDEXED:
        clear(session, kind)
    for record in (Beneficiary, Company, Pathway, Contract):
        for ids in chunks(session.scalars(select(record.id))):
            refresh(session, {record.kind: set(ids)})
            session.expunge_all()


def bring_up_to_date(session: Session) -> bool:
    """Work out everything again if another version of this program did; tell whether it was so."""
    done_by = session.get(Setting, DERIVED_SETTING)
    if done_by is not None and done_by.value == VERSION:
        return False
    rebuild(session)
    session.merge(Setting(name=DERIVED_SETTING, value=VERSION))
    return True


def read_rules(session: Session) -> Rules:
    """Return the rules of this vault."""
    stored = session.scalar(select(Setting.value).where(Setting.name == RULES_SETTING))
    return Rules.from_settings(json.loads(stored)) if stored else Rules()


# --- what is affected


def _pathways_of(session: Session, touched: Touched) -> set[str]:
    found = set(touched.get("pathway", ()))
    for record in (PathwayWeek, Outcome, FollowUpEvent, Visit):
        found |= column_of(session, record.pathway_id, record.id, touched.get(record.kind, ()))
    for column, kind in (
        (Pathway.contract_id, "contract"),
        (Pathway.company_id, "company"),
        (Pathway.beneficiary_id, "beneficiary"),
    ):
        found |= column_of(session, Pathway.id, column, touched.get(kind, ()))
    bought = column_of(session, Contract.id, Contract.buyer_id, touched.get("buyer", ()))
    return found | column_of(session, Pathway.id, Pathway.contract_id, bought)


def _contracts_of(session: Session, touched: Touched, pathways: set[str]) -> set[str]:
    found = set(touched.get("contract", ()))
    for record in (
        Lot, PurchaseOrder, Awardee, ExecutionPlace, DocumentRequest, FollowUpEvent
    ):  # fmt: skip
        found |= column_of(session, record.contract_id, record.id, touched.get(record.kind, ()))
    found |= column_of(session, Pathway.contract_id, Pathway.id, pathways)
    found |= column_of(session, Contract.id, Contract.buyer_id, touched.get("buyer", ()))
    companies = set(touched.get("company", ()))
    for known in (Contact, FollowUpEvent):
        companies |= column_of(session, known.company_id, known.id, touched.get(known.kind, ()))
    found |= column_of(session, Awardee.contract_id, Awardee.company_id, companies)
    return found


def _beneficiary_words(person: Beneficiary) -> str:
    return words_of(person.reference, person.given_name, person.family_name, person.commune)


def _company_words(company: Company) -> str:
    return words_of(company.name, company.siret, company.other_id, company.commune)
