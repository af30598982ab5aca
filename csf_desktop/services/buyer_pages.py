"""The buyer's documents before they are given out: made from the file, numbered, signed."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from csf_desktop.errors import InvalidInputError
from csf_desktop.exchange.identity import Identity, grouped_fingerprint
from csf_desktop.exchange.signing import sign_pdf
from csf_desktop.labels import label
from csf_desktop.models.codes import DocumentKind
from csf_desktop.models.entities import Contract
from csf_desktop.reports import (
    buyer_guide,
    clause_sheet,
    company_sheet,
    young_people_sheet,
)
from csf_desktop.reports.clause_data import NO_CONTRACT, ClauseData
from csf_desktop.reports.clause_words import clause_text, whole_plain_text
from csf_desktop.reports.guide_words import GuideData
from csf_desktop.reports.issue import DocumentIssue
from csf_desktop.services.clause_facts import (
    CompanyFacts,
    ContractFacts,
    contract_facts,
    tutor_line,
)
from csf_desktop.services.identities import current_identity
from csf_desktop.services.issuing import Draft, next_number
from csf_desktop.services.profile import Profile, read_profile
from csf_desktop.services.references import find
from csf_desktop.services.sheet_data import issue_of
from csf_desktop.storage.clock import utc_now
from csf_desktop.storage.french import fold
from csf_desktop.storage.projections import read_rules

FILE_NAMES = {
    DocumentKind.BUYER_GUIDE: "guide-de-l-acheteur",
    DocumentKind.COMPANY_SHEET: "l-entreprise-et-la-clause",
    DocumentKind.YOUNG_PEOPLE_SHEET: "qui-sont-les-jeunes",
}
NO_CONTRACT_NAMED = "Indiquez le marché de l’entreprise à qui remettre cette feuille."
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")
_NAME_LENGTH = 30


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
    def of_contract(self) -> ContractFacts:
        """The contract; raise ``InvalidInputError`` when none was named."""
        if self.facts is None:
            raise InvalidInputError(NO_CONTRACT_NAMED)
        return self.facts

    def number(self, session: Session, kind: DocumentKind, after: int = 0) -> str:
        """Return the number of the next document of a kind; a general one only has its title."""
        if self.facts is None:
            return label(DocumentKind, kind)
        return next_number(session, kind, self.facts.record, after)


@dataclass(frozen=True)
class Made:
    """A file that was made: its bytes, its number, the name to propose."""

    kind: DocumentKind
    data: bytes
    number: str
    file_name: str

    def draft(self, desk: Desk) -> Draft:
        """Return what the journal needs of a document of a contract."""
        record = desk.of_contract.record
        return Draft(self.kind, record, self.data, self.number, desk.identity, desk.moment)


def read_desk(session: Session, contract_id: str | None, now: datetime | None) -> Desk:
    """Return what a document starts from; raise ``NotFoundError``, or without an identity."""
    facts = None
    if contract_id:
        facts = contract_facts(session, find(session, Contract, contract_id))
    return Desk(
        current_identity(session),
        read_profile(session),
        (now or utc_now()).astimezone(),
        facts.clause if facts else general_clause(session),
        facts,
    )


def general_clause(session: Session) -> ClauseData:
    """Return a clause of no contract, with the rules in force."""
    return replace(NO_CONTRACT, rules=read_rules(session))


def guide_data(desk: Desk) -> GuideData:
    """Return what the guide is written from."""
    return GuideData(desk.clause, desk.facts.notified_on if desk.facts else None)


def make_guide(session: Session, desk: Desk) -> Made:
    """Return the guide, signed."""
    data = buyer_guide.BuyerGuideData(desk.about, guide_data(desk), tutor_line(desk.profile))
    return _made(session, desk, DocumentKind.BUYER_GUIDE, buyer_guide.build(data))


def make_young_people(session: Session, desk: Desk) -> Made:
    """Return « Qui sont les jeunes ? », signed."""
    data = young_people_sheet.YoungPeopleSheetData(
        desk.about, tutor_line(desk.profile), desk.clause.rules
    )
    page = young_people_sheet.build(data)
    return _made(session, desk, DocumentKind.YOUNG_PEOPLE_SHEET, page)


def make_company(session: Session, desk: Desk, company: CompanyFacts, after: int = 0) -> Made:
    """Return « L’entreprise et la clause » of a company, signed.

    Where several companies answer for the contract the file's name tells theirs.
    """
    facts = desk.of_contract
    data = company_sheet.CompanySheetData(
        desk.about,
        company.clause,
        company.name,
        facts.notified_on,
        tutor_line(desk.profile),
        company.lots,
    )
    whose = _plain_name(company.name) if len(facts.companies) > 1 else ""
    page = company_sheet.build(data)
    return _made(session, desk, DocumentKind.COMPANY_SHEET, page, whose, after)


def make_clause(session: Session, desk: Desk, suffix: str, file_name: str) -> Made:
    """Return the clause as a .docx, a signed .pdf or a .txt."""
    clause, kind = clause_text(desk.clause), DocumentKind.CLAUSE
    data = clause_sheet.ClauseSheetData(desk.about, clause)
    if suffix == ".txt":  # for the simplest editors of Windows too
        file = whole_plain_text(clause).replace("\n", "\r\n").encode("utf-8-sig")
    elif suffix == ".docx":
        from csf_desktop.reports import clause_docx  # brings lxml, which nothing else at start does

        file = clause_docx.build(data)
    else:
        file = _signed(desk, kind, clause_sheet.build(data))
    return Made(kind, file, desk.number(session, kind), file_name)


def _made(
    session: Session, desk: Desk, kind: DocumentKind, page: bytes, whose: str = "", after: int = 0
) -> Made:
    number = desk.number(session, kind, after)
    parts = (number if desk.facts else "", FILE_NAMES[kind], whose)
    name = "-".join(part for part in parts if part)
    return Made(kind, _signed(desk, kind, page), number, f"{name}.pdf")


def _signed(desk: Desk, kind: DocumentKind, page: bytes) -> bytes:
    reason = label(DocumentKind, kind)
    return sign_pdf(page, desk.identity, signed_at=desk.moment, reason=reason)


def _plain_name(name: str) -> str:
    """Return a company's name as a part of a file name that every system takes."""
    return _NOT_PLAIN.sub("-", fold(name))[:_NAME_LENGTH].strip("-")
