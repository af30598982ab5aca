"""The frame of the dialogs of exchange: what it is about, a body that scrolls, the buttons."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from csf_desktop.ui.screen import resize_on_screen
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.scroll_body import ScrollBody
from csf_desktop.ui.widgets.text import label, separator


class ExchangeDialog(QDialog):
    """Fill ``body`` and give the buttons, the primary one last. Show it with ``open()``."""

    def __init__(
        self, title: str, parent: QWidget | None, *, sentence: str = "", width: int = 640
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self._width = width
        self._area = ScrollBody(title, sentence, fills=True)
        self.body = self._area.body
        self._build_frame()

    def _build_frame(self) -> None:
        self.foot = QHBoxLayout()
        self.foot.setContentsMargins(px(20), px(8), px(20), px(12))
        self.foot.setSpacing(px(10))
        self.foot.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._area, 1)
        box.addWidget(separator())
        box.addLayout(self.foot)

    def add_buttons(self, *buttons: QPushButton) -> None:
        """Put the buttons in the foot; the last one answers to Enter."""
        for made in buttons:
            self.foot.addWidget(made)
        buttons[-1].setDefault(True)

    def add_section(self, title: str, *parts: QWidget | QLayout) -> None:
        """Add a part of the body under a small title."""
        self.body.addWidget(label(title, "h3"))
        for part in parts:
            if isinstance(part, QLayout):
                self.body.addLayout(part)
            else:
                self.body.addWidget(part)

    def fit(self) -> None:
        """Take the height of the content, within the screen; call it once the body is filled."""
        layout = self._area.content
        layout.activate()  # what was shown or hidden since counts
        inner = layout.heightForWidth(px(self._width))
        if inner <= 0:
            inner = layout.sizeHint().height()
        foot = self.foot.sizeHint().height() + px(12)
        height = inner + foot
        resize_on_screen(self, self._width, round(height * self._width / px(self._width)))

    def sizeHint(self) -> QSize:
        return QSize(px(self._width), super().sizeHint().height())
