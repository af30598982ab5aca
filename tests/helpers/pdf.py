"""Small PDFs to sign and to attack."""

from __future__ import annotations

import io

from reportlab.pdfgen.canvas import Canvas


def page_pdf(text: str = "Fiche de suivi", pages: int = 1) -> bytes:
    """Return a PDF of plain pages, the same bytes for the same input."""
    output = io.BytesIO()
    canvas = Canvas(output, invariant=1)
    for number in range(1, pages + 1):
        canvas.drawString(72, 760, f"{text} {number}/{pages}")
        canvas.showPage()
    canvas.save()
    return output.getvalue()
