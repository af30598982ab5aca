"""The first run: from nothing to an open, empty vault; then locking it and opening it again."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from scripts.tour import hands, sight
from scripts.tour.stage import Stage
from scripts.tour.waiting import wait_for

PASSPHRASE = "quatre lampes vertes au grenier"  # noqa: S105 - of an invented vault
TUTOR = "Camille Exemple"
RECOVERY_SHEET = "code-de-secours.pdf"


def go_through_assistant(stage: Stage) -> None:
    """Make the vault: folder, tutor, passphrase, recovery code, identity."""
    stage.open_program(stage.vault)
    wait_for(lambda: "Bienvenue" in sight.words(), "l’assistant ne s’ouvre pas")
    stage.take("assistant-dossier")
    hands.click("Continuer")
    tell_who(stage)
    choose_passphrase(stage)
    note_recovery_code(stage)
    wait_for(lambda: "Votre coffre est prêt" in sight.words(), "le coffre n’est pas prêt")
    stage.take("assistant-empreinte")
    hands.click("Commencer")
    stage.wait_for_main_window()
    stage.take("marches-coffre-neuf")


def tell_who(stage: Stage) -> None:
    """Fill in the page about the tutor."""
    hands.choose("Académie", "Rennes")
    hands.fill("Votre nom", TUTOR)
    hands.fill("Téléphone", "02 99 00 00 00")
    hands.fill("Adresse électronique", "camille.exemple@ac-rennes.fr")
    stage.take("assistant-tuteur")
    hands.click("Continuer")


def choose_passphrase(stage: Stage) -> None:
    """Type the passphrase twice; its strength shows as one types."""
    hands.fill("Phrase de passe", "azerty12")
    wait_for(lambda: "faible" in sight.words().lower(), "la force ne s’affiche pas")
    stage.take("assistant-phrase-faible")
    hands.fill("Phrase de passe", PASSPHRASE)
    hands.fill("La même, une seconde fois", PASSPHRASE)
    wait_for(lambda: "Très bonne" in sight.words(), "la phrase de passe n’est pas jugée bonne")
    stage.take("assistant-phrase-forte")
    hands.click("Créer le coffre")
    shown = "Votre code de secours"
    wait_for(lambda: shown in sight.words(), "le coffre ne se crée pas", 60)


def note_recovery_code(stage: Stage) -> None:
    """Save the sheet of the code, and prove that the code was noted."""
    code = sight.named(QLabel, "Code de secours").text()
    stage.take("assistant-code-de-secours")
    sheet = stage.pdf / RECOVERY_SHEET
    hands.in_file_dialog(sheet, lambda: hands.click("Enregistrer la fiche en PDF…"))
    wait_for(sheet.is_file, "la fiche du code de secours n’est pas enregistrée")
    hands.fill("Retapez le dernier groupe de quatre caractères", code.split()[-1])
    hands.click("Continuer")


def lock(stage: Stage) -> None:
    """Lock the vault; only the unlock window is left."""
    hands.click("Verrouiller")
    wait_for(lambda: sight.is_shown(QLabel, "Phrase de passe"), "le coffre ne se verrouille pas")
    stage.centre(sight.front())
    stage.take("coffre-verrouille")


def unlock(stage: Stage) -> None:
    """Try a wrong passphrase, then the right one."""
    hands.fill("Phrase de passe", "une autre phrase", leave=False)
    hands.click("Ouvrir le coffre")
    wait_for(lambda: "phrase de passe" in _error(), "la phrase fausse n’est pas refusée")
    stage.take("phrase-de-passe-fausse")
    hands.fill("Phrase de passe", PASSPHRASE, leave=False)
    hands.click("Ouvrir le coffre")
    stage.wait_for_main_window()


def _error() -> str:
    roles = [part for part in sight.front().findChildren(QLabel) if part.isVisible()]
    return " ".join(part.text() for part in roles if part.property("role") == "error").lower()


def leave(stage: Stage) -> None:
    """Close the window; the vault is backed up."""
    stage.leave()
    backups = stage.vault / "backups"
    wait_for(lambda: any(backups.iterdir()), "aucune sauvegarde n’est faite à la fermeture")
