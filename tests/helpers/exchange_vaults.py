"""Two tutors with real vaults, and the files they hand each other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from csf_desktop.services.documents import (
    IssuedDocument,
    Recipient,
    issue_card,
    issue_pathway_sheet,
    save_document,
)
from csf_desktop.services.identities import add_colleague, list_colleagues, read_card
from csf_desktop.services.profile import Profile
from csf_desktop.services.vaults import create_vault
from csf_desktop.storage.vault import Vault
from tests.helpers.vaults import CHEAP, add_contract, add_pathway, bring_to

PASSPHRASE = "phrase de passe des essais"
KARIM = Profile("Karim Besson", "lille", "0320123456", "karim.besson@exemple.fr")
CLAIRE = Profile("Claire Martin", "rennes")


@dataclass(frozen=True)
class Pair:
    """Karim, who hands files over, and Claire, who receives them; ``folder`` is the USB key."""

    karim: Vault
    claire: Vault
    folder: Path

    def card_of(self, vault: Vault) -> Path:
        """Write the contact card of one of them on the key."""
        path = self.folder / f"carte-{'karim' if vault is self.karim else 'claire'}.pdf"
        save_document(path, issue_card(vault))
        return path

    def trust(self, vault: Vault, other: Vault) -> None:
        """Have one trust the card of the other, the words compared."""
        add_colleague(vault, read_card(self.card_of(other)), is_trusted=True)

    def pathway(self) -> str:
        """Make a pathway in progress in Karim's vault; return its id."""
        pathway_id = add_pathway(self.karim, add_contract(self.karim))
        bring_to(self.karim, pathway_id, "reserved")
        return pathway_id

    def send(self, pathway_id: str, name: str = "fiche.pdf") -> Path:
        """Write the sheet of a pathway with its data, sealed for Claire, on the key."""
        path = self.folder / name
        save_document(path, self.issue(pathway_id))
        return path

    def issue(self, pathway_id: str) -> IssuedDocument:
        """Issue the sheet of a pathway with its data, sealed for Claire."""
        claire = next(one for one in list_colleagues(self.karim) if one.is_trusted)
        to = Recipient(claire.name, claire.certificate)
        return issue_pathway_sheet(self.karim, pathway_id, recipients=[to])


@contextmanager
def two_tutors(folder: Path) -> Iterator[Pair]:
    """Make both vaults under ``folder``; close them at the end."""
    key = folder / "cle"
    key.mkdir(parents=True)
    karim = create_vault(folder / "karim", PASSPHRASE, KARIM, cost=CHEAP).vault
    claire = create_vault(folder / "claire", PASSPHRASE, CLAIRE, cost=CHEAP).vault
    try:
        yield Pair(karim, claire, key)
    finally:
        karim.close()
        claire.close()
