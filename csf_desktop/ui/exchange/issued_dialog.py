"""A document that has just been signed: its number and fingerprint over its pages."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from csf_desktop.services.documents import IssuedDocument
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.pdf_preview import PdfPreview
from csf_desktop.ui.widgets.text import KeyValueGrid, label

IN_MEMORY = "Ce PDF n’est que dans la mémoire de l’ordinateur tant que vous ne l’enregistrez pas."
GROUP = 4


class IssuedDialog(PdfPreview):
    """« Enregistrer le PDF… » comes first: the file is what travels."""

    def __init__(
        self,
        document: IssuedDocument,
        title: str,
        recipients: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            document.pdf,
            title,
            document.file_name,
            parent,
            head=_head(document, recipients),
            saves_first=True,
        )
        self.setModal(True)


def _head(document: IssuedDocument, recipients: Sequence[str]) -> QWidget:
    head = QWidget()
    facts = KeyValueGrid(columns=2)
    facts.set_value("Numéro", document.number)
    facts.set_value("Données pour", ", ".join(recipients) or "personne, les pages seulement")
    mark = KeyValueGrid(columns=1)
    mark.set_value("Empreinte du fichier (SHA-256)", _grouped(document.sha256))
    box = QVBoxLayout(head)
    box.setContentsMargins(0, 0, 0, px(4))
    box.setSpacing(px(6))
    box.addWidget(facts)
    box.addWidget(mark)
    box.addWidget(label(IN_MEMORY, "small", wrap=True))
    return head


def _grouped(digits: str) -> str:
    return " ".join(digits[at : at + GROUP] for at in range(0, len(digits), GROUP))
