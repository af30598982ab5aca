"""« Fiche de passation » of a company, for the tutor who takes over: one A4 page, two at most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from csf_desktop.reports.blocks import Block, Field, FieldGrid, Section, Text, stack_height
from csf_desktop.reports.drawings import TitleWithPill
from csf_desktop.reports.flow import Part, flow
from csf_desktop.reports.fonts import printable
from csf_desktop.reports.formatting import (
    NBSP,
    TO_COMPLETE,
    count,
    full_name,
    hours,
    initials,
    or_missing,
    phone,
    short_date,
    siret,
)
from csf_desktop.reports.forms import Callout
from csf_desktop.reports.frame import DocumentFrame, render
from csf_desktop.reports.handover_data import HandoverData, HeldPathway
from csf_desktop.reports.masking import name_masker
from csf_desktop.reports.styles import GAP, GEOMETRY, MM, sheet_styles
from csf_desktop.reports.tables import Column, DataTable
from csf_desktop.reports.text import typesetting

TITLE = "Fiche de passation"
_MAX_PAGES = 2
_MAX_POINTS = 5
_LEAST_TABLE = 30 * MM
"""What the timeline asks of a page: its heading, a row, and how many more there are."""


@dataclass(frozen=True)
class _Limits:
    """How many rows a table holds, and how many lines a long value."""

    rows: int
    lines: int


_TIGHTER = (_Limits(12, 3), _Limits(8, 2), _Limits(5, 2), _Limits(3, 1))
Rows = Sequence[tuple[str, ...]]


def build(data: HandoverData) -> bytes:
    """Return the sheet as a PDF of one or two pages; the same data gives the same bytes."""
    shown = data if data.show_names else _without_names(data)
    frame = DocumentFrame(
        title=TITLE,
        subject=f"Passation de l’entreprise {printable(data.name)}, clause sociale de formation",
        issue=data.issue,
    )
    with typesetting():
        return render(pages(shown), frame)


def pages(data: HandoverData) -> list[list[Block]]:
    """Return the pages: the exchanges come last and take what room the rest leaves."""
    found: list[list[Block]] = []
    for limits in _TIGHTER:
        parts = _parts(data, limits)
        found = flow(parts)
        if len(found) > _MAX_PAGES:
            continue
        room = GEOMETRY.body_height - stack_height(found[-1], GEOMETRY.body_width) - GAP
        if room < _LEAST_TABLE and len(found) < _MAX_PAGES:
            return [*found, [_exchanges(data, GEOMETRY.body_height, limits)]]
        if room >= _LEAST_TABLE:
            return [*found[:-1], [*found[-1], _exchanges(data, room, limits)]]
    return found[:_MAX_PAGES]


def _without_names(data: HandoverData) -> HandoverData:
    people = [(line.given_name, line.family_name) for line in data.pathways]
    mask = name_masker(
        name for given, family in people for name in (full_name(given, family), family, given)
    )
    return replace(
        data,
        note=mask(data.note),
        points=tuple(mask(point) for point in data.points),
        pathways=tuple(
            replace(line, given_name=initials(line.given_name, line.family_name), family_name="")
            for line in data.pathways
        ),
        awaited=tuple(replace(line, action=mask(line.action)) for line in data.awaited),
        events=tuple(
            replace(
                event,
                contact=mask(event.contact),
                result=mask(event.result),
                next_action=mask(event.next_action),
            )
            for event in data.events
        ),
    )


def _parts(data: HandoverData, limits: _Limits) -> list[Part]:
    blocks = [
        TitleWithPill(or_missing(printable(data.name), TO_COMPLETE), ()),
        _to_know(data, limits),
        _awaited(data, limits),
        _identity(data, limits),
        _present(data, limits),
        _past(data, limits),
        _contracts(data, limits),
        _pathways(data, limits),
    ]
    return [Part(block) for block in blocks if block is not None]


def _to_know(data: HandoverData, limits: _Limits) -> Block:
    styles = sheet_styles()
    points = [point for point in data.points if printable(point)]
    lines = [Text(f"•{NBSP}{point}", styles.body, limits.lines) for point in points[:_MAX_POINTS]]
    left_out = len(points) - len(lines)
    if left_out > 0:
        told = f"… et {count(left_out, 'autre point', 'autres points')}, dans l’application"
        lines.append(Text(told, styles.note, 1))
    heading = Text("Points d’attention", styles.heading, 1)
    nothing = Text("Aucun point d’attention.", styles.body, 1)
    return Callout((heading, *(lines or [nothing])))


def _awaited(data: HandoverData, limits: _Limits) -> Block:
    rows = [
        (
            line.owner,
            line.action,
            line.reference,
            short_date(line.due_on) if line.due_on else "sans échéance",
        )
        for line in data.awaited
    ]
    columns = (
        Column("Qui", 20, is_strong=True, max_lines=2),
        Column("Quoi", 48, max_lines=limits.lines),
        Column("Pour", 18, max_lines=1),
        Column("Échéance", 16, max_lines=1),
    )
    return _table("Ce qui est attendu", columns, rows, limits, "Rien n’est attendu.")


def _identity(data: HandoverData, limits: _Limits) -> Block:
    number = siret(data.siret) if printable(data.siret) else data.other_id
    fields = [
        Field("SIRET" if data.siret else "Identifiant", number, max_lines=1, missing=TO_COMPLETE),
        Field("Secteur", data.sector, max_lines=1),
        Field("Téléphone", phone(data.phone), max_lines=1),
        Field("Adresse", data.address, 2, limits.lines, missing=TO_COMPLETE),
        Field("Courriel", data.email, max_lines=1),
        Field("Comment elle répond", data.pace.capitalize(), 3, 2),
    ]
    if data.sites:
        fields.append(Field("Sites", f"{NBSP}; ".join(data.sites), 3, limits.lines))
    if printable(data.note):
        fields.append(Field("Note", data.note, 3, limits.lines + 1))
    return Section("Entreprise", (FieldGrid(tuple(fields)),))


def _present(data: HandoverData, limits: _Limits) -> Block:
    rows = [
        (
            line.name,
            f"{line.role}, depuis le {short_date(line.since)}" if line.since else line.role,
            phone(line.phone),
            line.email,
        )
        for line in data.present
    ]
    columns = (
        Column("Nom", 24, is_strong=True, max_lines=2),
        Column("Fonction", 32, max_lines=2),
        Column("Téléphone", 17, max_lines=1),
        Column("Courriel", 31, max_lines=2),
    )
    return _table("Personnes à joindre", columns, rows, limits, "Personne n’est nommé.")


def _past(data: HandoverData, limits: _Limits) -> Block | None:
    if not data.past:
        return None
    rows = [
        (
            line.name,
            line.role,
            short_date(line.since),
            short_date(line.until),
            or_missing(printable(line.successor), "pas encore connu"),
        )
        for line in data.past
    ]
    columns = (
        Column("Nom", 26, is_strong=True, max_lines=2),
        Column("Fonction", 24, max_lines=2),
        Column("Depuis", 16, max_lines=1),
        Column("Parti le", 16, max_lines=1),
        Column("Successeur", 24, max_lines=2),
    )
    return _table("Personnes parties", columns, rows, limits, "")


def _contracts(data: HandoverData, limits: _Limits) -> Block:
    rows = [
        (
            line.reference,
            line.object,
            line.role,
            line.status,
            hours(line.owed_minutes),
            hours(line.unplaced_minutes),
        )
        for line in data.contracts
    ]
    columns = (
        Column("Marché", 17, is_strong=True, max_lines=1),
        Column("Objet", 40, max_lines=limits.lines),
        Column("Rôle", 17, max_lines=1),
        Column("Étape", 17, max_lines=1),
        Column("Heures dues", 12, is_right=True, max_lines=1),
        Column("À placer", 12, is_right=True, max_lines=1),
    )
    return _table("Marchés", columns, rows, limits, "Aucun marché.")


def _pathways(data: HandoverData, limits: _Limits) -> Block:
    columns = (
        Column("Parcours", 20, is_strong=True, max_lines=1),
        Column("Jeune", 20, max_lines=2),
        Column("Étape", 17, max_lines=2),
        Column("Accueil", 34, max_lines=3),
        Column("Réalisées sur prévues", 20, is_right=True, max_lines=1),
    )
    rows = [_pathway(line) for line in data.pathways]
    return _table("Parcours", columns, rows, limits, "Aucun parcours.")


def _pathway(line: HeldPathway) -> tuple[str, ...]:
    name = printable(full_name(line.given_name, line.family_name))
    done = f"{hours(line.done_minutes)} / {hours(line.planned_minutes)}"
    return (line.reference, or_missing(name, "à trouver"), line.status, line.welcome, done)


def _exchanges(data: HandoverData, room: float, limits: _Limits) -> Section:
    title = "Derniers échanges"
    if not data.events:
        return Section(title, (Text("Aucun échange n’est encore noté.", sheet_styles().note),))
    newest_first = sorted(data.events, key=lambda event: event.day, reverse=True)
    rows = tuple(
        (short_date(event.day), event.channel, event.contact, event.result, event.next_action)
        for event in newest_first
    )
    columns = (
        Column("Date", 14, is_strong=True, max_lines=1),
        Column("Moyen", 13, max_lines=2),
        Column("Avec qui", 20, max_lines=2),
        Column("Résultat", 33, max_lines=limits.lines),
        Column("Suite prévue", 24, max_lines=limits.lines),
    )
    left = room - Section(title, ()).heading_height(GEOMETRY.body_width)
    return Section(title, (DataTable(columns, rows).fitting(GEOMETRY.body_width, left, _older),))


def _table(
    title: str, columns: tuple[Column, ...], rows: Rows, limits: _Limits, nothing: str
) -> Section:
    if not rows:
        return Section(title, (Text(nothing, sheet_styles().note, 1),))
    kept = tuple(rows[: limits.rows])
    left_out = len(rows) - len(kept)
    closing = f"… et {count(left_out, 'autre', 'autres')}, dans l’application" if left_out else ""
    return Section(title, (DataTable(columns, kept, closing),))


def _older(number: int) -> str:
    return f"… et {count(number, 'échange plus ancien', 'échanges plus anciens')}"
