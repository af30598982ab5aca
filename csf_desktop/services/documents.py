"""Issues documents: made from the file, signed with the tutor's identity, journalled."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from csf_desktop.errors import InvalidInputError
from csf_desktop.exchange.contact_card import write_card_pdf
from csf_desktop.exchange.identity import Identity, fingerprint_words, grouped_fingerprint
from csf_desktop.exchange.package import write_exchange_pdf
from csf_desktop.exchange.signing import sign_pdf
from csf_desktop.labels import label
from csf_desktop.models.codes import DocumentKind, EventKind
from csf_desktop.models.entities import Contract, Document, FollowUpEvent, Pathway
from csf_desktop.models.ids import new_id
from csf_desktop.reports import contact_card, contract_sheet, follow_up_sheet, synthesis_sheet
from csf_desktop.services.contract_list import contract_details
from csf_desktop.services.exchange_content import write_content
from csf_desktop.services.exchange_scope import contract_scope, pathway_scope
from csf_desktop.services.files import write_file
from csf_desktop.services.identities import current_identity
from csf_desktop.services.pathway_page import pathway_details
from csf_desktop.services.profile import Profile, read_profile
from csf_desktop.services.references import find
from csf_desktop.services.sheet_data import contract_report, follow_up_report, issue_of
from csf_desktop.services.synthesis import synthesis_report
from csf_desktop.storage.clock import utc_now
from csf_desktop.storage.journal import ChangeSet
from csf_desktop.storage.unit_of_work import UnitOfWork, reading_session
from csf_desktop.storage.vault import Vault


@dataclass(frozen=True)
class IssuedDocument:
    """A signed document: its bytes, number and hash, and the name to propose for its file."""

    pdf: bytes = field(repr=False)
    number: str
    file_name: str
    sha256: str
    changes: ChangeSet


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody whom the data is sealed for: a name for the journal, the certificate."""

    name: str
    certificate: bytes = field(repr=False)


@dataclass(frozen=True)
class _Draft:
    """A document before its signature."""

    kind: DocumentKind
    record: Pathway | Contract
    page: bytes
    content: bytes
    number: str
    identity: Identity
    moment: datetime


def issue_pathway_sheet(
    vault: Vault,
    reference: str,
    *,
    recipients: Sequence[Recipient] = (),
    show_names: bool = False,
    out: Path | None = None,
    now: datetime | None = None,
) -> IssuedDocument:
    """Issue the follow-up sheet of a pathway, by its reference or id.

    With ``recipients`` it carries the pathway's data, sealed for them. Pages show initials unless
    ``show_names``. With ``out`` the document is written there and journalled, or neither: the
    journal never tells of a document that could not be handed over.
    Raises ``NotFoundError``, ``InvalidInputError``, ``FileNotWrittenError``.
    """
    moment = (now or utc_now()).astimezone()
    with reading_session(vault) as session:
        pathway = find(session, Pathway, reference)
        identity, profile = current_identity(session), read_profile(session)
        issue = issue_of(
            profile, pathway.reference, moment, grouped_fingerprint(identity.fingerprint)
        )
        details = pathway_details(session, pathway, moment.date())
        draft = _Draft(
            DocumentKind.FOLLOW_UP_SHEET,
            pathway,
            follow_up_sheet.build(follow_up_report(details, profile, issue, show_names=show_names)),
            write_content(session, pathway_scope(session, pathway), profile) if recipients else b"",
            _next_number(session, DocumentKind.FOLLOW_UP_SHEET, pathway),
            identity,
            moment,
        )
    return _issue(vault, draft, recipients, out)


def issue_contract_sheet(
    vault: Vault,
    reference: str,
    *,
    recipients: Sequence[Recipient] = (),
    show_names: bool = False,
    out: Path | None = None,
    now: datetime | None = None,
) -> IssuedDocument:
    """Issue the sheet of a contract, by its reference or id; see ``issue_pathway_sheet``."""
    moment = (now or utc_now()).astimezone()
    with reading_session(vault) as session:
        contract = find(session, Contract, reference)
        identity, profile = current_identity(session), read_profile(session)
        issue = issue_of(
            profile, contract.reference, moment, grouped_fingerprint(identity.fingerprint)
        )
        details = contract_details(session, contract)
        draft = _Draft(
            DocumentKind.CONTRACT_SHEET,
            contract,
            contract_sheet.build(contract_report(details, issue, show_names=show_names)),
            write_content(session, contract_scope(session, contract), profile)
            if recipients
            else b"",
            _next_number(session, DocumentKind.CONTRACT_SHEET, contract),
            identity,
            moment,
        )
    return _issue(vault, draft, recipients, out)


def issue_card(vault: Vault, *, now: datetime | None = None) -> IssuedDocument:
    """Issue our contact card; it is not journalled, it says nothing of the work."""
    moment = (now or utc_now()).astimezone()
    with reading_session(vault) as session:
        identity, profile = current_identity(session), read_profile(session)
    page = contact_card.build(_card_data(profile, identity, moment))
    pdf = write_card_pdf(page, identity, issued_at=moment, phone=profile.phone, email=profile.email)
    return _document(pdf, "carte", "carte-de-contact.pdf", ChangeSet())


def issue_synthesis(vault: Vault, *, year: str = "", now: datetime | None = None) -> IssuedDocument:
    """Issue the synthesis by school year, all of them or one (« 2012-2013 »)."""
    moment = (now or utc_now()).astimezone()
    with reading_session(vault) as session:
        identity, profile = current_identity(session), read_profile(session)
        issue = issue_of(profile, "", moment, grouped_fingerprint(identity.fingerprint))
        report = synthesis_report(session, issue, moment.date(), year)
    pdf = sign_pdf(
        synthesis_sheet.build(report),
        identity,
        signed_at=moment,
        reason=label(DocumentKind, DocumentKind.SYNTHESIS),
    )
    suffix = f"-{year}" if year else ""
    return _document(pdf, f"synthèse{suffix}", f"synthese{suffix}.pdf", ChangeSet())


def save_document(path: Path, document: IssuedDocument) -> None:
    """Write a document where the person said, whole or not at all; see ``write_file``."""
    write_file(path, document.pdf)


def _issue(
    vault: Vault, draft: _Draft, recipients: Sequence[Recipient], out: Path | None
) -> IssuedDocument:
    """Sign, seal if there are recipients, write the file if asked, journal what was issued."""
    if recipients:
        pdf = write_exchange_pdf(
            draft.page,
            draft.content,
            sender=draft.identity,
            recipients=[recipient.certificate for recipient in recipients],
            number=draft.number,
            issued_at=draft.moment,
        )
    else:
        pdf = sign_pdf(
            draft.page,
            draft.identity,
            signed_at=draft.moment,
            reason=label(DocumentKind, draft.kind),
        )
    names = ", ".join(recipient.name for recipient in recipients)
    with _journalled(vault, draft, hashlib.sha256(pdf).hexdigest(), names) as work:
        changes = work.commit() if out is None else _hand_over(work, out, pdf)
    return _document(pdf, draft.number, f"{draft.number}.pdf", changes)


def _hand_over(work: UnitOfWork, out: Path, pdf: bytes) -> ChangeSet:
    """Write the file between the writing of the journal and its commit.

    What usually fails (a folder that is not there, a file open elsewhere, a full disk) thus rolls
    the journal back; should the commit fail after all, the file is taken back.
    """
    work.flush()
    write_file(out, pdf)
    try:
        return work.commit()
    except BaseException:
        out.unlink(missing_ok=True)
        raise


def _document(pdf: bytes, number: str, file_name: str, changes: ChangeSet) -> IssuedDocument:
    return IssuedDocument(pdf, number, file_name, hashlib.sha256(pdf).hexdigest(), changes)


@contextmanager
def _journalled(vault: Vault, draft: _Draft, sha256: str, names: str) -> Iterator[UnitOfWork]:
    """Give a unit of work, to be committed, that holds what is issued."""
    is_pathway = isinstance(draft.record, Pathway)
    subject = {"pathway_id" if is_pathway else "contract_id": draft.record.id}
    title = label(DocumentKind, draft.kind)
    with UnitOfWork(vault, f"{title} {draft.number}") as work:
        work.session.add(
            Document(
                id=new_id(),
                document_kind=draft.kind,
                number=draft.number,
                issued_at=draft.moment,
                sha256=sha256,
                recipients=names,
                **subject,
            )
        )
        work.session.add(
            FollowUpEvent(
                id=new_id(),
                event_kind=EventKind.DOCUMENT,
                happened_at=draft.moment,
                note=f"{title} {draft.number}" + (f", remise à {names}" if names else ""),
                author_name=read_profile(work.session).name,
                **subject,
            )
        )
        yield work


def _next_number(session: Session, kind: DocumentKind, record: Pathway | Contract) -> str:
    column = Document.pathway_id if isinstance(record, Pathway) else Document.contract_id
    issued = session.scalar(
        select(func.count())
        .select_from(Document)
        .where(column == record.id, Document.document_kind == kind)
    )
    return f"{record.reference}-F{(issued or 0) + 1:02d}"


def _card_data(
    profile: Profile, identity: Identity, moment: datetime
) -> contact_card.ContactCardData:
    issue = issue_of(profile, "", moment, grouped_fingerprint(identity.fingerprint))
    return contact_card.ContactCardData(
        issue=replace(issue, reference="Carte de contact"),
        name=profile.name,
        role="Tuteur pilote",
        phone=profile.phone,
        email=profile.email,
        fingerprint=identity.fingerprint,
        words=fingerprint_words(identity.certificate_der),
    )


def recipients_from(cards: Sequence[tuple[str, bytes]]) -> tuple[Recipient, ...]:
    """Return recipients from names and certificates; raise when there is none to seal for."""
    if not cards:
        raise InvalidInputError("Choisissez au moins un destinataire.")
    return tuple(Recipient(name, certificate) for name, certificate in cards)
