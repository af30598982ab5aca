"""The synthesis by school year: all the years or one, previewed, saved, printed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from csf_desktop.services.documents import IssuedDocument
from csf_desktop.ui.screen import resize_on_screen
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.buttons import button
from csf_desktop.ui.widgets.choice_field import ChoiceField
from csf_desktop.ui.widgets.pdf_view import PdfView
from csf_desktop.ui.widgets.text import label

ALL_YEARS = "Toutes les années"


class SynthesisDialog(QDialog):
    """Emits the year chosen; its owner gives the document back to ``show_document``."""

    year_chosen = Signal(str)  # « 2025-2026 », empty for all

    def __init__(self, years: Sequence[str], parent: QWidget | None = None) -> None:
        """``years`` are shown latest first."""
        super().__init__(parent)
        self.setWindowTitle("Synthèse par année scolaire")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.year = ChoiceField([(one, one) for one in reversed(years)], empty_label=ALL_YEARS)
        self.year.combo.setAccessibleName("Année scolaire")
        self.year.combo.setMinimumContentsLength(len(ALL_YEARS))
        self.view = PdfView("Synthèse", saves_first=True)
        self.close_button = button("Fermer", on_click=self.close)
        self.view.add_close_button(self.close_button)
        self._build_layout()
        self.year.value_changed.connect(self._on_year_changed)
        resize_on_screen(self, 880, 700)

    def show_document(self, year: str, document: IssuedDocument) -> None:
        """Show the synthesis of a year; one that is no longer chosen is dropped."""
        if year == self.year.value():
            self.view.show_pdf(document.pdf, document.file_name)

    def _build_layout(self) -> None:
        title = label("Année scolaire", "label")
        title.setBuddy(self.year.combo)
        head = QHBoxLayout()
        head.setSpacing(px(10))
        head.addWidget(title)
        head.addWidget(self.year)
        head.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(px(12), px(12), px(12), px(12))
        box.setSpacing(px(8))
        box.addLayout(head)
        box.addWidget(self.view, 1)

    @Slot()
    def _on_year_changed(self) -> None:
        self.view.clear()
        self.year_chosen.emit(self.year.value())

    def done(self, result: int) -> None:
        super().done(result)
        self.view.clear()
