"""Which columns a list shows, and in which order; seen in the list at once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from csf_desktop.ui.screen import resize_on_screen
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.buttons import button
from csf_desktop.ui.widgets.cells import Column, shown_columns
from csf_desktop.ui.widgets.text import label

TITLE = "Colonnes de la liste"
SENTENCE = (
    "Cochez les colonnes à afficher et mettez-les dans l’ordre voulu. Quand la place manque, "
    "certaines se cachent."
)
_MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class _ColumnList(QListWidget):
    """Space shows or hides a column, Alt with an arrow moves it."""

    move_requested = Signal(int)  # -1 up, 1 down

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _MOVES.get(Qt.Key(event.key()), 0)
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.move_requested.emit(step)
            return
        super().keyPressEvent(event)


class ColumnsDialog(QDialog):
    """Every column of a list, those shown first; the one that names the rows always is."""

    columns_chosen = Signal(object)  # list[str], keys in order; empty: the usual columns

    def __init__(self, columns: Sequence[Column], keys: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self.setWindowTitle(TITLE)
        self.setModal(True)
        self._build_widgets()
        self._build_layout()
        self._fill(keys)
        self._connect_signals()
        resize_on_screen(self, 420, 560)

    def _build_widgets(self) -> None:
        self._list = _ColumnList()
        self._list.setProperty("role", "choices")
        self._list.setAccessibleName(TITLE)
        self._up = button("Monter", icon_name="arrow-up-s-line", tip="Alt+Haut")
        self._down = button("Descendre", icon_name="arrow-down-s-line", tip="Alt+Bas")
        self._usual = button("Colonnes habituelles", "link")
        self._close = button("Fermer", "primary", on_click=self.accept)

    def _build_layout(self) -> None:
        moves = QHBoxLayout()
        moves.setSpacing(px(8))
        moves.addWidget(self._up)
        moves.addWidget(self._down)
        moves.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(self._usual)
        foot.addStretch(1)
        foot.addWidget(self._close)
        box = QVBoxLayout(self)
        box.setContentsMargins(px(20), px(16), px(20), px(14))
        box.setSpacing(px(10))
        box.addWidget(label(TITLE, "h2"))
        box.addWidget(label(SENTENCE, "small", wrap=True))
        box.addWidget(self._list, 1)
        box.addLayout(moves)
        box.addLayout(foot)

    def _connect_signals(self) -> None:
        self._list.itemChanged.connect(self._tell)
        self._list.move_requested.connect(self._move)
        self._up.clicked.connect(lambda: self._move(-1))
        self._down.clicked.connect(lambda: self._move(1))
        self._usual.clicked.connect(self._on_usual_clicked)

    def _fill(self, keys: Sequence[str]) -> None:
        shown = shown_columns(self._columns, keys)
        self._list.blockSignals(True)
        self._list.clear()
        for column in (*shown, *(one for one in self._columns if one not in shown)):
            item = QListWidgetItem(column.title)
            item.setData(Qt.ItemDataRole.UserRole, column.key)
            flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
            if column.stretches:
                item.setToolTip("Toujours affichée")
            else:
                flags |= Qt.ItemFlag.ItemIsUserCheckable
            item.setFlags(flags)
            is_shown = column in shown
            item.setCheckState(Qt.CheckState.Checked if is_shown else Qt.CheckState.Unchecked)
            self._list.addItem(item)
        self._list.setCurrentRow(0)
        self._list.blockSignals(False)

    def _chosen(self) -> list[str]:
        items = (self._list.item(row) for row in range(self._list.count()))
        return [
            item.data(Qt.ItemDataRole.UserRole)
            for item in items
            if item.checkState() == Qt.CheckState.Checked
        ]

    @Slot()
    def _tell(self) -> None:
        self.columns_chosen.emit(self._chosen())

    @Slot(int)
    def _move(self, step: int) -> None:
        row = self._list.currentRow()
        if not 0 <= row + step < self._list.count():
            return
        self._list.blockSignals(True)
        self._list.insertItem(row + step, self._list.takeItem(row))
        self._list.setCurrentRow(row + step)
        self._list.blockSignals(False)
        self._tell()

    @Slot()
    def _on_usual_clicked(self) -> None:
        self._fill(())
        self.columns_chosen.emit([])
