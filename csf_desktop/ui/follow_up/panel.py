"""The panel of Suivi: who owes what, who to call, what happened."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from csf_desktop.labels import label
from csf_desktop.models.codes import ContractStatus, PathwayStatus
from csf_desktop.services.follow_up_page import FollowUpPage
from csf_desktop.ui.contracts.wording import status_pill
from csf_desktop.ui.follow_up.alerts_card import AlertsCard
from csf_desktop.ui.follow_up.people_card import PeopleCard
from csf_desktop.ui.follow_up.subject_field import subject_name
from csf_desktop.ui.follow_up.timeline import FollowUpTimeline
from csf_desktop.ui.pathways.columns import status_of
from csf_desktop.ui.tokens import Tone
from csf_desktop.ui.widgets.buttons import button
from csf_desktop.ui.widgets.detail_panel import DetailPanel
from csf_desktop.ui.widgets.next_card import NextCard
from csf_desktop.ui.widgets.text import label as text_label

OPEN_LABELS = {"pathway": "Ouvrir le parcours", "contract": "Ouvrir le marché"}


class FollowUpPanel(DetailPanel):
    """Shows one pathway or contract; asks the view for everything it does."""

    exchange_requested = Signal(str, str)  # kind, id of the pathway or contract
    subject_opened = Signal(str, str)  # kind, id
    correction_requested = Signal(object)  # EventLine
    deletion_requested = Signal(str)  # id of the event

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Suivi d’un parcours", parent)
        self._page: FollowUpPage | None = None
        self.about = text_label("", "lead", wrap=True)
        self.next_card = NextCard()
        self.alerts = AlertsCard()
        self.people = PeopleCard()
        self.timeline = FollowUpTimeline()
        self.note_button = button("Noter un échange", "primary", icon_name="add-line")
        self.open_button = button(OPEN_LABELS["pathway"], "secondary")
        for part in (self.about, self.next_card, self.alerts, self.people, self.timeline):
            self.body.addWidget(part)
        self.foot.addWidget(self.note_button, 1)
        self.foot.addWidget(self.open_button)
        self.note_button.clicked.connect(self._on_note_clicked)
        self.open_button.clicked.connect(self._on_open_clicked)
        self.timeline.correction_requested.connect(self.correction_requested)
        self.timeline.deletion_requested.connect(self.deletion_requested)
        self.timeline.lines_changed.connect(self._on_lines_changed)

    @property
    def subject(self) -> tuple[str, str]:
        """Kind and id of what is shown, both empty when nothing is."""
        return (self._page.kind, self._page.id) if self._page else ("", "")

    def show_page(self, page: FollowUpPage, today: date, *, initials_only: bool) -> None:
        """Show a follow-up, from its top when it is another one."""
        is_same = (page.kind, page.id) == self.subject
        self._page = page
        name = subject_name(page, initials_only=initials_only)
        self.set_head(name or "Sans objet", page.reference, *_pill(page, today))
        self.about.setText(_about(page))
        self.about.setVisible(bool(self.about.text()))
        self.next_card.show_action(page.next, today, page.started_on)
        self.alerts.show_alerts(page.alerts)
        self.people.show_people(page.people, initials_only=initials_only)
        self.timeline.show_events(page.events, is_same_subject=is_same, initials_only=initials_only)
        self.open_button.setText(OPEN_LABELS[page.kind])
        self.open_button.setAccessibleName(OPEN_LABELS[page.kind])
        if not is_same:
            self.scroll_to_top()

    def forget(self) -> None:
        """Forget every word."""
        self._page = None
        self.set_head("")
        self.about.setText("")
        self.alerts.show_alerts(())
        self.people.show_people((), initials_only=False)
        self.timeline.show_events((), is_same_subject=False, initials_only=False)

    @Slot()
    def _on_lines_changed(self) -> None:
        """Keep Tab in reading order: lines made later would come after the foot."""
        stops = [self.people.all_button, *self.timeline.stops(), self.note_button, self.open_button]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    @Slot()
    def _on_note_clicked(self) -> None:
        self.exchange_requested.emit(*self.subject)

    @Slot()
    def _on_open_clicked(self) -> None:
        self.subject_opened.emit(*self.subject)


def _pill(page: FollowUpPage, today: date) -> tuple[str, Tone]:
    if page.kind == "contract":
        word, tone, _ = status_pill(ContractStatus(page.status))
        return word, tone
    return status_of(PathwayStatus(page.status), page.next.due, today)


def _about(page: FollowUpPage) -> str:
    """Return the step, the title and the company in one line."""
    if page.kind == "contract":
        return page.company
    parts = (label(PathwayStatus, page.status), page.title, page.company)
    return " · ".join(part for part in parts if part)
