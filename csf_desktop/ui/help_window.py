"""Help pages, one a screen, read from ``resources/help``."""

from __future__ import annotations

from PySide6.QtCore import QUrl, Slot
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QDialog, QTextBrowser, QVBoxLayout, QWidget

from csf_desktop.paths import resource_path
from csf_desktop.ui.screen import MIN_HEIGHT, resize_on_screen
from csf_desktop.ui.theme import font, px
from csf_desktop.ui.widgets.choice_field import ChoiceField

TOPICS: tuple[tuple[str, str], ...] = (
    ("demarrage", "Premiers pas"),
    ("marches", "Marchés"),
    ("parcours", "Parcours"),
    ("suivi", "Suivi"),
    ("coffre", "Le coffre"),
    ("echanges", "Échanges entre collègues"),
)


class HelpWindow(QDialog):
    """One page at a time; links lead from page to page, Esc closes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Aide – CSF Desktop")
        self.setMinimumSize(px(320), MIN_HEIGHT - 60)
        self.topics = ChoiceField(TOPICS)
        self.topics.combo.setAccessibleName("Page d’aide")
        self.page = QTextBrowser()
        self.page.setOpenLinks(False)
        self.page.setAccessibleName("Texte de l’aide")
        self.page.document().setDefaultFont(font())
        self.page.document().setDocumentMargin(px(8))
        box = QVBoxLayout(self)
        box.setContentsMargins(px(14), px(12), px(14), px(12))
        box.setSpacing(px(8))
        box.addWidget(self.topics)
        box.addWidget(self.page, 1)
        self.topics.value_changed.connect(self._on_topic_chosen)
        self.page.anchorClicked.connect(self._on_link_clicked)
        resize_on_screen(self, 620, 600)

    @property
    def topic(self) -> str:
        """The page in sight."""
        return self.topics.value()

    def show_topic(self, topic: str) -> None:
        """Show a page, « demarrage » when there is none of this name, and come to the front."""
        known = topic if topic in dict(TOPICS) else TOPICS[0][0]
        self.topics.set_value(known)
        self.page.setMarkdown(page_text(known))
        _space_headings(self.page.document())
        self.show()
        self.raise_()
        self.activateWindow()
        self.page.setFocus()

    @Slot()
    def _on_topic_chosen(self) -> None:
        self.show_topic(self.topics.value())

    @Slot(QUrl)
    def _on_link_clicked(self, link: QUrl) -> None:
        self.show_topic(link.path().removesuffix(".md"))


def page_text(topic: str) -> str:
    """Return the Markdown of a page."""
    return resource_path("help", f"{topic}.md").read_text(encoding="utf-8")


def _space_headings(document: QTextDocument) -> None:
    """Put room above headings, which Qt leaves out of Markdown."""
    block = document.begin()
    while block.isValid():
        shape = block.blockFormat()
        if shape.headingLevel():
            shape.setTopMargin(px(14))
            shape.setBottomMargin(px(4))
            QTextCursor(block).setBlockFormat(shape)
        block = block.next()
