"""« L’entreprise et la clause »: one A4 page that a company is given when its contract begins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from csf_desktop.models.codes import VolumeMode
from csf_desktop.models.rules import Rules
from csf_desktop.reports.blocks import Block, Field, FieldGrid, Section, Text, stack_height
from csf_desktop.reports.clause_data import ClauseData, ClauseVolume
from csf_desktop.reports.clause_terms import (
    ages_of,
    days_of,
    euros_of,
    hours_of,
    terms_of,
    working_days_of,
)
from csf_desktop.reports.fonts import printable
from csf_desktop.reports.formatting import (
    TO_COMPLETE,
    long_date,
    months,
    short_date,
)
from csf_desktop.reports.forms import NumberedList
from csf_desktop.reports.frame import DocumentFrame, render
from csf_desktop.reports.issue import DocumentIssue
from csf_desktop.reports.people import NOBODY, ContactLine
from csf_desktop.reports.styles import GEOMETRY, MM, sheet_styles
from csf_desktop.reports.text import typesetting
from csf_desktop.reports.tutor_card import tutor_section

TITLE = "L’entreprise et la clause"
_TIGHT = 1.2 * MM


@dataclass(frozen=True)
class CompanySheetData:
    """A contract, the company that is to host, and who to call; the tutor's card is the profile's.

    ``company`` is empty when the file does not know it yet. ``lots`` says which lots the hours
    are of (« le lot 1 »), empty for the whole contract.
    """

    issue: DocumentIssue
    clause: ClauseData
    company: str = ""
    notified_on: date | None = None
    tutor: ContactLine = NOBODY
    lots: str = ""


def build(data: CompanySheetData) -> bytes:
    """Return the sheet as a PDF of one page; the same data gives the same bytes."""
    frame = DocumentFrame(
        TITLE, "Feuille pour l’entreprise, clause sociale de formation", data.issue
    )
    with typesetting():
        return render([page(data)], frame)


def page(data: CompanySheetData) -> list[Block]:
    """Return the page: what is of any length is cut, so that one page always holds it."""
    easy = _page_with(data, max_lines=2)
    if stack_height(easy, GEOMETRY.body_width) <= GEOMETRY.body_height:
        return easy
    return _page_with(data, max_lines=1)


def _page_with(data: CompanySheetData, max_lines: int) -> list[Block]:
    return [
        _signed(data, max_lines),
        _immersion(data.clause.rules),
        _week_by_week(data),
        _cost(data.clause, max_lines),
        tutor_section(data.tutor),
    ]


def _signed(data: CompanySheetData, max_lines: int) -> Block:
    clause = data.clause
    lead = (
        f"Votre {terms_of(is_private=clause.is_private).contract.removeprefix('le ')} comporte un "
        "engagement : accueillir un ou plusieurs jeunes en immersion professionnelle. L’académie "
        "les accompagne, et vous aussi."
    )
    fields = (
        Field("Entreprise", data.company, 2, max_lines, missing=TO_COMPLETE),
        Field("Référence", clause.reference, max_lines=1),
        Field("Objet", clause.contract_object, 2, max_lines, missing=TO_COMPLETE),
        Field("Numéro chez l’acheteur", clause.market_number, max_lines=1),
        Field("Acheteur", clause.buyer, 2, max_lines, missing=TO_COMPLETE),
        Field("Notification", short_date(data.notified_on), max_lines=1),
        Field("Heures de la clause", _hours(data), max_lines=3, missing=TO_COMPLETE),
        Field("Période ferme", _period(clause), 2, missing=TO_COMPLETE),
    )
    return Section(
        "Ce que vous avez signé", (Text(lead, sheet_styles().strong, 3), FieldGrid(fields))
    )


def _hours(data: CompanySheetData) -> str:
    said = _volume(data.clause.volume)
    return ", pour ".join(part for part in (said, data.lots) if part) if said else ""


def _volume(volume: ClauseVolume) -> str:
    if volume.mode is VolumeMode.FIXED:
        return hours_of(volume.minutes) if volume.minutes else ""
    ceiling = f", {hours_of(volume.minutes)} au plus" if volume.minutes else ""
    if volume.mode is VolumeMode.PER_ORDER:
        opened = f"{hours_of(volume.per_order)} par bon" if volume.per_order else "selon les bons"
        return f"{opened} de commande{ceiling}"
    if volume.per_amount and volume.amount_step_cents:
        step = euros_of(volume.amount_step_cents)
        return f"{hours_of(volume.per_amount)} par tranche de {step} commandée{ceiling}"
    return f"selon le montant commandé{ceiling}"


def _period(clause: ClauseData) -> str:
    period = clause.period
    if period.starts_on and period.ends_on:
        return f"du {short_date(period.starts_on)} au {short_date(period.ends_on)}"
    if period.ends_on:
        return f"jusqu’au {short_date(period.ends_on)}"
    return months(period.months) if period.months else ""


def _immersion(rules: Rules) -> Block:
    what = (
        "Une immersion professionnelle est une démarche citoyenne, ni un emploi ni une "
        "candidature : pendant quelques semaines ou quelques mois, un jeune découvre un métier et "
        "un lieu de travail, sous statut scolaire. Une convention est signée par vous, par "
        "l’établissement ou la MLDS, et par le jeune ou son représentant légal, avant son entrée."
    )
    who = (
        f"Un jeune {ages_of(rules)}, en remobilisation scolaire, que le tuteur pilote choisit "
        "avec soin pour vos missions. Un seul jeune vous est proposé pour chaque parcours."
    )
    body = sheet_styles().body
    return Section(
        "Ce qu’est l’immersion, et qui vient", (Text(what, body), Text(who, body)), _TIGHT
    )


def _week_by_week(data: CompanySheetData) -> Block:
    rules = data.clause.rules
    steps = (
        f"{_first_deadline(data)} : nommez un référent unique, indiquez son téléphone et son "
        "courriel, et décrivez les missions, le lieu et les horaires.",
        f"Un profil vous arrive (CV et lettre) : répondez dans les {days_of(rules.remind_days)}. "
        f"Sans réponse à {days_of(rules.buyer_calls_days)}, l’acheteur vous appelle ; à "
        f"{days_of(rules.company_failed_days)}, le délai est manqué.",
        "La rencontre : vous faites connaissance avec le jeune et le tuteur pilote, et ajustez les "
        "missions, le lieu et le rythme. Ce n’est pas un entretien d’embauche.",
        "La convention est signée par tous, puis le jeune arrive. Un tuteur entreprise l’accueille "
        "et relève ses présences chaque semaine.",
        f"Chaque semaine : {hours_of(rules.adult_week_minutes)} au plus. Un mineur, "
        f"{hours_of(rules.minor_day_minutes)} par jour et {hours_of(rules.minor_week_minutes)} par "
        "semaine au plus, pas de nuit, et pas de travaux réglementés sans dérogation.",
        "Le tuteur pilote vient voir le jeune. À la moindre difficulté, appelez-le.",
        "À la fin, vous tenez ensemble un bilan croisé. Les documents demandés se remettent dans "
        f"les {working_days_of(rules.document_working_days)}.",
    )
    return Section("Semaine après semaine", (NumberedList(steps),))


def _first_deadline(data: CompanySheetData) -> str:
    days = data.clause.rules.declare_days
    if data.notified_on is None:
        terms = terms_of(is_private=data.clause.is_private)
        return f"Dans les {days_of(days)} qui suivent {terms.notification}"
    return f"Avant le {long_date(data.notified_on + timedelta(days=days), with_weekday=False)}"


def _cost(clause: ClauseData, max_lines: int) -> Block:
    threshold = hours_of(clause.rules.gratification_minutes)
    cost = (
        f"Rien jusqu’à {threshold} de présence d’un même jeune. Au-delà, une gratification lui est "
        "due ; la convention en fixe le montant. Vous pouvez toujours en verser une."
    )
    body = sheet_styles().body
    return Section(
        "Ce que cela coûte",
        (Text(cost, body), Text(_penalties(clause), body, max_lines + 1)),
        _TIGHT,
    )


def _penalties(clause: ClauseData) -> str:
    """Return one honest line: the contract's own penalties, or that the contract has them."""
    written = printable(clause.penalties)
    if written:
        return f"Pénalités prévues : {written}"
    return (
        "Un engagement non tenu expose aux pénalités que prévoit votre contrat. Dès la première "
        "difficulté, appelez le tuteur pilote : une solution se cherche ensemble."
    )
