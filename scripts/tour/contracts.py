"""The contract: from the official file to its page."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from scripts.tour import hands, sight
from scripts.tour.stage import SAMPLE, Stage
from scripts.tour.waiting import wait_for

CONTRACT = "envoi pour Json test 2"
BUYER = "Ville de l’Exemple"
COMPANY = "Bâti Ouest Rénovation"
COMPANY_SIRET = "910 000 009 00019"
FALSE_SIRET = "868768687576575"
"""Of the titulaire in the sample; the import says that it is false."""

CONTACT = "Mme Inventée"


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


def complete_contract(stage: Stage) -> None:
    """Give what the official file does not: names, the right company, somebody to call."""
    hands.click("Modifier")
    hands.fill("Acheteur", BUYER)
    hands.click(f"Retirer {FALSE_SIRET}")
    hands.click("Ajouter une entreprise")
    hands.fill("Nom de l’entreprise", COMPANY)
    hands.fill("SIRET de l’entreprise", COMPANY_SIRET)
    stage.take("marche-modifier")
    hands.click("Ajouter")
    wait_for(lambda: f"{COMPANY} · Titulaire" in sight.words(), "l’entreprise n’est pas ajoutée")
    hands.click("Terminer")
    hands.click("Ajouter un contact")
    hands.fill("Nom du contact", CONTACT)
    hands.choose("Fonction", "Tuteur entreprise")
    hands.fill("Téléphone", "02 00 00 00 00")
    hands.click("Ajouter")
    wait_for(lambda: sight.is_shown(QPushButton, f"{CONTACT} est parti…"), "le contact manque")
    stage.take("marche-complete")
