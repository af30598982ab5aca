"""A choice in a closed list."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtWidgets import QComboBox, QWidget

from csf_desktop.ui.widgets.field import Field


class ChoiceField(Field):
    """One of ``(code, French label)``. ``empty_label`` adds a first line that chooses nothing."""

    def __init__(
        self,
        choices: Iterable[tuple[str, str]] = (),
        *,
        empty_label: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self.combo = QComboBox()
        super().__init__(self.combo, parent)
        self._empty_label = empty_label
        self._box.addWidget(self.combo)
        self.combo.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.combo.setMinimumContentsLength(12)
        self.combo.setMaxVisibleItems(14)
        self.combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # not by the wheel
        self.set_choices(choices)
        self.combo.activated.connect(self._on_activated)

    def set_choices(self, choices: Iterable[tuple[str, str]]) -> None:
        """Replace the list, keeping the code chosen if it is still there."""
        kept = self.value()
        self.combo.clear()
        if self._empty_label:
            self.combo.addItem(self._empty_label, "")
        for code, text in choices:
            self.combo.addItem(text, code)
        self.set_value(kept)

    def value(self) -> str:
        """Return the code chosen, empty for none."""
        return str(self.combo.currentData() or "")

    def set_value(self, code: str) -> None:
        """Choose a code; one that is not in the list chooses the empty line, or the first."""
        self.combo.setCurrentIndex(max(0, self.combo.findData(code)))

    def is_empty(self) -> bool:
        return not self.value()

    @Slot(int)
    def _on_activated(self, _index: int) -> None:
        self.value_changed.emit()
        self.finish()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # A wheel over a closed list must scroll the form, not change the choice unseen: nobody
        # looks at the field they scroll past, and what it says is saved as it is left.
        if watched is self.combo and event.type() == QEvent.Type.Wheel:
            event.ignore()
            return True
        return super().eventFilter(watched, event)
