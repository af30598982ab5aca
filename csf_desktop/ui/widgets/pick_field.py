"""A line with suggestions that can also be seen all at once, before a letter is typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.buttons import icon_button
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
        self._arrow = icon_button("arrow-down-s-line", "Voir les suggestions")
        self._arrow.setParent(self.edit)
        self._arrow.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the Down key does it by keyboard
        self._arrow.setCursor(Qt.CursorShape.ArrowCursor)
        self._arrow.clicked.connect(self.show_all)
        self.edit.setTextMargins(0, 0, px(24), 0)

    @Slot()
    def show_all(self) -> None:
        """Open the list of everything that may be picked."""
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        typed = self.value()
        self._ask("", lambda found: self._show(typed, found))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.edit:
            if event.type() == QEvent.Type.Resize:
                self._place_arrow()
            elif self._is_opening(event):
                self.show_all()
                return True
        return super().eventFilter(watched, event)

    def _is_opening(self, event: QEvent) -> bool:
        is_press = event.type() == QEvent.Type.KeyPress
        is_down = is_press and cast("QKeyEvent", event).key() == Qt.Key.Key_Down
        return is_down and not self._popup.isVisible()

    def _place_arrow(self) -> None:
        self._arrow.resize(self._arrow.sizeHint())
        left = self.edit.width() - self._arrow.width() - px(3)
        self._arrow.move(left, (self.edit.height() - self._arrow.height()) // 2)
