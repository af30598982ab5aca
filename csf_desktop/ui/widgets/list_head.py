"""What stands above a list: title, summary, search, the ways to add, the filters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.buttons import button
from csf_desktop.ui.widgets.chip_bar import Chip, ChipBar
from csf_desktop.ui.widgets.page_header import COMPACT_WIDTH, PageHeader

OPTIONS, OPTIONS_NAME = "Options", "Options de la liste"


@dataclass(frozen=True, slots=True)
class HeadWords:
    """The words of a head; ``chips`` are the keys of the service's filters with their titles.

    ``file_import`` is the button that takes a file in, if any; ``file_kinds`` are those it takes.
    """

    title: str
    search_hint: str
    search_name: str
    new: str
    chips_name: str
    chips: Sequence[tuple[str, str]]
    file_import: str = ""
    file_kinds: str = ""

    @property
    def file_tip(self) -> str:
        """What the button of files says where the pointer rests, also where only its icon is."""
        act = self.file_import.rstrip("…")
        return f"{act}\u00a0: {self.file_kinds}" if self.file_kinds else self.file_import


class ListHead(QWidget):
    """Header over the filters; where room is short the buttons beside them keep their icons only.

    ``between`` stands over the filters. « Options » is there once it has a menu.
    """

    new_requested = Signal()
    import_requested = Signal()
    search_changed = Signal(str)
    filter_changed = Signal(str)  # key of a chip
    options_requested = Signal(QPoint)  # where to open their menu

    def __init__(
        self,
        words: HeadWords,
        parent: QWidget | None = None,
        *,
        between: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._own: tuple[tuple[str, str], ...] = ()
        self._counts: Mapping[str, int] = {}
        self.header = PageHeader(words.title, words.search_hint, words.search_name, words.new)
        self.search = self.header.search
        self.chips = ChipBar(words.chips_name)
        kept = self.chips.sizePolicy()
        kept.setRetainSizeWhenHidden(True)  # what stands beside them stays there without them
        self.chips.setSizePolicy(kept)
        self._show_chips()
        self._build_layout(between)
        self.header.new_requested.connect(self.new_requested)
        self.header.search_changed.connect(self.search_changed)
        self.chips.filter_changed.connect(self._on_filter_chosen)

    def show_counts(self, counts: Mapping[str, int], summary: str) -> None:
        """Show the count of each filter and the summary line."""
        self._counts = counts
        self._show_chips()
        self.header.set_lead(summary)

    def show_own_filters(self, chips: Sequence[tuple[str, str]]) -> None:
        """Show the filters that somebody keeps, keys with titles, after the first one."""
        self._own = tuple(chips)
        self._show_chips()

    def offer_options(self) -> None:
        """Show the button of what can be done with the list."""
        self._options.show()

    def set_filter(self, key: str) -> None:
        """Show which filter is in use, without telling."""
        self.chips.set_current(key)

    def reset(self) -> None:
        """Empty the search and choose every row, without telling."""
        self.search.forget()
        self.set_filter("")

    def forget(self) -> None:
        """Empty the search and the counts, without telling."""
        self.show_counts({}, "")
        self.reset()

    def _show_chips(self) -> None:
        first, *others = self._words.chips
        shown = [first, *self._own, *others]
        self.chips.set_chips([Chip(key, title, self._counts.get(key, -1)) for key, title in shown])

    def _build_layout(self, between: QWidget | None) -> None:
        row = QHBoxLayout()
        row.setSpacing(px(12))
        row.addWidget(self.chips, 1)
        self._options = button(OPTIONS, "secondary", icon_name="more-2-line", tip=OPTIONS_NAME)
        self._options.setAccessibleName(OPTIONS_NAME)
        self._options.clicked.connect(self._on_options_clicked)
        self._options.hide()
        row.addWidget(self._options, 0, Qt.AlignmentFlag.AlignRight)
        text, tip = self._words.file_import, self._words.file_tip
        self._import = button(text, "secondary", icon_name="download-line", tip=tip)
        self._import.setAccessibleDescription(self._words.file_kinds)
        self._import.clicked.connect(self.import_requested)
        if text:
            row.addWidget(self._import, 0, Qt.AlignmentFlag.AlignRight)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(8))
        box.addWidget(self.header)
        if between is not None:
            box.addWidget(between)
        box.addLayout(row)

    @Slot(str)
    def _on_filter_chosen(self, key: str) -> None:
        self.set_filter(key)
        self.filter_changed.emit(key)

    @Slot()
    def _on_options_clicked(self) -> None:
        corner = QPoint(0, self._options.height())
        self.options_requested.emit(self._options.mapToGlobal(corner))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_compact = self.width() < px(COMPACT_WIDTH)
        self._options.setText("" if is_compact else OPTIONS)
        self._import.setText("" if is_compact else self._words.file_import)
