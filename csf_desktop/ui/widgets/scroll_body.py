"""The part of a dialog that scrolls: title, what it is about, then what the dialog puts in."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.text import label


class ScrollBody(QScrollArea):
    """Fill ``body``; with ``fills`` it takes the height that is left."""

    def __init__(self, title: str, sentence: str = "", *, fills: bool = False) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        inner.setProperty("role", "scroll-body")
        self.content = QVBoxLayout(inner)
        self.content.setContentsMargins(px(20), px(16), px(20), px(12))
        self.content.setSpacing(px(12))
        self.content.addWidget(label(title, "h2", wrap=True))
        if sentence:
            self.content.addWidget(label(sentence, "lead", wrap=True))
        self.body = QVBoxLayout()
        self.body.setSpacing(px(12))
        self.content.addLayout(self.body, 1 if fills else 0)
        if not fills:
            self.content.addStretch(1)
        self.setWidget(inner)
