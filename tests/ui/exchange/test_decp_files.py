"""Official procurement files: progress, result with refusals, interruption."""

from __future__ import annotations

import re
import time
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from bench.decp_files import records_for, write_json
from csf_desktop.services.contract_list import open_contracts
from csf_desktop.services.reports import ImportReport, Refusal
from csf_desktop.services.rows import ListQuery
from csf_desktop.ui.exchange.import_result_dialog import ImportResultDialog
from csf_desktop.ui.exchange.outcome import FileOutcome
from csf_desktop.ui.exchange.plain_table import PlainTable
from csf_desktop.ui.exchange.wording import report_sentence
from tests.exchange.decp_files import contract, write
from tests.helpers.exchange_vaults import Pair
from tests.helpers.vaults import TODAY
from tests.ui.accessibility import assert_accessible
from tests.ui.conftest import Dialogs
from tests.ui.exchange.desk import Desk
from tests.ui.person import click, find_button, focused, press, show, words

SAMPLES = Path(__file__).parents[2] / "data" / "decp"
PATIENCE_S = 5
"""Of a person, on a machine that does something else as well."""
SAMPLE = SAMPLES / "marches_avec_modifications.json"


def contracts(pair: Pair) -> int:
    return open_contracts(pair.claire, ListQuery(TODAY)).count


def test_sample_comes_in_and_its_refusal_is_shown(
    pair: Pair, claire: Desk, dialog: Dialogs
) -> None:
    dialog.files = [SAMPLE]
    claire.window.menu_actions.import_files.trigger()
    result = claire.dialog(ImportResultDialog)
    assert (
        "1\u00a0marché créé, 0\u00a0mis à jour, 0\u00a0sans clause sociale, 1\u00a0refusé"
        in words(result)
    )
    refused, warnings = result.findChildren(PlainTable)
    assert refused.text().startswith("Référence\tRaison\nTEST2022\tLe SIRET de l’acheteur")
    assert "vérifiez l’entreprise avant de l’appeler" in warnings.text()
    assert_accessible(result)
    refused.selectAll()
    press(refused, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().startswith("TEST2022\tLe SIRET")
    click(find_button(result, "Fermer"))
    claire.settle()
    assert contracts(pair) == 1


def test_same_file_again_makes_no_duplicate(pair: Pair, claire: Desk) -> None:
    claire.imports.start([SAMPLE, SAMPLE])
    result = claire.dialog(ImportResultDialog)
    assert "Import de 2\u00a0fichiers" in words(result)
    files = result.findChildren(PlainTable)[0].text()
    assert "0\u00a0marché créé, 0\u00a0mis à jour, 1\u00a0inchangé" in files
    assert contracts(pair) == 1


def test_damaged_file_is_refused_as_a_whole(pair: Pair, claire: Desk, dialog: Dialogs) -> None:
    path = pair.folder / "coupé.json"
    path.write_bytes(SAMPLE.read_bytes()[:2000])
    claire.imports.start([path])
    claire.settle()
    ((title, text),) = dialog.informed
    assert title == "Fichier refusé"
    assert "coupé.json" in text
    assert not claire.shows(ImportResultDialog)
    assert contracts(pair) == 0


def test_interrupting_a_long_import_leaves_the_vault_as_it_was(pair: Pair, claire: Desk) -> None:
    records = [contract(id=f"M{number}") for number in range(3000)]
    path = write(pair.folder / "long.json", {"marches": {"marche": records}})
    claire.imports.start([path, SAMPLE])
    claire.qtbot.waitUntil(lambda: "Import de long.json (" in words(claire.window), timeout=15_000)
    click(find_button(claire.window, "Interrompre"))
    claire.settle()
    assert "interrompue à votre demande" in claire.window.messages.text
    assert contracts(pair) == 0
    assert not claire.shows(ImportResultDialog)
    assert not claire.window.progress.isVisible()


def test_the_window_answers_while_a_long_file_comes_in_and_stops_when_asked(
    pair: Pair, claire: Desk
) -> None:
    """How soon it stops is measured with 50 000 contracts by the bench: a third of a second."""
    path = write_json(pair.folder / "officiel.json", records_for(3_000))
    seen: set[int] = set()
    beats: list[float] = []
    timer = QTimer(claire.window)
    timer.timeout.connect(lambda: beats.append(time.monotonic()))
    timer.start(5)

    def percentages() -> set[int]:
        found = re.search(r"Import de officiel\.json \((\d+)\xa0%\)", words(claire.window))
        if found:
            seen.add(int(found[1]))
        return seen

    claire.imports.start([path])
    claire.qtbot.waitUntil(lambda: len(percentages()) >= 3, timeout=30_000)
    assert max(seen) < 100
    before = len(beats)
    click(find_button(claire.window, "Parcours"))
    assert claire.window.windowTitle().startswith("Parcours")
    press(focused(), Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert claire.window.windowTitle().startswith("Suivi")
    claire.qtbot.waitUntil(lambda: len(percentages()) >= 5, timeout=30_000)
    assert len(beats) > before + 5
    assert claire.imports.is_under_way
    asked = time.monotonic()
    click(find_button(claire.window, "Interrompre"))
    assert "interruption…" in words(claire.window)
    claire.settle()
    assert time.monotonic() - asked < PATIENCE_S
    assert contracts(pair) == 0
    assert "interrompue à votre demande" in claire.window.messages.text


def test_undo_takes_the_import_back(pair: Pair, claire: Desk) -> None:
    claire.imports.start([SAMPLE])
    click(find_button(claire.dialog(ImportResultDialog), "Fermer"))
    claire.settle()
    claire.window.menu_actions.undo.trigger()
    claire.settle()
    assert contracts(pair) == 0


def test_refusals_beyond_those_listed_are_counted(qtbot: QtBot) -> None:
    report = ImportReport("a.json", "decp", refused=(Refusal("M1", "Faux."),), refused_count=1200)
    outcome = FileOutcome(report.name, report_sentence(report), report=report)
    result = show(qtbot, ImportResultDialog([outcome]))
    assert "1\u00a0200\u00a0refusés" in words(result)
    assert result.findChildren(PlainTable)[0].text().endswith("Et 1\u00a0199\u00a0autres.")
    result.hide()
