"""The card that says who owes the next action of a contract, and by when."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from csf_desktop.labels import action_label
from csf_desktop.services.rows import NextAction
from csf_desktop.ui import theme
from csf_desktop.ui.contracts.wording import OWNER_ICONS, due_tone, due_words, owner_since
from csf_desktop.ui.icons import pixmap
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.text import label, set_role


class NextCard(QFrame):
    """Icon of the owner, what is to be done, who owes it since when, the deadline in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "next")
        self.setAccessibleName("Prochaine action")
        self._picture = QLabel()
        self._what = label("", "strong", wrap=True)
        self._who = label("", "small", wrap=True)
        self._due = label("", "small", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(px(1))
        for part in (self._what, self._who, self._due):
            words.addWidget(part)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(12), px(8), px(10), px(8))
        row.setSpacing(px(10))
        row.addWidget(self._picture)
        row.addLayout(words, 1)

    def set_action(self, action: NextAction, started: date | None, today: date) -> None:
        """Show the next action; ``started`` is the day it counts from when nothing happened yet."""
        tone = due_tone(action.due, today)
        shade = theme.tokens().tone(tone)[0] if tone else theme.tokens().primary
        name = OWNER_ICONS.get(action.owner, "checkbox-circle-line")
        self._picture.setPixmap(pixmap(name, shade, px(22), self.devicePixelRatioF()))
        if action.owner:
            self._what.setText(action_label(action.action, action.label))
            self._who.setText(owner_since(action, started, today))
        else:
            self._what.setText("Aucune action attendue")
            self._who.setText("")
        when = due_words(action.due, today)
        self._due.setText(f"Échéance\u00a0: {when}" if when else "")
        self._who.setVisible(bool(self._who.text()))
        self._due.setVisible(bool(when))
        set_role(self, "tone", tone.value if tone else "")
