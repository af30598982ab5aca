"""What every screen owes to people who use the keyboard or a screen reader."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QComboBox, QScrollArea, QWidget

TOLERANCE = 4


def tab_stops(window: QWidget) -> list[QWidget]:
    """Return the widgets that the Tab key visits, in its order."""
    stops: list[QWidget] = []
    here = window.nextInFocusChain()
    while here is not None and here is not window:
        if here.window() is window and _takes_tab(here):
            stops.append(here)
        here = here.nextInFocusChain()
    return stops


def assert_accessible(window: QWidget) -> None:
    """Every Tab stop has a name to say, and Tab goes in reading order."""
    stops = tab_stops(window)
    assert stops, "nothing takes the keyboard"
    nameless = [describe(stop) for stop in stops if not name_of(stop)]
    assert not nameless, f"no accessible name: {nameless}"
    for before, after in pairwise(stops):
        assert reads_after(area(before), area(after)), (
            f"Tab goes back from {describe(before)} to {describe(after)}"
        )


def name_of(widget: QWidget) -> str:
    """Return the name that a screen reader says for a widget."""
    if isinstance(widget, QComboBox):  # on Linux Qt gives the current text as the name
        return widget.accessibleName()
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name).strip() if interface else ""


def describe(widget: QWidget) -> str:
    """Return a widget in words, for a failure."""
    return f"{type(widget).__name__} {name_of(widget)!r} at {area(widget).getRect()}"


def area(widget: QWidget) -> QRect:
    """Return where a widget is in its window."""
    return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())


def reads_after(before: QRect, after: QRect) -> bool:
    """Tell whether ``after`` comes next in reading order: lower, or further right."""
    is_lower = after.top() >= before.bottom() - TOLERANCE
    is_further_right = after.left() >= before.right() - TOLERANCE
    return is_lower or is_further_right or before.contains(after)


def _takes_tab(widget: QWidget) -> bool:
    has_policy = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    is_area = isinstance(widget, QScrollArea)
    # Never ask a header's viewport for its focusProxy(): PySide then destroys the header.
    return has_policy and widget.isVisible() and widget.isEnabled() and not is_area
