"""The volume of a clause as a bar drawn to scale, and what each part of it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from csf_desktop.models.hours import Balance
from csf_desktop.ui import theme
from csf_desktop.ui.formatting import hours
from csf_desktop.ui.theme import px

_HEIGHT = 18
_SWATCH = 12


@dataclass(frozen=True, slots=True)
class Share:
    """A part of the volume: its word, its minutes, how it is painted (never colour alone)."""

    word: str
    minutes: int
    token: str
    pattern: Qt.BrushStyle


def shares_of(balance: Balance) -> tuple[Share, ...]:
    """Return the parts of a volume in the order of the bar: begun, reserved, on offer, left."""
    solid, dense = Qt.BrushStyle.SolidPattern, Qt.BrushStyle.Dense4Pattern
    begun = balance.committed - balance.reserved
    return (
        Share("Commencées", begun, "primary", solid),
        Share("Réservées", balance.reserved, "primary", dense),
        Share("Proposées", balance.on_offer, "soon", Qt.BrushStyle.BDiagPattern),
        Share("À prévoir", balance.left, "bg", solid),
    )


class HoursBar(QWidget):
    """One stretch a share, as long as its hours; what goes over the volume makes it longer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._balance = Balance(0, 0, 0, 0)
        self.setAccessibleName("Heures de la clause")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_balance(self, balance: Balance) -> None:
        """Show a balance."""
        self._balance = balance
        said = ", ".join(
            f"{share.word.lower()} {hours(share.minutes)}" for share in shares_of(balance)
        )
        self.setAccessibleDescription(f"Dues {hours(balance.owed)}\u00a0: {said}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(240), px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(120), px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.fillRect(area, theme.colour("bg"))
        for share, stretch in self._stretches(area):
            paint_share(painter, stretch, share)
        painter.setPen(QPen(theme.colour("ctl"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(area)
        self._paint_limit(painter, area)
        painter.end()

    def _whole(self) -> int:
        balance = self._balance
        return max(1, balance.owed, balance.committed + balance.on_offer)

    def _stretches(self, area: QRectF) -> Iterator[tuple[Share, QRectF]]:
        left = area.left()
        for share in shares_of(self._balance):
            width = area.width() * max(0, share.minutes) / self._whole()
            if width > 0:
                yield share, QRectF(left, area.top(), width, area.height())
            left += width

    def _paint_limit(self, painter: QPainter, area: QRectF) -> None:
        """Mark where the volume ends when pathways go over it."""
        if self._whole() <= self._balance.owed or not self._balance.owed:
            return
        at = area.left() + area.width() * self._balance.owed / self._whole()
        painter.setPen(QPen(theme.colour("late"), px(3)))
        painter.drawLine(round(at), round(area.top()), round(at), round(area.bottom()))


class Swatch(QWidget):
    """The look of a share, beside its word."""

    def __init__(self, share: Share, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = share
        self.setFixedSize(px(_SWATCH), px(_SWATCH))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        paint_share(painter, area, self._share)
        painter.setPen(QPen(theme.colour("ctl"), 1))
        painter.drawRect(area)
        painter.end()


def paint_share(painter: QPainter, area: QRectF, share: Share) -> None:
    """Fill an area with the colour and the pattern of a share."""
    painter.fillRect(area, theme.colour("bg"))
    painter.fillRect(area, QBrush(QColor(theme.colour(share.token)), share.pattern))
