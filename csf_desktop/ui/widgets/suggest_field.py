"""A line of text with suggestions as one types: communes, companies, buyers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    QStringListModel,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtWidgets import (
    QCompleter,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from csf_desktop.ui.widgets.line_field import Check, LineField

DELAY_MS = 120
MIN_LETTERS = 2


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A text to put in the field, what the list shows for it, and the code it stands for."""

    text: str
    shown: str = ""
    code: str = ""


class _OneLine(QStyledItemDelegate):
    """Ends a long suggestion with « … » at the edge of the list, which has no other width."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(0, super().sizeHint(option, index).height())


class SuggestField(LineField):
    """Text with suggestions from ``ask(typed, answer)``.

    ``ask`` must call ``answer`` with the suggestions, at once or later in the window's thread (a
    task runner's callback); answers to what is no longer typed are dropped. Any other text than a
    suggestion may be typed.
    """

    suggestion_picked = Signal(object)  # Suggestion

    def __init__(
        self,
        ask: Callable[[str, Callable[[Sequence[Suggestion]], None]], object],
        placeholder: str = "",
        *,
        check: Check | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(placeholder, check=check, parent=parent)
        self._ask = ask
        self._found: dict[str, Suggestion] = {}
        self._picked: Suggestion | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self._on_timer_timeout)
        self._model = QStringListModel(self)
        self._popup = QListView()
        self._completer = self._make_completer()
        self.edit.textEdited.connect(self._on_letters_typed)

    def picked(self) -> Suggestion | None:
        """Return the suggestion picked, ``None`` if the text was typed or changed since."""
        return self._picked

    def _make_completer(self) -> QCompleter:
        completer = QCompleter(self._model, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(8)
        self._popup.setProperty("role", "suggestions")
        self._popup.setAccessibleName("Suggestions")
        completer.setPopup(self._popup)
        self._popup.setItemDelegate(_OneLine(self._popup))
        completer.setWidget(self.edit)
        completer.activated.connect(self._on_text_activated)
        return completer

    @Slot(str)
    def _on_letters_typed(self, _text: str) -> None:
        self._picked = None
        self._timer.start()

    @Slot()
    def _on_timer_timeout(self) -> None:
        typed = self.value()
        if len(typed) < MIN_LETTERS:
            self._popup.hide()
            return
        self._ask(typed, lambda found: self._show(typed, found))

    def _show(self, typed: str, found: Sequence[Suggestion]) -> None:
        if typed != self.value() or not self.edit.hasFocus():
            return
        self._found = {item.shown or item.text: item for item in found}
        self._model.setStringList(list(self._found))
        if found:
            self._completer.complete()
        else:
            self._popup.hide()

    @Slot(str)
    def _on_text_activated(self, shown: str) -> None:
        item = self._found.get(shown)
        if item is None:
            return
        self.set_value(item.text)
        self._picked = item
        self.value_changed.emit()
        self.suggestion_picked.emit(item)
        super().finish()

    @Slot()
    def finish(self) -> None:
        # Enter reaches the line before the list of suggestions: the pick tells, not the Enter.
        if not (self._popup.isVisible() and self._popup.currentIndex().isValid()):
            super().finish()
