"""A day, typed as people do or picked in a calendar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import cast

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QHBoxLayout,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from csf_desktop.models.dates import parse_french_date
from csf_desktop.ui.formatting import long_date, short_date
from csf_desktop.ui.screen import free_area
from csf_desktop.ui.theme import colour, px
from csf_desktop.ui.widgets.buttons import icon_button
from csf_desktop.ui.widgets.field import Field

WRONG = "Cette date n’est pas lisible\u00a0: tapez par exemple 3/2, 03022026 ou lundi."


class DateField(Field):
    """A day. ``today`` gives the day that « demain » and « 3/2 » start from.

    When the field is left, what was typed becomes « 3 févr. 2026 »; Down or the button opens the
    calendar.
    """

    def __init__(
        self, today: Callable[[], date] = date.today, parent: QWidget | None = None
    ) -> None:
        self.edit = QLineEdit()
        super().__init__(self.edit, parent)
        self._today = today
        self._popup: CalendarPopup | None = None
        self.edit.setPlaceholderText("3/2, demain, lundi…")
        self.button = icon_button("calendar-event-line", "Choisir dans le calendrier")
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click does not leave the field
        self.button.clicked.connect(self.open_calendar)
        row = QHBoxLayout()
        row.setSpacing(px(4))
        row.addWidget(self.edit, 1)
        row.addWidget(self.button)
        self.edit.setMaximumWidth(px(200))
        row.addStretch()
        self._box.addLayout(row)
        self.edit.textEdited.connect(self._on_text_edited)
        self.edit.returnPressed.connect(self.finish)

    def value(self) -> date | None:
        """Return the day, ``None`` when empty or unreadable."""
        return parse_french_date(self.edit.text(), self._today())

    def set_value(self, day: date | None) -> None:
        """Show a day."""
        self.edit.setText("" if day is None else short_date(day))
        self.edit.setToolTip("" if day is None else long_date(day))

    def is_empty(self) -> bool:
        return not self.edit.text().strip()

    def problem(self) -> str:
        return "" if self.is_empty() or self.value() else WRONG

    @Slot()
    def open_calendar(self) -> None:
        """Open the calendar under the field."""
        if self._popup is None:
            self._popup = CalendarPopup(self)
            self._popup.day_picked.connect(self._on_day_picked)
        self._popup.open_at(self.value() or self._today(), self.edit)

    @Slot(str)
    def _on_text_edited(self, _text: str) -> None:
        self.value_changed.emit()

    def _tidy(self) -> None:
        day = self.value()
        if day is not None:
            self.set_value(day)

    @Slot(object)
    def _on_day_picked(self, day: date) -> None:
        self.set_value(day)
        self.value_changed.emit()
        self.finish()
        self.edit.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.edit and _is_down_key(event):
            self.open_calendar()
            return True
        return super().eventFilter(watched, event)


def _is_down_key(event: QEvent) -> bool:
    is_press = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
    return is_press and cast("QKeyEvent", event).key() == Qt.Key.Key_Down


class CalendarPopup(QWidget):
    """The calendar under a date field; Esc closes it and keeps the day."""

    day_picked = Signal(object)  # date

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAccessibleName("Calendrier")
        self.calendar = QCalendarWidget()
        self.calendar.setLocale(QLocale(QLocale.Language.French, QLocale.Country.France))
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        no_header = QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader
        self.calendar.setVerticalHeaderFormat(no_header)
        self.calendar.setAccessibleName("Calendrier")
        self._dress()
        box = QVBoxLayout(self)
        box.setContentsMargins(1, 1, 1, 1)
        box.addWidget(self.calendar)
        self.calendar.clicked.connect(self._on_date_chosen)
        self.calendar.activated.connect(self._on_date_chosen)

    def _dress(self) -> None:
        """Keep red for what is late, and the arrows in size with the zoom."""
        plain = QTextCharFormat()
        plain.setForeground(colour("text2"))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(day, plain)
        for arrow in self.calendar.findChildren(QToolButton):
            arrow.setIconSize(QSize(px(20), px(20)))

    def open_at(self, day: date, under: QWidget) -> None:
        """Show ``day`` in a calendar under a widget, kept on its screen."""
        self.calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        size = self.sizeHint()
        corner = under.mapToGlobal(QPoint(0, under.height() + 2))
        room = free_area(corner)
        if corner.y() + size.height() > room.bottom():
            corner.setY(under.mapToGlobal(QPoint(0, 0)).y() - size.height() - 2)
        corner.setX(max(room.left(), min(corner.x(), room.right() - size.width())))
        corner.setY(max(room.top(), corner.y()))
        self.move(corner)
        self.show()
        self.calendar.setFocus(Qt.FocusReason.PopupFocusReason)

    @Slot(QDate)
    def _on_date_chosen(self, day: QDate) -> None:
        self.hide()
        self.day_picked.emit(date(day.year(), day.month(), day.day()))
