"""A long job in the page: how far it is, and a button to stop it."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.buttons import button
from csf_desktop.ui.widgets.text import label


class ProgressStrip(QWidget):
    """Hidden until ``start``; ``set_progress`` suits ``TaskRunner.run(on_progress=…)``."""

    cancel_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = label("", "strong", wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Avancement")
        self.cancel_button = button("Interrompre", "secondary")
        self.cancel_button.clicked.connect(self._on_cancel_clicked)
        left = QVBoxLayout()
        left.setSpacing(px(4))
        left.addWidget(self._text)
        left.addWidget(self._bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(12))
        row.addLayout(left, 1)
        row.addWidget(self.cancel_button)
        self._title = ""
        self.hide()

    def start(self, title: str, *, can_cancel: bool = True) -> None:
        """Show the strip with what is being done, its length still unknown."""
        self._title = title
        self._text.setText(title)
        self._bar.setRange(0, 0)
        self.cancel_button.setVisible(can_cancel)
        self.cancel_button.setEnabled(True)
        self.show()

    @Slot(int, int)
    def set_progress(self, done: int, total: int) -> None:
        """Show ``done`` out of ``total``, items or bytes: a person reads the percentage."""
        part = 100 * done // max(1, total)
        self._bar.setRange(0, 100)
        self._bar.setValue(part)
        self._text.setText(f"{self._title} ({part}\u00a0%)")

    def finish(self) -> None:
        """Hide the strip."""
        self.hide()

    @Slot()
    def _on_cancel_clicked(self) -> None:
        self.cancel_button.setEnabled(False)
        self._text.setText(f"{self._title}\u00a0: interruption…")
        self.cancel_requested.emit()
