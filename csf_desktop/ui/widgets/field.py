"""What every field of a form offers, whatever it edits."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget


class Field(QWidget):
    """An editor in a form: a value, a sentence when what is typed cannot be one.

    Subclasses add ``value()`` and ``set_value()`` with their own type. ``set_value`` never emits
    ``value_changed``, which tells a person's edits only. A click on the field's frame, a label's
    buddy or ``setFocus`` all put the keyboard in ``focus_widget``.
    """

    value_changed = Signal()  # at each edit by a person
    edit_finished = Signal()  # the field is left, or Enter pressed

    def __init__(self, focus: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._focus = focus
        self._problem = ""
        self.setFocusProxy(focus)
        focus.setAcceptDrops(False)  # a file dropped on a field is for the window to import
        focus.installEventFilter(self)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)

    @property
    def focus_widget(self) -> QWidget:
        """The widget that takes the keyboard, hence the accessible name and the red border."""
        return self._focus

    def problem(self) -> str:
        """Return why what is typed cannot be taken, one French sentence, empty if it can."""
        return self._problem

    def is_empty(self) -> bool:
        """Tell whether nothing has been typed or chosen."""
        raise NotImplementedError

    @Slot()
    def finish(self) -> None:
        """End an edit as leaving the field does: what was typed is tidied, then told once."""
        self._tidy()
        self.edit_finished.emit()

    def _tidy(self) -> None:
        """Write what was typed in its usual form (« 3/2 » becomes « 3 févr. 2026 »)."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._focus:
            if isinstance(event, QFocusEvent):
                self._on_focus_moved(event)
            elif event.type() == QEvent.Type.ShortcutOverride:
                return self._leaves_undo_to_the_window(cast("QKeyEvent", event))
        return super().eventFilter(watched, event)

    def _on_focus_moved(self, event: QFocusEvent) -> None:
        passing = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
        if event.reason() in passing:
            return
        if event.lostFocus():
            self.finish()
        elif event.reason() != Qt.FocusReason.MouseFocusReason:
            _scroll_to(self)

    def _leaves_undo_to_the_window(self, event: QKeyEvent) -> bool:
        """Let Ctrl+Z undo the last change saved when there is no typing to undo in the field."""
        if event.matches(QKeySequence.StandardKey.Undo) and not _has_typing_to_undo(self._focus):
            event.ignore()
            return True
        return False


def _has_typing_to_undo(editor: QWidget) -> bool:
    if isinstance(editor, QLineEdit):
        return editor.isUndoAvailable()
    return isinstance(editor, QPlainTextEdit) and editor.document().isUndoAvailable()


def _scroll_to(field: QWidget) -> None:
    """Bring a field into sight with its label and its error, in a form that scrolls."""
    shown = field.parentWidget() or field
    area = shown.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    if area is not None:
        area.ensureWidgetVisible(shown)
