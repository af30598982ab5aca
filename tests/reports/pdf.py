"""Reading back the documents that the sheets make, with libraries that did not write them."""

from __future__ import annotations

import io
import unicodedata
from dataclasses import dataclass
from typing import Any

import pikepdf
import pypdf
import pypdfium2


@dataclass(frozen=True)
class Box:
    """A drawn character and its place, in points from the bottom left of its page."""

    char: str
    left: float
    bottom: float
    right: float
    top: float


def page_count(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)


def page_texts(pdf: bytes) -> list[str]:
    """Return what each page says, its runs of blanks made one ordinary space."""
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return [plain(page.extract_text()) for page in pages]


def lines(pdf: bytes) -> list[str]:
    """Return the lines of text as they are drawn, blanks as they are."""
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return [line for page in pages for line in page.extract_text().splitlines()]


def text_of(pdf: bytes) -> str:
    return " ".join(page_texts(pdf))


def plain(text: str) -> str:
    """Return ``text`` with every run of blanks, no-break ones too, as one space."""
    return " ".join(text.split())


def unaccented(text: str) -> str:
    """Return ``text`` in lower case, without accents, blanks or hyphens."""
    letters = unicodedata.normalize("NFD", text.lower())
    return "".join(char for char in letters if char.isalnum())


def properties(pdf: bytes) -> dict[str, str]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return {str(key): str(value) for key, value in document.docinfo.items()}


def syntax_problems(pdf: bytes) -> list[str]:
    """Return what qpdf finds wrong with the file."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return list(document.check_pdf_syntax())


def fonts(pdf: bytes) -> dict[str, bool]:
    """Return the fonts by name, and whether each is embedded."""
    found: dict[str, bool] = {}
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            for font in page.Resources.Font.values():
                descriptor = font.get("/FontDescriptor")
                found[str(font.BaseFont)] = descriptor is not None and "/FontFile2" in descriptor
    return found


def char_boxes(pdf: bytes) -> list[list[Box]]:
    """Return the characters drawn on each page, blanks left out."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_boxes(page) for page in document]
    finally:
        document.close()


def _boxes(page: Any) -> list[Box]:  # noqa: ANN401 - pypdfium2 has no types
    text = page.get_textpage()
    boxes = []
    for at in range(text.count_chars()):
        char = text.get_text_range(at, 1)
        if char.strip():
            boxes.append(Box(char, *text.get_charbox(at)))
    text.close()
    page.close()
    return boxes


def picture(pdf: bytes, scale: float = 2) -> Any:  # noqa: ANN401 - a Pillow image
    """Return the first page in grey, ``scale`` pixels a point."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        image = page.render(scale=scale, grayscale=True).to_pil().convert("L")
        page.close()
        return image
    finally:
        document.close()
