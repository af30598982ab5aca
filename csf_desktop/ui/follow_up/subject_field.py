"""The pathway an exchange is about: picked among the list's, said in one line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from csf_desktop.services.follow_up_page import FollowUpPage
from csf_desktop.services.pathway_list import pathway_page
from csf_desktop.services.rows import ListQuery, PathwayRow
from csf_desktop.ui.names import person_name
from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.widgets.pick_field import PickField
from csf_desktop.ui.widgets.suggest_field import Suggestion

LIMIT = 8


def subject_field(
    runner: TaskRunner,
    owner: QWidget,
    today: Callable[[], date],
    initials_only: Callable[[], bool],
) -> PickField:
    """Return a field of pathways, those due first; the ``code`` picked is the id."""

    def ask(typed: str, answer: Callable[[Sequence[Suggestion]], None]) -> None:
        def show(found: Sequence[PathwayRow]) -> None:
            answer([_suggestion(row, initials_only=initials_only()) for row in found])

        query = ListQuery(today(), search=typed)
        runner.run(pathway_page, 0, LIMIT, query=query, on_success=show, parent=owner)

    return PickField(ask, "Nom, entreprise, référence…")


def subject_line(page: FollowUpPage, *, initials_only: bool) -> str:
    """Return « P-2026-014-01 · Inès Benali · Bâti Ouest », or the object of the contract."""
    who = subject_name(page, initials_only=initials_only)
    return " · ".join(part for part in (page.reference, who, page.company) if part)


def subject_name(page: FollowUpPage, *, initials_only: bool) -> str:
    """Return the young person's name or initials, « À pourvoir », or what else it is about."""
    if page.kind != "pathway":
        return page.title
    return person_name(page.given_name, page.family_name, initials_only=initials_only)


def _suggestion(row: PathwayRow, *, initials_only: bool) -> Suggestion:
    who = person_name(row.given_name, row.family_name, initials_only=initials_only)
    parts = (who, row.company, row.reference)
    return Suggestion(who, " · ".join(part for part in parts if part), row.id)
