"""The buyer's form: handed out, read when it comes back, shown, then taken in as was agreed."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import select

from csf_desktop.errors import UnreadableFileError
from csf_desktop.exchange.buyer_form import ReturnedForm, read_form
from csf_desktop.labels import label
from csf_desktop.models.codes import Direction, DocumentKind, EventKind
from csf_desktop.models.entities import Contract, Document, FollowUpEvent
from csf_desktop.models.ids import new_id
from csf_desktop.reports.buyer_form import BuyerFormData, build
from csf_desktop.services.buyer_form_company import take_buyer, take_company, take_contacts
from csf_desktop.services.buyer_form_contract import take_contract, take_lots, take_places
from csf_desktop.services.buyer_form_lines import (
    CREATED,
    UNCHANGED,
    UPDATED,
    Choice,
    FormLine,
    FormRecord,
    Ledger,
)
from csf_desktop.services.buyer_form_mail import buyer_emails, form_mail
from csf_desktop.services.buyer_form_match import FormMatch, match_contract
from csf_desktop.services.buyer_form_pathways import take_pathways
from csf_desktop.services.buyer_form_prefill import values_of
from csf_desktop.services.files import read_pdf, write_file
from csf_desktop.services.issuing import IssuedDocument, document_of, hand_over
from csf_desktop.services.mail import MailDraft
from csf_desktop.services.profile import read_profile, tutor_name
from csf_desktop.services.references import find
from csf_desktop.services.reports import ImportReport
from csf_desktop.services.sheet_data import issue_of
from csf_desktop.storage.clock import utc_now
from csf_desktop.storage.journal import ChangeSet
from csf_desktop.storage.unit_of_work import UnitOfWork, reading_session
from csf_desktop.storage.vault import Vault

__all__ = [
    "CREATED",
    "UNCHANGED",
    "UPDATED",
    "FormLine",
    "FormPreview",
    "FormRecord",
    "FormToSend",
    "import_form",
    "issue_form",
    "prepare_form",
    "preview_form",
]

# No letter that is taken for a digit or for another.
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True)
class FormPreview:
    """What a returned form would change, record by record, before anything is taken in.

    ``contract_reference`` is that of the contract it completes, empty for a new one; ``why`` says
    how it was recognised. ``unreadable`` and ``warnings`` are sentences.
    """

    name: str
    sha256: str
    number: str
    version: int
    contract_reference: str
    why: str
    records: tuple[FormRecord, ...]
    unreadable: tuple[str, ...]
    warnings: tuple[str, ...]
    was_imported: bool

    @property
    def changes_nothing(self) -> bool:
        """Tell whether everything it says is here already."""
        return not any(record.lines for record in self.records)

    @property
    def proposed(self) -> frozenset[str]:
        """The keys of the answers that are taken unless unticked."""
        return frozenset(
            line.key for record in self.records for line in record.lines if line.is_proposed
        )


@dataclass(frozen=True)
class FormToSend:
    """A form, the reference of its contract (empty for a blank one), the e-mail to send it with."""

    document: IssuedDocument
    contract_reference: str
    mail: MailDraft
    changes: ChangeSet


@dataclass(frozen=True)
class _Read:
    """A file that could be read as a form."""

    name: str
    sha256: str
    form: ReturnedForm


def issue_form(
    vault: Vault,
    contract: str = "",
    *,
    out: Path | None = None,
    now: datetime | None = None,
) -> IssuedDocument:
    """Make a form to hand out: blank, or filled in with what is known of a contract.

    ``contract`` is its reference or id. With ``out`` the file is written there, and journalled
    with the contract, or neither. Raises ``NotFoundError``, ``FileNotWrittenError``.
    """
    moment = (now or utc_now()).astimezone()
    number = _new_number()
    with reading_session(vault) as session:
        profile = read_profile(session)
        about = find(session, Contract, contract) if contract else None
        data = BuyerFormData(
            issue=issue_of(profile, number, moment),
            contract_id=about.id if about else "",
            contract_reference=about.reference if about else "",
            return_email=profile.email,
            values=values_of(session, about) if about else {},
        )
    pdf = build(data)
    file_name = f"fiche-de-recensement-{about.reference if about else number}.pdf"
    if about is not None:
        return document_of(pdf, number, file_name, _journal(vault, about, pdf, number, moment, out))
    if out is not None:
        write_file(out, pdf)
    return document_of(pdf, number, file_name, ChangeSet())


def _journal(
    vault: Vault, about: Contract, pdf: bytes, number: str, moment: datetime, out: Path | None
) -> ChangeSet:
    """Write in a contract's file that a form was handed out, and the form itself if asked."""
    sha256, kind = hashlib.sha256(pdf).hexdigest(), DocumentKind.BUYER_FORM
    with UnitOfWork(vault, f"{label(DocumentKind, kind)} {number}") as work:
        _note(work, about, kind, number, sha256, moment)
        return work.commit() if out is None else hand_over(work, {out: pdf})


def _note(
    work: UnitOfWork,
    contract: Contract,
    kind: DocumentKind,
    number: str,
    sha256: str,
    moment: datetime,
) -> None:
    """Write a form that left or came back in a contract's file; the same file is noted once.

    Two tutors who take in the same file each note that it came: those are two facts, whose ids
    are not made from the file.
    """
    if _noted(work, contract.id, kind, sha256):
        return
    is_back = kind is DocumentKind.BUYER_FORM_RETURNED
    work.session.add_all(
        (
            Document(
                id=new_id(),
                document_kind=kind,
                contract_id=contract.id,
                number=number,
                issued_at=moment,
                sha256=sha256,
            ),
            FollowUpEvent(
                id=new_id(),
                contract_id=contract.id,
                event_kind=EventKind.DOCUMENT,
                happened_at=moment,
                direction=Direction.INCOMING if is_back else Direction.OUTGOING,
                note=f"{label(DocumentKind, kind)} {number}",
                author_name=tutor_name(work.session),
            ),
        )
    )


def _noted(work: UnitOfWork, contract_id: str, kind: DocumentKind, sha256: str) -> bool:
    found = work.session.scalars(
        select(Document.id).where(
            Document.contract_id == contract_id,
            Document.document_kind == kind,
            Document.sha256 == sha256,
            Document.deleted_at.is_(None),
        )
    )
    return found.first() is not None


def _new_number() -> str:
    """Return a number that no other form has: fifty random bits."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(10))
    return f"R-{letters[:5]}-{letters[5:]}"


def prepare_form(vault: Vault, contract_id: str = "", *, now: datetime | None = None) -> FormToSend:
    """Make a form and the e-mail to send it with; see ``issue_form``."""
    document = issue_form(vault, contract_id, now=now)
    with reading_session(vault) as session:
        profile = read_profile(session)
        about = find(session, Contract, contract_id) if contract_id else None
        emails = buyer_emails(session, about) if about else ()
        mail = form_mail(about, profile, emails)
        return FormToSend(document, about.reference if about else "", mail, document.changes)


def preview_form(vault: Vault, path: Path, *, now: datetime | None = None) -> FormPreview:
    """Read a form and say what it would change; the vault stays as it is.

    Raises the errors of ``read_form``, and ``UnreadableFileError`` when nothing is filled in.
    """
    read = _read(path)
    moment = (now or utc_now()).astimezone()
    with UnitOfWork(vault, "") as work:  # rolled back: it is never committed
        match = match_contract(work.session, read.form)
        reference = match.contract.reference if match.contract else ""
        kind = DocumentKind.BUYER_FORM_RETURNED
        was_imported = _noted(work, match.contract_id, kind, read.sha256)
        ledger, _contract = _take(work, read, match, Choice(takes_all=True), moment.date())
        return FormPreview(
            name=read.name,
            sha256=read.sha256,
            number=read.form.number,
            version=read.form.version,
            contract_reference=reference,
            why=match.why,
            records=tuple(ledger.records),
            unreadable=tuple(one.sentence for one in read.form.unreadable),
            warnings=tuple(dict.fromkeys(ledger.warnings)),
            was_imported=was_imported,
        )


def import_form(
    vault: Vault,
    path: Path,
    accepted: Collection[str] | None = None,
    *,
    expected_sha256: str = "",
    now: datetime | None = None,
) -> ImportReport:
    """Take in a form in one transaction: the answers whose keys are accepted, or those proposed.

    ``expected_sha256`` is that of the preview: another file in its place is refused. Raises as
    ``preview_form``; the vault then stays as it was.
    """
    read = _read(path)
    if expected_sha256 and read.sha256 != expected_sha256:
        raise UnreadableFileError(name=path.name, reason="il a changé depuis l’aperçu")
    moment = (now or utc_now()).astimezone()
    unreadable = tuple(one.sentence for one in read.form.unreadable)
    if accepted is not None and not accepted:
        return ImportReport(name=path.name, kind="form", warnings=unreadable)
    with UnitOfWork(vault, f"Fiche de recensement {read.form.number}") as work:
        match = match_contract(work.session, read.form)
        ledger, contract = _take(work, read, match, Choice(accepted), moment.date())
        warnings = tuple(dict.fromkeys((*unreadable, *ledger.warnings)))
        counts = dict(ledger.counts)
        changes = ChangeSet()
        if ledger.has_written:
            work.relabel(f"Fiche de recensement {read.form.number}, marché {contract.reference}")
            kind = DocumentKind.BUYER_FORM_RETURNED
            _note(work, contract, kind, read.form.number, read.sha256, moment)
            changes = work.commit(contract.id)
    return ImportReport(
        name=path.name,
        kind="form",
        created=counts[CREATED],
        updated=counts[UPDATED],
        unchanged=counts[UNCHANGED],
        warnings=warnings,
        changes=changes,
    )


def _read(path: Path) -> _Read:
    pdf = read_pdf(path)
    form = read_form(pdf, path.name)
    if not form.values and not form.unreadable:
        raise UnreadableFileError(name=path.name, reason="aucune réponse n’y est remplie")
    return _Read(path.name, hashlib.sha256(pdf).hexdigest(), form)


def _take(
    work: UnitOfWork, read: _Read, match: FormMatch, choice: Choice, today: date
) -> tuple[Ledger, Contract]:
    """Compare every answer and take those chosen, record after record."""
    ledger = Ledger(work.session, read.form, choice)
    with work.session.no_autoflush:  # what is half set would break the rules of the database
        contract = take_contract(ledger, match, today)
        buyer = take_buyer(ledger, contract)
        company = take_company(ledger, contract)
        take_contacts(ledger, contract, buyer, company)
        take_lots(ledger, contract)
        take_places(ledger, contract)
        work.flush()
        take_pathways(ledger, contract, company, today)
    return ledger, contract
