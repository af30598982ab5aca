"""From « Exporter » to a signed PDF: pages alone, or with the data for a colleague."""

from __future__ import annotations

import hashlib
from pathlib import Path

from pypdf import PdfReader
from PySide6.QtCore import Qt

from csf_desktop.services.exchange_import import preview_exchange
from csf_desktop.services.pathway_page import get_pathway
from csf_desktop.services.verification import verify_file
from csf_desktop.ui.exchange.export_dialog import ExportDialog
from csf_desktop.ui.exchange.issued_dialog import IssuedDialog
from tests.helpers.exchange_vaults import Pair
from tests.helpers.vaults import TODAY, add_contract
from tests.ui.accessibility import assert_accessible
from tests.ui.conftest import Dialogs
from tests.ui.exchange.desk import Desk
from tests.ui.person import click, find_button, press, press_focused, words


def text_of(path: Path) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def test_sheet_for_a_colleague_can_be_taken_in_by_them_only(
    friends: Pair, karim: Desk, dialog: Dialogs
) -> None:
    karim.exports.start("pathway", friends.pathway())
    asked = karim.dialog(ExportDialog)
    assert "Fiche de suivi P-2026-001-01" in words(asked)
    press(asked.to_sign, Qt.Key.Key_Down)
    assert asked.with_data.isChecked()
    assert_accessible(asked)
    click(find_button(asked, "Préparer le PDF"))
    assert "Choisissez au moins un destinataire." in words(asked)
    box = find_button(asked, "Claire Martin – Académie de Rennes")
    press(box, Qt.Key.Key_Space)
    assert "Choisissez" not in words(asked)
    click(find_button(asked, "Préparer le PDF"))
    issued = karim.dialog(IssuedDialog)
    assert_accessible(issued)
    saved = friends.folder / "P-2026-001-01-F01.pdf"
    dialog.save_path = saved
    click(find_button(issued, "Enregistrer le PDF…"))
    shown = words(issued)
    digits = hashlib.sha256(saved.read_bytes()).hexdigest()
    assert digits in shown.replace(" ", "")
    for said in ("P-2026-001-01-F01", "Claire Martin", "2\u00a0pages"):
        assert said in shown
    assert preview_exchange(friends.claire, saved).sender == "Karim Besson"
    assert "Inès" not in text_of(saved)  # what travels shows initials


def test_sheet_to_sign_carries_no_data_and_names_only_if_asked(
    pair: Pair, karim: Desk, dialog: Dialogs
) -> None:
    karim.exports.start("pathway", pair.pathway())
    asked = karim.dialog(ExportDialog)
    names = find_button(asked, "Noms entiers sur les pages")
    assert not names.isChecked()
    click(names)
    click(find_button(asked, "Préparer le PDF"))
    issued = karim.dialog(IssuedDialog)
    assert "personne, les pages seulement" in words(issued)
    dialog.save_path = pair.folder / "fiche.pdf"
    click(find_button(issued, "Enregistrer le PDF…"))
    assert "Inès Benali" in text_of(dialog.save_path)
    assert verify_file(pair.karim, dialog.save_path).status == "valid"
    assert PdfReader(dialog.save_path).attachments == {}


def test_nobody_trusted_yet_is_explained(pair: Pair, karim: Desk) -> None:
    karim.exports.start("contract", add_contract(pair.karim))
    asked = karim.dialog(ExportDialog)
    assert "Fiche de marché M-2026-001" in words(asked)
    press(asked.to_sign, Qt.Key.Key_Down)
    assert "Demandez sa carte de contact à votre collègue" in words(asked)
    click(find_button(asked, "Préparer le PDF"))
    assert "Importez d’abord la carte d’un collègue, et vérifiez-la." in words(asked)
    press(asked, Qt.Key.Key_Escape)
    karim.qtbot.waitUntil(lambda: not karim.shows(ExportDialog))


def test_contract_sheet_is_journalled_but_not_undone(pair: Pair, karim: Desk) -> None:
    karim.exports.start("contract", add_contract(pair.karim))
    click(find_button(karim.dialog(ExportDialog), "Préparer le PDF"))
    issued = karim.dialog(IssuedDialog)
    assert "M-2026-001-F01" in words(issued)
    press_focused(Qt.Key.Key_Escape)
    assert karim.runner.undo_stack == ()


def test_nothing_is_written_before_one_saves(pair: Pair, karim: Desk, tmp_path: Path) -> None:
    pathway_id = pair.pathway()
    before = {path for path in tmp_path.rglob("*") if path.suffix == ".pdf"}
    karim.exports.start("pathway", pathway_id)
    click(find_button(karim.dialog(ExportDialog), "Préparer le PDF"))
    click(find_button(karim.dialog(IssuedDialog), "Fermer"))
    assert {path for path in tmp_path.rglob("*") if path.suffix == ".pdf"} == before
    documents = get_pathway(pair.karim, pathway_id, TODAY).documents
    assert [one.number for one in documents] == ["P-2026-001-01-F01"]


def test_record_that_is_gone_is_told(karim: Desk, dialog: Dialogs) -> None:
    karim.exports.start("pathway", "0198c0de-0000-7000-8000-000000000000")
    karim.qtbot.waitUntil(lambda: bool(dialog.informed))
    assert dialog.informed[0][0] == "Enregistrement introuvable"
    assert not karim.shows(ExportDialog)
