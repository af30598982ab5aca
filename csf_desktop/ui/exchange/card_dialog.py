"""Our contact card, with the words to read out, and the cards of our colleagues."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QTabWidget, QVBoxLayout, QWidget

from csf_desktop.services.handover import OwnCard
from csf_desktop.services.identities import Colleague
from csf_desktop.ui.exchange.colleagues_list import ColleaguesList
from csf_desktop.ui.exchange.words_grid import WordsGrid
from csf_desktop.ui.screen import resize_on_screen
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.buttons import button
from csf_desktop.ui.widgets.pdf_view import PdfView
from csf_desktop.ui.widgets.text import label

READ_OUT = (
    "Remettez ce PDF à vos collègues. Quand ils vous appellent pour comparer, lisez-leur ces mots, "
    "dans l’ordre."
)


class CardDialog(QDialog):
    """Two tabs; the colleagues' one tells its owner what is asked."""

    removal_requested = Signal(object)  # Colleague
    comparison_requested = Signal(object)  # Colleague
    import_requested = Signal()

    def __init__(self, own: OwnCard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Cartes de contact")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self._build_widgets(own)
        self._build_layout(own.words)
        self._connect_signals()
        self.show_colleagues(own.colleagues)
        self.view.show_pdf(own.card.pdf, own.card.file_name)
        resize_on_screen(self, 900, 700)

    def show_colleagues(self, colleagues: Sequence[Colleague]) -> None:
        """Show the cards we hold now."""
        self.colleagues.show_colleagues(colleagues)
        count = f" ({len(colleagues)})" if colleagues else ""
        self.tabs.setTabText(1, f"Mes collègues{count}")

    def _build_widgets(self, own: OwnCard) -> None:
        self.tabs = QTabWidget()
        for part in (self.tabs, self.tabs.tabBar()):
            part.setAccessibleName("Cartes de contact")
        self.words = WordsGrid(own.words)
        self.view = PdfView("Carte de contact", saves_first=True)
        self.colleagues = ColleaguesList()
        self.view.add_close_button(button("Fermer", on_click=self.close))
        self.colleagues.foot.addWidget(button("Fermer", on_click=self.close))

    def _build_layout(self, words: str) -> None:
        mine = QWidget()
        column = QVBoxLayout(mine)
        column.setContentsMargins(px(4), px(10), px(4), 0)
        column.setSpacing(px(8))
        column.addWidget(label(READ_OUT, "lead", wrap=True))
        column.addWidget(self.words)
        column.addWidget(self.view, 1)
        self.tabs.addTab(mine, "Ma carte")
        self.tabs.addTab(self.colleagues, "Mes collègues")
        self.words.setToolTip(words)
        box = QVBoxLayout(self)
        box.setContentsMargins(px(16), px(10), px(16), px(12))
        box.addWidget(self.tabs, 1)

    def _connect_signals(self) -> None:
        self.colleagues.removal_requested.connect(self.removal_requested)
        self.colleagues.comparison_requested.connect(self.comparison_requested)
        self.colleagues.import_requested.connect(self.import_requested)

    def done(self, result: int) -> None:
        super().done(result)
        self.view.clear()
