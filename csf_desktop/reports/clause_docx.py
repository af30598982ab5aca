"""The clause as a text document that a buyer opens in a word processor and goes on writing.

Articles are headings, and numbers are Word's own: they follow when articles are moved or pasted
among others. No macro, no field, nothing linked.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from datetime import datetime
from typing import Any

from docx import Document
from docx.document import Document as TextDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from csf_desktop.reports.clause_data import PROPOSAL, TO_FILL_IN, Clause
from csf_desktop.reports.clause_sheet import ClauseSheetData
from csf_desktop.reports.formatting import NBSP

_FONT = "Calibri"
_INK = RGBColor(0x24, 0x40, 0x8E)
_LIST_ID, _ABSTRACT_ID = 90, 90
_DATE = (1980, 1, 1, 0, 0, 0)
"""Of every part of the package: the same clause gives the same bytes."""
_MARKED = re.compile(rf"(\[(?:{TO_FILL_IN}|{PROPOSAL})[^\]]*\])")
_NUMBERING = f"""
<w:abstractNum {nsdecls("w")} w:abstractNumId="{_ABSTRACT_ID}">
  <w:multiLevelType w:val="multilevel"/>
  <w:lvl w:ilvl="0">
    <w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Heading2"/>
    <w:suff w:val="space"/><w:lvlText w:val="Article{NBSP}%1."/><w:lvlJc w:val="left"/>
    <w:pPr><w:ind w:left="0" w:firstLine="0"/></w:pPr>
  </w:lvl>
  <w:lvl w:ilvl="1">
    <w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="BodyText"/>
    <w:lvlText w:val="%1.%2."/><w:lvlJc w:val="left"/>
    <w:pPr><w:ind w:left="680" w:hanging="680"/></w:pPr>
  </w:lvl>
</w:abstractNum>
"""


def build(data: ClauseSheetData) -> bytes:
    """Return the clause as a .docx; the same data gives the same bytes."""
    document = Document()
    _drop_picture(document)
    _set_page(document)
    _set_styles(document)
    _set_numbering(document)
    _set_properties(document, data)
    _write(document, data.clause)
    buffer = io.BytesIO()
    document.save(buffer)
    return _repacked(buffer.getvalue())


def _write(document: TextDocument, clause: Clause) -> None:
    document.add_heading(clause.title, level=1)
    for article in clause.articles:
        document.add_heading(article.title, level=2)
        for paragraph in article.paragraphs:
            _add_text(document.add_paragraph(style="Body Text"), paragraph)
    document.add_heading(clause.notice_title, level=1)
    _add_text(document.add_paragraph(), clause.notice)


def _add_text(paragraph: Paragraph, text: str) -> None:
    """Write a paragraph; what is to complete or to confirm is highlighted."""
    plain = "".join(char for char in text if unicodedata.category(char)[0] != "C")
    for at, piece in enumerate(_MARKED.split(plain)):
        run = paragraph.add_run(piece)
        if at % 2:
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _drop_picture(document: TextDocument) -> None:
    """Drop the picture of an empty page that comes with python-docx's template."""
    links = document.part.package.rels
    for key in [key for key, link in links.items() if link.reltype.endswith("/thumbnail")]:
        del links[key]


def _set_page(document: TextDocument) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin = section.bottom_margin = Mm(20)


def _set_styles(document: TextDocument) -> None:
    """Set one face, sober sizes, and French for the spelling checker."""
    styles: Any = document.styles
    for name, size, before, after in (
        ("Normal", 11, 0, 6),
        ("Body Text", 11, 0, 6),
        ("Heading 1", 16, 12, 8),
        ("Heading 2", 12, 12, 4),
    ):
        style = styles[name]
        style.font.name, style.font.size = _FONT, Pt(size)
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.space_after = Pt(after)
        style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
        if name.startswith("Heading"):
            _set_heading(style)
    styles["Heading 2"].next_paragraph_style = styles["Body Text"]
    language = styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    language.set(qn("w:val"), "fr-FR")


def _set_heading(style: Any) -> None:  # noqa: ANN401 - python-docx makes it untyped
    style.font.bold, style.font.color.rgb = True, _INK
    style.paragraph_format.keep_with_next = True
    fonts = style.element.rPr.rFonts  # the theme's face would win over the named one
    for attribute in [name for name in fonts.attrib if name.lower().endswith("theme")]:
        del fonts.attrib[attribute]
    for script in ("w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), _FONT)


def _set_numbering(document: TextDocument) -> None:
    """Number headings « Article 1. » and their paragraphs « 1.1. » through their styles."""
    numbering = document.part.numbering_part.element
    first_list = numbering.find(qn("w:num"))
    first_list.addprevious(parse_xml(_NUMBERING))
    numbering.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{_LIST_ID}">'
            f'<w:abstractNumId w:val="{_ABSTRACT_ID}"/></w:num>'
        )
    )
    styles: Any = document.styles
    for name, level in (("Heading 2", 0), ("Body Text", 1)):
        properties = styles[name].element.get_or_add_pPr()
        numbered = properties.get_or_add_numPr()
        numbered.get_or_add_ilvl().val = level
        numbered.get_or_add_numId().val = _LIST_ID


def _set_properties(document: TextDocument, data: ClauseSheetData) -> None:
    """Say what the file is, not who young people are: properties are read without opening it."""
    issue, about = data.issue, document.core_properties
    about.title = f"{data.clause.title} {issue.reference}".strip()
    about.subject = "Clause sociale de formation à insérer"
    about.author = about.last_modified_by = issue.issuer
    about.language, about.comments, about.keywords = "fr-FR", "", "clause sociale de formation"
    about.created = about.modified = _plain(issue.issued_at)
    about.revision = 1


def _plain(moment: datetime) -> datetime:
    return moment.replace(microsecond=0)


def _repacked(package: bytes) -> bytes:
    """Return the package with all its parts of one date."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            part = zipfile.ZipInfo(name, _DATE)
            part.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(part, source.read(name))
    return buffer.getvalue()
