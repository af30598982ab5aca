"""A line with suggestions that can also be seen all at once, before a letter is typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from csf_desktop.ui.icons import icon
from csf_desktop.ui.widgets.line_field import Check
from csf_desktop.ui.widgets.suggest_field import SuggestField, Suggestion


class PickField(SuggestField):
    """A ``SuggestField`` whose Down key, or arrow at the right, shows what ``ask("")`` gives."""

    def __init__(
        self,
        ask: Callable[[str, Callable[[Sequence[Suggestion]], None]], object],
        placeholder: str = "",
        *,
        check: Check | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(ask, placeholder, check=check, parent=parent)
        arrow = self.edit.addAction(
            icon("arrow-down-s-line"), QLineEdit.ActionPosition.TrailingPosition
        )
        arrow.setText("Voir les suggestions")
        arrow.setToolTip("Voir les suggestions (flèche vers le bas)")
        arrow.triggered.connect(self.show_all)

    @Slot()
    def show_all(self) -> None:
        """Open the list of everything that may be picked."""
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        typed = self.value()
        self._ask("", lambda found: self._show(typed, found))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self.edit
            and event.type() == QEvent.Type.KeyPress
            and cast("QKeyEvent", event).key() == Qt.Key.Key_Down
            and not self._popup.isVisible()
        ):
            self.show_all()
            return True
        return super().eventFilter(watched, event)
