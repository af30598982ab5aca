"""The card that answers « qui doit faire quoi, depuis quand, pour quand »."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from csf_desktop.services.rows import NextAction
from csf_desktop.ui import theme
from csf_desktop.ui.icons import pixmap
from csf_desktop.ui.theme import px
from csf_desktop.ui.tokens import Tone
from csf_desktop.ui.widgets.next_action import (
    ACTOR_ICONS,
    deadline,
    due_tone,
    last_event,
    what_is_owed,
)
from csf_desktop.ui.widgets.text import label, set_role


class NextCard(QFrame):
    """Owner and action in bold, then by when and since when; red when late, amber when soon."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "next")
        self._picture = QLabel()
        self._what = label("", "strong", wrap=True)
        self._due = label("", "small", wrap=True)
        self._since = label("", "small", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(px(2))
        for part in (self._what, self._due, self._since):
            words.addWidget(part)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(12), px(9), px(10), px(10))
        row.setSpacing(px(10))
        row.addWidget(self._picture)
        row.addLayout(words, 1)

    def show_action(self, action: NextAction, today: date, started: date | None = None) -> None:
        """Show the next action; ``started`` is the day that counts when nothing happened yet."""
        tone = due_tone(action.due, today)
        set_role(self, "tone", tone.value if tone else "")
        self._show_icon(ACTOR_ICONS.get(action.owner, "check-line"), tone)
        self._what.setText(what_is_owed(action))
        self._due.setText(deadline(action.due, today))
        self._due.setVisible(action.due is not None)
        self._since.setText(last_event(action.since or started, today))
        self.setAccessibleName(f"Prochaine action\u00a0: {self._what.text()}")
        self.setAccessibleDescription(f"{self._due.text()}. {self._since.text()}")

    def _show_icon(self, name: str, tone: Tone | None) -> None:
        tokens = theme.tokens()
        shade = tokens.tone(tone)[0] if tone else tokens.primary
        self._picture.setPixmap(pixmap(name, shade, px(20), self.devicePixelRatioF()))
