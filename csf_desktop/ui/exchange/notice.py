"""One sentence set apart in a dialog, with its icon: what to know before going on."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QWidget

from csf_desktop.ui import theme
from csf_desktop.ui.icons import pixmap
from csf_desktop.ui.theme import px
from csf_desktop.ui.tokens import Tone
from csf_desktop.ui.widgets.text import label

ICONS = {
    Tone.LATE: "error-warning-line",
    Tone.SOON: "alarm-warning-line",
    Tone.DONE: "shield-check-line",
    Tone.PROGRESS: "information-line",
}


class Notice(QFrame):
    """An icon in the colour of ``tone`` beside the sentence."""

    def __init__(
        self,
        sentence: str,
        tone: Tone = Tone.PROGRESS,
        icon_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "next")
        self.setProperty("tone", tone.value)
        self.setAccessibleName(sentence)
        colour, _ = theme.tokens().tone(tone)
        app = QApplication.instance()
        ratio = app.devicePixelRatio() if isinstance(app, QApplication) else 1.0
        picture = QLabel()
        picture.setPixmap(pixmap(icon_name or ICONS[tone], colour, px(20), ratio))
        row = QHBoxLayout(self)
        row.setContentsMargins(px(12), px(8), px(12), px(8))
        row.setSpacing(px(10))
        row.addWidget(picture)
        row.addWidget(label(sentence, "value", wrap=True), 1)
