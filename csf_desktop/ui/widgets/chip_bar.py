"""The filters of a list: chips with counts, the last ones in a menu, or all in a drop-down list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from csf_desktop.ui.formatting import grouped
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.buttons import button, set_icon

FEWEST = 2
"""Chips that must fit beside the menu; below, the drop-down list stands for all of them."""

MORE = "Plus"
STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter; ``count`` below 0 is not shown."""

    key: str
    title: str
    count: int = -1


class ChipBar(QWidget):
    """One filter at a time. Arrows move between all the chips, Tab goes to the menu and leaves.

    The chips that find no room are in the menu « Plus », which shows the one in use among them.
    """

    filter_changed = Signal(str)  # key

    def __init__(
        self, name: str, chips: Sequence[Chip] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._chips: list[Chip] = []
        self._buttons: list[QPushButton] = []
        self._current = ""
        self._shown = 0
        self._group = QButtonGroup(self)
        self._more = button(MORE, "chip")
        self._more.setCheckable(True)
        set_icon(self._more, "arrow-down-s-line")
        self._more.clicked.connect(self._on_more_clicked)
        self._more.installEventFilter(self)
        self._more.hide()
        self._combo = QComboBox()
        self._combo.setAccessibleName(name)
        self._combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # not by the wheel
        self._combo.setMinimumWidth(px(120))
        self._combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._combo.hide()
        self._combo.activated.connect(self._on_combo_activated)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(self._combo)
        self._row.addWidget(self._more)
        self._row.addStretch()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_chips(chips)

    @property
    def current(self) -> str:
        """The key of the filter in use."""
        return self._current

    @property
    def is_compact(self) -> bool:
        """Tell whether the drop-down list stands for the chips."""
        return not self._combo.isHidden()

    def set_chips(self, chips: Sequence[Chip]) -> None:
        """Show these filters; only counts change when the keys are the same."""
        keys = [chip.key for chip in chips]
        if keys != [chip.key for chip in self._chips]:
            self._rebuild(chips)
        self._chips = list(chips)
        if self._current not in keys:
            self._current = keys[0] if keys else ""
        for made, chip in zip(self._buttons, chips, strict=True):
            _say(made, _text(chip))
            made.setAccessibleName(f"{self._name}\u00a0: {_text(chip, sign=', ')}")
        for at, chip in enumerate(chips):
            self._combo.setItemText(at, _text(chip, sign=" – "))
        self._show_current()

    def set_current(self, key: str) -> None:
        """Choose a filter without telling."""
        if any(chip.key == key for chip in self._chips):
            self._current = key
            self._show_current()

    def _rebuild(self, chips: Sequence[Chip]) -> None:
        for made in self._buttons:
            self._group.removeButton(made)
            self._row.removeWidget(made)
            made.hide()
            made.deleteLater()
        self._buttons = []
        self._combo.clear()
        for at, chip in enumerate(chips):
            made = button(chip.title, "chip")
            made.setCheckable(True)
            made.clicked.connect(self._on_button_clicked)
            self._group.addButton(made, at)
            self._row.insertWidget(at + 1, made)
            self._buttons.append(made)
            self._combo.addItem(chip.title, chip.key)
        for before, after in pairwise([self._combo, *self._buttons, self._more]):
            QWidget.setTabOrder(before, after)  # chips made later would come last

    def _show_current(self) -> None:
        for at, chip in enumerate(self._chips):
            is_current = chip.key == self._current
            self._buttons[at].setChecked(is_current)
            # one stop for the Tab key, as in a group of radio buttons
            policy = Qt.FocusPolicy.StrongFocus if is_current else Qt.FocusPolicy.ClickFocus
            self._buttons[at].setFocusPolicy(policy)
            if is_current:
                self._combo.setCurrentIndex(at)
        self._fit()

    def _choose(self, at: int) -> None:
        key = self._chips[at].key
        if key != self._current:
            self._current = key
            self._show_current()
            self.filter_changed.emit(key)
        else:
            self._show_current()

    @Slot()
    def _on_button_clicked(self) -> None:
        self._choose(self._group.checkedId())

    @Slot(int)
    def _on_combo_activated(self, at: int) -> None:
        self._choose(at)

    @Slot()
    def _on_more_clicked(self) -> None:
        self._more.setChecked(self._is_hidden_current())  # a click only opens the menu
        menu = QMenu(self)
        menu.setAccessibleName(f"{self._name}\u00a0: {MORE.lower()}")
        for at, chip in list(enumerate(self._chips))[self._shown :]:
            action = menu.addAction(_text(chip, sign=" – ").replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(chip.key == self._current)
            action.setData(at)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.triggered.connect(self._on_more_chosen)
        menu.popup(self._more.mapToGlobal(QPoint(0, self._more.height())))

    @Slot(QAction)
    def _on_more_chosen(self, action: QAction) -> None:
        self._choose(int(action.data()))
        self._more.setFocus()

    def _fit(self) -> None:
        """Show the chips that fit; where others do not, the menu after them."""
        widths = [made.minimumWidth() for made in self._buttons]
        self._shown = len(widths)
        if 0 < self.width() < sum(widths):
            self._label_more("")
            self._shown = self._fitting(widths)
            if self._is_hidden_current():
                self._label_more(self._current)
                self._shown = self._fitting(widths)
        is_compact = self._shown < min(FEWEST, len(widths))
        self._combo.setVisible(is_compact)
        self._more.setVisible(not is_compact and self._shown < len(widths))
        self._more.setChecked(self._is_hidden_current())
        for at, made in enumerate(self._buttons):
            made.setVisible(not is_compact and at < self._shown)

    def _fitting(self, widths: Sequence[int]) -> int:
        room = self.width() - self._more.minimumWidth()
        return sum(end <= room for end in accumulate(widths))

    def _is_hidden_current(self) -> bool:
        return any(chip.key == self._current for chip in self._chips[self._shown :])

    def _label_more(self, key: str) -> None:
        chip = next((chip for chip in self._chips if key and chip.key == key), None)
        _say(self._more, _text(chip) if chip else MORE)
        spoken = _text(chip, sign=", ") if chip else "autres filtres"
        self._more.setAccessibleName(f"{self._name}\u00a0: {spoken}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = STEPS.get(Qt.Key(event.key()), 0)
        if not step or self.is_compact or not self._chips:
            super().keyPressEvent(event)
            return
        keys = [chip.key for chip in self._chips]
        at = (keys.index(self._current) + step) % len(keys)
        self._choose(at)
        (self._buttons[at] if at < self._shown else self._more).setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the arrows of the menu's button, which of itself would leave the bar."""
        is_press = event.type() == QEvent.Type.KeyPress
        if is_press and isinstance(event, QKeyEvent) and Qt.Key(event.key()) in STEPS:
            self.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(px(120), self._combo.sizeHint().height())

    def sizeHint(self) -> QSize:
        width = sum(made.minimumWidth() for made in self._buttons)
        heights = [made.sizeHint().height() for made in self._buttons]
        return QSize(max(width, px(120)), max([self._combo.sizeHint().height(), *heights]))


def _text(chip: Chip, sign: str = "\u2002") -> str:
    return chip.title if chip.count < 0 else f"{chip.title}{sign}{grouped(chip.count)}"


def _say(target: QPushButton, words: str) -> None:
    """Put words on a chip, with the room they take once it is chosen and in bold."""
    target.setText(words.replace("&", "&&"))  # a name of one's own may hold one
    target.ensurePolished()
    bold = target.font()
    bold.setBold(True)
    more = QFontMetrics(bold).horizontalAdvance(words)
    more -= target.fontMetrics().horizontalAdvance(words)
    target.setMinimumWidth(target.sizeHint().width() + max(0, more))
