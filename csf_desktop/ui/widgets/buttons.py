"""Buttons of the window: one primary a screen, secondary, danger, link, icon only.

Qt takes an arrow on a button that stands alone for Tab: pressed a few times in a panel, it walks
out of it unseen and may end on « Verrouiller ». Here arrows move between the buttons of a group,
and are left by any other to what scrolls around it.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QPushButton, QToolButton

from csf_desktop.ui import theme
from csf_desktop.ui.icons import icon

ICON_SIZE = 18
_PRESSING_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)


class PushButton(QPushButton):
    """A button that Enter presses as Space does, wherever it stands."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _PRESSING_KEYS:
            self.click()
        elif _leaves_its_group(self, event):
            event.ignore()
        else:
            super().keyPressEvent(event)


class IconButton(QToolButton):
    """A button that is only an icon, pressed by Enter and Space."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _PRESSING_KEYS:
            self.click()
        elif _leaves_its_group(self, event):
            event.ignore()
        else:
            super().keyPressEvent(event)


def _leaves_its_group(pressed: QAbstractButton, event: QKeyEvent) -> bool:
    is_alone = pressed.group() is None and not pressed.autoExclusive()
    return is_alone and event.key() in _ARROWS


def button(
    text: str,
    role: str = "secondary",
    *,
    icon_name: str = "",
    on_click: Callable[[], object] | None = None,
    tip: str = "",
) -> QPushButton:
    """Return a push button; ``role`` is primary, secondary, danger, link or chip."""
    made = PushButton(text)
    made.setProperty("role", role)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setAccessibleName(text)
    made.setAutoDefault(False)
    if icon_name:
        set_icon(made, icon_name, role)
    if tip:
        made.setToolTip(tip)
    if on_click is not None:
        made.clicked.connect(lambda: on_click())
    return made


def set_icon(target: QPushButton, icon_name: str, role: str = "secondary") -> None:
    """Put an icon in the colour of the button's role."""
    tokens = theme.tokens()
    shade = {"primary": tokens.on_primary, "danger": tokens.late}.get(role, tokens.primary)
    target.setIcon(icon(icon_name, shade, ICON_SIZE))
    side = theme.px(ICON_SIZE)
    target.setIconSize(QSize(side, side))


def icon_button(
    icon_name: str,
    name: str,
    *,
    on_click: Callable[[], object] | None = None,
    shortcut_hint: str = "",
) -> QToolButton:
    """Return a button that is only an icon; ``name`` is what it does, said and shown as a tip."""
    made = IconButton()
    made.setProperty("role", "icon")
    made.setIcon(icon(icon_name, size=ICON_SIZE))
    side = theme.px(ICON_SIZE)
    made.setIconSize(QSize(side, side))
    made.setAccessibleName(name)
    made.setToolTip(f"{name} ({shortcut_hint})" if shortcut_hint else name)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    if on_click is not None:
        made.clicked.connect(lambda: on_click())
    return made
