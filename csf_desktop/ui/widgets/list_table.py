"""The list of a view: rows only, keyboard first, sorted by the service."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.cell_delegate import ROW_HEIGHT, CellDelegate
from csf_desktop.ui.widgets.cells import Column
from csf_desktop.ui.widgets.paged_model import IdRole, PagedTableModel

LEAST_STRETCH = 180
"""Width that the column that stretches keeps, in pixels of zoom 1."""

COLUMNS = "Colonnes…"
_OPENING_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ListTable(QTableView):
    """A table of whole rows over a ``PagedTableModel``.

    Enter or a click opens a row; arrows move; Tab leaves the table. The header, or the menu key for
    those who use no mouse, only asks for an order: the view reads its rows again from the service
    in that order.
    """

    row_opened = Signal(str)  # id, by Enter or a click
    current_changed = Signal(str)  # id of the current row, empty if none
    sort_requested = Signal(str, bool)  # column key, descending
    columns_requested = Signal()  # choose which ones to show

    def __init__(
        self, model: PagedTableModel, accessible_name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._paged = model
        self._kept_id = ""
        self._kept_scroll = 0
        self._shown_id = ""
        self._sort = ("", False)
        self.offers_columns = False
        self._setup_look(accessible_name)
        self._setup_header()
        self._connect_signals()

    @property
    def current_id(self) -> str:
        """The id of the current row, empty if there is none or it is still being read."""
        index = self.currentIndex()
        return self._paged.id_at(index.row()) if index.isValid() else ""

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns shown, in order."""
        return self._paged.columns

    @property
    def sort_order(self) -> tuple[str, bool]:
        """The column key and whether it is descending, as the header shows."""
        return self._sort

    def show_sort(self, key: str, *, is_descending: bool = False) -> None:
        """Show the order the rows are in, without asking for one."""
        self._sort = (key, is_descending)
        keys = [column.key for column in self._paged.columns]
        order = Qt.SortOrder.DescendingOrder if is_descending else Qt.SortOrder.AscendingOrder
        header = self.horizontalHeader()
        header.blockSignals(True)
        header.setSortIndicator(keys.index(key) if key in keys else -1, order)
        header.blockSignals(False)
        header.viewport().update()

    def select_id(self, row_id: str) -> bool:
        """Make a row current by its id; ``False`` when it is not among the loaded rows."""
        row = self._paged.find_id(row_id)
        if row < 0:
            return False
        self.selectRow(row)
        self.scrollTo(self._paged.index(row, 0))
        return True

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns of the same rows, in the order given."""
        self._paged.set_columns(columns)
        self._fit_columns()
        self.show_sort(self._sort[0], is_descending=self._sort[1])

    # --- building

    def _setup_look(self, accessible_name: str) -> None:
        self.setModel(self._paged)
        self.setItemDelegate(CellDelegate(self))
        self.setProperty("role", "list")
        self.setAccessibleName(accessible_name)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMinimumHeight(px(96))
        vertical = self.verticalHeader()
        vertical.hide()
        vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        vertical.setDefaultSectionSize(px(ROW_HEIGHT))

    def _setup_header(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(px(60))
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def _fit_columns(self) -> None:
        """Hide the columns that have no room, give what is left to the one that stretches.

        Where more were chosen than fit, that one keeps its least width and the list scrolls.
        """
        width, columns = self.viewport().width(), self._paged.columns
        left = width
        shown = [column.key for column in columns if width >= px(column.hide_below_px)]
        self._paged.set_in_sight(shown)
        for at, column in enumerate(columns):
            is_hidden = column.key not in shown
            self.setColumnHidden(at, is_hidden)
            if not column.stretches and not is_hidden:
                self.setColumnWidth(at, px(column.width))
                left -= px(column.width)
        for at, column in enumerate(columns):
            if column.stretches:
                self.setColumnWidth(at, max(left, min(width, px(LEAST_STRETCH))))

    def _connect_signals(self) -> None:
        self.clicked.connect(self._on_index_opened)
        self.horizontalHeader().customContextMenuRequested.connect(self._on_header_menu_wanted)
        self.horizontalHeader().sortIndicatorChanged.connect(self._on_sort_changed)
        self._paged.modelAboutToBeReset.connect(self._on_reset_started)
        self._paged.modelReset.connect(self._on_reset_done)
        self._paged.page_loaded.connect(self._on_page_loaded)

    # --- slots

    @Slot(QModelIndex)
    def _on_index_opened(self, index: QModelIndex) -> None:
        row_id = index.data(IdRole)
        if row_id:
            self.row_opened.emit(row_id)

    @Slot(int, Qt.SortOrder)
    def _on_sort_changed(self, section: int, order: Qt.SortOrder) -> None:
        columns = self._paged.columns
        if not 0 <= section < len(columns):
            return
        if not columns[section].is_sortable:
            self.show_sort(self._sort[0], is_descending=self._sort[1])
            return
        self._sort = (columns[section].key, order == Qt.SortOrder.DescendingOrder)
        self.sort_requested.emit(*self._sort)

    def _on_sort_chosen(self, at: int) -> None:
        """Sort as a click on the header does: the second time the other way round."""
        is_again = self._paged.columns[at].key == self._sort[0] and not self._sort[1]
        order = Qt.SortOrder.DescendingOrder if is_again else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(at, order)

    @Slot(QPoint)
    def _on_header_menu_wanted(self, point: QPoint) -> None:
        self._open_menu(self.horizontalHeader().mapToGlobal(point))

    def _open_menu(self, point: QPoint) -> None:
        menu = QMenu(self)
        for at, column in enumerate(self._paged.columns):
            if column.is_sortable:
                action = menu.addAction(f"Trier par «\u00a0{column.title}\u00a0»")
                action.setCheckable(True)
                action.setChecked(column.key == self._sort[0])
                action.triggered.connect(lambda _checked, at=at: self._on_sort_chosen(at))
        if self.offers_columns:
            menu.addSeparator()
            menu.addAction(COLUMNS).triggered.connect(self.columns_requested)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(point)

    @Slot()
    def _on_reset_started(self) -> None:
        self._kept_id = self.current_id or self._kept_id
        self._kept_scroll = self.verticalScrollBar().value()

    @Slot()
    def _on_reset_done(self) -> None:
        # Qt's own slot for modelReset runs first or last: come back after both.
        QTimer.singleShot(0, self, self._restore)

    @Slot()
    def _restore(self) -> None:
        if self._kept_id and self.select_id(self._kept_id):
            self._kept_id = ""
        if self._paged.is_refreshing:
            self.verticalScrollBar().setValue(self._kept_scroll)
        else:
            self._kept_id = ""
        if not self._kept_id:  # else its page is on its way
            self._tell_current()

    @Slot(int)
    def _on_page_loaded(self, _page: int) -> None:
        if self._kept_id:
            row = self._paged.find_id(self._kept_id)
            if row >= 0:
                self.selectRow(row)
                self._kept_id = ""
        self._tell_current()

    def _tell_current(self) -> None:
        row_id = self.current_id
        if row_id != self._shown_id:
            self._shown_id = row_id
            self.current_changed.emit(row_id)

    # --- Qt's side

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()
        if current.isValid():
            self._kept_id = ""
            self._tell_current()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _OPENING_KEYS and self.currentIndex().isValid():
            self._on_index_opened(self.currentIndex())
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._open_menu(event.globalPos())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._paged.rowCount():
            self.setCurrentIndex(self._paged.index(max(0, self.rowAt(0)), 0))
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit_columns()
        super().resizeEvent(event)
