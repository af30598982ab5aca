"""The card that answers « qui doit faire quoi, depuis quand, pour quand »."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from csf_desktop.labels import action_label, label
from csf_desktop.models.codes import Actor
from csf_desktop.services.rows import NextAction
from csf_desktop.ui import theme
from csf_desktop.ui.formatting import NBSP, count_of, short_date, since
from csf_desktop.ui.icons import pixmap
from csf_desktop.ui.pathways.columns import ACTOR_ICONS, due_tone
from csf_desktop.ui.theme import px
from csf_desktop.ui.tokens import Tone
from csf_desktop.ui.widgets.text import label as text_label
from csf_desktop.ui.widgets.text import set_role

NOTHING_OWED = "Aucune action attendue"


class NextCard(QFrame):
    """Owner and action in bold, then since when and by when; red when late, amber when soon."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "next")
        self._picture = QLabel()
        self._what = text_label("", "strong", wrap=True)
        self._due = text_label("", "small", wrap=True)
        self._since = text_label("", "small", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(px(2))
        for part in (self._what, self._due, self._since):
            words.addWidget(part)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(12), px(9), px(10), px(10))
        row.setSpacing(px(10))
        row.addWidget(self._picture)
        row.addLayout(words, 1)

    def show_action(self, action: NextAction, today: date) -> None:
        """Show the next action of a pathway."""
        tone = due_tone(action.due, today)
        set_role(self, "tone", tone.value if tone in (Tone.LATE, Tone.SOON) else "")
        self._show_icon(ACTOR_ICONS.get(action.owner, "check-line"), tone)
        self._what.setText(what_is_owed(action))
        self._due.setText(deadline(action.due, today))
        self._due.setVisible(action.due is not None)
        self._since.setText(last_event(action.since, today))
        self.setAccessibleName(f"Prochaine action\u00a0: {self._what.text()}")
        self.setAccessibleDescription(f"{self._due.text()}. {self._since.text()}")

    def _show_icon(self, name: str, tone: Tone | None) -> None:
        tokens = theme.tokens()
        shade = tokens.tone(tone)[0] if tone else tokens.primary
        app = QApplication.instance()
        ratio = app.devicePixelRatio() if isinstance(app, QApplication) else 1.0
        self._picture.setPixmap(pixmap(name, shade, px(20), ratio))


def what_is_owed(action: NextAction) -> str:
    """Return « Entreprise\u00a0: répondre au profil »."""
    if not action.owner:
        return NOTHING_OWED
    what = action_label(action.action, action.label)
    owner = label(Actor, action.owner)
    return f"{owner}{NBSP}: {what[:1].lower()}{what[1:]}" if what else owner


def deadline(due: date | None, today: date) -> str:
    """Return the deadline and how far it is, in words."""
    if due is None:
        return ""
    days = (due - today).days
    if days < 0:
        return f"Échéance {short_date(due)}, en retard de {count_of(-days, 'jour')}"
    if days == 0:
        return "Échéance aujourd’hui"
    return f"Échéance {short_date(due)}, dans {count_of(days, 'jour')}"


def last_event(day: date | None, today: date) -> str:
    """Return the day of the last event and how long ago it was."""
    if day is None:
        return "Aucun événement noté"
    if (today - day).days <= 1:
        return f"Dernier événement {since(day, today)}"
    return f"Rien de nouveau {since(day, today)}"
