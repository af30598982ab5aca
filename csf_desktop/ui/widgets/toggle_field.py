"""One choice among a few, all in sight: a row of buttons for the mouse, digits and arrows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QPushButton, QWidget

from csf_desktop.ui import theme
from csf_desktop.ui.icons import icon
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.field import Field

ICON_SIZE = 16
_STEPS = {
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
}


class ToggleButton(QPushButton):
    """One choice. Arrows and digits are the field's, Enter is the form's."""

    def __init__(self, text: str, icon_name: str = "") -> None:
        super().__init__(text)
        self.setProperty("role", "toggle")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if icon_name:
            tokens = theme.tokens()
            self.setIcon(icon(icon_name, tokens.primary, ICON_SIZE, on=tokens.on_primary))
            self.setIconSize(QSize(px(ICON_SIZE), px(ICON_SIZE)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if Qt.Key(event.key()) in _STEPS:
            event.ignore()
            return
        super().keyPressEvent(event)


class ToggleField(Field):
    """One of ``(code, French label)``, or none yet. The Tab key stops once on the whole field.

    The digit in front of a choice picks it; arrows move from one to the next.
    """

    def __init__(
        self,
        name: str,
        choices: Sequence[tuple[str, str]],
        icons: Mapping[str, str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """``name`` is what is chosen, said before each choice; ``icons`` by code."""
        self._area = QWidget()
        super().__init__(self._area, parent)
        self._codes = [code for code, _ in choices]
        self._group = QButtonGroup(self)
        self._grid = QGridLayout(self._area)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(px(6))
        self._columns = 0
        for at, (code, text) in enumerate(choices):
            made = ToggleButton(f"{at + 1}\u2002{text}", (icons or {}).get(code, ""))
            made.setAccessibleName(f"{name}\u00a0: {text}")
            made.setToolTip(f"{text} (touche {at + 1})")
            made.installEventFilter(self)
            self._group.addButton(made, at)
        self._group.idClicked.connect(self._on_group_clicked)
        self._box.addWidget(self._area)
        self._arrange(len(choices))
        self._show(-1)

    def value(self) -> str:
        """Return the code chosen, empty for none."""
        at = self._group.checkedId()
        return self._codes[at] if at >= 0 else ""

    def set_value(self, code: str) -> None:
        """Choose a code; an empty or unknown one chooses none."""
        self._show(self._codes.index(code) if code in self._codes else -1)

    def is_empty(self) -> bool:
        return not self.value()

    def _show(self, at: int) -> None:
        self._group.setExclusive(False)
        for number, made in enumerate(self._group.buttons()):
            made.setChecked(number == at)
            is_stop = number == max(at, 0)
            made.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if is_stop else Qt.FocusPolicy.ClickFocus
            )
            if is_stop:
                self._area.setFocusProxy(made)
        self._group.setExclusive(True)

    def _choose(self, at: int) -> None:
        self._show(at)
        self._group.button(at).setFocus()
        self.value_changed.emit()
        self.finish()

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for at, made in enumerate(self._group.buttons()):
            self._grid.addWidget(made, at // columns, at % columns)

    @Slot(int)
    def _on_group_clicked(self, at: int) -> None:
        self._choose(at)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent) and watched is not self._area:
            self._on_focus_moved(event)
            return False
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()), 0)
        number = event.text()
        if step:
            self._choose((max(self._group.checkedId(), -1 if step > 0 else 0) + step) % self._size)
        elif number.isdecimal() and 1 <= int(number) <= self._size:
            self._choose(int(number) - 1)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        gap = self._grid.spacing()
        widths = [made.sizeHint().width() + gap for made in self._group.buttons()]
        room = self.width() + gap
        if sum(widths) <= room:
            self._arrange(self._size)
            return
        rows = -(-self._size // max(1, room // max(widths)))
        self._arrange(-(-self._size // rows))  # as many in each row

    def minimumSizeHint(self) -> QSize:
        widest = max(made.sizeHint().width() for made in self._group.buttons())
        return QSize(widest, super().minimumSizeHint().height())

    @property
    def _size(self) -> int:
        return len(self._codes)
