"""What a contract is warned of, each with its deadline and what to do about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from csf_desktop.models.alerts import Alert
from csf_desktop.models.codes import AlertCode, PathwayStatus
from csf_desktop.services.alert_words import alert_sentence
from csf_desktop.services.contract_page import ContractDetails
from csf_desktop.ui import theme
from csf_desktop.ui.contracts.section import Lines
from csf_desktop.ui.formatting import count_of
from csf_desktop.ui.icons import pixmap
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.buttons import button
from csf_desktop.ui.widgets.next_action import ACTOR_ICONS, due_tone, last_event
from csf_desktop.ui.widgets.next_card import NextCard
from csf_desktop.ui.widgets.text import label

SHOWN_AT_ONCE = 4
"""Alerts in sight before one asks for the others."""


@dataclass(frozen=True, slots=True)
class Remedy:
    """What a button does about an alert: its words, and what is told when it is pressed."""

    words: str
    act: Callable[[], object]


class AlertsSection(QWidget):
    """The next action, then every alert that is ripe; one that says the next action replaces it."""

    event_requested = Signal()
    share_requested = Signal(str)  # lot's id, empty for the whole contract
    receipt_told = Signal(str, object)  # id of the request, date
    contact_requested = Signal(str)  # name of who left
    order_requested = Signal(str)  # id: say how many hours it makes
    pathway_opened = Signal(str)  # id

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._shown: tuple[object, ...] = ()
        self.next_card = NextCard()
        self._lines = Lines(spacing=8)
        self._rest: list[QFrame] = []
        self._more = button("", "link", icon_name="arrow-down-s-line")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(8))
        box.addWidget(self.next_card)
        box.addWidget(self._lines)
        box.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        self._more.clicked.connect(self._on_more_clicked)

    def set_details(self, details: ContractDetails) -> None:
        """Show what is owed for a contract."""
        today = self._today()
        alerts = details.ripe_alerts(today)
        shown = (details.id, alerts, details.next, details.pathways, details.orders, today)
        if shown == self._shown:
            return
        self._shown = shown
        started = details.fields["notified_on"]
        self.next_card.show_action(details.next, today, started)
        said = last_event(details.next.since or started, today)
        told = next((one for one in alerts if _is_next(one, details)), None)
        self.next_card.setVisible(told is None)
        rows = [
            _card(alert, today, self._remedy(alert, details), said if alert is told else "")
            for alert in alerts
        ]
        self._rest = rows[SHOWN_AT_ONCE:] if len(rows) > SHOWN_AT_ONCE + 1 else []
        for row in self._rest:
            row.hide()
        self._more.setText(f"Voir {count_of(len(self._rest), 'autre alerte', 'autres alertes')}")
        self._more.setAccessibleName(self._more.text())
        self._more.setVisible(bool(self._rest))
        self._lines.set_rows(rows)

    def _remedy(self, alert: Alert, details: ContractDetails) -> Remedy | None:
        if alert.code is AlertCode.UNCONTACTED:
            return Remedy("Noter un échange…", self.event_requested.emit)
        if alert.code is AlertCode.UNPLACED_HOURS:
            return self._placing(details)
        if alert.code is AlertCode.UNPLANNED_ORDER:
            return self._planning(alert, details)
        if alert.code is AlertCode.CONTACT_GONE:
            gone = alert.subject
            return Remedy("Nommer un contact…", lambda: self.contact_requested.emit(gone))
        request = next(
            (
                one
                for one in details.requests
                if one.received_on is None and (one.title, one.due_on) == (alert.subject, alert.due)
            ),
            None,
        )
        if request is None:
            return None
        return Remedy("Document reçu", lambda: self.receipt_told.emit(request.id, self._today()))

    def _placing(self, details: ContractDetails) -> Remedy:
        """Share what no pathway uses, else find somebody for what is on offer."""
        free = [one.id for one in details.pathways if one.status == PathwayStatus.OPEN]
        if details.left_minutes <= 0 and free:
            return Remedy("Chercher un jeune…", lambda: self.pathway_opened.emit(free[0]))
        return Remedy("Répartir en parcours…", lambda: self.share_requested.emit(""))

    def _planning(self, alert: Alert, details: ContractDetails) -> Remedy:
        order = next(
            (
                one
                for one in details.orders
                if one.number == alert.subject
                and (one.unlocked is None or one.covered < one.unlocked)
            ),
            None,
        )
        if order is not None and order.unlocked is None:
            return Remedy("Indiquer ses heures…", lambda: self.order_requested.emit(order.id))
        lot = order.lot_id if order is not None else ""
        return Remedy("Répartir en parcours…", lambda: self.share_requested.emit(lot))

    @Slot()
    def _on_more_clicked(self) -> None:
        self._more.hide()
        for row in self._rest:
            row.show()
        for act in self._rest[0].findChildren(QPushButton):
            act.setFocus(Qt.FocusReason.OtherFocusReason)


def _is_next(alert: Alert, details: ContractDetails) -> bool:
    owed = details.next
    return (alert.owner, alert.action, alert.due) == (owed.owner, owed.action, owed.due)


def _card(alert: Alert, today: date, remedy: Remedy | None, since: str) -> QFrame:
    tone = due_tone(alert.due, today)
    made = QFrame()
    made.setProperty("role", "next")
    made.setProperty("tone", tone.value if tone else "")
    sentence = alert_sentence(alert, today)
    made.setAccessibleName(f"Alerte\u00a0: {sentence}")
    tokens = theme.tokens()
    picture = QLabel()
    shade = tokens.tone(tone)[0] if tone else tokens.primary
    icon_name = ACTOR_ICONS.get(alert.owner, "alarm-warning-line")
    picture.setPixmap(pixmap(icon_name, shade, px(20), made.devicePixelRatioF()))
    words = QVBoxLayout()
    words.setSpacing(px(2))
    words.addWidget(label(sentence, "strong", wrap=True))
    if since:
        words.addWidget(label(since, "small", wrap=True))
    if remedy is not None:
        act = button(remedy.words, "link", on_click=remedy.act)
        act.setAccessibleName(
            f"{remedy.words} ({alert.subject})" if alert.subject else remedy.words
        )
        words.addWidget(act, 0, Qt.AlignmentFlag.AlignLeft)
    row = QHBoxLayout(made)
    row.setContentsMargins(px(12), px(8), px(10), px(8))
    row.setSpacing(px(10))
    row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
    row.addLayout(words, 1)
    return made
