"""Pages of a PDF as pictures, from bytes in memory: nothing is written in clear on the disk."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

POINTS_PER_INCH = 72
PRINT_DPI = 200


class PdfPages:
    """An open document. Use it from the window's thread only: PDFium is not thread-safe."""

    def __init__(self, data: bytes) -> None:
        import pypdfium2  # first needed when a document is shown

        self._document: Any = pypdfium2.PdfDocument(data)
        self._document.init_forms()  # else what fields hold is not drawn

    def __len__(self) -> int:
        return len(self._document)

    def size(self, number: int) -> tuple[float, float]:
        """Return the width and height of a page in points (1/72 inch)."""
        width, height = self._document.get_page_size(number)
        return float(width), float(height)

    def picture(self, number: int, dots_per_inch: float) -> QImage:
        """Return a page drawn at a resolution, form fields included."""
        page = self._document[number]
        bitmap = page.render(scale=dots_per_inch / POINTS_PER_INCH, rev_byteorder=True)
        data = bytes(bitmap.buffer)
        form = {
            1: QImage.Format.Format_Grayscale8,
            3: QImage.Format.Format_RGB888,
            4: QImage.Format.Format_RGBX8888,
        }[bitmap.n_channels]
        image = QImage(data, bitmap.width, bitmap.height, bitmap.stride, form).copy()
        bitmap.close()
        page.close()
        return image

    def close(self) -> None:
        """Forget the document."""
        self._document.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def print_pages(document: PdfPages, printer: QPrinter) -> None:
    """Paint the pages that the printer's settings ask for, each fitted on its sheet."""
    first = max(1, printer.fromPage())
    last = min(printer.toPage() or len(document), len(document))
    printer.setFullPage(True)
    painter = QPainter(printer)
    for number in range(first - 1, last):
        if number >= first:
            printer.newPage()
        sheet = painter.viewport()
        image = document.picture(number, PRINT_DPI)
        size = image.size().scaled(sheet.size(), Qt.AspectRatioMode.KeepAspectRatio)
        painter.drawImage(QRect(sheet.topLeft(), size), image)
    painter.end()
