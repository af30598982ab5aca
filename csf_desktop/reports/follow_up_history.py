"""Second page of the follow-up sheet: what comes next, what happened, who signs."""

from __future__ import annotations

from csf_desktop.reports.blocks import Block, Field, FieldGrid, Section, Text, stack_height
from csf_desktop.reports.follow_up_data import FollowUpReportData, NextAction, TimelineEvent
from csf_desktop.reports.fonts import printable
from csf_desktop.reports.formatting import (
    TO_COMPLETE,
    count,
    delay,
    long_date,
    short_date,
)
from csf_desktop.reports.forms import Callout, CheckItem, NoteLines, SignatureBoxes
from csf_desktop.reports.issue import DocumentIssue
from csf_desktop.reports.styles import COLOUR, GAP, GEOMETRY, styles_for
from csf_desktop.reports.tables import Column, DataTable

_MAX_MISSING = 5
_LEAST_NOTE_LINES = 3
_COLUMNS = (
    Column("Date", 13, is_strong=True, max_lines=1),
    Column("Par quel moyen", 14),
    Column("Avec qui", 18),
    Column("Résultat", 34),
    Column("Suite prévue", 26),
)


def second_page(data: FollowUpReportData) -> list[Block]:
    """Return the blocks of the page; the timeline takes what the rest leaves, newest first.

    The room left under a short timeline becomes lines to write on.
    """
    above: list[Block] = [_next_action(data.next_action, data.issue)]
    below: list[Block] = [_missing(data.missing), _signatures(data)]
    least_notes = _notes(_LEAST_NOTE_LINES)
    width = GEOMETRY.body_width
    fixed = stack_height([*above, *below, least_notes], width)
    timeline = _timeline(data.events, GEOMETRY.body_height - fixed - GAP)
    left = GEOMETRY.body_height - fixed - GAP - timeline.height(width)
    notes = _notes(_LEAST_NOTE_LINES + int(left // NoteLines.SPACING))
    return [*above, timeline, below[0], notes, below[1]]


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
    heading = Text("Prochaine action", styles_for(COLOUR).heading, 1)
    return Callout((heading, FieldGrid(fields)))


def _timeline(events: tuple[TimelineEvent, ...], max_height: float) -> Section:
    title = "Ce qui a été fait"
    if not events:
        nothing = Text("Aucun événement n’est encore noté.", styles_for(COLOUR).note)
        return Section(title, (nothing,))
    newest_first = sorted(events, key=lambda event: event.day, reverse=True)
    rows = tuple(
        (short_date(event.day), event.channel, event.contact, event.result, event.next_action)
        for event in newest_first
    )
    table = DataTable(_COLUMNS, rows)
    room = max_height - Section(title, ()).heading_height(GEOMETRY.body_width)
    return Section(title, (table.fitting(GEOMETRY.body_width, room, _older),))


def _older(number: int) -> str:
    noun = count(number, "événement plus ancien", "événements plus anciens")
    return f"… et {noun}, dans l’application"


def _missing(items: tuple[str, ...]) -> Section:
    title = "Ce qui manque avant l’étape suivante"
    known = [item for item in items if printable(item)]
    if not known:
        nothing = Text("Aucun manque signalé.", styles_for(COLOUR).note)
        return Section(title, (nothing,))
    blocks: list[Block] = [CheckItem(item) for item in known[:_MAX_MISSING]]
    left_out = len(known) - _MAX_MISSING
    if left_out > 0:
        noun = count(left_out, "autre point", "autres points")
        blocks.append(Text(f"… et {noun}, dans l’application", styles_for(COLOUR).note, 1))
    return Section(title, tuple(blocks), gap=2)


def _notes(lines: int) -> Section:
    return Section("Notes", (NoteLines(lines),), gap=0)


def _signatures(data: FollowUpReportData) -> Section:
    person = data.beneficiary
    signers = [("Jeune", f"{person.given_name} {person.family_name}")]
    if person.is_minor:
        signers.append(("Représentant légal", data.guardian.name))
    company = " – ".join(
        part for part in (data.company_tutor.name.strip(), data.company.strip()) if part
    )
    signers += [("Entreprise", company), ("Tuteur pilote", data.tutor.name)]
    return Section("Signatures", (SignatureBoxes(tuple(signers)),))
