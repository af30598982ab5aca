"""What a contract is warned of, besides its next action."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from csf_desktop.ui import theme
from csf_desktop.ui.icons import pixmap
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.layouts import empty
from csf_desktop.ui.widgets.text import label


class AlertsCard(QWidget):
    """One sentence a line; not there without any."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[str, ...] = ()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(px(6))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(6))
        box.addWidget(label("Alertes", "h3"))
        box.addLayout(self._lines)
        self.hide()

    def show_alerts(self, sentences: Sequence[str]) -> None:
        """Show sentences in the order given."""
        if tuple(sentences) != self._shown:
            self._shown = tuple(sentences)
            empty(self._lines)
            for sentence in sentences:
                self._lines.addWidget(self._line(sentence))
        self.setVisible(bool(sentences))

    def _line(self, sentence: str) -> QWidget:
        line, picture = QWidget(), QLabel()
        shade = theme.tokens().text2
        picture.setPixmap(pixmap("alarm-warning-line", shade, px(16), self.devicePixelRatioF()))
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(sentence, wrap=True), 1)
        return line
