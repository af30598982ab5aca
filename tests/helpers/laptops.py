"""Laptops of colleagues: real vaults whose clocks may be days apart, and files between them."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from sqlalchemy import select, text

from csf_desktop.models.base import Record
from csf_desktop.models.entities import BY_KIND, RECORDS, Base, Change, Conflict
from csf_desktop.services.documents import Recipient, issue_card
from csf_desktop.services.exchange_content import Content, read_content, write_content
from csf_desktop.services.exchange_import import whole_or_refused
from csf_desktop.services.identities import add_colleague, read_card
from csf_desktop.services.merge import MergeResult, merge
from csf_desktop.services.profile import Profile
from csf_desktop.services.vaults import create_vault, open_vault
from csf_desktop.storage import projections
from csf_desktop.storage.clock import HybridClock, utc_now
from csf_desktop.storage.unit_of_work import UnitOfWork, reading_session
from csf_desktop.storage.vault import Vault
from tests.helpers.vaults import CHEAP

PASSPHRASE = "phrase de passe des essais"
NAMES = ("Karim Besson", "Claire Modèle", "Paul Exemple")
MOMENT = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
NAME = "essai.pdf"

Dump = dict[str, list[tuple[Any, ...]]]


@dataclass
class Laptop:
    """An open vault and the tutor who has it."""

    vault: Vault
    profile: Profile

    @property
    def author(self) -> str:
        with UnitOfWork(self.vault, ""):
            return self.vault.author

    def file(self, *ids: str) -> bytes:
        """Return the data of a file about some records, everything when none is named."""
        scope: dict[str, set[str]] = defaultdict(set)
        with reading_session(self.vault) as session:
            for model in RECORDS:
                scope[model.kind] = set(session.scalars(select(model.id)))
            if ids:
                scope = {kind: known & set(ids) for kind, known in scope.items()}
            return write_content(session, scope, self.profile)

    def take(self, data: bytes) -> MergeResult:
        """Merge the data of a file, as ``import_exchange`` does once it has opened it."""
        content = read_content(data, NAME)
        with whole_or_refused(NAME), UnitOfWork(self.vault, "Import") as work:
            work.recorder.is_replaying = True
            result = merge(work, content, MOMENT)
            work.commit()
            observe(work, content)
        return result

    def edit(self, kind: str, record_id: str, **values: Any) -> str:  # noqa: ANN401
        """Set fields of a record; return the transaction."""
        with UnitOfWork(self.vault, "Modification") as work:
            record = work.session.get(BY_KIND[kind], record_id)
            assert record is not None
            for name, value in values.items():
                setattr(record, name, value)
            return work.commit().transaction

    def add(self, record: Record) -> str:
        """Add a record; return its id."""
        with UnitOfWork(self.vault, "Création") as work:
            work.session.add(record)
            work.commit()
            return record.id

    def value(self, kind: str, record_id: str, field: str) -> Any:  # noqa: ANN401
        """Return a field of a record."""
        with reading_session(self.vault) as session:
            record = session.get(BY_KIND[kind], record_id)
            assert record is not None
            return getattr(record, field)

    def changes(self) -> dict[str, tuple[Any, ...]]:
        """Return the journal: what each change says, by its id."""
        with reading_session(self.vault) as session:
            return {
                row.id: (
                    row.kind,
                    row.entity_id,
                    row.field,
                    row.old,
                    row.new,
                    row.stamp,
                    row.author,
                    row.replaces,
                    row.transaction_id,
                )
                for row in session.scalars(select(Change))
            }

    def conflicts(self) -> set[tuple[str, str]]:
        """Return the fields with an open conflict: ids of records, names."""
        with reading_session(self.vault) as session:
            rows = session.scalars(select(Conflict).where(Conflict.settled_at.is_(None)))
            return {(row.entity_id, row.field) for row in rows}


def observe(work: UnitOfWork, content: Content) -> None:
    """Move the clock past what came in."""
    for change in content.changes:
        work.recorder.clock.observe(change.stamp)


@cache
def _template(number: int) -> Path:
    path = Path(mkdtemp(prefix="csf-laptop-")) / "coffre"
    profile = Profile(NAMES[number], "lille")
    create_vault(path, PASSPHRASE, profile, now=MOMENT, cost=CHEAP).vault.close()
    return path


def laptop(folder: Path, number: int = 0, days_ahead: int = 0) -> Laptop:
    """Return the laptop of one of ``NAMES``, whose clock is some days off; the caller closes it."""
    path = folder / f"poste-{number}"
    shutil.copytree(_template(number), path, ignore=shutil.ignore_patterns("lock"))
    vault = open_vault(path, PASSPHRASE)
    ahead = timedelta(days=days_ahead)
    vault.clock = HybridClock("", now=lambda: utc_now() + ahead)
    return Laptop(vault, Profile(NAMES[number], "lille"))


def acquaint(folder: Path, *laptops: Laptop) -> None:
    """Give each one the others' cards, the words compared."""
    for number, giver in enumerate(laptops):
        path = folder / f"carte-{number}.pdf"
        path.write_bytes(issue_card(giver.vault, now=MOMENT).pdf)
        for taker in laptops:
            if taker is not giver:
                add_colleague(taker.vault, read_card(path), is_trusted=True, now=MOMENT)


def recipient(folder: Path, of: Laptop) -> Recipient:
    """Return a laptop as somebody to seal for."""
    path = folder / f"{of.author[:8]}.pdf"
    path.write_bytes(issue_card(of.vault, now=MOMENT).pdf)
    card = read_card(path)
    return Recipient(card.name, card.certificate_der)


def dump(vault: Vault) -> Dump:
    """Return every row of every table."""
    with vault.engine.connect() as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(table.select())), key=repr)
            for table in Base.metadata.sorted_tables
        }


def search_rows(vault: Vault) -> Mapping[str, set[int]]:
    """Return the rows that each search index finds for some words."""
    words = ("lycee", "batisseurs", "region", "ines", "aide", "m", "p", "nord", "v1", "v2")
    found: dict[str, set[int]] = {}
    with vault.engine.connect() as connection:
        for kind in ("contract", "pathway", "beneficiary", "company"):
            for word in words:
                query = text(f"SELECT rowid FROM {kind}_search WHERE words MATCH :word")  # noqa: S608
                found[f"{kind} {word}"] = set(connection.scalars(query, {"word": f'"{word}"*'}))
    return found


def derived(vault: Vault, *, rebuilt: bool) -> tuple[Dump, Mapping[str, set[int]]]:
    """Return what derives from the records, as it is or once worked out again."""
    if rebuilt:
        with UnitOfWork(vault, "") as work:
            projections.rebuild(work.session)
            work.commit()
    return {
        name: rows
        for name, rows in dump(vault).items()
        if name in {model.__tablename__ for model in RECORDS}
    }, search_rows(vault)
