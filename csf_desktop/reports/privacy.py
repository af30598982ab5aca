"""A follow-up sheet without the names of the young person and of the guardian."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from csf_desktop.reports.follow_up_data import (
    Beneficiary,
    FollowUpReportData,
    TimelineEvent,
)
from csf_desktop.reports.formatting import full_name, initials
from csf_desktop.reports.masking import name_masker
from csf_desktop.reports.people import ContactLine

HIDDEN = "non imprimé"


def without_names(data: FollowUpReportData) -> FollowUpReportData:
    """Return ``data`` with initials for names, no telephone, no address, free texts masked."""
    person, guardian = data.beneficiary, data.guardian
    young = initials(person.given_name, person.family_name)
    parent = initials("", guardian.name)
    name = full_name(person.given_name, person.family_name)
    mask = name_masker((name, person.family_name, guardian.name))
    return replace(
        data,
        beneficiary=Beneficiary(
            given_name=young,
            age=person.age,
            is_minor=person.is_minor,
            phone=_hidden(person.phone),
            email=_hidden(person.email),
        ),
        guardian=ContactLine(
            parent, guardian.detail, _hidden(guardian.phone), _hidden(guardian.email)
        ),
        tasks=tuple(mask(task) for task in data.tasks),
        next_action=replace(
            data.next_action,
            owner=mask(data.next_action.owner),
            action=mask(data.next_action.action),
        ),
        events=tuple(_masked(event, mask) for event in data.events),
        missing=tuple(mask(item) for item in data.missing),
    )


def _hidden(value: str) -> str:
    return HIDDEN if value.strip() else ""


def _masked(event: TimelineEvent, mask: Callable[[str], str]) -> TimelineEvent:
    return replace(
        event,
        contact=mask(event.contact),
        result=mask(event.result),
        next_action=mask(event.next_action),
    )
