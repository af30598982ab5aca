"""The clause as a text document: headings, numbers, French, and nothing that runs."""

from __future__ import annotations

import io
import re
import zipfile

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from csf_desktop.reports import clause_docx
from csf_desktop.reports.clause_sheet import ClauseSheetData
from tests.reports.buyer_samples import clauses

SAMPLES = clauses()


def made(name: str = "clause") -> bytes:
    return clause_docx.build(SAMPLES[name])


def opened(name: str = "clause") -> Document:
    return docx.Document(io.BytesIO(made(name)))


@pytest.mark.parametrize("name", SAMPLES)
def test_articles_are_headings_with_their_paragraphs(name: str) -> None:
    document, clause = opened(name), SAMPLES[name].clause
    styles = [(one.style.name if one.style else "", one.text) for one in document.paragraphs]
    assert [text for style, text in styles if style == "Heading 2"] == [
        article.title for article in clause.articles
    ]
    assert [text for style, text in styles if style == "Body Text"] == [
        text for article in clause.articles for text in article.paragraphs
    ]
    assert [text for style, text in styles if style == "Heading 1"] == [
        clause.title,
        clause.notice_title,
    ]
    assert styles[-1] == ("Normal", clause.notice)


def test_numbers_are_those_of_the_word_processor() -> None:
    document = opened()
    numbering = document.part.numbering_part.element
    texts = {
        style.get(qn("w:val")): level.find(qn("w:lvlText")).get(qn("w:val"))
        for level in numbering.iter(qn("w:lvl"))
        if (style := level.find(qn("w:pStyle"))) is not None
    }
    assert texts["Heading2"] == "Article\u00a0%1."
    assert texts["BodyText"] == "%1.%2."
    for name, level in (("Heading 2", 0), ("Body Text", 1)):
        properties = document.styles[name].element.pPr.numPr
        assert properties.ilvl.val == level
    first = numbering.find(qn("w:num"))
    abstracts = list(numbering.iter(qn("w:abstractNum")))
    order = list(numbering)
    assert order.index(abstracts[-1]) < order.index(first)


def test_page_is_a4_and_the_language_french() -> None:
    document = opened()
    section = document.sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    language = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    assert language is not None
    assert language.get(qn("w:val")) == "fr-FR"
    assert document.core_properties.language == "fr-FR"


def test_properties_name_the_issuer_and_the_declared_hour() -> None:
    about, issue = opened().core_properties, SAMPLES["clause"].issue
    assert about.author == "Nadia Benali"
    assert about.title == "Clause sociale de formation M-2026-014"
    assert about.created is not None
    assert about.created.replace(tzinfo=issue.issued_at.tzinfo) == issue.issued_at


def test_package_holds_no_macro_link_or_picture() -> None:
    with zipfile.ZipFile(io.BytesIO(made())) as package:
        assert package.testzip() is None
        names = package.namelist()
        relations = "".join(package.read(name).decode() for name in names if name.endswith(".rels"))
    assert not [name for name in names if re.search(r"vba|\.bin$|media|thumbnail", name)]
    assert 'TargetMode="External"' not in relations
    assert "thumbnail" not in relations


def test_what_is_left_to_do_is_highlighted() -> None:
    runs = [run for paragraph in opened("clause-empty").paragraphs for run in paragraph.runs]
    marked = [run.text for run in runs if run.font.highlight_color is not None]
    assert marked
    assert all(re.match(r"\[(à compléter|proposition à confirmer)", text) for text in marked)
    plain = [run.text for run in runs if run.font.highlight_color is None]
    assert not any("[à compléter" in text for text in plain)


def test_same_clause_gives_the_same_bytes() -> None:
    assert made() == made()


def test_marks_that_xml_refuses_are_left_out() -> None:
    data = SAMPLES["clause"]
    first = data.clause.articles[0]
    odd = type(first)(1, "Objet", ("a\x00b\x0bc\ud800d",))
    clause = type(data.clause)("Titre", "", (odd,), "Avis", "fin")
    document = docx.Document(io.BytesIO(clause_docx.build(ClauseSheetData(data.issue, clause))))
    assert "abcd" in [one.text for one in document.paragraphs]
