"""The frame around every page, and the PDF file itself: header, footer, metadata."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from reportlab.pdfgen.canvas import Canvas

from csf_desktop.reports.blocks import Block, Text, draw_stack
from csf_desktop.reports.drawings import draw_logo
from csf_desktop.reports.fonts import REGULAR, printable
from csf_desktop.reports.formatting import NBSP, date_and_time, or_missing
from csf_desktop.reports.issue import DocumentIssue
from csf_desktop.reports.styles import COLOUR, GEOMETRY, MM, sheet_styles

DEMO_BAND = f"DÉMONSTRATION{NBSP}– données inventées"
_LOGO = 11 * MM
_REFERENCE_WIDTH = 56 * MM


@dataclass(frozen=True)
class DocumentFrame:
    """What is said around the pages. ``subject`` goes to the file's properties.

    ``note`` is the last line of the footer of a document that is not signed. Neither ``title`` nor
    ``subject`` may hold a person's name: the properties of a file are read without opening it.
    """

    title: str
    subject: str
    issue: DocumentIssue
    note: str = ""


def render(pages: Sequence[Sequence[Block]], frame: DocumentFrame) -> bytes:
    """Return the PDF of ``pages``, each a column of blocks that fits the body of a page.

    The same input gives the same bytes: the only date in the file is the declared hour of issue.
    """
    buffer = io.BytesIO()
    canvas = Canvas(
        buffer,
        pagesize=(GEOMETRY.width, GEOMETRY.height),
        pageCompression=1,
        invariant=1,
        lang="fr-FR",
        initialFontName=_ready_font(),
    )
    _describe(canvas, frame)
    for number, blocks in enumerate(pages, start=1):
        _draw_demo_band(canvas, frame)
        _draw_header(canvas, frame)
        _draw_footer(canvas, frame, number, len(pages))
        draw_stack(blocks, canvas, GEOMETRY.margin, GEOMETRY.body_top, GEOMETRY.body_width)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _ready_font() -> str:
    """Return the face that pages start with, so that no base font is named without embedding."""
    sheet_styles()
    return REGULAR


def _describe(canvas: Canvas, frame: DocumentFrame) -> None:
    issue = frame.issue
    canvas.setTitle(printable(f"{frame.title} {issue.reference}"))
    canvas.setAuthor(or_missing(printable(issue.issuer)))
    canvas.setSubject(printable(frame.subject))
    canvas.setKeywords("clause sociale de formation")
    canvas.setCreator("CSF Desktop")
    canvas.setProducer("CSF Desktop")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    written = _pdf_date(issue.issued_at)
    canvas.setDateFormatter(lambda *_parts: written)


def _pdf_date(moment: datetime) -> str:
    offset = moment.strftime("%z")
    zone = f"{offset[:3]}'{offset[3:5]}'" if offset else ""
    return f"D:{moment.year:04}{moment:%m%d%H%M%S}{zone}"


def _draw_demo_band(canvas: Canvas, frame: DocumentFrame) -> None:
    """Draw the band of invented data: tint, border and capitals, plain on a grey printer too."""
    if not frame.issue.is_demo:
        return
    width, height = GEOMETRY.body_width, GEOMETRY.band_height
    bottom = GEOMETRY.band_top - height
    canvas.setFillColor(COLOUR.accent)
    canvas.setStrokeColor(COLOUR.text)
    canvas.setLineWidth(1)
    canvas.rect(GEOMETRY.margin, bottom, width, height, stroke=1, fill=1)
    text = Text(DEMO_BAND, sheet_styles().band, 1)
    top = GEOMETRY.band_top - (height - text.height(width)) / 2
    text.draw(canvas, GEOMETRY.margin, top, width)


def _draw_header(canvas: Canvas, frame: DocumentFrame) -> None:
    styles, issue = sheet_styles(), frame.issue
    top, left, width = GEOMETRY.header_top, GEOMETRY.margin, GEOMETRY.body_width
    draw_logo(canvas, left, top - _LOGO, _LOGO)
    text_left = left + _LOGO + 4 * MM
    text_width = width - _LOGO - 4 * MM - _REFERENCE_WIDTH
    Text(frame.title, styles.title, 1).draw(canvas, text_left, top + 1.5, text_width)
    academy = Text(or_missing(printable(issue.academy), "Académie à compléter"), styles.subtitle, 1)
    academy.draw(canvas, text_left, top - 19, text_width)
    right = left + width - _REFERENCE_WIDTH
    Text(issue.reference, styles.reference, 1).draw(canvas, right, top - 3, _REFERENCE_WIDTH)
    Text("Clause sociale de formation", styles.small_right, 1).draw(
        canvas, right, top - 19.8, _REFERENCE_WIDTH
    )
    canvas.setStrokeColor(COLOUR.primary)
    canvas.setLineWidth(1.4)
    canvas.line(left, top - _LOGO - 2.4 * MM, left + width, top - _LOGO - 2.4 * MM)


def _draw_footer(canvas: Canvas, frame: DocumentFrame, number: int, total: int) -> None:
    styles, issue = sheet_styles(), frame.issue
    top, left, width = GEOMETRY.footer_top, GEOMETRY.margin, GEOMETRY.body_width
    canvas.setStrokeColor(COLOUR.strong_line)
    canvas.setLineWidth(0.5)
    canvas.line(left, top, left + width, top)
    page_width = 30 * MM
    page = f"page{NBSP}{number} sur{NBSP}{total}"
    Text(page, styles.small_right, 1).draw(canvas, left + width - page_width, top - 3, page_width)
    said_width = width - page_width
    reference = printable(issue.reference)
    said = f"{frame.title} · {reference}" if reference else frame.title
    Text(said, styles.small, 1).draw(canvas, left, top - 3, said_width)
    Text(_origin(issue), styles.small, 1).draw(canvas, left, top - 13, width)
    last = _signature(issue) if issue.signer.strip() else frame.note
    if last:
        Text(last, styles.small, 2).draw(canvas, left, top - 23, width)


def _origin(issue: DocumentIssue) -> str:
    issuer = f" par {issue.issuer.strip()}" if issue.issuer.strip() else ""
    return f"Émis le {date_and_time(issue.issued_at)} (heure déclarée){issuer}"


def _signature(issue: DocumentIssue) -> str:
    signed = f"Document signé électroniquement par {issue.signer.strip()}"
    fingerprint = issue.fingerprint.strip()
    return f"{signed} · empreinte {fingerprint}" if fingerprint else signed
