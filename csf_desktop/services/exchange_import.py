"""Takes in a colleague's signed PDF: verified, opened, shown, then merged in one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from csf_desktop.errors import UnreadableFileError
from csf_desktop.exchange.envelope import Opened
from csf_desktop.exchange.package import read_exchange_pdf
from csf_desktop.labels import KINDS
from csf_desktop.models.entities import BY_KIND, ImportedFile, KnownSigner
from csf_desktop.services.exchange_content import Content, read_content
from csf_desktop.services.files import read_pdf
from csf_desktop.services.identities import current_identity, trusted_fingerprints
from csf_desktop.services.merge import MergeResult, merge
from csf_desktop.services.record_words import record_label
from csf_desktop.services.reports import ConflictLine, ImportReport
from csf_desktop.storage.clock import moment_of, utc_now
from csf_desktop.storage.unit_of_work import UnitOfWork, reading_session
from csf_desktop.storage.vault import Vault

CLOCK_AHEAD = timedelta(days=2)
CLOCK_MAD = timedelta(days=3650)
"""A file this far ahead is refused: our clock would follow it to where nobody reads our files."""


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """What would happen to a record: created, updated, unchanged."""

    outcome: str
    kind: str
    label: str


@dataclass(frozen=True)
class ExchangePreview:
    """What a file would bring, shown before anything is taken in."""

    name: str
    sender: str
    number: str
    issued_at: datetime
    lines: tuple[PreviewLine, ...]
    conflicts: tuple[ConflictLine, ...]
    warnings: tuple[str, ...]
    was_imported: bool
    sha256: str

    def count(self, outcome: str) -> int:
        """Return how many records have an outcome."""
        return sum(line.outcome == outcome for line in self.lines)


@dataclass(frozen=True)
class _Opened:
    """A file that passed every check, and its data."""

    sha256: str
    opened: Opened
    content: Content
    sender: str
    warnings: tuple[str, ...] = field(default_factory=tuple)


def preview_exchange(vault: Vault, path: Path, now: datetime | None = None) -> ExchangePreview:
    """Verify and open a file, and say what it would change; the vault stays as it is.

    Raises the ``ExchangeError`` of the check that failed.
    """
    moment = now or utc_now()
    found = _open(vault, path, moment)
    with (
        whole_or_refused(path.name),
        UnitOfWork(vault, "") as work,
    ):  # rolled back: it is never committed
        was_imported = work.session.get(ImportedFile, found.sha256) is not None
        result = _merge(work, found, moment)
        work.flush()
        lines = tuple(_lines(work.session, result))
    return ExchangePreview(
        name=path.name,
        sender=found.sender,
        number=found.opened.number,
        issued_at=found.opened.issued_at,
        lines=lines,
        conflicts=tuple(result.conflicts),
        warnings=found.warnings,
        was_imported=was_imported,
        sha256=found.sha256,
    )


def import_exchange(
    vault: Vault, path: Path, now: datetime | None = None, *, expected_sha256: str = ""
) -> ImportReport:
    """Verify, open and merge a file in one transaction; the same file twice changes nothing.

    ``expected_sha256`` is that of the preview: another file in its place is refused. Raises the
    ``ExchangeError`` of the check that failed; the vault then stays as it was.
    """
    moment = now or utc_now()
    found = _open(vault, path, moment)
    if expected_sha256 and found.sha256 != expected_sha256:
        raise UnreadableFileError(name=path.name, reason="il a changé depuis l’aperçu")
    label = f"Import de {found.opened.number} ({found.sender})"
    with whole_or_refused(path.name), UnitOfWork(vault, label) as work:
        result = _merge(work, found, moment)
        if work.session.get(ImportedFile, found.sha256) is None:
            work.session.add(
                ImportedFile(
                    sha256=found.sha256,
                    number=found.opened.number,
                    sender=found.opened.sender_fingerprint,
                    imported_at=moment,
                )
            )
        if result.created or result.updated:
            work.recorder.open(work.session)  # the changes are under their authors' own ones
        changes = replace(work.commit(), is_undoable=False)
        for change in found.content.changes:
            work.recorder.clock.observe(change.stamp)
    return ImportReport(
        name=path.name,
        kind="exchange",
        created=len(result.created),
        updated=len(result.updated),
        unchanged=len(result.unchanged),
        conflicts=tuple(result.conflicts),
        warnings=found.warnings,
        changes=changes,
    )


@contextmanager
def whole_or_refused(name: str) -> Iterator[None]:
    """Refuse a file whose records cannot stand together, whatever the reader did not foresee."""
    try:
        yield
    except IntegrityError as error:
        raise UnreadableFileError(name=name, reason="données incohérentes") from error


def _open(vault: Vault, path: Path, now: datetime) -> _Opened:
    data = read_pdf(path)
    with reading_session(vault) as session:
        opened = read_exchange_pdf(
            data,
            identity=current_identity(session),
            known=trusted_fingerprints(session),
            name=path.name,
        )
        sender = _sender_name(session, opened.sender_fingerprint)
    content = read_content(opened.content, path.name)
    if _latest(content) > now + CLOCK_MAD:
        raise UnreadableFileError(
            name=path.name, reason="ses dates ont plus de dix ans d’avance sur l’horloge d’ici"
        )
    return _Opened(
        hashlib.sha256(data).hexdigest(), opened, content, sender, _warnings(content, now)
    )


def _sender_name(session: Session, fingerprint: str) -> str:
    signer = session.get(KnownSigner, fingerprint)
    return signer.name if signer else "vous-même"


def _warnings(content: Content, now: datetime) -> tuple[str, ...]:
    if _latest(content) <= now + CLOCK_AHEAD:
        return ()
    return (
        "L’horloge de l’expéditeur est en avance de plus de deux jours\u00a0: vérifiez avec lui la "
        "date de son poste avant de reprendre ce fichier.",
    )


def _latest(content: Content) -> datetime:
    """Return the moment of the last change of a file."""
    return moment_of(max((change.stamp for change in content.changes), default=""))


def _merge(work: UnitOfWork, found: _Opened, now: datetime) -> MergeResult:
    work.recorder.is_replaying = True
    return merge(work, found.content, now)


def _lines(session: Session, result: MergeResult) -> list[PreviewLine]:
    lines = []
    for outcome, keys in (
        ("created", result.created),
        ("updated", result.updated),
        ("unchanged", result.unchanged),
    ):
        for kind, record_id in keys:
            record = session.get(BY_KIND[kind], record_id)
            name = record_label(session, record) if record is not None else KINDS[kind]
            lines.append(PreviewLine(outcome, kind, name))
    return lines
