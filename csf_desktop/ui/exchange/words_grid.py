"""The eight words of a fingerprint, large, to be read aloud: two rows of four."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.text import label

PER_ROW = 4


class WordsGrid(QFrame):
    """Shows ``words``, parted by spaces, in the order in which they are read."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAccessibleName(f"Mots de l’empreinte\u00a0: {words}")
        grid = QGridLayout(self)
        grid.setContentsMargins(px(14), px(10), px(14), px(10))
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(8))
        for at, word in enumerate(words.split()):
            shown = label(word, "code")
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(shown, at // PER_ROW, at % PER_ROW)
        for column in range(PER_ROW):
            grid.setColumnStretch(column, 1)
