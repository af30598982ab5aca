"""What the killed processes do. Each job tells on its pipe what it has made durable, as it goes."""

from __future__ import annotations

import multiprocessing
import random
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from csf_desktop.errors import CsfError
from csf_desktop.services import beneficiaries, contracts, drafts, follow_ups, history, pathways
from csf_desktop.services.decp_import import import_decp
from csf_desktop.services.documents import issue_pathway_sheet
from csf_desktop.services.pathways import PathwayDraft
from csf_desktop.services.vaults import open_vault
from csf_desktop.storage import migrate
from csf_desktop.storage.journal import ChangeSet
from csf_desktop.storage.vault import Vault
from tests.helpers.vaults import TODAY

PASSPHRASE = "phrase de passe des essais"
PATIENCE = 60.0
_METHODS = multiprocessing.get_all_start_methods()
_CONTEXT: Any = multiprocessing.get_context("forkserver" if "forkserver" in _METHODS else "spawn")
if "forkserver" in _METHODS:
    _CONTEXT.set_forkserver_preload([__name__])  # a round then costs a fork, not an import

Job = Callable[..., None]


@dataclass(frozen=True)
class Written:
    """A committed write: its transaction, the record, and the values it must hold."""

    transaction: str
    entity: str = ""
    values: dict[str, Any] = field(default_factory=dict)


@contextmanager
def running(job: Job, *arguments: object) -> Iterator[_Child]:
    """Run a job in a process of its own, dead at the end whatever happens."""
    ours, theirs = _CONTEXT.Pipe(duplex=False)
    process = _CONTEXT.Process(target=job, args=(theirs, *arguments), daemon=True)
    process.start()
    theirs.close()
    try:
        yield _Child(process, ours)
    finally:
        process.kill()
        process.join(PATIENCE)
        ours.close()


class _Child:
    """The running process and what it has told."""

    def __init__(self, process: Any, told: Connection) -> None:  # noqa: ANN401 - by context
        self._process, self._told = process, told

    def wait(self) -> Any:  # noqa: ANN401 - what the job sends
        """Return the next thing the child tells; it has ``PATIENCE`` seconds."""
        assert self._told.poll(PATIENCE)
        return self._told.recv()

    def wait_for(self, expected: object) -> None:
        """Wait until the child says so."""
        assert self.wait() == expected

    def kill(self) -> list[Any]:
        """Kill as the system does when power is short: no handler runs. Return what was told."""
        self._process.kill()
        self._process.join(PATIENCE)
        said = []
        while True:
            try:
                said.append(self._told.recv())
            except EOFError:
                return said


# --- jobs


def write_for_ever(told: Connection, path: Path, seed: int) -> None:
    """Open the vault and change things at random through the services."""
    told.send("started")
    with open_vault(path, PASSPHRASE) as vault:
        told.send("open")
        hand = _Hand(vault, random.Random(seed))
        while True:
            written = hand.write_something()
            if written is not None:
                told.send(written)


def import_for_ever(told: Connection, path: Path, file: Path) -> None:
    """Take an official file in."""
    with open_vault(path, PASSPHRASE) as vault:
        told.send("open")
        told.send(import_decp(vault, file, TODAY).created)


def back_up_for_ever(told: Connection, path: Path) -> None:
    """Take one backup after the other."""
    with open_vault(path, PASSPHRASE) as vault:
        told.send("open")
        while True:
            told.send(vault.back_up("manual").name)


def migrate_for_ever(told: Connection, path: Path, scripts: Path) -> None:
    """Bring the vault to a revision that takes its time."""
    with open_vault(path, PASSPHRASE) as vault:
        told.send("open")
        migrate.upgrade(
            vault.engine, vault.database_path, lambda: vault.back_up("upgrade"), scripts=scripts
        )
        told.send("done")


def export_for_ever(told: Connection, path: Path, pathway_id: str, folder: Path) -> None:
    """Issue a pathway's sheet again and again, each into a file of its own."""
    with open_vault(path, PASSPHRASE) as vault:
        told.send("open")
        for number in range(10_000):
            name = f"{number:04d}-{time.monotonic_ns()}.pdf"
            issued = issue_pathway_sheet(vault, pathway_id, out=folder / name)
            told.send((name, issued.sha256))


class _Hand:
    """A tutor who does everything at once, through the services only."""

    def __init__(self, vault: Vault, chance: random.Random) -> None:
        self._vault, self._chance = vault, chance
        self._contracts: list[str] = []
        self._pathways: list[str] = []
        self._people: list[str] = []
        self._last = ""

    def write_something(self) -> Written | None:
        """Do one thing; ``None`` when it was refused or needs what is not there yet."""
        action = self._chance.choice(
            (
                *(self._new_contract, self._new_pathway, self._new_person, self._edit_pathway),
                *(self._edit_person, self._call, self._hours, self._reserve, self._advance),
                *(self._draft, self._undo, self._delete),
            )
        )
        try:
            written = action()
        except (CsfError, IndexError):  # a rule said no, or there is none to choose from
            return None
        if written is not None:
            self._last = written.transaction
        return written

    def _word(self) -> str:
        return "".join(self._chance.choice("abcdéèœ œuvre’") for _ in range(20)).strip() or "mot"

    def _new_contract(self) -> Written:
        draft = contracts.ContractDraft(
            object=" ".join(self._word().split()), company_name="Entreprise", clause_minutes=600
        )
        made = contracts.create_contract(self._vault, draft, TODAY)
        self._contracts.append(made.created)
        return Written(made.transaction, made.created, {"object": draft.object})

    def _new_pathway(self) -> Written:
        draft = PathwayDraft(
            self._chance.choice(self._contracts),
            title="Aide peintre",
            planned_minutes=6000,
            starts_on=TODAY,
        )
        made = pathways.create_pathway(self._vault, draft, TODAY)
        self._pathways.append(made.created)
        return Written(made.transaction, made.created, {"title": "Aide peintre"})

    def _new_person(self) -> Written:
        draft = beneficiaries.BeneficiaryDraft("Inès", " ".join(self._word().split()))
        made = beneficiaries.create_beneficiary(self._vault, draft, TODAY)
        self._people.append(made.created)
        return Written(made.transaction, made.created, {"family_name": draft.family_name})

    def _edit_pathway(self) -> Written:
        values = {"note": self._word() * self._chance.randrange(1, 150)}
        return self._edited(pathways.update_pathway, self._pathways, values)

    def _edit_person(self) -> Written:
        values = {"given_name": " ".join(self._word().split()), "wishes": self._word()}
        return self._edited(beneficiaries.update_beneficiary, self._people, values)

    def _edited(
        self, edit: Callable[..., ChangeSet], ids: list[str], values: dict[str, Any]
    ) -> Written:
        chosen = self._chance.choice(ids)
        return Written(edit(self._vault, chosen, values).transaction, chosen, values)

    def _call(self) -> Written:
        draft = follow_ups.EventDraft(
            pathway_id=self._chance.choice(self._pathways), note=self._word()
        )
        made = follow_ups.record_event(self._vault, draft)
        return Written(made.transaction, made.created, {"note": draft.note})

    def _hours(self) -> Written:
        monday = TODAY - timedelta(days=TODAY.weekday() + 7 * self._chance.randrange(3))
        minutes = self._chance.randrange(2000)
        chosen = self._chance.choice(self._pathways)
        made = pathways.set_week(self._vault, chosen, monday, done_minutes=minutes)
        return Written(made.transaction)

    def _reserve(self) -> Written:
        chosen, person = self._chance.choice(self._pathways), self._chance.choice(self._people)
        made = pathways.reserve(self._vault, chosen, person, TODAY)
        return Written(made.transaction, chosen, {"beneficiary_id": person})

    def _advance(self) -> Written:
        chosen = self._chance.choice(self._pathways)
        made = pathways.advance(self._vault, chosen, "profile_sent", TODAY)
        return Written(made.transaction, chosen, {"status": "profile_sent"})

    def _draft(self) -> None:
        drafts.keep_draft(self._vault, "essai", {"note": self._word()})

    def _undo(self) -> Written | None:
        if not self._last:
            return None
        made = history.undo_transaction(self._vault, self._last)
        return Written(made.transaction) if made.transaction else None

    def _delete(self) -> Written:
        chosen = self._chance.choice(self._pathways)
        self._pathways.remove(chosen)
        return Written(pathways.delete_pathway(self._vault, chosen).transaction)


def copy_of(scripts: Path, target: Path) -> Path:
    """Return a copy of the program's revisions, to add to."""
    return shutil.copytree(scripts, target, ignore=shutil.ignore_patterns("__pycache__"))
