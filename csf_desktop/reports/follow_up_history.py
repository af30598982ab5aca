"""Second page of the follow-up sheet: what comes next, what happened, who signs."""

from __future__ import annotations

from dataclasses import dataclass

from csf_desktop.reports.blocks import Block, Field, FieldGrid, Section, Text, stack_height
from csf_desktop.reports.follow_up_data import FollowUpReportData, NextAction, TimelineEvent
from csf_desktop.reports.fonts import printable
from csf_desktop.reports.formatting import (
    NBSP,
    TO_COMPLETE,
    count,
    delay,
    long_date,
    short_date,
)
from csf_desktop.reports.forms import Callout, CheckItem, NoteLines, SignatureBoxes
from csf_desktop.reports.issue import DocumentIssue
from csf_desktop.reports.styles import GAP, GEOMETRY, MM, sheet_styles
from csf_desktop.reports.tables import Column, DataTable

_MAX_MISSING = 5


@dataclass(frozen=True)
class _Tightness:
    """How many lines long values get, and the least lines left to write on."""

    cell_lines: int
    item_lines: int
    note_lines: int
    box_height: float


_EASY = _Tightness(cell_lines=3, item_lines=2, note_lines=3, box_height=46 * MM)
_TIGHT = _Tightness(cell_lines=2, item_lines=1, note_lines=2, box_height=38 * MM)


def second_page(data: FollowUpReportData) -> list[Block]:
    """Return the blocks of the page; the timeline takes what the rest leaves, newest first.

    The room left under a short timeline becomes lines to write on.
    """
    blocks: list[Block] = []
    for tightness in (_EASY, _TIGHT):
        blocks, is_whole = _page_with(data, tightness)
        if is_whole:
            break
    return blocks


def _page_with(data: FollowUpReportData, tightness: _Tightness) -> tuple[list[Block], bool]:
    """Return the blocks of the page, and whether every event is among them."""
    above = _above(data)
    missing = _missing(data.missing, tightness.item_lines)
    signatures = _signatures(data, tightness.box_height)
    width = GEOMETRY.body_width
    fixed = stack_height([*above, missing, _notes(tightness.note_lines), signatures], width)
    room = GEOMETRY.body_height - fixed - GAP
    timeline, is_whole = _timeline(data.events, room, tightness.cell_lines)
    spare = int((room - timeline.height(width)) // NoteLines.SPACING)
    notes = _notes(tightness.note_lines + spare)
    return [*above, timeline, missing, notes, signatures], is_whole


def _above(data: FollowUpReportData) -> list[Block]:
    """Return what comes next, unless the pathway is over, and what it led to, once known."""
    following, led_to = data.next_action, data.outcomes + data.benefits
    is_over = bool(led_to) and not printable(f"{following.owner}{following.action}")
    blocks: list[Block] = [] if is_over else [_next_action(following, data.issue)]
    return [*blocks, _led_to(data)] if led_to else blocks


def _led_to(data: FollowUpReportData) -> Block:
    fields = (
        Field("Issues", _listed(data.outcomes), span=3, max_lines=2, missing=TO_COMPLETE),
        Field("Ce que l’immersion a apporté", _listed(data.benefits), span=3, max_lines=2),
    )
    heading = Text("Ce à quoi le parcours a mené", sheet_styles().heading, 1)
    return Callout((heading, FieldGrid(fields)))


def _listed(items: tuple[str, ...]) -> str:
    return f"{NBSP}; ".join(item.strip() for item in items if printable(item))


def _next_action(action: NextAction, issue: DocumentIssue) -> Block:
    if action.due_on is None:
        due = TO_COMPLETE
    else:
        when = delay(action.due_on, issue.issued_at.date())
        due = f"{long_date(action.due_on)} ({when})"
    fields = (
        Field("Qui", action.owner, missing=TO_COMPLETE),
        Field("Pour quand", due, span=2),
        Field("Quoi", action.action, span=3, max_lines=3, missing=TO_COMPLETE),
    )
    heading = Text("Prochaine action", sheet_styles().heading, 1)
    return Callout((heading, FieldGrid(fields)))


def _timeline(
    events: tuple[TimelineEvent, ...], max_height: float, cell_lines: int
) -> tuple[Section, bool]:
    title = "Ce qui a été fait"
    if not events:
        nothing = Text("Aucun événement n’est encore noté.", sheet_styles().note)
        return Section(title, (nothing,)), True
    newest_first = sorted(events, key=lambda event: event.day, reverse=True)
    rows = tuple(
        (short_date(event.day), event.channel, event.contact, event.result, event.next_action)
        for event in newest_first
    )
    width = GEOMETRY.body_width
    room = max_height - Section(title, ()).heading_height(width)
    table = DataTable(_columns(cell_lines), rows).fitting(width, room, _older)
    return Section(title, (table,)), len(table.rows) == len(rows)


def _columns(cell_lines: int) -> tuple[Column, ...]:
    return (
        Column("Date", 13.2, is_strong=True, max_lines=1),
        Column("Par quel moyen", 14, max_lines=cell_lines),
        Column("Avec qui", 19, max_lines=cell_lines),
        Column("Résultat", 34, max_lines=cell_lines),
        Column("Suite prévue", 24, max_lines=cell_lines),
    )


def _older(number: int) -> str:
    noun = count(number, "événement plus ancien", "événements plus anciens")
    return f"… et {noun}, dans l’application"


def _missing(items: tuple[str, ...], item_lines: int) -> Section:
    title = "Ce qui manque avant l’étape suivante"
    known = [item for item in items if printable(item)]
    if not known:
        nothing = Text("Aucun manque signalé.", sheet_styles().note)
        return Section(title, (nothing,))
    blocks: list[Block] = [CheckItem(item, item_lines) for item in known[:_MAX_MISSING]]
    left_out = len(known) - _MAX_MISSING
    if left_out > 0:
        noun = count(left_out, "autre point", "autres points")
        blocks.append(Text(f"… et {noun}, dans l’application", sheet_styles().note, 1))
    return Section(title, tuple(blocks), gap=2)


def _notes(lines: int) -> Section:
    return Section("Notes", (NoteLines(lines),), gap=0)


def _signatures(data: FollowUpReportData, box_height: float) -> Section:
    person = data.beneficiary
    signers = [("Jeune", f"{person.given_name} {person.family_name}")]
    if person.is_minor:
        signers.append(("Représentant légal", data.guardian.name))
    company = " – ".join(
        part for part in (data.company_tutor.name.strip(), data.company.strip()) if part
    )
    signers += [
        ("Tuteur d’entreprise", company),
        ("Établissement", data.school.name),
        ("Tuteur pilote", data.tutor.name),
    ]
    return Section("Signatures", (SignatureBoxes(tuple(signers), box_height),))
