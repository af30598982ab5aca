"""« Fiche de suivi de parcours »: two A4 pages, always two, whatever the length of the content."""

from __future__ import annotations

from csf_desktop.reports.blocks import Block, Field, FieldGrid, Section, Text, stack_height
from csf_desktop.reports.drawings import Pill, StepMark, Stepper, TitleWithPill
from csf_desktop.reports.figures import Figure, FigureRow
from csf_desktop.reports.follow_up_data import (
    CourseStep,
    FollowUpReportData,
)
from csf_desktop.reports.follow_up_history import second_page
from csf_desktop.reports.fonts import printable
from csf_desktop.reports.formatting import (
    MISSING,
    NBSP,
    TO_COMPLETE,
    count,
    hours,
    or_missing,
    percent,
    period,
    phone,
    short_date,
    siret,
)
from csf_desktop.reports.frame import DocumentFrame, render
from csf_desktop.reports.hours_bar import HoursBar, Segment
from csf_desktop.reports.people import ContactLine
from csf_desktop.reports.privacy import without_names
from csf_desktop.reports.styles import GEOMETRY, sheet_styles
from csf_desktop.reports.tables import Column, DataTable
from csf_desktop.reports.text import shorten, typesetting
from csf_desktop.reports.weeks import WeekGrid

TITLE = "Fiche de suivi de parcours"
_MAX_STEPS = 9
_MAX_TASKS = 4
_TASK_LENGTH = 120
MINOR = f"moins de 18{NBSP}ans"


def build(data: FollowUpReportData) -> bytes:
    """Return the sheet as a PDF of two pages; the same data gives the same bytes."""
    shown = data if data.show_names else without_names(data)
    frame = DocumentFrame(
        title=TITLE,
        subject=f"Suivi du parcours {data.issue.reference}, clause sociale de formation",
        issue=data.issue,
    )
    with typesetting():
        return render((first_page(shown), second_page(shown)), frame)


def first_page(data: FollowUpReportData) -> list[Block]:
    """Return identification, people, course and hours, in a column no taller than a page.

    Long values are given two lines each, or one if the page would overflow.
    """
    easy = _page_with(data, max_lines=2)
    if stack_height(easy, GEOMETRY.body_width) <= GEOMETRY.body_height:
        return easy
    return _page_with(data, max_lines=1)


def _page_with(data: FollowUpReportData, max_lines: int) -> list[Block]:
    upper: list[Block] = [
        TitleWithPill(_heading(data), _pills(data)),
        _identification(data, max_lines),
        _people(data, max_lines),
        _course(data),
    ]
    figures: tuple[Block, ...] = (_figures(data), _bar(data))
    hours_section = Section("Heures du parcours", figures)
    if not data.weeks:
        return [*upper, hours_section]
    fixed = stack_height([*upper, hours_section], GEOMETRY.body_width)
    room = GEOMETRY.body_height - fixed - hours_section.gap
    # With one line a value there is room for a band; with two, a grid too tall asks for one line.
    grid = WeekGrid.fitting(data.weeks, room) or WeekGrid(data.weeks)
    return [*upper, Section("Heures du parcours", (*figures, grid))]


def _heading(data: FollowUpReportData) -> str:
    person = data.beneficiary
    name = printable(f"{person.given_name} {person.family_name}")
    return or_missing(name, f"Jeune{NBSP}: nom à compléter")


def _pills(data: FollowUpReportData) -> tuple[Pill, ...]:
    status = Pill(data.status, data.status_tone)
    return (Pill(MINOR.capitalize(), "mute"), status) if data.beneficiary.is_minor else (status,)


def _identification(data: FollowUpReportData, max_lines: int) -> Block:
    fields = (
        Field("Référence du parcours", data.issue.reference, max_lines=1),
        Field("Marché", data.contract_reference, max_lines=1, missing=TO_COMPLETE),
        Field("Dates du parcours", _dates(data), max_lines=1, missing=TO_COMPLETE),
        Field("Acheteur public", data.buyer, max_lines=max_lines, missing=TO_COMPLETE),
        Field("Objet du marché", data.contract_object, 2, max_lines=max_lines, missing=TO_COMPLETE),
        Field("Entreprise d’accueil", data.company, max_lines=max_lines, missing=TO_COMPLETE),
        Field("SIRET", siret(data.siret), max_lines=1),
        Field("Site et lieu", _site(data), max_lines=max_lines, missing=TO_COMPLETE),
        Field("Missions confiées", _tasks(data.tasks), 3, max_lines + 1, missing=TO_COMPLETE),
    )
    return Section("Identification", (FieldGrid(fields),))


def _dates(data: FollowUpReportData) -> str:
    is_known = data.starts_on or data.ends_on
    return period(data.starts_on, data.ends_on) if is_known else ""


def _site(data: FollowUpReportData) -> str:
    return ", ".join(part.strip() for part in (data.site, data.place) if part.strip())


def _tasks(tasks: tuple[str, ...]) -> str:
    """Join the first tasks; tell how many more there are, before the field is cut by lines."""
    known = [task.strip(" .;") for task in tasks if printable(task)]
    shown = [shorten(task, _TASK_LENGTH) for task in known[:_MAX_TASKS]]
    more = len(known) - len(shown)
    joined = f"{NBSP}; ".join(shown)
    return f"{joined} … et {count(more, 'autre')}, dans l’application" if more else joined


def _people(data: FollowUpReportData, max_lines: int) -> Block:
    person = data.beneficiary
    name = f"{person.given_name} {person.family_name}"
    young = ContactLine(name, _age(person.age, person.is_minor), person.phone, person.email)
    lines = [("Jeune", young)]
    if person.is_minor or data.guardian.name.strip():
        lines.append(("Représentant légal", data.guardian))
    lines += [
        ("Tuteur pilote", data.tutor),
        ("Tuteur d’entreprise", data.company_tutor),
        ("Établissement", data.school),
    ]
    columns = (
        Column("Rôle", 20, max_lines=1),
        Column("Nom", 24, is_strong=True, max_lines=max_lines),
        Column("Âge, fonction", 22, max_lines=max_lines),
        Column("Téléphone", 17, max_lines=1),
        Column("Courriel", 27, max_lines=max_lines),
    )
    rows = tuple(
        (
            role,
            or_missing(printable(line.name), TO_COMPLETE),
            line.detail,
            phone(line.phone),
            line.email,
        )
        for role, line in lines
    )
    return Section("Personnes", (DataTable(columns, rows),))


def _age(age: int | None, is_minor: bool) -> str:
    if age is not None:
        return f"{age}{NBSP}ans"
    return MINOR if is_minor else "âge à compléter"


def _course(data: FollowUpReportData) -> Block:
    if not data.steps:
        return Section("Étapes du parcours", (Text(TO_COMPLETE, sheet_styles().note),))
    current = next((at for at, step in enumerate(data.steps) if step.state == "current"), 0)
    first = min(max(0, current - _MAX_STEPS // 2), max(0, len(data.steps) - _MAX_STEPS))
    shown = data.steps[first : first + _MAX_STEPS]
    marks = tuple(StepMark(step.label, step.state, _step_date(step)) for step in shown)
    blocks: tuple[Block, ...] = (Stepper(marks, per_row=_MAX_STEPS),)
    left_out = len(data.steps) - len(shown)
    if left_out:
        told = f"… et {count(left_out, 'autre étape', 'autres étapes')}, dans l’application"
        blocks = (*blocks, Text(told, sheet_styles().note, 1))
    return Section("Étapes du parcours", blocks)


def _step_date(step: CourseStep) -> str:
    if step.day is None:
        return {"done": "fait", "current": "en cours", "to_come": "à venir"}[step.state]
    if step.state == "done":
        return short_date(step.day)
    word = "depuis le" if step.state == "current" else "prévu le"
    return f"{word} {short_date(step.day)}"


def _figures(data: FollowUpReportData) -> Block:
    rest = data.planned_minutes - data.done_minutes
    figures = [
        Figure("Prévues", hours(data.planned_minutes)),
        Figure(
            "Réalisées par le jeune",
            hours(data.done_minutes),
            percent(data.done_minutes, data.planned_minutes).replace(MISSING, ""),
        ),
        Figure(_rest_label(data).capitalize(), hours(rest))
        if rest >= 0
        else Figure("Au-delà des heures prévues", hours(-rest)),
    ]
    if data.counted_minutes is not None:
        figures.append(Figure("Décomptées du volume dû", hours(data.counted_minutes)))
    return FigureRow(tuple(figures))


def _rest_label(data: FollowUpReportData) -> str:
    """Word what is left of the hours: nothing more will be done once a pathway is interrupted."""
    return "reste à réaliser" if data.counted_minutes is None else "non réalisées"


def _bar(data: FollowUpReportData) -> Block:
    rest = data.planned_minutes - data.done_minutes
    within = min(data.done_minutes, data.planned_minutes)
    segments = [Segment("réalisées", within, "solid")]
    if rest >= 0:
        segments.append(Segment(_rest_label(data), rest, "open"))
    else:
        segments.append(Segment("au-delà des heures prévues", -rest, "hatched"))
    return HoursBar(tuple(segments))
