"""One session a job: rolls back unless it is committed, journals what it writes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from csf_desktop.models.journal import Change, OwnIdentity
from csf_desktop.storage import projections
from csf_desktop.storage.clock import HybridClock
from csf_desktop.storage.engine import reading
from csf_desktop.storage.failures import translated_errors
from csf_desktop.storage.journal import ChangeSet, JournalledSession, Recorder
from csf_desktop.storage.vault import Vault


class UnitOfWork:
    """A writing unit of work over an open vault.

    ``label`` says in French what is done (« Modification du marché M-2026-014 »); it is shown in
    the history and beside « Annuler ». Never shared between threads.
    """

    def __init__(self, vault: Vault, label: str, *, undoes: str | None = None) -> None:
        self._vault = vault
        self._label = label
        self._undoes = undoes

    def __enter__(self) -> Self:
        self.session = JournalledSession(self._vault.engine, expire_on_commit=False)
        with translated_errors():
            clock = _prepare(self._vault, self.session)
        self.recorder = Recorder(clock, self._vault.author, self._label, self._undoes)
        self.session.recorder = self.recorder
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with translated_errors():
            self.session.close()  # rolls back what was not committed
            if isinstance(error, DBAPIError):  # of a query, or of a flush that came before one
                raise error

    def flush(self) -> None:
        """Send what is pending to the database, inside the transaction."""
        with translated_errors():
            self.session.flush()

    def settle(self) -> None:
        """Send what is pending, work out what derives from it, and forget the loaded records.

        For long jobs, every few hundred records: memory stays flat, the transaction stays open.
        """
        with translated_errors():
            self.session.flush()
            projections.refresh(self.session, self.recorder.touched)
        self.recorder.touched.clear()
        self.forget()

    def forget(self) -> None:
        """Send what is pending and forget the loaded records; what derives waits for the commit.

        For long jobs whose parts all touch the same records: these are worked out once.
        """
        self.flush()
        for instance in list(self.session):
            if instance is not self.recorder.transaction:
                self.session.expunge(instance)

    def relabel(self, label: str) -> None:
        """Change the label once what is done is known (a reference was given)."""
        self.recorder.label = label
        if self.recorder.transaction is not None:
            self.recorder.transaction.label = label

    def commit(self, created: str = "") -> ChangeSet:
        """Work out what derives from the changes, and make all of it durable."""
        with translated_errors():
            self.session.flush()
            projections.refresh(self.session, self.recorder.touched)
            self.session.commit()
        return self.recorder.change_set(created)


@contextmanager
def reading_session(vault: Vault) -> Iterator[Session]:
    """Give a session for reads only; it never waits for a writer, and refuses to write records."""
    with translated_errors():
        session = JournalledSession(reading(vault.engine), expire_on_commit=False)
        try:
            yield session
        finally:
            session.close()


def _prepare(vault: Vault, session: Session) -> HybridClock:
    """Load the vault's clock and author the first time; return the clock."""
    if vault.clock is None:
        last = session.scalar(select(Change.stamp).order_by(Change.stamp.desc()).limit(1))
        vault.clock = HybridClock(last or "")
    if not vault.author:
        current = select(OwnIdentity.fingerprint).where(OwnIdentity.is_current)
        vault.author = session.scalar(current) or ""
    return vault.clock
