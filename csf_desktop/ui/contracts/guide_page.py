"""One step of the guide: what to do, who helps, with what, by when, and its buttons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from csf_desktop.services.buyer_documents import GuideStep
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.text import KeyValueGrid, label

TEXT_HEIGHT = 200


class GuidePage(QScrollArea):
    """Scrolls, by keyboard too; ``extra`` (a text, a table) stands under them."""

    def __init__(
        self,
        number: int,
        step: GuideStep,
        extra: QWidget | None = None,
        buttons: Sequence[QPushButton] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(f"Étape {number}\u00a0: {step.title}")
        inner = QWidget()
        inner.setProperty("role", "scroll-body")
        self._box = QVBoxLayout(inner)
        self._box.setContentsMargins(px(18), px(14), px(18), px(12))
        self._box.setSpacing(px(10))
        self._box.addWidget(label(f"{number}. {step.title}", "h2", wrap=True))
        self._box.addWidget(label(step.lead, "lead", wrap=True))
        self._add_actions(step.actions)
        if buttons:
            self._add_buttons(buttons)
        if extra is not None:
            self._box.addWidget(extra)
        self._add_help(step)
        self._box.addStretch(1)
        self.setWidget(inner)

    def _add_actions(self, actions: Sequence[str]) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(8))
        grid.setVerticalSpacing(px(6))
        grid.setColumnStretch(1, 1)
        for at, action in enumerate(actions):
            grid.addWidget(label(f"{at + 1}.", "strong"), at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(action, wrap=True), at, 1)
        self._box.addLayout(grid)

    def _add_buttons(self, buttons: Sequence[QPushButton]) -> None:
        row = QHBoxLayout()
        row.setSpacing(px(10))
        for made in buttons:
            row.addWidget(made)
        row.addStretch(1)
        self._box.addLayout(row)

    def _add_help(self, step: GuideStep) -> None:
        help_with = KeyValueGrid(columns=1)
        help_with.set_value("Qui aide", step.helper)
        help_with.set_value("Document", step.document)
        help_with.set_value("Pour quand", step.deadline)
        self._box.addWidget(help_with)


def text_view(text: str, name: str, height: int = TEXT_HEIGHT) -> QPlainTextEdit:
    """Return a text to read and to copy from; ``height`` is in pixels of zoom 1."""
    made = QPlainTextEdit(text)
    made.setReadOnly(True)
    made.setTabChangesFocus(True)
    made.setAccessibleName(name)
    made.setFixedHeight(px(height))
    return made
