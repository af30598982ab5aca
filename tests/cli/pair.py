"""Two tutors, each with a vault, who exchange files through commands."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from csf_desktop.services import vaults
from csf_desktop.services.pathways import update_pathway
from tests.cli.support import PASSPHRASE, Answer, Command


@dataclass
class Pair:
    """Claire's and Paul's vaults, closed; ``reference`` is a pathway of Claire's."""

    folder: Path
    command: Command
    reference: str

    def run(self, *words: object) -> Answer:
        """Run a command with the passphrase that both have."""
        return self.command(*words, "--passphrase-file", self.folder / "phrase")

    def claire(self) -> Path:
        """Claire's vault."""
        return self.folder / "claire"

    def paul(self) -> Path:
        """Paul's vault."""
        return self.folder / "paul"

    def card(self, owner: Path) -> Path:
        """The owner's contact card, exported."""
        out = self.folder / f"carte-{owner.name}.pdf"
        assert self.run("export", owner, "card", "--out", out).code == 0
        return out

    def exchange(self, sender: Path, recipient: Path, name: str) -> Path:
        """A file with the pathway, from one to the other."""
        out = self.folder / name
        card = self.card(recipient)
        answer = self.run("export", sender, "pathway", self.reference, "--out", out, "--to", card)
        assert (answer.code, answer.err) == (0, "")
        return out

    def take(self, recipient: Path, file: Path) -> Answer:
        """Import a file."""
        return self.run("import", recipient, file, "--json")

    def retitle(self, owner: Path, title: str) -> None:
        """Give the pathway another title in one vault."""
        (row,) = self.run("list", "pathways", owner, "--json").json["rows"]
        with vaults.open_vault(owner, PASSPHRASE) as vault:
            update_pathway(vault, row["id"], {"title": title})

    def title(self, owner: Path) -> str:
        """The title of the pathway in one vault."""
        (row,) = self.run("list", "pathways", owner, "--json").json["rows"]
        return str(row["title"])
