"""What a buyer and a company are given: the clause, the guide, the two sheets.

Those of a contract are signed and journalled as every document is; the guide and « Qui sont les
jeunes ? » may also be made without a contract, then only signed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from csf_desktop.errors import InvalidInputError
from csf_desktop.exchange.identity import Identity, grouped_fingerprint
from csf_desktop.exchange.signing import sign_pdf
from csf_desktop.labels import label
from csf_desktop.models.codes import DocumentKind
from csf_desktop.models.entities import Contract
from csf_desktop.reports import (
    buyer_guide,
    clause_docx,
    clause_sheet,
    company_sheet,
    young_people_sheet,
)
from csf_desktop.reports.buyer_guide import BuyerGuideData
from csf_desktop.reports.clause_data import NO_CONTRACT, Clause, ClauseData
from csf_desktop.reports.clause_sheet import ClauseSheetData
from csf_desktop.reports.clause_words import clause_plain_text, clause_text, whole_plain_text
from csf_desktop.reports.company_sheet import CompanySheetData
from csf_desktop.reports.guide_words import GuideCode, GuideData, GuideStep, guide_steps
from csf_desktop.reports.issue import DocumentIssue
from csf_desktop.reports.young_people_sheet import YoungPeopleSheetData
from csf_desktop.services.clause_facts import ContractFacts, contract_facts, tutor_line
from csf_desktop.services.files import write_file
from csf_desktop.services.identities import current_identity
from csf_desktop.services.issuing import (
    Draft,
    IssuedDocument,
    document_of,
    journal_issued,
    next_number,
)
from csf_desktop.services.profile import Profile, read_profile
from csf_desktop.services.references import find
from csf_desktop.services.sheet_data import issue_of
from csf_desktop.storage.clock import utc_now
from csf_desktop.storage.journal import ChangeSet
from csf_desktop.storage.projections import read_rules
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

FILE_NAMES = {
    DocumentKind.BUYER_GUIDE: "guide-de-l-acheteur",
    DocumentKind.COMPANY_SHEET: "l-entreprise-et-la-clause",
    DocumentKind.YOUNG_PEOPLE_SHEET: "qui-sont-les-jeunes",
}
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
    contract_object: str = ""
    amount_cents: int | None = None


@dataclass(frozen=True)
class Desk:
    """What a document starts from: who issues it, when, and about which contract, if any.

    Without a contract ``clause`` only holds the rules in force.
    """

    identity: Identity
    profile: Profile
    moment: datetime
    clause: ClauseData
    facts: ContractFacts | None

    @property
    def about(self) -> DocumentIssue:
        """What the document says about itself."""
        fingerprint = grouped_fingerprint(self.identity.fingerprint)
        return issue_of(self.profile, self.clause.reference, self.moment, fingerprint)

    @property
    def guide(self) -> GuideData:
        """What the guide is written from."""
        return GuideData(self.clause, self.facts.notified_on if self.facts else None)


def clause_of(vault: Vault, contract_id: str) -> Clause:
    """Return the clause of a contract, by its reference or id; raise ``NotFoundError``."""
    with reading_session(vault) as session:
        return clause_text(contract_facts(session, find(session, Contract, contract_id)).clause)


def read_guide(vault: Vault, contract_id: str = "") -> Guide:
    """Return the guide, for a contract or in general; raise ``NotFoundError``."""
    with reading_session(vault) as session:
        if not contract_id:
            general = _general(session)
            return Guide(guide_steps(GuideData(general)), clause_text(general))
        contract = find(session, Contract, contract_id)
        facts = contract_facts(session, contract)
        return Guide(
            guide_steps(GuideData(facts.clause, facts.notified_on)),
            clause_text(facts.clause),
            contract.id,
            contract.reference,
            contract.object,
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
    return _issue(vault, DocumentKind.BUYER_GUIDE, contract_id, guide_page, out, now)


def issue_company_sheet(
    vault: Vault, contract_id: str, *, out: Path | None = None, now: datetime | None = None
) -> IssuedDocument:
    """Issue « L’entreprise et la clause » of a contract; see ``issue_guide``."""
    return _issue(vault, DocumentKind.COMPANY_SHEET, contract_id, company_page, out, now)


def issue_young_people_sheet(
    vault: Vault,
    *,
    contract_id: str | None = None,
    out: Path | None = None,
    now: datetime | None = None,
) -> IssuedDocument:
    """Issue « Qui sont les jeunes ? », for a contract or in general; see ``issue_guide``."""
    kind = DocumentKind.YOUNG_PEOPLE_SHEET
    return _issue(vault, kind, contract_id, young_people_page, out, now)


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
        number = number_of(session, DocumentKind.CLAUSE, desk)
    data = _clause_file(desk, suffix)
    return _given(vault, desk, DocumentKind.CLAUSE, Made(data, number, out.name), out)


def _clause_file(desk: Desk, suffix: str) -> bytes:
    clause = clause_text(desk.clause)
    if suffix == ".txt":  # for the simplest editors of Windows too
        return whole_plain_text(clause).replace("\n", "\r\n").encode("utf-8-sig")
    data = ClauseSheetData(desk.about, clause)
    if suffix == ".docx":
        return clause_docx.build(data)
    return signed_page(desk, DocumentKind.CLAUSE, clause_sheet.build(data))


def read_desk(session: Session, contract_id: str | None, now: datetime | None) -> Desk:
    """Return what a document starts from; raise ``NotFoundError``, or without an identity."""
    facts = None
    if contract_id:
        facts = contract_facts(session, find(session, Contract, contract_id))
    return Desk(
        current_identity(session),
        read_profile(session),
        (now or utc_now()).astimezone(),
        facts.clause if facts else _general(session),
        facts,
    )


def _general(session: Session) -> ClauseData:
    return replace(NO_CONTRACT, rules=read_rules(session))


def number_of(session: Session, kind: DocumentKind, desk: Desk) -> str:
    """Return the number of the next document of a kind; a general one only has its name."""
    if desk.facts is None:
        return label(DocumentKind, kind)
    return next_number(session, kind, desk.facts.record)


def guide_page(desk: Desk) -> bytes:
    """Return the guide before its signature."""
    return buyer_guide.build(BuyerGuideData(desk.about, desk.guide, tutor_line(desk.profile)))


def company_page(desk: Desk) -> bytes:
    """Return « L’entreprise et la clause » before its signature."""
    if desk.facts is None:
        raise InvalidInputError("Indiquez le marché dont cette feuille donne les heures.")
    return company_sheet.build(
        CompanySheetData(
            desk.about,
            desk.clause,
            desk.facts.company,
            desk.facts.notified_on,
            tutor_line(desk.profile),
        )
    )


def young_people_page(desk: Desk) -> bytes:
    """Return « Qui sont les jeunes ? » before its signature."""
    return young_people_sheet.build(
        YoungPeopleSheetData(desk.about, tutor_line(desk.profile), desk.clause.rules)
    )


@dataclass(frozen=True)
class Made:
    """A file that was made: its bytes, its number, the name to propose."""

    data: bytes
    number: str
    file_name: str


def signed_page(desk: Desk, kind: DocumentKind, page: bytes) -> bytes:
    """Return pages signed by the tutor."""
    reason = label(DocumentKind, kind)
    return sign_pdf(page, desk.identity, signed_at=desk.moment, reason=reason)


def draft_of(desk: Desk, facts: ContractFacts, kind: DocumentKind, made: Made) -> Draft:
    """Return what the journal needs of a document of a contract."""
    return Draft(kind, facts.record, made.data, made.number, desk.identity, desk.moment)


def _issue(
    vault: Vault,
    kind: DocumentKind,
    contract_id: str | None,
    make: Callable[[Desk], bytes],
    out: Path | None,
    now: datetime | None,
) -> IssuedDocument:
    with reading_session(vault) as session:
        desk = read_desk(session, contract_id, now)
        made = make_signed(session, desk, kind, make)
    return _given(vault, desk, kind, made, out)


def make_signed(
    session: Session, desk: Desk, kind: DocumentKind, make: Callable[[Desk], bytes]
) -> Made:
    """Return a document signed and numbered, with a name that says what it is."""
    number = number_of(session, kind, desk)
    name = FILE_NAMES[kind]
    return Made(
        signed_page(desk, kind, make(desk)),
        number,
        f"{number}-{name}.pdf" if desk.facts else f"{name}.pdf",
    )


def _given(
    vault: Vault, desk: Desk, kind: DocumentKind, made: Made, out: Path | None
) -> IssuedDocument:
    """Write the file if asked; journal it when it is about a contract."""
    if desk.facts is not None:
        draft = draft_of(desk, desk.facts, kind, made)
        return journal_issued(vault, draft, made.data, made.file_name, out=out)
    if out is not None:
        write_file(out, made.data)
    return document_of(made.data, made.number, made.file_name, ChangeSet())
