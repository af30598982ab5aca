"""The documents that were issued for a pathway."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from csf_desktop.labels import label
from csf_desktop.models.codes import DocumentKind
from csf_desktop.services.pathway_page import DocumentLine
from csf_desktop.ui.formatting import moment
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.layouts import empty
from csf_desktop.ui.widgets.text import label as text_label


class DocumentsSection(QWidget):
    """Kind and number in bold, then when and for whom; hidden while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._documents: tuple[DocumentLine, ...] = ()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(px(6))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(6))
        box.addWidget(text_label("Documents émis", "h3"))
        box.addLayout(self._lines)
        self.hide()

    def show_documents(self, documents: Sequence[DocumentLine]) -> None:
        """Show the documents, latest first."""
        self.setVisible(bool(documents))
        if tuple(documents) == self._documents:
            return
        self._documents = tuple(documents)
        empty(self._lines)
        for document in self._documents:
            self._lines.addWidget(_line(document))


def _line(document: DocumentLine) -> QWidget:
    made = QWidget()
    box = QVBoxLayout(made)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(px(1))
    kind = label(DocumentKind, document.kind)
    box.addWidget(text_label(f"{kind} {document.number}".strip(), "strong", wrap=True))
    said = (moment(document.issued_at.astimezone()), document.recipients)
    box.addWidget(text_label(" · ".join(part for part in said if part), "small", wrap=True))
    return made
