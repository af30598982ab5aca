"""Paints the cells of a list: two lines, pill, bar, and one focus ring around the whole row."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from csf_desktop.ui import theme
from csf_desktop.ui.icons import pixmap
from csf_desktop.ui.theme import px
from csf_desktop.ui.tokens import Tone
from csf_desktop.ui.widgets.cells import Cell
from csf_desktop.ui.widgets.paged_model import CellRole
from csf_desktop.ui.widgets.pill import paint_pill

ROW_HEIGHT = 46
BAR_WIDTH, BAR_HEIGHT = 56, 6


class CellDelegate(QStyledItemDelegate):
    """Paints a ``Cell`` (``CellRole``), or the display text where a model gives none."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        table = cast("QTableView", option.widget)
        is_selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_background(painter, rect, table, index, state)
        found = index.data(CellRole)
        cell = found if isinstance(found, Cell) else Cell(str(index.data() or ""))
        room = rect.adjusted(px(12), 0, -px(8), 0)
        align = index.data(Qt.ItemDataRole.TextAlignmentRole) or Qt.AlignmentFlag.AlignVCenter
        if cell.is_pill and cell.text:
            tone = cell.tone or Tone.MUTE
            paint_pill(
                painter, QRectF(room), cell.text, tone, cell.icon_name, is_selected=is_selected
            )
        elif cell.second_line:
            _paint_two_lines(painter, room, cell)
        else:
            room = _paint_bar(painter, room, cell) if cell.fraction is not None else room
            _paint_line(painter, room, cell, Qt.AlignmentFlag(align))
        self._paint_focus(painter, rect, table, index)
        painter.restore()

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(px(80), px(ROW_HEIGHT))

    def _paint_background(
        self,
        painter: QPainter,
        rect: QRect,
        table: QTableView,
        index: QModelIndex | QPersistentModelIndex,
        state: QStyle.StateFlag,
    ) -> None:
        tokens = theme.tokens()
        is_selected = bool(state & QStyle.StateFlag.State_Selected)
        is_hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        role = "primary_soft" if is_selected else "surface" if is_hovered else "bg"
        painter.fillRect(rect, theme.colour(role))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(tokens.line))
        if not is_selected:
            return
        if index.column() == _edge_columns(table)[0]:
            painter.fillRect(rect.left(), rect.top(), px(4), rect.height(), QColor(tokens.primary))
        if tokens.is_flat:  # selection cannot show by background alone
            painter.fillRect(rect.left(), rect.top(), rect.width(), 2, QColor(tokens.text))
            painter.fillRect(rect.left(), rect.bottom() - 1, rect.width(), 2, QColor(tokens.text))

    def _paint_focus(
        self,
        painter: QPainter,
        rect: QRect,
        table: QTableView,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        if not table.hasFocus() or table.currentIndex().row() != index.row():
            return
        first, last = _edge_columns(table)
        inset = 2 if theme.tokens().is_flat else 0  # within the lines of the selection
        ring = QRectF(rect).adjusted(-4, 1 + inset, 4, -2 - inset)
        if index.column() == first:
            ring.setLeft(rect.left() + 1 + inset)
        if index.column() == last:
            ring.setRight(rect.right() - inset)
        painter.setClipRect(rect)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("focus"), 2))
        painter.drawRect(ring)


def _edge_columns(table: QTableView) -> tuple[int, int]:
    header = table.horizontalHeader()
    shown = [at for at in range(header.count()) if not table.isColumnHidden(at)]
    return (shown[0], shown[-1]) if shown else (0, 0)


def _text(
    painter: QPainter, room: QRect, text: str, colour: QColor, font: QFont, align: Qt.AlignmentFlag
) -> None:
    painter.setFont(font)
    painter.setPen(colour)
    elide = Qt.TextElideMode.ElideRight
    painter.drawText(room, int(align), QFontMetrics(font).elidedText(text, elide, room.width()))


def _shade(cell: Cell, role: str) -> QColor:
    return QColor(theme.tokens().tone(cell.tone)[0]) if cell.tone else theme.colour(role)


def _paint_icon(painter: QPainter, room: QRect, cell: Cell) -> QRect:
    """Draw the icon of a cell at the left; return the room left for the words."""
    if not cell.icon:
        return room
    side = px(16)
    shade = _shade(cell, "text2").name()
    drawn = pixmap(cell.icon, shade, side, painter.device().devicePixelRatioF())
    painter.drawPixmap(room.left(), room.center().y() - side // 2 + 1, drawn)
    return room.adjusted(side + px(6), 0, 0, 0)


def _paint_two_lines(painter: QPainter, room: QRect, cell: Cell) -> None:
    left = Qt.AlignmentFlag.AlignLeft
    half = room.height() // 2
    room = _paint_icon(painter, room, cell)
    upper = room.adjusted(0, px(5), 0, -half + px(2))
    lower = room.adjusted(0, half - px(1), 0, -px(5))
    middle = left | Qt.AlignmentFlag.AlignVCenter
    strong = theme.font(14, QFont.Weight.DemiBold)
    _text(painter, upper, cell.text, _shade(cell, "text"), strong, middle)
    small = theme.font(12)
    _text(
        painter,
        lower,
        _second_line(cell, small, lower.width()),
        theme.colour("text3"),
        small,
        middle,
    )


def _second_line(cell: Cell, font: QFont, width: int) -> str:
    """Return the second line; too long, its ending is shortened, then its beginning cut."""
    metrics = QFontMetrics(font)
    room = width - px(2)  # advances are rounded
    if not cell.ending or metrics.horizontalAdvance(cell.second_line) <= room:
        return cell.second_line
    ending = cell.short_ending or cell.ending
    room -= metrics.horizontalAdvance(ending)
    return metrics.elidedText(cell.second, Qt.TextElideMode.ElideRight, room) + ending


def _paint_line(painter: QPainter, room: QRect, cell: Cell, align: Qt.AlignmentFlag) -> None:
    room = _paint_icon(painter, room, cell)
    is_strong = cell.is_bold or cell.tone in (Tone.LATE, Tone.SOON)
    weight = QFont.Weight.DemiBold if is_strong else QFont.Weight.Normal
    _text(painter, room, cell.text, _shade(cell, "text"), theme.font(14, weight), align)


def _paint_bar(painter: QPainter, room: QRect, cell: Cell) -> QRect:
    """Draw the small bar; return the room left for the words."""
    tokens = theme.tokens()
    fraction = min(1.0, max(0.0, cell.fraction or 0.0))
    width, height = min(px(BAR_WIDTH), room.width()), px(BAR_HEIGHT)
    bar = QRectF(room.left(), room.center().y() - height / 2 + 1, width, height)
    radius = height / 2
    painter.setPen(QPen(QColor(tokens.text), 1) if tokens.is_flat else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.bg if tokens.is_flat else tokens.line))
    painter.drawRoundedRect(bar, radius, radius)
    if fraction:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.tone(cell.tone)[0] if cell.tone else tokens.primary))
        done = QRectF(bar.left(), bar.top(), max(float(height), width * fraction), height)
        painter.drawRoundedRect(done, radius, radius)
    return room.adjusted(width + px(8), 0, 0, 0)
