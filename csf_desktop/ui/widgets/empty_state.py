"""What a screen says when there is nothing to show yet."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from csf_desktop.ui import theme
from csf_desktop.ui.icons import pixmap
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.buttons import button
from csf_desktop.ui.widgets.text import label

LOW = 230
"""Below this height, in pixels of zoom 1, the picture goes rather than words."""

TEXT_WIDTH = 460


class EmptyState(QWidget):
    """An icon, what the screen is for in a sentence, and the first thing to do."""

    action_requested = Signal()
    link_requested = Signal()  # the other way to begin

    def __init__(
        self,
        icon_name: str,
        title: str,
        sentence: str,
        action: str = "",
        parent: QWidget | None = None,
        *,
        link: str = "",
        link_tip: str = "",
        link_told: str = "",
    ) -> None:
        super().__init__(parent)
        self._picture = QLabel()
        self._title = label(title, "h2", wrap=True)
        self._sentence = label(sentence, "lead", wrap=True)
        self.action_button = button(action or title, "secondary")
        if not action:
            self.action_button.hide()
        self.action_button.clicked.connect(self.action_requested)
        self._link = button(link, "link", icon_name="download-line", tip=link_tip) if link else None
        self._set_icon(icon_name)
        box = QVBoxLayout(self)
        box.setSpacing(px(8))
        box.addStretch(1)
        centre = Qt.AlignmentFlag.AlignHCenter
        self._sentence.setMaximumWidth(px(TEXT_WIDTH))
        for part in (self._picture, self._title, self._sentence):
            part.setAlignment(centre)
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(part, 100)
            row.addStretch(1)
            box.addLayout(row)
        box.addSpacing(px(6))
        box.addWidget(self.action_button, 0, centre)
        if self._link is not None:
            self._link.setAccessibleDescription(link_told)
            self._link.clicked.connect(self.link_requested)
            box.addWidget(self._link, 0, centre)
        box.addStretch(2)

    def set_content(self, title: str, sentence: str, action: str = "") -> None:
        """Change the words (« Aucun résultat pour… »); no action hides the button."""
        self._title.setText(title)
        self._sentence.setText(sentence)
        self.action_button.setText(action)
        self.action_button.setAccessibleName(action)
        self.action_button.setVisible(bool(action))

    def show_link(self, *, is_shown: bool) -> None:
        """Show or hide the other way to begin, if there is one."""
        if self._link is not None:
            self._link.setVisible(is_shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._picture.setVisible(self.height() >= px(LOW))

    def _set_icon(self, name: str) -> None:
        app = QApplication.instance()
        ratio = app.devicePixelRatio() if isinstance(app, QApplication) else 1.0
        self._picture.setPixmap(pixmap(name, theme.tokens().text3, px(40), ratio))
