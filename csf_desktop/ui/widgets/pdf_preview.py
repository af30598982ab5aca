"""Shows a PDF made by the program: read it, print it, or save it where one chooses."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Slot
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QPixmap, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from csf_desktop.errors import StorageError
from csf_desktop.ui import errors, theme
from csf_desktop.ui.files import write_whole
from csf_desktop.ui.formatting import count_of
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets import dialogs
from csf_desktop.ui.widgets.buttons import button, icon_button
from csf_desktop.ui.widgets.pdf_pages import POINTS_PER_INCH, PdfPages, print_pages
from csf_desktop.ui.widgets.text import label

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

SCREEN_DPI = 96
ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)


class PdfPreview(QDialog):
    """The pages of ``data`` one under the other. The document is only in memory."""

    def __init__(
        self, data: bytes, title: str, file_name: str, parent: QWidget | None = None
    ) -> None:
        """``file_name`` is what « Enregistrer sous… » offers."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._data, self._file_name = data, file_name
        self._document = PdfPages(data)
        self._zoom = 1.0
        self._pages = [PdfPage(self._document, at, self) for at in range(len(self._document))]
        self.saved_path: Path | None = None
        self._build_widgets()
        self._build_layout()
        self._connect_signals()
        self.resize(px(820), px(640))
        self._set_zoom(1.0)

    @property
    def zoom(self) -> float:
        """The scale of the pages; 1 is their paper size."""
        return self._zoom

    def _build_widgets(self) -> None:
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setAccessibleName(f"Pages du document {self.windowTitle()}")
        self.zoom_out_button = icon_button("zoom-out-line", "Réduire", shortcut_hint="Ctrl+-")
        self.zoom_in_button = icon_button("zoom-in-line", "Agrandir", shortcut_hint="Ctrl++")
        self._zoom_label = label("", "small")
        self.save_button = button(
            "Enregistrer sous…", icon_name="save-3-line", on_click=self.save_as
        )
        self.print_button = button(
            "Imprimer…", "primary", icon_name="printer-line", on_click=self.print_pages
        )
        self.close_button = button("Fermer", on_click=self.close)

    def _build_layout(self) -> None:
        inner = QWidget()
        inner.setProperty("role", "scroll-body")
        column = QVBoxLayout(inner)
        column.setSpacing(px(12))
        for page in self._pages:
            column.addWidget(page, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch()
        self._scroll.setWidget(inner)
        bar = QHBoxLayout()
        bar.setSpacing(px(8))
        bar.addWidget(label(count_of(len(self._pages), "page"), "small"))
        for part in (self.zoom_out_button, self._zoom_label, self.zoom_in_button):
            bar.addWidget(part)
        bar.addStretch()
        for action in (self.save_button, self.close_button, self.print_button):
            bar.addWidget(action)
        box = QVBoxLayout(self)
        box.setContentsMargins(px(12), px(12), px(12), px(12))
        box.addWidget(self._scroll, 1)
        box.addLayout(bar)

    def _connect_signals(self) -> None:
        self.zoom_in_button.clicked.connect(self.zoom_in)
        self.zoom_out_button.clicked.connect(self.zoom_out)
        QShortcut(QKeySequence(QKeySequence.StandardKey.ZoomIn), self, self.zoom_in)
        QShortcut(QKeySequence(QKeySequence.StandardKey.ZoomOut), self, self.zoom_out)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self, self.save_as)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self, self.print_pages)

    @Slot()
    def zoom_in(self) -> None:
        """Show the pages one step larger."""
        self._set_zoom(next((step for step in ZOOMS if step > self._zoom), ZOOMS[-1]))

    @Slot()
    def zoom_out(self) -> None:
        """Show the pages one step smaller."""
        self._set_zoom(next((step for step in ZOOMS[::-1] if step < self._zoom), ZOOMS[0]))

    @Slot()
    def save_as(self) -> None:
        """Write the document where the person chooses."""
        title = "Enregistrer le document"
        path = dialogs.choose_save_path(self, title, self._file_name, "PDF (*.pdf)")
        if path is None:
            return
        path = path if path.suffix else path.with_suffix(".pdf")
        try:
            write_whole(path, self._data)
        except StorageError as error:
            errors.show_error(self, error)
        else:
            self.saved_path = path

    @Slot()
    def print_pages(self) -> None:
        """Ask for a printer, then send it the pages as pictures."""
        printer = dialogs.choose_printer(self)
        if printer is not None:
            self.paint_on(printer)

    def paint_on(self, printer: QPrinter) -> None:
        """Paint the pages that the printer's settings ask for, each fitted on its sheet."""
        print_pages(self._document, printer)

    def _set_zoom(self, zoom: float) -> None:
        self._zoom = zoom
        self._zoom_label.setText(f"{round(zoom * 100)}\u00a0%")
        for page in self._pages:
            page.set_scale(zoom * SCREEN_DPI / POINTS_PER_INCH)

    def done(self, result: int) -> None:
        for page in self._pages:
            page.forget()
        super().done(result)


class PdfPage(QWidget):
    """One page, drawn when it is first seen."""

    def __init__(self, document: PdfPages, number: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._document, self._number = document, number
        self._scale = 1.0
        self._drawn: QPixmap | None = None
        self._is_closed = False
        self.setAccessibleName(f"Page {number + 1}")

    def set_scale(self, scale: float) -> None:
        """Show the page at ``scale`` pixels a point."""
        self._scale = scale
        self._drawn = None
        width, height = self._document.size(self._number)
        self.setFixedSize(QSize(round(width * scale), round(height * scale)))
        self.update()

    def forget(self) -> None:
        """Drop the picture; nothing more is drawn."""
        self._is_closed = True
        self._drawn = None

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._is_closed:
            return
        ratio = self.devicePixelRatioF()
        if self._drawn is None or self._drawn.devicePixelRatio() != ratio:
            image = self._document.picture(self._number, self._scale * ratio * POINTS_PER_INCH)
            self._drawn = QPixmap.fromImage(image)
            self._drawn.setDevicePixelRatio(ratio)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._drawn)
        painter.setPen(theme.colour("line2"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self.update()
