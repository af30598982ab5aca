"""What suggestion fields ask the services for, off the window's thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from csf_desktop.models.people import age_on, initials
from csf_desktop.services.beneficiaries import suggest_beneficiaries
from csf_desktop.services.contract_list import contract_page
from csf_desktop.services.places import PlaceSuggestion, suggest_places
from csf_desktop.services.rows import BeneficiaryRow, ContractRow, ListQuery
from csf_desktop.ui.formatting import NBSP, count_of, hours
from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.widgets.suggest_field import Suggestion

LIMIT = 8

Answer = Callable[[Sequence[Suggestion]], None]
Ask = Callable[[str, Answer], object]


def ask_communes(runner: TaskRunner, owner: QWidget) -> Ask:
    """Return the ``ask`` of a field of communes; ``code`` is the INSEE one."""

    def ask(typed: str, answer: Answer) -> None:
        def show(found: Sequence[PlaceSuggestion]) -> None:
            answer([Suggestion(place.label, place.shown, place.code_insee) for place in found])

        runner.run(suggest_places, typed, on_success=show, parent=owner)

    return ask


def ask_contracts(runner: TaskRunner, owner: QWidget, today: Callable[[], date]) -> Ask:
    """Return the ``ask`` of a field of contracts that are not closed; ``code`` is the id."""

    def ask(typed: str, answer: Answer) -> None:
        def show(found: Sequence[ContractRow]) -> None:
            answer([contract_suggestion(row) for row in found])

        query = ListQuery(today(), search=typed, chip="active")
        runner.run(contract_page, 0, LIMIT, query=query, on_success=show, parent=owner)

    return ask


def ask_people(
    runner: TaskRunner,
    owner: QWidget,
    today: Callable[[], date],
    initials_only: Callable[[], bool],
) -> Ask:
    """Return the ``ask`` of a field of young people; ``code`` is the id."""

    def ask(typed: str, answer: Answer) -> None:
        def show(found: Sequence[BeneficiaryRow]) -> None:
            answer([person_suggestion(row, today(), is_hidden=initials_only()) for row in found])

        runner.run(suggest_beneficiaries, typed, LIMIT, on_success=show, parent=owner)

    return ask


def contract_suggestion(row: ContractRow) -> Suggestion:
    """Return a contract as the field shows it, with the hours that no pathway uses."""
    left = row.owed_minutes - row.committed_minutes - row.offered_minutes
    name = f"{row.reference} · {row.object}"
    parts = (name, row.company or row.buyer, f"reste {hours(max(0, left))}")
    return Suggestion(name, " · ".join(part for part in parts if part), row.id)


def person_suggestion(row: BeneficiaryRow, today: date, *, is_hidden: bool = False) -> Suggestion:
    """Return a young person as the field shows them, told apart by age, place and reference."""
    full = f"{row.given_name} {row.family_name}".strip()
    name = initials(row.given_name, row.family_name) if is_hidden else full
    age = f"{age_on(row.birth_date, today)}{NBSP}ans" if row.birth_date else ""
    running = row.running_pathways
    busy = f"{count_of(running, 'parcours', 'parcours')} en cours" if running else ""
    parts = (name, age, row.commune, row.reference, busy)
    return Suggestion(name, " · ".join(part for part in parts if part), row.id)
