"""« Clause à insérer »: the clause on as many pages as it takes."""

from __future__ import annotations

from dataclasses import dataclass

from csf_desktop.reports.blocks import Block, Section, Text
from csf_desktop.reports.clause_data import PROPOSAL, Article, Clause
from csf_desktop.reports.flow import Column, Part, flow, pieces
from csf_desktop.reports.fonts import printable
from csf_desktop.reports.formatting import NBSP, or_missing
from csf_desktop.reports.forms import Callout
from csf_desktop.reports.frame import DocumentFrame, render
from csf_desktop.reports.issue import DocumentIssue
from csf_desktop.reports.numbered import NumberedText
from csf_desktop.reports.styles import MM, sheet_styles
from csf_desktop.reports.text import typesetting

TITLE = "Clause à insérer"
_NARROW = 1.4 * MM
_OBJECT_LINES = 3


@dataclass(frozen=True)
class ClauseSheetData:
    """A clause, and what the document says about itself."""

    issue: DocumentIssue
    clause: Clause


def build(data: ClauseSheetData) -> bytes:
    """Return the clause as a PDF; the same data gives the same bytes."""
    frame = DocumentFrame(TITLE, "Clause sociale de formation à insérer", data.issue)
    with typesetting():
        return render(pages(data.clause), frame)


def pages(clause: Clause) -> list[list[Block]]:
    """Return the pages: what is left to do, the articles, the paragraph for the notice."""
    parts = [Part(_subject(clause)), *_to_do(clause)]
    for article in clause.articles:
        parts += _article(article)
    parts.append(Part(_notice(clause)))
    return flow(parts)


def _subject(clause: Clause) -> Block:
    return Text(
        or_missing(printable(clause.subject), clause.title), sheet_styles().lead, _OBJECT_LINES
    )


def _to_do(clause: Clause) -> list[Part]:
    """Return a box that says what the buyer has left to fill in or confirm, if anything."""
    lines = []
    if clause.missing:
        lines.append(f"À compléter{NBSP}: {', '.join(clause.missing)}.")
    if clause.proposals:
        lines.append(
            f"À confirmer, à changer ou à retirer{NBSP}: les passages marqués «{NBSP}{PROPOSAL}"
            f"{NBSP}»."
        )
    if not lines:
        return []
    styles = sheet_styles()
    body = tuple(Text(line, styles.body) for line in lines)
    return [Part(Callout((Text("Avant de publier", styles.heading, 1), *body)))]


def _article(article: Article) -> list[Part]:
    """Return the parts of an article.

    Its heading never stands without its first paragraph, nor its last paragraph without the one
    before it.
    """
    texts: list[NumberedText] = []
    for number, paragraph in article.numbered():
        first, *rest = pieces(paragraph)
        texts += [NumberedText(number, first), *(NumberedText("", piece) for piece in rest)]
    head, *middle = texts
    opening = Section(article.heading, (head,))
    if len(middle) < 2:
        return [Part(Column((Part(opening), *(Part(text, _NARROW) for text in middle))))]
    *middle, before, last = middle
    ending = Column((Part(before), Part(last, _NARROW)))
    return [Part(opening), *(Part(text, _NARROW) for text in middle), Part(ending, _NARROW)]


def _notice(clause: Clause) -> Block:
    body = tuple(Text(piece, sheet_styles().body) for piece in pieces(clause.notice))
    return Section(clause.notice_title, body)
