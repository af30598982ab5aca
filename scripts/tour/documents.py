"""The documents: signed sheets, the contact card, the synthesis, and the check of a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QPushButton, QToolButton

from scripts.tour import hands, sight
from scripts.tour.contracts import CONTRACT
from scripts.tour.stage import Stage
from scripts.tour.waiting import wait_for

SHEET = "fiche-de-suivi.pdf"
CONTRACT_SHEET = "fiche-de-marche.pdf"
CARD = "carte-de-contact.pdf"
SYNTHESIS = "synthese.pdf"
SAVE = "Enregistrer le PDF…"


def export_pathway(stage: Stage) -> None:
    """Issue the follow-up sheet of the pathway that is open, with whole names, and save it."""
    hands.click("Exporter la fiche")
    wait_for(lambda: sight.is_shown(QPushButton, "Préparer le PDF"), "l’export ne s’ouvre pas")
    hands.tick("Noms entiers sur les pages")
    stage.take("export-choix")
    hands.click("Préparer le PDF")
    _save(stage, SHEET, "export-fiche-de-suivi")


def export_contract(stage: Stage) -> None:
    """Issue the sheet of the contract."""
    hands.click("Marchés")
    if not sight.is_shown(QToolButton, "Autres actions"):  # else it is still open
        hands.open_row(CONTRACT)
    hands.click("Autres actions")
    hands.click_entry("Exporter la fiche…")
    hands.click("Préparer le PDF")
    _save(stage, CONTRACT_SHEET, "export-fiche-de-marche")


def export_card(stage: Stage) -> None:
    """Save our contact card; its words are on screen to be read out."""
    hands.choose_in_menu("Fichier", "Ma carte de contact…")
    _save(stage, CARD, "carte-de-contact")


def export_synthesis(stage: Stage) -> None:
    """Save the synthesis by school year."""
    hands.choose_in_menu("Fichier", "Synthèse par année…")
    _save(stage, SYNTHESIS, "synthese")


def verify(stage: Stage) -> None:
    """Check the sheet that has just been saved."""
    sheet = stage.pdf / SHEET
    hands.in_file_dialog(sheet, lambda: hands.choose_in_menu("Fichier", "Vérifier un PDF…"))
    wait_for(lambda: "Intact" in sight.words(), "la fiche n’est pas reconnue intacte")
    stage.take("verification")
    hands.click("Fermer")


def _save(stage: Stage, name: str, picture: str) -> Path:
    """Save the document in the preview that opens, then close the preview."""
    wait_for(lambda: _can_save(), "le document ne s’affiche pas")
    stage.take(picture)
    path = stage.pdf / name
    hands.in_file_dialog(path, lambda: hands.click(SAVE))
    wait_for(lambda: f"Enregistré : {name}" in sight.words(), f"{name} n’est pas enregistré")
    hands.click("Fermer")
    return path


def _can_save() -> bool:
    return sight.is_shown(QPushButton, SAVE) and sight.named(QPushButton, SAVE).isEnabled()


DOCUMENTS: tuple[Callable[[Stage], None], ...] = (
    export_pathway,
    export_contract,
    export_card,
    export_synthesis,
    verify,
)
