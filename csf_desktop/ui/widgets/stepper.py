"""The steps of a pathway, one under the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from csf_desktop.ui import theme
from csf_desktop.ui.icons import pixmap
from csf_desktop.ui.theme import px

STEP_HEIGHT = 29
_DISC, _TEXT_LEFT = 10, 30


class StepState(Enum):
    """Where a step is; the word is what a screen reader says."""

    DONE = "fait"
    CURRENT = "en cours"
    TO_COME = "à venir"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its French title and a short note at the right (a date)."""

    title: str
    state: StepState
    note: str = ""


class Stepper(QWidget):
    """Vertical steps: done with a tick, the current one in bold, those to come hollow."""

    def __init__(self, name: str = "Étapes du parcours", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps: tuple[Step, ...] = ()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps shown."""
        return self._steps

    def set_steps(self, steps: Sequence[Step]) -> None:
        """Show these steps."""
        self._steps = tuple(steps)
        said = (
            ", ".join(part for part in (step.title, step.state.value, step.note) if part)
            for step in self._steps
        )
        self.setAccessibleDescription("\u00a0; ".join(said))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(240), px(STEP_HEIGHT) * len(self._steps))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(160), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for at, step in enumerate(self._steps):
            centre = QPointF(px(_DISC), (at + 0.5) * px(STEP_HEIGHT))
            if at + 1 < len(self._steps):
                self._paint_link(painter, centre, step)
            self._paint_disc(painter, centre, step)
            self._paint_words(painter, at, step)
        painter.end()

    def _paint_link(self, painter: QPainter, centre: QPointF, step: Step) -> None:
        role = "primary" if step.state is StepState.DONE else "line2"
        painter.setPen(QPen(theme.colour(role), px(2)))
        down = QPointF(0, px(9))
        painter.drawLine(centre + down, centre + QPointF(0, px(STEP_HEIGHT)) - down)

    def _paint_disc(self, painter: QPainter, centre: QPointF, step: Step) -> None:
        tokens = theme.tokens()
        primary = QColor(tokens.primary)
        if step.state is StepState.DONE:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(primary)
            painter.drawEllipse(centre, px(9), px(9))
            side = px(14)
            tick = pixmap("check-line", tokens.on_primary, side, self.devicePixelRatioF())
            painter.drawPixmap(centre - QPointF(side / 2, side / 2), tick)
            return
        is_current = step.state is StepState.CURRENT
        painter.setPen(QPen(primary if is_current else QColor(tokens.ctl), px(2)))
        painter.setBrush(QColor(tokens.bg))
        painter.drawEllipse(centre, px(8), px(8))
        if is_current:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(primary)
            painter.drawEllipse(centre, px(4), px(4))

    def _paint_words(self, painter: QPainter, at: int, step: Step) -> None:
        height = px(STEP_HEIGHT)
        area = QRectF(px(_TEXT_LEFT), at * height, self.width() - px(_TEXT_LEFT), height)
        middle = Qt.AlignmentFlag.AlignVCenter
        small = theme.font(12)
        note_width = QFontMetricsF(small).horizontalAdvance(step.note) if step.note else 0.0
        is_current = step.state is StepState.CURRENT
        role = {StepState.DONE: "text", StepState.CURRENT: "primary"}.get(step.state, "text3")
        strong = theme.font(14, QFont.Weight.Bold if is_current else QFont.Weight.Normal)
        painter.setFont(strong)
        painter.setPen(theme.colour(role))
        room = max(px(40), area.width() - note_width - px(8))
        title = QFontMetricsF(strong).elidedText(step.title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(area, int(middle | Qt.AlignmentFlag.AlignLeft), title)
        painter.setFont(small)
        painter.setPen(theme.colour("text3"))
        painter.drawText(area, int(middle | Qt.AlignmentFlag.AlignRight), step.note)
