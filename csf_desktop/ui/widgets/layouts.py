"""Layouts whose lines are made again, and the order in which Tab goes through them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget


def empty(layout: QLayout) -> None:
    """Take every widget out of a layout and drop it."""
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def tab_stop_before(widget: QWidget) -> QWidget:
    """Return what Tab visits before a widget, whether or not it is in sight.

    Qt puts a widget after another in the Tab order only when both take the keyboard.
    """
    here = widget.previousInFocusChain()
    while here is not None and here is not widget:
        if here.focusPolicy() & Qt.FocusPolicy.TabFocus and here.focusProxy() is None:
            return here
        here = here.previousInFocusChain()
    return widget
