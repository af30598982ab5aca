"""What a buyer and a company are given: the clause, the guide, the two sheets.

Those of a contract are signed and journalled as every document is; the guide, the clause and « Qui
sont les jeunes ? » may also be made without a contract, then nothing is journalled.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from csf_desktop.errors import InvalidInputError, NotFoundError
from csf_desktop.models.entities import Contract
from csf_desktop.reports.clause_data import Clause
from csf_desktop.reports.clause_words import clause_plain_text, clause_text
from csf_desktop.reports.guide_words import GuideCode, GuideData, GuideStep, guide_steps
from csf_desktop.services.buyer_pages import (
    Desk,
    Made,
    general_clause,
    make_clause,
    make_company,
    make_guide,
    make_young_people,
    read_desk,
)
from csf_desktop.services.clause_facts import contract_facts
from csf_desktop.services.files import write_file
from csf_desktop.services.issuing import IssuedDocument, document_of, journal_issued
from csf_desktop.services.references import find
from csf_desktop.storage.journal import ChangeSet
from csf_desktop.storage.unit_of_work import reading_session
from csf_desktop.storage.vault import Vault

__all__ = [
    "Clause",
    "Guide",
    "GuideCode",
    "GuideStep",
    "clause_of",
    "clause_plain_text",
    "export_clause",
    "issue_company_sheet",
    "issue_guide",
    "issue_young_people_sheet",
    "read_guide",
]

CLAUSE_SUFFIXES = (".docx", ".pdf", ".txt")
_WRONG_SUFFIX = "Choisissez un nom de fichier qui finit par .docx, .pdf ou .txt."


@dataclass(frozen=True)
class Guide:
    """The guide as the window shows it; ``contract_id`` is empty when no contract is meant.

    ``amount_cents`` is the contract's, to start the table of sizes from.
    """

    steps: tuple[GuideStep, ...]
    clause: Clause
    contract_id: str = ""
    reference: str = ""
    amount_cents: int | None = None


def clause_of(vault: Vault, contract_id: str) -> Clause:
    """Return the clause of a contract, by its reference or id; raise ``NotFoundError``."""
    with reading_session(vault) as session:
        return clause_text(contract_facts(session, find(session, Contract, contract_id)).clause)


def read_guide(vault: Vault, contract_id: str = "") -> Guide:
    """Return the guide, for a contract or in general; raise ``NotFoundError``."""
    with reading_session(vault) as session:
        if not contract_id:
            general = general_clause(session)
            return Guide(guide_steps(GuideData(general)), clause_text(general))
        contract = find(session, Contract, contract_id)
        facts = contract_facts(session, contract)
        return Guide(
            guide_steps(GuideData(facts.clause, facts.notified_on)),
            clause_text(facts.clause),
            contract.id,
            contract.reference,
            contract.amount_cents,
        )


def issue_guide(
    vault: Vault,
    contract_id: str | None = None,
    *,
    out: Path | None = None,
    now: datetime | None = None,
) -> IssuedDocument:
    """Issue the buyer's guide, for a contract or in general.

    With ``out`` it is written there and journalled, or neither. Raises ``NotFoundError``,
    ``InvalidInputError``, ``FileNotWrittenError``, as all the functions of this module.
    """
    with reading_session(vault) as session:
        desk = read_desk(session, contract_id, now)
        made = make_guide(session, desk)
    return _given(vault, desk, made, out)


def issue_company_sheet(
    vault: Vault,
    contract_id: str,
    company_id: str = "",
    *,
    out: Path | None = None,
    now: datetime | None = None,
) -> IssuedDocument:
    """Issue « L’entreprise et la clause » for a company of a contract; see ``issue_guide``.

    Without ``company_id`` it is for the first that answers for hours.
    """
    with reading_session(vault) as session:
        desk = read_desk(session, contract_id, now)
        known = desk.of_contract.companies
        company = next((one for one in known if company_id in ("", one.id)), None)
        if company is None:
            raise NotFoundError(reference=company_id)
        made = make_company(session, desk, company)
    return _given(vault, desk, made, out)


def issue_young_people_sheet(
    vault: Vault,
    *,
    contract_id: str | None = None,
    out: Path | None = None,
    now: datetime | None = None,
) -> IssuedDocument:
    """Issue « Qui sont les jeunes ? », for a contract or in general; see ``issue_guide``."""
    with reading_session(vault) as session:
        desk = read_desk(session, contract_id, now)
        made = make_young_people(session, desk)
    return _given(vault, desk, made, out)


def export_clause(
    vault: Vault, contract_id: str | None, out: Path, now: datetime | None = None
) -> IssuedDocument:
    """Write the clause where the person said: .docx, signed .pdf or .txt by the file's suffix.

    For a contract it is journalled, or nothing is written; see ``issue_guide``.
    """
    suffix = out.suffix.lower()
    if suffix not in CLAUSE_SUFFIXES:
        raise InvalidInputError(_WRONG_SUFFIX)
    with reading_session(vault) as session:
        desk = read_desk(session, contract_id, now)
        made = make_clause(session, desk, suffix, out.name)
    return _given(vault, desk, made, out)


def _given(vault: Vault, desk: Desk, made: Made, out: Path | None) -> IssuedDocument:
    """Write the file if asked; journal it when it is about a contract."""
    if desk.facts is not None:
        return journal_issued(vault, made.draft(desk), made.data, made.file_name, out=out)
    if out is not None:
        write_file(out, made.data)
    return document_of(made.data, made.number, made.file_name, ChangeSet())
