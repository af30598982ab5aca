"""A strip over a window that says something lasting: this vault is the demonstration."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QWidget

from csf_desktop.ui import theme
from csf_desktop.ui.icons import pixmap
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.text import label

DEMONSTRATION = (
    "Coffre de démonstration\u00a0: les personnes et les entreprises sont inventées. "
    "N’y notez rien de réel."
)


class Banner(QFrame):
    """An icon and one sentence, for as long as it holds."""

    def __init__(self, sentence: str = DEMONSTRATION, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "banner")
        self.setAccessibleName(sentence)
        app = QApplication.instance()
        ratio = app.devicePixelRatio() if isinstance(app, QApplication) else 1.0
        picture = QLabel()
        picture.setPixmap(pixmap("information-line", theme.tokens().soon, px(18), ratio))
        row = QHBoxLayout(self)
        row.setContentsMargins(px(16), px(4), px(16), px(4))
        row.setSpacing(px(8))
        row.addWidget(picture)
        row.addWidget(label(sentence, wrap=True), 1)
