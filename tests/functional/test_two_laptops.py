"""Two laptops that never meet: a pathway goes to a colleague and back by PDF files only."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QPushButton

from csf_desktop.services.beneficiaries import BeneficiaryDraft, create_beneficiary
from csf_desktop.services.contracts import ContractDraft, create_contract
from csf_desktop.services.pathways import PathwayDraft, create_pathway, reserve
from csf_desktop.services.profile import Profile
from csf_desktop.services.sheet_data import academie_label
from csf_desktop.services.vaults import create_vault
from csf_desktop.storage.kdf import KdfCost
from csf_desktop.storage.vault import Vault
from csf_desktop.ui.widgets import dialogs
from scripts.tour import documents, hands, sight
from scripts.tour.stage import Stage
from scripts.tour.waiting import wait_for
from tests.functional.conftest import MakeStage

PASSPHRASE = "quatre lampes vertes au grenier"
PERSON = "Yanis Modèle"
OFFER, REWRITTEN = "Aide menuisier", "Aide menuisier, puis vente"


@dataclass
class Laptop:
    """A tutor, a vault, a stage; one program at a time, as on one desk."""

    name: str
    stage: Stage
    words: str

    def open(self) -> None:
        self.stage.open_program(self.stage.vault)
        hands.fill("Phrase de passe", PASSPHRASE, leave=False)
        hands.click("Ouvrir le coffre")
        self.stage.wait_for_main_window()

    def close(self) -> None:
        self.stage.leave()

    def give_card(self) -> Path:
        documents.export_card(self.stage)
        return self.stage.pdf / documents.CARD

    def take(self, path: Path) -> None:
        hands.in_file_dialog(path, lambda: hands.choose_in_menu("Fichier", "Importer…"))

    def trust(self, card: Path, colleague: Laptop) -> None:
        self.take(card)
        sees("Carte de contact de " + colleague.name)
        for word in colleague.words.split():
            assert word in sight.words()
        hands.click("Les mots sont les mêmes")
        sees("est vérifiée")

    def open_pathway(self) -> None:
        hands.click("Parcours")
        hands.open_row(PERSON)
        sees("Statut : ")

    def send_pathway(self, colleague: Laptop, name: str) -> Path:
        hands.click("Exporter la fiche")
        hands.select("Avec les données, pour un collègue")
        hands.tick(f"{colleague.name} – {academie_label('rennes')}")
        hands.click("Préparer le PDF")
        wait_for(lambda: sight.is_shown(QPushButton, documents.SAVE), "the document shows", 10)
        path = self.stage.pdf / name
        hands.in_file_dialog(path, lambda: hands.click(documents.SAVE))
        sees(f"Enregistré : {name}")
        hands.click("Fermer")
        return path


@pytest.fixture
def alice(make_stage: MakeStage) -> Laptop:
    """The tutor who has the pathway."""
    stage = make_stage("alice")
    made = create_vault(
        stage.vault, PASSPHRASE, Profile("Alice Essai", "rennes"), cost=KdfCost(8192, 1)
    )
    fill(made.vault, stage)
    made.vault.close()
    return Laptop("Alice Essai", stage, made.fingerprint_words)


@pytest.fixture
def bruno(make_stage: MakeStage) -> Laptop:
    """The colleague, whose vault is empty."""
    stage = make_stage("bruno")
    made = create_vault(
        stage.vault, PASSPHRASE, Profile("Bruno Essai", "rennes"), cost=KdfCost(8192, 1)
    )
    made.vault.close()
    return Laptop("Bruno Essai", stage, made.fingerprint_words)


def fill(vault: Vault, stage: Stage) -> None:
    """Add a contract, its pathway and a young person."""
    contract = create_contract(
        vault, ContractDraft(object="Menuiseries du lycée", clause_minutes=300 * 60), stage.start
    )
    draft = PathwayDraft(contract.created, title=OFFER, planned_minutes=150 * 60)
    pathway = create_pathway(vault, draft, stage.start)
    given, family = PERSON.split()
    person = create_beneficiary(vault, BeneficiaryDraft(given, family), stage.start)
    reserve(vault, pathway.created, person.created, stage.start)


def sees(text: str) -> None:
    wait_for(lambda: text in sight.words(), f"«\u00a0{text}\u00a0» ne se voit pas", 10)


def test_a_pathway_goes_to_a_colleague_and_back(
    alice: Laptop, bruno: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    exchange_cards(alice, bruno)
    sheet = send_from_alice(alice, bruno)
    answer = take_in_and_answer(bruno, alice, sheet)
    take_back(alice, answer)
    refuse_altered(alice, answer, monkeypatch)


def exchange_cards(alice: Laptop, bruno: Laptop) -> None:
    alice.open()
    card_of_alice = alice.give_card()
    alice.close()
    bruno.open()
    card_of_bruno = bruno.give_card()
    bruno.trust(card_of_alice, alice)
    bruno.close()
    alice.open()
    alice.trust(card_of_bruno, bruno)


def send_from_alice(alice: Laptop, bruno: Laptop) -> Path:
    alice.open_pathway()
    sheet = alice.send_pathway(bruno, "pour-bruno.pdf")
    pages = "".join(page.extract_text() for page in PdfReader(sheet).pages)
    assert OFFER in pages
    assert "Yanis" not in pages
    alice.close()
    return sheet


def take_in_and_answer(bruno: Laptop, alice: Laptop, sheet: Path) -> Path:
    bruno.open()
    bruno.take(sheet)
    sees("Données à reprendre")
    sees(alice.name)
    sees(PERSON)
    hands.click("Reprendre ces données")
    bruno.open_pathway()
    sees(OFFER)
    hands.open_tab("Personnes")
    hands.fill("Intitulé", REWRITTEN)
    sees("Modification du parcours")
    answer = bruno.send_pathway(alice, "pour-alice.pdf")
    bruno.close()
    return answer


def take_back(alice: Laptop, answer: Path) -> None:
    alice.open()
    alice.take(answer)
    sees("Données à reprendre")
    hands.click("Reprendre ces données")
    wait_for(lambda: not sight.is_shown(QPushButton, "Reprendre ces données"), "it is taken in")
    alice.open_pathway()
    sees(REWRITTEN)
    alice.take(answer)
    sees("Ce fichier a déjà été repris, rien ne changera.")
    assert not sight.is_shown(QPushButton, "Reprendre ces données")
    hands.click("Fermer")


def refuse_altered(alice: Laptop, answer: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(dialogs, "inform", lambda _parent, _title, text, **_: told.append(text))
    data = bytearray(answer.read_bytes())
    data[len(data) // 2] ^= 1
    altered = answer.with_name("altere.pdf")
    altered.write_bytes(data)
    alice.take(altered)
    wait_for(lambda: told, "the refusal is told", 10)
    assert "modifié" in told[0]
    sees(PERSON)
