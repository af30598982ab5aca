"""The whole course of the program, off-screen: what `make run` does where there is no display.

It drives the real window by mouse and keyboard from the first run to a signed sheet, then shows
the demonstration. What it makes lies in the output folder: ``coffre/``, ``pdf/``, ``captures/``.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scripts.tour.stage import Stage

SCREEN = {"name": "portable", "x": 0, "y": 0, "width": 1366, "height": 768, "dpr": 1,
          "logicalDpi": 96, "logicalBaseDpi": 96}  # fmt: skip


def main(output: Path) -> int:
    """Go through every step, leaving pictures, vaults and PDF files; 1 when a step fails.

    ``output`` is emptied first, so that it holds what this run made and nothing else.
    """
    output = output.resolve()
    shutil.rmtree(output, ignore_errors=True)
    with tempfile.TemporaryDirectory() as folder:
        set_platform(Path(folder))
        return run(output)


def set_platform(folder: Path) -> None:
    """Give Qt's off-screen platform the screen of an ordinary laptop; before Qt is loaded."""
    screens = folder / "screens.json"
    screens.write_text(json.dumps({"screens": [SCREEN]}), encoding="utf-8")
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={screens}"


def run(output: Path) -> int:
    """Run the steps; see ``main``."""
    # Imported here: Qt reads its platform from the environment.
    from PySide6.QtCore import qInstallMessageHandler

    from scripts.tour.pictures import Album
    from scripts.tour.stage import Stage
    from scripts.tour.waiting import TourError, failing_at_bugs

    qInstallMessageHandler(lambda *_: None)  # what this platform does not know how to do
    stage = Stage(output, datetime.now().astimezone().date(), Album(output / "captures"))
    for title, step in steps():
        started = time.monotonic()
        try:
            with failing_at_bugs():
                step(stage)
        except TourError as failure:
            stage.take("echec")
            print(f"Échec\u00a0: {title}\u00a0: {failure}.", file=sys.stderr)
            return 1
        print(f"  {title} ({time.monotonic() - started:.1f}\u00a0s)", flush=True)
    return 0


def steps() -> tuple[tuple[str, Callable[[Stage], None]], ...]:
    """Return every step with its French title, in order."""
    from scripts.tour import contracts, documents, first_run, gallery, hours_course, pathway

    return (
        ("Premier démarrage, création du coffre", first_run.go_through_assistant),
        ("Import du fichier DECP officiel", contracts.import_sample),
        ("Ouverture du marché", contracts.open_contract),
        ("Marché complété", contracts.complete_contract),
        ("Création d’un parcours", pathway.create),
        ("Réservation pour un jeune", pathway.reserve),
        ("Envoi du profil", pathway.send_profile),
        ("Échange noté, avec la prochaine action", pathway.note_call),
        ("Rencontre", pathway.hold_meeting),
        ("Calendrier et convention", pathway.sign_agreement),
        ("Entrée en entreprise", pathway.enter_company),
        ("Visite", pathway.note_visit),
        ("Heures de chaque semaine", pathway.write_hours),
        ("Bilan croisé", pathway.review),
        ("Issues et clôture", pathway.close),
        ("Fiche de suivi signée", documents.export_pathway),
        ("Fiche de marché signée", documents.export_contract),
        ("Carte de contact", documents.export_card),
        ("Synthèse par année", documents.export_synthesis),
        ("Vérification de la fiche", documents.verify),
        ("Verrouillage", first_run.lock),
        ("Réouverture, après une phrase de passe fausse", first_run.unlock),
        ("Fermeture et sauvegarde", first_run.leave),
        ("Heures d’un marché à bons de commande", hours_course.show),
        ("Démonstration, écran par écran", gallery.show_demonstration),
        ("Démonstration à 200\u00a0% et en contraste élevé", gallery.show_other_appearances),
    )
