"""A status pill: icon, word and colour, in a cell or by itself."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from csf_desktop.ui import theme
from csf_desktop.ui.icons import pixmap
from csf_desktop.ui.theme import px
from csf_desktop.ui.tokens import Tone
from csf_desktop.ui.widgets.cells import TONE_ICONS

HEIGHT = 24
_SIDE, _ICON, _GAP, _END = 9, 15, 5, 11


def pill_width(text: str) -> int:
    """Return the width of a pill in device-independent pixels."""
    metrics = QFontMetricsF(_font())
    return round(metrics.horizontalAdvance(text)) + px(_SIDE) + px(_ICON) + px(_GAP) + px(_END)


def paint_pill(
    painter: QPainter,
    area: QRectF,
    text: str,
    tone: Tone,
    icon_name: str = "",
    *,
    is_selected: bool = False,
) -> None:
    """Paint a pill at the left of ``area``, centred in height, cut short if too wide."""
    tokens = theme.tokens()
    colour, background = tokens.tone(tone)
    width = min(float(pill_width(text)), area.width())
    height = float(px(HEIGHT))
    shape = QRectF(area.left(), area.center().y() - height / 2, width, height)
    painter.setPen(QPen(QColor(colour), 1) if tokens.is_flat else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.bg if is_selected else background))
    painter.drawRoundedRect(shape, height / 2, height / 2)
    side = px(_ICON)
    ratio = painter.device().devicePixelRatioF()
    drawn = pixmap(icon_name or TONE_ICONS[tone], colour, side, ratio)
    painter.drawPixmap(QPointF(shape.left() + px(_SIDE), shape.center().y() - side / 2), drawn)
    painter.setFont(_font())
    painter.setPen(QColor(colour))
    room = shape.adjusted(px(_SIDE) + side + px(_GAP), -0.5, -px(6), -0.5)
    shown = QFontMetricsF(_font()).elidedText(text, Qt.TextElideMode.ElideRight, room.width() + 1)
    align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    painter.drawText(room, int(align), shown)


class Pill(QWidget):
    """A status pill as a widget."""

    def __init__(
        self,
        text: str = "",
        tone: Tone = Tone.MUTE,
        icon_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._text, self._tone, self._icon = text, tone, icon_name
        self.set_status(text, tone, icon_name)

    @property
    def text(self) -> str:
        """The word shown."""
        return self._text

    @property
    def tone(self) -> Tone:
        """The tone shown."""
        return self._tone

    def set_status(self, text: str, tone: Tone, icon_name: str = "") -> None:
        """Change the word, the tone and the icon (default: the tone's)."""
        self._text, self._tone, self._icon = text, tone, icon_name
        self.setAccessibleName(f"Statut\u00a0: {text}")
        if not text or self.parentWidget() is not None:  # else it would open a window of its own
            self.setVisible(bool(text))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(pill_width(self._text) + 2, px(HEIGHT) + 2)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(1, 0, -1, 0)
        paint_pill(painter, area, self._text, self._tone, self._icon)
        painter.end()


def _font() -> QFont:
    return theme.font(13, QFont.Weight.DemiBold)
