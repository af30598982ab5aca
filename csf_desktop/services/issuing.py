"""What every document goes through: number, signature, line in the journal, file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from csf_desktop.exchange.identity import Identity
from csf_desktop.exchange.package import write_exchange_pdf
from csf_desktop.exchange.signing import sign_pdf
from csf_desktop.labels import label
from csf_desktop.models.codes import DocumentKind, EventKind
from csf_desktop.models.entities import Contract, Document, FollowUpEvent, Pathway
from csf_desktop.models.ids import new_id
from csf_desktop.services.files import write_file
from csf_desktop.services.profile import read_profile
from csf_desktop.storage.journal import ChangeSet
from csf_desktop.storage.unit_of_work import UnitOfWork
from csf_desktop.storage.vault import Vault

_LETTERS = {
    DocumentKind.CLAUSE: "C",
    DocumentKind.BUYER_GUIDE: "G",
    DocumentKind.COMPANY_SHEET: "E",
    DocumentKind.YOUNG_PEOPLE_SHEET: "J",
}
"""Of the numbers of a contract's documents, which are counted by kind; a sheet has an F."""


@dataclass(frozen=True)
class IssuedDocument:
    """A signed document: its bytes, number and hash, and the name to propose for its file.

    ``pdf`` holds the bytes of another kind of file when one was asked for (a clause as .docx).
    """

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
class Draft:
    """A document before its signature; ``content`` is what is sealed, ``number`` names the file."""

    kind: DocumentKind
    record: Pathway | Contract
    page: bytes
    number: str
    identity: Identity
    moment: datetime
    content: bytes = b""

    @property
    def title(self) -> str:
        """« Fiche de marché M-2026-014-F01 »."""
        return f"{label(DocumentKind, self.kind)} {self.number}"


def issue(
    vault: Vault, draft: Draft, recipients: Sequence[Recipient] = (), out: Path | None = None
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
        pdf = signed(draft)
    return journal_issued(vault, draft, pdf, f"{draft.number}.pdf", recipients, out)


def signed(draft: Draft) -> bytes:
    """Return the pages of a document, signed."""
    reason = label(DocumentKind, draft.kind)
    return sign_pdf(draft.page, draft.identity, signed_at=draft.moment, reason=reason)


def journal_issued(
    vault: Vault,
    draft: Draft,
    data: bytes,
    file_name: str,
    recipients: Sequence[Recipient] = (),
    out: Path | None = None,
) -> IssuedDocument:
    """Journal what was issued, whatever the kind of file, and write it if asked, or neither."""
    names = ", ".join(recipient.name for recipient in recipients)
    with _journalled(vault, draft, hashlib.sha256(data).hexdigest(), names) as work:
        changes = work.commit() if out is None else hand_over(work, {out: data})
    return document_of(data, draft.number, file_name, changes)


def hand_over(work: UnitOfWork, files: dict[Path, bytes]) -> ChangeSet:
    """Write files between the writing of the journal and its commit.

    What usually fails (a folder that is not there, a file open elsewhere, a full disk) thus rolls
    the journal back; should the commit fail after all, the files are taken back.
    """
    work.flush()
    written: list[Path] = []
    try:
        for path, data in files.items():
            write_file(path, data)
            written.append(path)
        return work.commit()
    except BaseException:
        for path in written:
            path.unlink(missing_ok=True)
        raise


def document_of(data: bytes, number: str, file_name: str, changes: ChangeSet) -> IssuedDocument:
    """Return a document that was made, with its hash."""
    return IssuedDocument(data, number, file_name, hashlib.sha256(data).hexdigest(), changes)


@contextmanager
def _journalled(vault: Vault, draft: Draft, sha256: str, names: str) -> Iterator[UnitOfWork]:
    """Give a unit of work, to be committed, that holds what is issued."""
    with UnitOfWork(vault, draft.title) as work:
        add_document(work.session, draft, sha256, names)
        add_event(work.session, draft, draft.title + (f", remise à {names}" if names else ""))
        yield work


def add_document(session: Session, draft: Draft, sha256: str, names: str = "") -> None:
    """Add the record of a document that is issued."""
    session.add(
        Document(
            id=new_id(),
            document_kind=draft.kind,
            number=draft.number,
            issued_at=draft.moment,
            sha256=sha256,
            recipients=names,
            **_subject(draft.record),
        )
    )


def add_event(session: Session, draft: Draft, note: str) -> None:
    """Add the line of the timeline that tells of documents."""
    session.add(
        FollowUpEvent(
            id=new_id(),
            event_kind=EventKind.DOCUMENT,
            happened_at=draft.moment,
            note=note,
            author_name=read_profile(session).name,
            **_subject(draft.record),
        )
    )


def _subject(record: Pathway | Contract) -> dict[str, str]:
    return {"pathway_id" if isinstance(record, Pathway) else "contract_id": record.id}


def next_number(
    session: Session, kind: DocumentKind, record: Pathway | Contract, after: int = 0
) -> str:
    """Return the number of the next document of a kind: « M-2026-014-F01 ».

    ``after`` is how many of that kind are made together before it.
    """
    column = Document.pathway_id if isinstance(record, Pathway) else Document.contract_id
    issued = session.scalar(
        select(func.count())
        .select_from(Document)
        .where(column == record.id, Document.document_kind == kind)
    )
    return f"{record.reference}-{_LETTERS.get(kind, 'F')}{(issued or 0) + after + 1:02d}"
