"""The weeks of a pathway: planned, and done as one types it."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from csf_desktop.models.checks import done_warning
from csf_desktop.models.hours import monday_of
from csf_desktop.services.pathway_page import PathwayDetails, WeekLine
from csf_desktop.services.pathways import clear_week, set_week
from csf_desktop.ui.formatting import hours, short_date
from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.buttons import button
from csf_desktop.ui.widgets.hours_field import HoursField
from csf_desktop.ui.widgets.layouts import empty, tab_stop_before
from csf_desktop.ui.widgets.text import KeyValueGrid, label

PLANNED, DONE, COUNTED = "Prévues", "Réalisées par le jeune", "Décomptées du volume dû"
RUNNING = "Un parcours compte ses heures prévues, sauf s’il est interrompu ou n’a pas commencé."
INTERRUPTED = "Parcours interrompu\u00a0: chaque semaine commencée compte à ses heures prévues."
NO_WEEKS = "Les semaines apparaissent quand les heures et l’entrée en entreprise sont renseignées."


class WeekField(HoursField):
    """The hours done in a week."""

    next_requested = Signal()  # Enter

    def __init__(self, monday: date) -> None:
        super().__init__("–")
        self.monday = monday
        self.saved: int | None = None
        self.edit.setMaximumWidth(px(96))
        self.edit.setAccessibleName(f"Heures réalisées, semaine du {short_date(monday)}")
        self.edit.returnPressed.connect(self.next_requested)


class WeeksSection(QWidget):
    """One row a week; Enter goes to the next one. More done than planned warns and is kept."""

    def __init__(self, runner: TaskRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._details: PathwayDetails | None = None
        self._fields: list[WeekField] = []
        self._planned: list[QLabel] = []
        self.totals = KeyValueGrid(2)
        self.counted = KeyValueGrid(1)
        self._explanation = label("", "hint", wrap=True)
        self._warning = label("", "warning", wrap=True)
        self._problem = label("", "error", wrap=True)
        self._none = label(NO_WEEKS, "small", wrap=True)
        self._rows = QWidget()
        self._grid = QGridLayout(self._rows)
        self.add_button = button("Ajouter une semaine", "link", on_click=self._add_week)
        self._build_layout()

    @property
    def fields(self) -> tuple[WeekField, ...]:
        """The fields of hours done, in the order of the weeks."""
        return tuple(self._fields)

    def show_details(self, details: PathwayDetails) -> None:
        """Show the weeks and both totals of a pathway."""
        is_same = self._details is not None and self._details.id == details.id
        self._details = details
        mondays = [week.monday for week in details.weeks]
        if not is_same or mondays != [field.monday for field in self._fields]:
            self._rebuild(details.weeks)
        for planned, field, week in zip(self._planned, self._fields, details.weeks, strict=True):
            planned.setText(hours(week.planned_minutes))
            _show_done(field, week)
        self._none.setVisible(not details.weeks)
        self._rows.setVisible(bool(details.weeks))
        self._show_totals(details)

    def _build_layout(self) -> None:
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(px(12))
        self._grid.setVerticalSpacing(px(5))
        self._grid.setColumnStretch(0, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(8))
        box.addWidget(label("Heures", "h3"))
        for part in (
            self.totals,
            self.counted,
            self._explanation,
            self._warning,
            self._none,
            self._rows,
            self._problem,
            self.add_button,
        ):
            box.addWidget(part)
        self._problem.hide()

    def _rebuild(self, weeks: tuple[WeekLine, ...]) -> None:
        empty(self._grid)
        self._fields, self._planned = [], []
        heads = ("Semaine du", "Prévu", "Réalisé")
        for column, text in enumerate(heads):
            self._grid.addWidget(label(text, "key"), 0, column)
        before = tab_stop_before(self.add_button)
        for row, week in enumerate(weeks, start=1):
            self._add_row(row, week)
            here = self._fields[-1].edit
            QWidget.setTabOrder(before, here)  # made last, but read before the button
            before = here

    def _add_row(self, row: int, week: WeekLine) -> None:
        field = WeekField(week.monday)
        field.edit_finished.connect(partial(self._on_field_finished, field))
        field.next_requested.connect(partial(self._focus_after, field))
        planned = label(hours(week.planned_minutes), "value")
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        planned.setAlignment(right)
        self._grid.addWidget(label(short_date(week.monday)), row, 0)
        self._grid.addWidget(planned, row, 1)
        self._grid.addWidget(field, row, 2)
        self._fields.append(field)
        self._planned.append(planned)

    def _show_totals(self, details: PathwayDetails) -> None:
        self.totals.set_value(PLANNED, hours(int(details.fields["planned_minutes"])))
        self.totals.set_value(DONE, hours(details.done_minutes))
        self.counted.set_value(COUNTED, hours(details.counted_minutes))
        differs = details.counted_minutes != details.done_minutes
        is_interrupted = details.fields["interrupted_on"] is not None
        self._explanation.setText(INTERRUPTED if is_interrupted else RUNNING)
        for part in (self.counted, self._explanation):
            part.setVisible(differs)
        warning = _over_planned(details)
        self._warning.setText(warning)
        self._warning.setVisible(bool(warning))

    def _focus_after(self, field: WeekField) -> None:
        at = self._fields.index(field) + 1
        if at < len(self._fields):
            self._fields[at].edit.setFocus(Qt.FocusReason.TabFocusReason)
            self._fields[at].edit.selectAll()

    def _on_field_finished(self, field: WeekField) -> None:
        problem = field.problem()
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        if problem or self._details is None or field.value() == field.saved:
            return
        field.saved = field.value()
        if field.saved is None:
            self._runner.run(clear_week, self._details.id, field.monday, parent=self)
        else:
            self._runner.run(
                set_week, self._details.id, field.monday, done_minutes=field.saved, parent=self
            )

    @Slot()
    def _add_week(self) -> None:
        """Add the week after the last one, with nothing planned."""
        if self._details is None:
            return
        weeks = self._details.weeks
        start = self._details.fields["starts_on"] or self._details.fields["status_since"]
        monday = weeks[-1].monday + timedelta(days=7) if weeks else monday_of(start)
        self._runner.run(set_week, self._details.id, monday, planned_minutes=0, parent=self)


def _show_done(field: WeekField, week: WeekLine) -> None:
    """Show the hours done, unless somebody is typing there."""
    is_being_typed = field.edit.hasFocus() and field.value() != field.saved
    if not is_being_typed and not field.problem():
        field.saved = week.done_minutes
        field.set_value(week.done_minutes)
    warning = done_warning(week.done_minutes or 0, week.planned_minutes)
    field.edit.setToolTip(warning)
    field.edit.setAccessibleDescription(warning)


def _over_planned(details: PathwayDetails) -> str:
    """Return what to say when more was done than planned, in all or in the first such week."""
    whole = done_warning(details.done_minutes, int(details.fields["planned_minutes"]))
    if whole:
        return whole
    for week in details.weeks:
        text = done_warning(week.done_minutes or 0, week.planned_minutes)
        if text:
            return f"Semaine du {short_date(week.monday)}, {text}"
    return ""
