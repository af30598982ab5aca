"""The contract: from the official file to its page."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from scripts.tour import hands, sight
from scripts.tour.stage import SAMPLE, Stage
from scripts.tour.waiting import wait_for

CONTRACT = "envoi pour Json test 2"


def import_sample(stage: Stage) -> None:
    """Take in the official DECP sample by the menu."""
    hands.in_file_dialog(SAMPLE, lambda: hands.choose_in_menu("Fichier", "Importer…"))
    wait_for(lambda: sight.is_shown(QPushButton, "Copier"), "l’import ne se termine pas")
    stage.take("import-decp")
    hands.click("Fermer")
    wait_for(lambda: CONTRACT in sight.words(), "le marché importé n’est pas dans la liste")
    stage.take("marches-importes")


def open_contract(stage: Stage) -> None:
    """Open the contract that came in."""
    hands.open_row(CONTRACT)
    wait_for(lambda: "Heures de la clause" in sight.words(), "le marché ne s’ouvre pas")
    stage.take("marche-ouvert")
