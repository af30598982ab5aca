"""« Guide de l’acheteur »: the seven steps on paper, with the table of usual sizes."""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from csf_desktop.reports.blocks import Block, Section, Stack, Text
from csf_desktop.reports.flow import Part, flow
from csf_desktop.reports.fonts import printable
from csf_desktop.reports.forms import Callout, NumberedList
from csf_desktop.reports.frame import DocumentFrame, render
from csf_desktop.reports.guide_words import (
    GuideCode,
    GuideData,
    GuideStep,
    guide_steps,
    usual_sizes,
)
from csf_desktop.reports.issue import DocumentIssue
from csf_desktop.reports.people import NOBODY, ContactLine
from csf_desktop.reports.styles import MM, sheet_styles
from csf_desktop.reports.tables import Column, DataTable
from csf_desktop.reports.text import typesetting
from csf_desktop.reports.tutor_card import tutor_section

TITLE = "Guide de l’acheteur"
_LEAD = "De la première idée à la dernière heure, en sept étapes"
_OBJECT_LINES = 1
_STEP_GAP = 3 * MM


@dataclass(frozen=True)
class BuyerGuideData:
    """The guide, in general or for a contract, and the tutor who issues it."""

    issue: DocumentIssue
    guide: GuideData
    tutor: ContactLine = NOBODY


def build(data: BuyerGuideData) -> bytes:
    """Return the guide as a PDF; the same data gives the same bytes."""
    frame = DocumentFrame(TITLE, "Guide de l’acheteur, clause sociale de formation", data.issue)
    with typesetting():
        return render(pages(data), frame)


def pages(data: BuyerGuideData) -> list[list[Block]]:
    """Return the pages; a step is never parted."""
    head = [Part(Text(_LEAD, sheet_styles().lead, 2))]
    if data.guide.clause.reference:
        head.append(Part(_contract(data.guide)))
    steps = [
        Part(_step(number, step), _STEP_GAP)
        for number, step in enumerate(guide_steps(data.guide), start=1)
    ]
    return flow([*head, *steps, Part(tutor_section(data.tutor))])


def _contract(guide: GuideData) -> Block:
    clause, styles = guide.clause, sheet_styles()
    subject = printable(clause.contract_object) or "Objet à compléter"
    return Callout(
        (
            Text(f"Pour le contrat {clause.reference}", styles.heading, 1),
            Text(subject, styles.body, _OBJECT_LINES),
        )
    )


def _step(number: int, step: GuideStep) -> Block:
    styles = sheet_styles()
    help_with = HelpRow(
        (("Qui aide", step.helper), ("Document", step.document), ("Pour quand", step.deadline))
    )
    blocks: list[Block] = [Text(step.lead, styles.strong), NumberedList(step.actions)]
    if step.code is GuideCode.CHOOSE:
        blocks.append(size_table())
    blocks.append(help_with)
    return Section(f"{number}. {step.title}", tuple(blocks), 1.8 * MM)


@dataclass(frozen=True)
class HelpRow:
    """Three columns of small text, each under its label."""

    columns: tuple[tuple[str, str], ...]

    _GUTTER = 5 * MM

    def height(self, width: float) -> float:
        return max(stack.height(self._inner(width)) for stack in self._stacks())

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        inner = self._inner(width)
        for stack in self._stacks():
            stack.draw(canvas, x, top, inner)
            x += inner + self._GUTTER

    def _inner(self, width: float) -> float:
        number = len(self.columns)
        return (width - self._GUTTER * (number - 1)) / number

    def _stacks(self) -> list[Stack]:
        styles = sheet_styles()
        return [
            Stack((Text(name, styles.label, 1), Text(text, styles.cell)), 0)
            for name, text in self.columns
        ]


def size_table() -> DataTable:
    """Return the usual volumes by amount, as a table."""
    return DataTable(
        (
            Column("Montant de la période ferme", 5),
            Column("Volume", 2, is_strong=True),
            Column("Durée pour un jeune", 3),
        ),
        tuple((size.amount, size.hours, size.length) for size in usual_sizes()),
    )
