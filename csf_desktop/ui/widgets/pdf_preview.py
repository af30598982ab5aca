"""Shows a PDF made by the program: read it, print it, or save it where one chooses."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from csf_desktop.ui.screen import resize_on_screen
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.buttons import button
from csf_desktop.ui.widgets.pdf_view import PdfView


class PdfPreview(QDialog):
    """A document in a window of its own. It is only in memory, and forgotten on closing."""

    def __init__(
        self,
        data: bytes,
        title: str,
        file_name: str,
        parent: QWidget | None = None,
        *,
        head: QWidget | None = None,
        saves_first: bool = False,
    ) -> None:
        """``file_name`` is what saving offers; ``head`` is shown over the pages."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.view = PdfView(title, saves_first=saves_first)
        self.close_button = button("Fermer", on_click=self.close)
        self.view.add_close_button(self.close_button)
        self._build_layout(head)
        self.view.show_pdf(data, file_name)
        resize_on_screen(self, 880, 680)

    def _build_layout(self, head: QWidget | None) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(px(12), px(12), px(12), px(12))
        if head is not None:
            box.addWidget(head)
        box.addWidget(self.view, 1)

    def done(self, result: int) -> None:
        super().done(result)
        self.view.clear()
