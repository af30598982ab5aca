"""The life of a contract as a bar with dates; a short list where there is no room for one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from csf_desktop.models.lifecycle import LifeState
from csf_desktop.ui import theme
from csf_desktop.ui.contracts.life_words import LifeMark, life_marks, renewals_words, what_is_late
from csf_desktop.ui.contracts.section import Lines
from csf_desktop.ui.icons import pixmap
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.text import label

_SAID = {LifeState.DONE: "fait", LifeState.EXPECTED: "à venir", LifeState.LATE: "en retard"}
_ICONS = {LifeState.DONE: "✓", LifeState.EXPECTED: "○", LifeState.LATE: "!"}
_LINE, _RADIUS, _GAP = 16, 8, 6


class LifeBar(QWidget):
    """Discs on a line, their words above and under in turn."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marks: tuple[LifeMark, ...] = ()
        self._fitting = (-1, False)  # a width, and whether the words fit in it
        self.setAccessibleName("Vie du marché")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_marks(self, marks: Sequence[LifeMark]) -> None:
        """Show these steps."""
        self._marks, self._fitting = tuple(marks), (-1, False)
        said = (f"{mark.sentence}, {_SAID[mark.state]}" for mark in self._marks)
        self.setAccessibleDescription("\u00a0; ".join(said))
        self.update()

    def fits(self, width: int) -> bool:
        """Tell whether every word has room in a width."""
        if self._fitting[0] != width:
            areas = [self._words_area(at, width) for at in range(len(self._marks))]
            pairs = zip(areas, areas[2:], strict=False)
            fits = all(one.right() + px(_GAP) <= other.left() for one, other in pairs)
            self._fitting = (width, fits)
        return self._fitting[1]

    def sizeHint(self) -> QSize:
        return QSize(px(300), 4 * px(_LINE) + 2 * px(_RADIUS) + 2 * px(_GAP))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(120), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for at, mark in enumerate(self._marks[1:], 1):
            role = "primary" if mark.state is LifeState.DONE else "ctl"
            style = Qt.PenStyle.SolidLine if mark.state is LifeState.DONE else Qt.PenStyle.DotLine
            painter.setPen(QPen(theme.colour(role), px(2), style))
            away = QPointF(px(_RADIUS + 1), 0)
            painter.drawLine(self._centre(at - 1) + away, self._centre(at) - away)
        for at, mark in enumerate(self._marks):
            self._paint_disc(painter, self._centre(at), mark.state)
            self._paint_words(painter, at, mark)
        painter.end()

    def _centre(self, at: int, width: int = 0) -> QPointF:
        room = (width or self.width()) - 2 * px(_RADIUS + 1)
        step = room / max(1, len(self._marks) - 1)
        return QPointF(px(_RADIUS + 1) + at * step, self.sizeHint().height() / 2)

    def _words_area(self, at: int, width: int) -> QRectF:
        mark = self._marks[at]
        wide = max(
            QFontMetricsF(_title_font(mark)).horizontalAdvance(mark.title),
            QFontMetricsF(theme.font(12)).horizontalAdvance(mark.note),
        )
        left = self._centre(at, width).x() - wide / 2
        left = max(0.0, min(left, width - wide - 1))
        top = 0 if at % 2 == 0 else 2 * px(_LINE) + 2 * px(_RADIUS) + 2 * px(_GAP)
        return QRectF(left, top, wide + 1, 2 * px(_LINE))

    def _paint_disc(self, painter: QPainter, centre: QPointF, state: LifeState) -> None:
        tokens, radius = theme.tokens(), px(_RADIUS)
        if state is LifeState.EXPECTED:
            painter.setPen(QPen(QColor(tokens.ctl), px(2)))
            painter.setBrush(QColor(tokens.bg))
            painter.drawEllipse(centre, radius - 1, radius - 1)
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.late if state is LifeState.LATE else tokens.primary))
        painter.drawEllipse(centre, radius, radius)
        if state is LifeState.DONE:
            side = px(12)
            tick = pixmap("check-line", tokens.on_primary, side, self.devicePixelRatioF())
            painter.drawPixmap(centre - QPointF(side / 2, side / 2), tick)
            return
        painter.setFont(theme.font(12, QFont.Weight.Bold))
        painter.setPen(QColor(tokens.bg))
        around = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
        painter.drawText(around, int(Qt.AlignmentFlag.AlignCenter), "!")

    def _paint_words(self, painter: QPainter, at: int, mark: LifeMark) -> None:
        area = self._words_area(at, self.width())
        middle = Qt.AlignmentFlag.AlignHCenter
        # One line stands next to its disc, above or under.
        near = Qt.AlignmentFlag.AlignBottom if at % 2 == 0 else Qt.AlignmentFlag.AlignTop
        title, note = area, area
        if mark.note:
            title = QRectF(area.left(), area.top(), area.width(), px(_LINE))
            note = title.translated(0, px(_LINE))
        is_late = mark.state is LifeState.LATE
        painter.setFont(_title_font(mark))
        painter.setPen(theme.colour("late" if is_late else "text"))
        painter.drawText(title, int(middle | near), mark.title)
        painter.setFont(theme.font(12))
        painter.setPen(theme.colour("late" if is_late else "text3"))
        if mark.note:
            painter.drawText(note, int(middle | near), mark.note)


class LifeSection(QWidget):
    """The bar or the list, then what is late and the renewals in a sentence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marks: tuple[LifeMark, ...] = ()
        self._bar = LifeBar()
        self._list = Lines(spacing=3)
        self._late = label("", "warning", wrap=True)
        self._renewals = label("", "small", wrap=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(4))
        for part in (self._bar, self._list, self._late, self._renewals):
            box.addWidget(part)

    def set_fields(self, fields: Mapping[str, Any], today: date) -> None:
        """Show the life of the contract that has these fields."""
        marks, renewals = life_marks(fields, today), renewals_words(fields)
        if marks != self._marks:
            self._marks = marks
            self._bar.set_marks(marks)
            self._list.set_rows([_line(mark) for mark in marks])
        late = what_is_late(marks)
        self._late.setText(late)
        self._renewals.setText(renewals)
        self._arrange()

    def _arrange(self) -> None:
        is_bar = self._bar.fits(self.width())
        self._bar.setVisible(is_bar)
        self._list.setVisible(not is_bar)
        self._late.setVisible(is_bar and bool(self._late.text()))  # the list says it already
        self._renewals.setVisible(is_bar and bool(self._renewals.text()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()


def _title_font(mark: LifeMark) -> QFont:
    strong = QFont.Weight.Normal if mark.state is LifeState.EXPECTED else QFont.Weight.DemiBold
    return theme.font(12, strong)


def _line(mark: LifeMark) -> QWidget:
    role = "warning" if mark.state is LifeState.LATE else "small"
    made = label(f"{_ICONS[mark.state]}\u2002{mark.sentence}", role, wrap=True)
    made.setAccessibleName(f"{mark.sentence}, {_SAID[mark.state]}")
    return made
