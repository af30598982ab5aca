"""The filters of a list: chips with counts, a drop-down list where room is short."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from csf_desktop.ui.formatting import grouped
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.buttons import button


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter; ``count`` below 0 is not shown."""

    key: str
    title: str
    count: int = -1


class ChipBar(QWidget):
    """One filter at a time. Arrows move between chips, Tab leaves the bar."""

    filter_changed = Signal(str)  # key

    def __init__(
        self, name: str, chips: Sequence[Chip] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._chips: list[Chip] = []
        self._buttons: list[QPushButton] = []
        self._current = ""
        self._group = QButtonGroup(self)
        self._combo = QComboBox()
        self._combo.setAccessibleName(name)
        self._combo.setMinimumWidth(px(120))
        self._combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._combo.hide()
        self._combo.activated.connect(self._on_combo_activated)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(self._combo)
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
            made.setText(_text(chip))
            made.setAccessibleName(f"{self._name}\u00a0: {_text(chip, sign=', ')}")
        for at, chip in enumerate(chips):
            self._combo.setItemText(at, _text(chip, sign=" – "))
        self._show_current()
        self._fit()

    def set_current(self, key: str) -> None:
        """Choose a filter without telling."""
        if any(chip.key == key for chip in self._chips):
            self._current = key
            self._show_current()

    def _rebuild(self, chips: Sequence[Chip]) -> None:
        for made in self._buttons:
            self._group.removeButton(made)
            self._row.removeWidget(made)
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

    def _show_current(self) -> None:
        for at, chip in enumerate(self._chips):
            is_current = chip.key == self._current
            self._buttons[at].setChecked(is_current)
            # one stop for the Tab key, as in a group of radio buttons
            policy = Qt.FocusPolicy.StrongFocus if is_current else Qt.FocusPolicy.ClickFocus
            self._buttons[at].setFocusPolicy(policy)
            if is_current:
                self._combo.setCurrentIndex(at)

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

    def _fit(self) -> None:
        needed = sum(made.sizeHint().width() for made in self._buttons)
        is_compact = needed > self.width() and self.width() > 0
        self._combo.setVisible(is_compact)
        for made in self._buttons:
            made.setVisible(not is_compact)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()), 0)
        if not step or self.is_compact or not self._chips:
            super().keyPressEvent(event)
            return
        keys = [chip.key for chip in self._chips]
        at = (keys.index(self._current) + step) % len(keys)
        self._choose(at)
        self._buttons[at].setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(px(120), self._combo.sizeHint().height())

    def sizeHint(self) -> QSize:
        width = sum(made.sizeHint().width() for made in self._buttons)
        heights = [made.sizeHint().height() for made in self._buttons]
        return QSize(max(width, px(120)), max([self._combo.sizeHint().height(), *heights]))


def _text(chip: Chip, sign: str = "\u2002") -> str:
    return chip.title if chip.count < 0 else f"{chip.title}{sign}{grouped(chip.count)}"
