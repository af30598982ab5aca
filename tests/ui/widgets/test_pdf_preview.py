"""A real PDF on screen, printed and saved."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from csf_desktop.ui.widgets import dialogs
from csf_desktop.ui.widgets.pdf_preview import PdfPreview
from csf_desktop.ui.widgets.pdf_view import PdfPage
from tests.ui.accessibility import assert_accessible
from tests.ui.conftest import Dialogs
from tests.ui.person import click, find_button, press, show, words


@pytest.fixture(scope="module")
def document() -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    for shade in ((1, 0, 0), (0, 0, 1)):
        canvas.setFillColorRGB(*shade)
        canvas.rect(0, 0, *A4, fill=1)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


@pytest.fixture
def preview(qtbot: QtBot, document: bytes) -> PdfPreview:
    made = PdfPreview(document, "Fiche de suivi", "fiche.pdf")
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)  # the test closes it itself
    return show(qtbot, made, 900, 640)


def test_pages_are_drawn(preview: PdfPreview) -> None:
    pages = preview.findChildren(PdfPage)
    assert [page.accessibleName() for page in pages] == ["Page 1", "Page 2"]
    assert "2\u00a0pages" in words(preview)
    colours = [page.grab().toImage().pixelColor(50, 50).name() for page in pages]
    assert colours == ["#ff0000", "#0000ff"]
    assert_accessible(preview)


def test_zoom_by_button_and_key(preview: PdfPreview) -> None:
    page = preview.findChildren(PdfPage)[0]
    width = page.width()
    click(find_button(preview, "Agrandir"))
    assert "125\u00a0%" in words(preview)
    assert page.width() == pytest.approx(width * 1.25, abs=1)
    press(preview, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    press(preview, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert "75\u00a0%" in words(preview)
    for _ in range(9):
        preview.view.zoom_out()
    assert preview.view.zoom == 0.5
    for _ in range(9):
        preview.view.zoom_in()
    assert preview.view.zoom == 3.0


def test_pages_are_printed(
    preview: PdfPreview, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    monkeypatch.setattr(dialogs, "choose_printer", lambda _parent: printer)
    click(find_button(preview, "Imprimer…"))
    assert len(PdfReader(tmp_path / "out.pdf").pages) == 2
    printer.setOutputFileName(str(tmp_path / "second.pdf"))
    printer.setFromTo(2, 2)
    click(find_button(preview, "Imprimer…"))
    assert len(PdfReader(tmp_path / "second.pdf").pages) == 1


def test_giving_up_printing_prints_nothing(
    preview: PdfPreview, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted: list[object] = []
    monkeypatch.setattr(dialogs, "choose_printer", lambda _parent: None)
    monkeypatch.setattr(preview.view, "paint_on", painted.append)
    click(find_button(preview, "Imprimer…"))
    assert painted == []


def test_document_is_saved_where_one_chooses(
    preview: PdfPreview, dialog: Dialogs, document: bytes, tmp_path: Path
) -> None:
    dialog.save_path = tmp_path / "suivi"
    click(find_button(preview, "Enregistrer le PDF…"))
    assert (tmp_path / "suivi.pdf").read_bytes() == document
    assert preview.view.saved_path == tmp_path / "suivi.pdf"
    assert [path.name for path in tmp_path.iterdir()] == ["suivi.pdf"]
    assert "Enregistré\u00a0: suivi.pdf" in words(preview)


def test_place_that_cannot_be_written_is_told(
    preview: PdfPreview, dialog: Dialogs, tmp_path: Path
) -> None:
    dialog.save_path = tmp_path / "absent" / "suivi.pdf"
    click(find_button(preview, "Enregistrer le PDF…"))
    assert dialog.informed[0][0] == "Fichier non enregistré"
    assert preview.view.saved_path is None


def test_escape_closes(qtbot: QtBot, preview: PdfPreview) -> None:
    with qtbot.waitSignal(preview.finished):
        press(preview, Qt.Key.Key_Escape)
