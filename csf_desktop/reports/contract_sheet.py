"""« Fiche de marché »: one A4 page, or two when there are many pathways or contacts."""

from __future__ import annotations

from dataclasses import replace

from csf_desktop.reports.blocks import Block, Field, FieldGrid, Section, Text, stack_height
from csf_desktop.reports.contract_data import (
    ContractReportData,
    OrderLine,
    Organisation,
    PathwayLine,
)
from csf_desktop.reports.contract_hours import hours_section
from csf_desktop.reports.drawings import Pill, TitleWithPill
from csf_desktop.reports.fonts import printable
from csf_desktop.reports.formatting import (
    MISSING,
    NBSP,
    TO_COMPLETE,
    amount,
    count,
    full_name,
    hours,
    initials,
    months,
    or_missing,
    period,
    phone,
    short_date,
    siret,
)
from csf_desktop.reports.forms import Callout
from csf_desktop.reports.frame import DocumentFrame, render
from csf_desktop.reports.masking import name_masker
from csf_desktop.reports.styles import GAP, GEOMETRY, MM, sheet_styles
from csf_desktop.reports.tables import Column, DataTable
from csf_desktop.reports.text import shorten, typesetting

TITLE = "Fiche de marché"
_MAX_AWARDEES = 3
_NAME_LENGTH = 90
# What the first page keeps for a table: its heading, two rows, and how many more there are.
_LEAST_TABLE = 32 * MM
# Lines of a value, rows of lots, alerts: for less and less room.
_TIGHTER = ((2, 8, 5), (1, 8, 5), (1, 3, 5), (1, 0, 2))
_MORE = {
    "Bons de commande": ("autre bon", "autres bons"),
    "Parcours": ("autre parcours", "autres parcours"),
    "Contacts": ("autre contact", "autres contacts"),
}


def build(data: ContractReportData) -> bytes:
    """Return the sheet as a PDF of one or two pages; the same data gives the same bytes."""
    shown = data if data.show_names else _without_names(data)
    frame = DocumentFrame(
        title=TITLE,
        subject=f"Marché {data.issue.reference}, clause sociale de formation",
        issue=data.issue,
    )
    with typesetting():
        return render(pages(shown), frame)


def pages(data: ContractReportData) -> list[list[Block]]:
    """Return one page when all fits on it; else two, a table that goes on the second one whole.

    What has no room on either is cut, and told.
    """
    upper = _upper_part(data)
    tables = [*_orders(data.orders), _pathways(data.pathways), _contacts(data)]
    room = GEOMETRY.body_height - stack_height(upper, GEOMETRY.body_width)
    first: list[Block] = []
    later: list[Section] = []
    for table in tables:
        needed = table.height(GEOMETRY.body_width) + GAP
        if needed <= room:
            first.append(table)
            room -= needed
        else:
            later.append(table)
    if later and not first:  # the shortest words of the three begin under the hours
        first.append(_cut(later.pop(), room - GAP))
    return [[*upper, *first], _sharing(later)] if later else [[*upper, *first]]


def _sharing(tables: list[Section]) -> list[Block]:
    """Return tables on one page, the longer ones cut so that each has some rows."""
    room = GEOMETRY.body_height
    placed: list[Block] = []
    for at, table in enumerate(tables):
        others = [one.height(GEOMETRY.body_width) for one in tables[at + 1 :]]
        kept = sum(min(height, _LEAST_TABLE) + GAP for height in others)
        fitting = _cut(table, room - kept)
        placed.append(fitting)
        room -= fitting.height(GEOMETRY.body_width) + GAP
    return placed


def _without_names(data: ContractReportData) -> ContractReportData:
    people = [(line.given_name, line.family_name) for line in data.pathways]
    mask = name_masker(
        name for given, family in people for name in (full_name(given, family), family)
    )
    return replace(
        data,
        pathways=tuple(
            replace(
                line,
                given_name=initials(line.given_name, line.family_name),
                family_name="",
                next_owner=mask(line.next_owner),
                next_action=mask(line.next_action),
            )
            for line in data.pathways
        ),
        alerts=tuple(mask(alert) for alert in data.alerts),
    )


def _upper_part(data: ContractReportData) -> list[Block]:
    """Return title, alerts, identification and hours; they leave room for a table under them."""
    for room in _TIGHTER:
        upper = _upper_with(data, *room)
        if stack_height(upper, GEOMETRY.body_width) <= GEOMETRY.body_height - _LEAST_TABLE:
            break
    return upper


def _upper_with(
    data: ContractReportData, max_lines: int, most_lots: int, most_alerts: int
) -> list[Block]:
    title = or_missing(printable(data.contract_object), f"Objet du marché{NBSP}: à compléter")
    return [
        TitleWithPill(title, (Pill(data.status, data.status_tone),)),
        _alerts(data.alerts, max_lines, most_alerts),
        _identification(data, max_lines),
        hours_section(data.hours, data.lots, most_lots),
    ]


def _alerts(alerts: tuple[str, ...], max_lines: int, most: int) -> Block:
    styles = sheet_styles()
    known = [alert for alert in alerts if printable(alert)]
    if not known:
        return Text("Aucune alerte.", styles.note, 1)
    heading = Text("Alerte" if len(known) == 1 else "Alertes", styles.heading, 1)
    lines = [Text(f"•{NBSP}{alert}", styles.body, max_lines) for alert in known[:most]]
    left_out = len(known) - len(lines)
    if left_out:
        noun = count(left_out, "autre alerte", "autres alertes")
        lines.append(Text(f"… et {noun}, dans l’application", styles.note, 1))
    return Callout((heading, *lines))


def _identification(data: ContractReportData, max_lines: int) -> Block:
    cpv = " · ".join(part.strip() for part in (data.cpv, data.cpv_label) if part.strip())
    fields = (
        Field("Numéro du marché chez l’acheteur", data.market_number, max_lines=1),
        Field("Montant", amount(data.amount_cents), max_lines=1),
        Field("Durée", months(data.duration_months), max_lines=1),
        Field("Acheteur", _organisation(data.buyer), 3, max_lines, missing=TO_COMPLETE),
        Field(_awardee_label(data), _awardees(data.awardees), 3, max_lines + 1, TO_COMPLETE),
        *_known(
            ("Service prescripteur", data.service),
            ("Secteur", data.sector),
            ("Procédure", data.procedure),
        ),
        Field("Code CPV", cpv, 2, max_lines),
        _places(data, max_lines),
        Field("Publication", short_date(data.published_on), max_lines=1),
        Field("Notification", short_date(data.notified_on), max_lines=1),
        Field("Période ferme", period(data.starts_on, data.ends_on), max_lines=max_lines),
        *_known(("Reconductions", data.renewals)),
    )
    return Section("Identification", (FieldGrid(fields),))


def _known(*fields: tuple[str, str]) -> tuple[Field, ...]:
    return tuple(Field(title, text, max_lines=1) for title, text in fields if printable(text))


def _places(data: ContractReportData, max_lines: int) -> Field:
    known = [text for text in map(printable, (data.place, *data.places)) if text]
    if len(known) < 2:
        return Field("Lieu d’exécution", "".join(known), 1, max_lines, missing=TO_COMPLETE)
    return Field("Lieux d’exécution", f"{NBSP}; ".join(known), 3, max_lines)


def _awardee_label(data: ContractReportData) -> str:
    return "Entreprise titulaire" if len(data.awardees) < 2 else "Entreprises titulaires"


def _organisation(organisation: Organisation) -> str:
    name = shorten(printable(organisation.name), _NAME_LENGTH)
    if not printable(organisation.siret):
        return name
    number = f"SIRET{NBSP}{siret(printable(organisation.siret))}"
    return f"{name} ({number})" if name else number


def _awardees(awardees: tuple[Organisation, ...]) -> str:
    named = [text for text in map(_organisation, awardees) if text]
    shown = f"{NBSP}; ".join(named[:_MAX_AWARDEES])
    left_out = len(named) - _MAX_AWARDEES
    return f"{shown} … et {count(left_out, 'autre', 'autres')}" if left_out > 0 else shown


def _orders(lines: tuple[OrderLine, ...]) -> tuple[Section, ...]:
    """Return the table of purchase orders, nothing for a contract without any."""
    if not lines:
        return ()
    columns = (
        Column("Bon", 24, is_strong=True, max_lines=1),
        Column("Date", 18, max_lines=1),
        Column("Lot", 26, max_lines=1),
        Column("Montant", 20, is_right=True, max_lines=1),
        Column("Débloquées", 14, is_right=True, max_lines=1),
        Column("En parcours", 14, is_right=True, max_lines=1),
        Column("À prévoir", 14, is_right=True, max_lines=1),
    )
    return (Section("Bons de commande", (DataTable(columns, tuple(map(_order_row, lines))),)),)


def _order_row(line: OrderLine) -> tuple[str, ...]:
    unlocked = line.unlocked
    return (
        or_missing(printable(line.number), "sans numéro"),
        short_date(line.ordered_on),
        line.lot,
        amount(line.amount_cents),
        TO_COMPLETE if unlocked is None else hours(unlocked),
        hours(line.planned),
        MISSING if unlocked is None else hours(max(0, unlocked - line.planned)),
    )


def _pathways(lines: tuple[PathwayLine, ...]) -> Section:
    title = "Parcours"
    if not lines:
        nothing = Text("Aucun parcours n’est encore créé pour ce marché.", sheet_styles().note)
        return Section(title, (nothing,))
    columns = (
        Column("Référence", 19, max_lines=1),
        Column("Jeune", 20, is_strong=True, max_lines=2),
        Column("Statut", 16, max_lines=2),
        Column("Prévues", 11, is_right=True, max_lines=1),
        Column("Réalisées", 12, is_right=True, max_lines=1),
        Column("Décomptées", 14, is_right=True, max_lines=1),
        Column("Prochaine action", 37, max_lines=2),
    )
    return Section(title, (DataTable(columns, tuple(map(_pathway_row, lines))),))


def _pathway_row(line: PathwayLine) -> tuple[str, ...]:
    name = printable(full_name(line.given_name, line.family_name))
    due = f"avant le {short_date(line.next_due_on)}" if line.next_due_on else ""
    step = f"{NBSP}: ".join(
        part for part in (printable(line.next_owner), printable(line.next_action)) if part
    )
    return (
        line.reference,
        or_missing(name, "à trouver"),
        line.status,
        hours(line.planned_minutes),
        hours(line.done_minutes),
        MISSING if line.counted_minutes is None else hours(line.counted_minutes),
        ", ".join(part for part in (step, due) if part),
    )


def _contacts(data: ContractReportData) -> Section:
    title = "Contacts"
    if not data.contacts:
        return Section(title, (Text("Aucun contact n’est encore noté.", sheet_styles().note),))
    columns = (
        Column("Nom", 24, is_strong=True, max_lines=2),
        Column("Fonction, organisation", 32, max_lines=2),
        Column("Téléphone", 17, max_lines=1),
        Column("Courriel", 31, max_lines=2),
    )
    rows = tuple((line.name, line.detail, phone(line.phone), line.email) for line in data.contacts)
    return Section(title, (DataTable(columns, rows),))


def _cut(section: Section, room: float) -> Section:
    """Return the section with the rows of its table that fit ``room``; a note stays as it is."""
    (block,) = section.blocks
    if not isinstance(block, DataTable):
        return section
    left = room - section.heading_height(GEOMETRY.body_width)

    def more(number: int) -> str:
        return f"… et {count(number, *_MORE[section.title])}, dans l’application"

    return replace(section, blocks=(block.fitting(GEOMETRY.body_width, left, more),))
