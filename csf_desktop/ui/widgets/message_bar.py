"""Short messages over the bottom of a window: what has just been done, and how to undo it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.buttons import button, icon_button
from csf_desktop.ui.widgets.text import label, set_role

STAY_MS = 8_000
LOW = 480
"""Below this height, in pixels of zoom 1, messages go to the top: the foot holds the actions."""


class MessageBar(QFrame):
    """One message at a time over ``parent``: « Modification enregistrée — Annuler ».

    It goes by itself, but not while the pointer or the keyboard is on it. A failure stays until
    closed.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "message")
        self.setAccessibleName("Message")
        self._over = parent
        self._action: Callable[[], object] | None = None
        self._text = label("", wrap=True)
        self._button = button("", "secondary")
        self._close = icon_button("close-line", "Fermer le message")
        row = QHBoxLayout(self)
        row.setContentsMargins(px(14), px(7), px(8), px(7))
        row.setSpacing(px(12))
        row.addWidget(self._text, 1)
        row.addWidget(self._button)
        row.addWidget(self._close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(STAY_MS)
        self._timer.timeout.connect(self._on_timer_timeout)
        self._button.clicked.connect(self._on_button_clicked)
        self._close.clicked.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        """The message on screen, empty if none."""
        return "" if self.isHidden() else self._text.text()

    def show_message(
        self,
        text: str,
        action_label: str = "",
        action: Callable[[], object] | None = None,
        *,
        is_failure: bool = False,
    ) -> None:
        """Show a message, with one action if given, and have it read aloud."""
        self._action = action
        self._text.setText(text)
        self._button.setText(action_label)
        self._button.setAccessibleName(action_label)
        self._button.setVisible(bool(action_label and action))
        self._close.setVisible(is_failure)
        set_role(self, "tone", "late" if is_failure else "")
        self._text.ensurePolished()
        self._place()
        self.show()
        self.raise_()
        if is_failure:
            self._timer.stop()
        else:
            self._timer.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def _place(self) -> None:
        room = self._over.width() - px(24)
        buttons = [part for part in (self._button, self._close) if not part.isHidden()]
        others = px(22) + sum(part.sizeHint().width() + px(12) for part in buttons)
        one_line = self._text.fontMetrics().horizontalAdvance(self._text.text()) + px(4)
        self._text.setFixedWidth(max(px(60), min(one_line, px(520), room - others)))
        self._text.setFixedHeight(self._text.heightForWidth(self._text.width()))
        self.adjustSize()
        left = (self._over.width() - self.width()) // 2
        is_low = self._over.height() < px(LOW)
        self.move(left, px(6) if is_low else self._over.height() - self.height() - px(16))

    @Slot()
    def _on_timer_timeout(self) -> None:
        if self.underMouse() or self._button.hasFocus():
            self._timer.start()
        else:
            self.hide()

    @Slot()
    def _on_button_clicked(self) -> None:
        self.hide()
        if self._action is not None:
            self._action()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.setCursor(Qt.CursorShape.ArrowCursor)
        super().enterEvent(event)
