"""A few columns of words to read and to copy, each line as high as its words need."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from csf_desktop.ui.theme import px

Index = QModelIndex | QPersistentModelIndex
VISIBLE_LINES = 6
"""Beyond, the table scrolls."""
HEAD, LINE, SIDE = 43, 39, 12
"""Heights of the head and of a line, room at the sides of a cell; pixels of zoom 1."""
PADDING = 13
MOST_WRAPPED = 400
"""A longer table keeps one line a row: measuring every word would hold the window up."""


class WordsModel(QAbstractTableModel):
    """Rows of texts under French titles."""

    def __init__(
        self,
        titles: Sequence[str],
        rows: Sequence[Sequence[str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.titles, self.rows = tuple(titles), tuple(rows)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt declares it
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt declares it
        return 0 if parent.isValid() else len(self.titles)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self.titles[section]
        return None


class PlainTable(QTableView):
    """Reads like a table on paper: no sorting, no opening; Ctrl+C copies the lines chosen.

    ``widths`` are in pixels of zoom 1; 0 takes what is left.
    """

    def __init__(
        self,
        name: str,
        titles: Sequence[str],
        widths: Sequence[int],
        rows: Sequence[Sequence[str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._model = WordsModel(titles, rows, self)
        self.setModel(self._model)
        self.setAccessibleName(name)
        self._setup_look()
        self._setup_widths(widths)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumHeight(px(HEAD + LINE * min(len(rows), 4)))

    def text(self) -> str:
        """Return the whole table, a line a row, columns parted by tabulations."""
        return "\n".join("\t".join(row) for row in (self._model.titles, *self._model.rows))

    def _setup_look(self) -> None:
        self.setProperty("role", "words")
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(px(LINE))
        self.verticalHeader().setMinimumSectionSize(px(LINE))

    def _setup_widths(self, widths: Sequence[int]) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for at, width in enumerate(widths):
            if width:
                header.setSectionResizeMode(at, QHeaderView.ResizeMode.Fixed)
                self.setColumnWidth(at, px(width))
            else:
                header.setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)

    def _line_height(self, row: int, widths: Sequence[int]) -> int:
        """Return the height of a row whose columns have these widths, in pixels."""
        metrics = self.fontMetrics()
        heights = (
            metrics.boundingRect(
                0, 0, max(1, width - px(2 * SIDE)), 10_000, Qt.TextFlag.TextWordWrap, text
            ).height()
            for text, width in zip(self._model.rows[row], widths, strict=True)
        )
        return max(px(LINE), max(heights) + px(PADDING))

    def _widths_in(self, width: int) -> list[int]:
        """Return the widths of the columns of a table that is ``width`` pixels wide."""
        header = self.horizontalHeader()
        is_free = [
            header.sectionResizeMode(at) == QHeaderView.ResizeMode.Stretch
            for at in range(len(self._model.titles))
        ]
        fixed = [0 if free else header.sectionSize(at) for at, free in enumerate(is_free)]
        share = (width - sum(fixed)) // max(1, sum(is_free))
        return [share if free else size for free, size in zip(is_free, fixed, strict=True)]

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        widths = self._widths_in(width - px(4))
        seen = range(min(len(self._model.rows), VISIBLE_LINES))
        return px(HEAD) + sum(self._line_height(row, widths) for row in seen)

    def sizeHint(self) -> QSize:
        width = super().sizeHint().width()
        return QSize(width, self.heightForWidth(width))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            chosen = sorted({index.row() for index in self.selectedIndexes()})
            lines = ("\t".join(self._model.rows[row]) for row in chosen)
            QGuiApplication.clipboard().setText("\n".join(lines))
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if len(self._model.rows) > MOST_WRAPPED:
            return
        # Not resizeRowsToContents(): it forgets the padding of the style sheet and cuts words.
        widths = self._widths_in(self.viewport().width())  # the columns themselves follow later
        for row in range(len(self._model.rows)):
            self.setRowHeight(row, self._line_height(row, widths))
