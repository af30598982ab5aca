"""The search box of a view."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QSizePolicy, QWidget

from csf_desktop.ui import theme
from csf_desktop.ui.icons import icon
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.buttons import icon_button

DELAY_MS = 150
ICON = 18


class SearchBox(QLineEdit):
    """Searches as one types, after a short pause; Esc empties it, Down leaves it for the list."""

    search_changed = Signal(str)  # text without spaces around it
    left_downwards = Signal()

    def __init__(self, placeholder: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sent = ""
        self.setProperty("role", "search")
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name)
        self.setToolTip(f"{name} (Ctrl+F)")
        self.setMaxLength(120)
        self.setAcceptDrops(False)
        self.setMinimumWidth(px(150))
        self.setMaximumWidth(px(280))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._glass = QLabel(self)
        self._glass.setPixmap(icon("search-line", theme.tokens().text3, ICON).pixmap(px(ICON)))
        self._clear_button = icon_button("close-line", "Effacer la recherche")
        self._clear_button.setParent(self)
        self._clear_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Esc does it by keyboard
        self._clear_button.setCursor(Qt.CursorShape.ArrowCursor)
        self._clear_button.clicked.connect(self.clear)
        self._clear_button.hide()
        self.setTextMargins(px(ICON + 10), 0, px(ICON + 8), 0)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self._on_timer_timeout)
        self.textChanged.connect(self._on_text_changed)

    def focus_all(self) -> None:
        """Take the keyboard with everything selected (Ctrl+F)."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def show_text(self, text: str) -> None:
        """Show what is already searched, without telling."""
        self.setText(text)
        self._timer.stop()
        self._sent = text

    def forget(self) -> None:
        """Empty the box without telling."""
        self.show_text("")

    @Slot(str)
    def _on_text_changed(self, text: str) -> None:
        self._clear_button.setVisible(bool(text))
        self._timer.start()

    @Slot()
    def _on_timer_timeout(self) -> None:
        self._timer.stop()
        text = self.text().strip()
        if text != self._sent:
            self._sent = text
            self.search_changed.emit(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._glass.adjustSize()
        self._glass.move(px(9), (self.height() - self._glass.height()) // 2)
        self._clear_button.resize(self._clear_button.sizeHint())
        right = self.width() - self._clear_button.width() - px(4)
        self._clear_button.move(right, (self.height() - self._clear_button.height()) // 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_timer_timeout()
        elif key == Qt.Key.Key_Down:
            self.left_downwards.emit()
        else:
            super().keyPressEvent(event)
