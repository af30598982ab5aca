"""The pages of a PDF held in memory, with zoom, « Enregistrer le PDF… » and « Imprimer… »."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QPixmap, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from csf_desktop.errors import StorageError
from csf_desktop.services.files import write_file
from csf_desktop.ui import errors, theme
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


class PdfView(QWidget):
    """The pages one under the other over a bar of actions; nothing is written but on demand."""

    saved = Signal(object)  # Path: the document was written there

    def __init__(
        self, name: str, parent: QWidget | None = None, *, saves_first: bool = False
    ) -> None:
        """``name`` is what the pages are, for a screen reader (« Pages du document … »).

        With ``saves_first`` saving is the primary action, else printing is.
        """
        super().__init__(parent)
        self._data, self._file_name = b"", ""
        self._document: PdfPages | None = None
        self._pages: list[PdfPage] = []
        self._zoom = 1.0
        self._is_zoom_chosen = False
        self.saved_path: Path | None = None
        self._build_widgets(name, saves_first=saves_first)
        self._build_layout()
        self._connect_signals()
        self.clear()

    @property
    def zoom(self) -> float:
        """The scale of the pages; 1 is their paper size."""
        return self._zoom

    def show_pdf(self, data: bytes, file_name: str) -> None:
        """Show a document; ``file_name`` is what saving offers."""
        self.clear()
        self._data, self._file_name = data, file_name
        self._document = PdfPages(data)
        for at in range(len(self._document)):
            page = PdfPage(self._document, at, self._inner)
            self._pages.append(page)
            self._column.insertWidget(at, page, 0, Qt.AlignmentFlag.AlignHCenter)
        self._count.setText(count_of(len(self._pages), "page"))
        self._set_enabled(is_on=True)
        self._set_zoom(self._zoom)
        self._fit_width()
        self._scroll.verticalScrollBar().setValue(0)

    def clear(self) -> None:
        """Forget the document."""
        for page in self._pages:
            page.forget()
            page.setParent(None)
            page.deleteLater()
        self._pages, self._data, self.saved_path = [], b"", None
        if self._document is not None:
            self._document.close()
            self._document = None
        self._count.setText("")
        self._tell("")
        self._set_enabled(is_on=False)

    def add_close_button(self, made: QPushButton) -> None:
        """Put a dialog's own button before the primary one."""
        self.bar.insertWidget(self.bar.count() - 1, made)
        QWidget.setTabOrder(self._actions[0], made)
        QWidget.setTabOrder(made, self._actions[1])

    def _build_widgets(self, name: str, *, saves_first: bool) -> None:
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setAccessibleName(f"Pages du document {name}")
        self._inner = QWidget()
        self._inner.setProperty("role", "scroll-body")
        self.zoom_out_button = icon_button("zoom-out-line", "Réduire", shortcut_hint="Ctrl+-")
        self.zoom_in_button = icon_button("zoom-in-line", "Agrandir", shortcut_hint="Ctrl++")
        self._count, self._zoom_label = label("", "small"), label("", "small")
        self._told = label("", "small", wrap=True)
        first, second = ("primary", "secondary") if saves_first else ("secondary", "primary")
        self.save_button = button(
            "Enregistrer le PDF…", first, icon_name="save-3-line", on_click=self.save_as
        )
        self.print_button = button(
            "Imprimer…", second, icon_name="printer-line", on_click=self.print_pages
        )
        pair = (self.print_button, self.save_button)
        self._actions = pair if saves_first else pair[::-1]

    def _build_layout(self) -> None:
        self._column = QVBoxLayout(self._inner)
        self._column.setSpacing(px(12))
        self._column.addStretch()
        self._scroll.setWidget(self._inner)
        self.bar = QHBoxLayout()
        self.bar.setSpacing(px(8))
        for part in (self._count, self.zoom_out_button, self._zoom_label, self.zoom_in_button):
            self.bar.addWidget(part)
        self.bar.addStretch()
        for action in self._actions:
            self.bar.addWidget(action)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._scroll, 1)
        box.addLayout(self.bar)
        box.addWidget(self._told)

    def _connect_signals(self) -> None:
        self.zoom_in_button.clicked.connect(self.zoom_in)
        self.zoom_out_button.clicked.connect(self.zoom_out)
        for keys, slot in (
            (QKeySequence.StandardKey.ZoomIn, self.zoom_in),
            (QKeySequence.StandardKey.ZoomOut, self.zoom_out),
            (QKeySequence.StandardKey.Save, self.save_as),
            (QKeySequence.StandardKey.Print, self.print_pages),
        ):
            QShortcut(QKeySequence(keys), self, slot)

    @Slot()
    def zoom_in(self) -> None:
        """Show the pages one step larger."""
        self._choose_zoom(next((step for step in ZOOMS if step > self._zoom), ZOOMS[-1]))

    @Slot()
    def zoom_out(self) -> None:
        """Show the pages one step smaller."""
        self._choose_zoom(next((step for step in ZOOMS[::-1] if step < self._zoom), ZOOMS[0]))

    @Slot()
    def save_as(self) -> None:
        """Write the document where the person chooses."""
        if self._document is None:
            return
        title = "Enregistrer le document"
        path = dialogs.choose_save_path(self, title, self._file_name, "PDF (*.pdf)")
        if path is None:
            return
        path = path if path.suffix else path.with_suffix(".pdf")
        try:
            write_file(path, self._data)
        except StorageError as error:
            errors.show_error(self, error)
        else:
            self.saved_path = path
            self._tell(f"Enregistré\u00a0: {path.name}")
            self.saved.emit(path)

    @Slot()
    def print_pages(self) -> None:
        """Ask for a printer, then send it the pages as pictures."""
        if self._document is None:
            return
        printer = dialogs.choose_printer(self)
        if printer is not None:
            self.paint_on(printer)
            self._tell("Envoyé à l’imprimante.")

    def paint_on(self, printer: QPrinter) -> None:
        """Paint the pages that the printer's settings ask for, each fitted on its sheet."""
        if self._document is not None:
            print_pages(self._document, printer)

    def _choose_zoom(self, zoom: float) -> None:
        self._is_zoom_chosen = True
        self._set_zoom(zoom)

    def _fit_width(self) -> None:
        """Show whole lines of the pages, at paper size (zoomed as the window is) if there is room.

        Until the person chooses a zoom. The room is the view's: what the scroll area has is not
        known yet when the view has just been resized.
        """
        if not self._pages or self._is_zoom_chosen:
            return
        widest = max(page.paper_width for page in self._pages)
        room = self.width() - px(40)
        fitting = [step for step in ZOOMS if step <= theme.current().zoom and widest * step <= room]
        self._set_zoom(max(fitting, default=ZOOMS[0]))

    def _tell(self, sentence: str) -> None:
        self._told.setText(sentence)
        self._told.setVisible(bool(sentence))

    def _set_enabled(self, *, is_on: bool) -> None:
        for part in (
            self.save_button,
            self.print_button,
            self.zoom_in_button,
            self.zoom_out_button,
        ):
            part.setEnabled(is_on)

    def _set_zoom(self, zoom: float) -> None:
        self._zoom = zoom
        self._zoom_label.setText(f"{round(zoom * 100)}\u00a0%")
        for page in self._pages:
            page.set_scale(zoom * SCREEN_DPI / POINTS_PER_INCH)

    # --- Qt's side

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_width()


class PdfPage(QWidget):
    """One page, drawn when it is first seen."""

    def __init__(self, document: PdfPages, number: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._document, self._number = document, number
        self._scale = 0.0
        self._drawn: QPixmap | None = None
        self._is_closed = False
        self.setAccessibleName(f"Page {number + 1}")

    @property
    def paper_width(self) -> float:
        """The width of the page at zoom 1, in logical pixels."""
        return self._document.size(self._number)[0] * SCREEN_DPI / POINTS_PER_INCH

    def set_scale(self, scale: float) -> None:
        """Show the page at ``scale`` pixels a point."""
        if scale == self._scale:
            return
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
