"""What a company's hand-over sheet is made from: plain values, in the order of the pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from csf_desktop.reports.follow_up_data import TimelineEvent
from csf_desktop.reports.issue import DocumentIssue


@dataclass(frozen=True)
class PersonLine:
    """A person of the company; ``until`` and ``successor`` once they left."""

    name: str
    role: str = ""
    phone: str = ""
    email: str = ""
    since: date | None = None
    until: date | None = None
    successor: str = ""


@dataclass(frozen=True)
class HeldContract:
    """A contract of the company, as what; minutes owed, and those that nobody has a place for."""

    reference: str
    object: str = ""
    role: str = ""
    status: str = ""
    owed_minutes: int = 0
    unplaced_minutes: int = 0


@dataclass(frozen=True)
class HeldPathway:
    """A pathway of the company; ``welcome`` says who hosts and who stays responsible."""

    reference: str
    given_name: str = ""
    family_name: str = ""
    title: str = ""
    status: str = ""
    welcome: str = ""
    planned_minutes: int = 0
    done_minutes: int = 0


@dataclass(frozen=True)
class Awaited:
    """What is awaited: of whom, for which contract or pathway, by when."""

    owner: str
    action: str
    reference: str = ""
    due_on: date | None = None


@dataclass(frozen=True)
class HandoverData:
    """A company as the sheet hands it over; dates are those of the day of issue.

    ``pace`` is how it answers, in words; ``points`` are sentences that must not be missed. With
    ``show_names`` false the young people are initials, in the exchanges and actions too. Lists may
    be of any length: what does not fit on two pages is cut and told.
    """

    issue: DocumentIssue
    name: str
    siret: str = ""
    other_id: str = ""
    sector: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    sites: tuple[str, ...] = ()
    pace: str = ""
    points: tuple[str, ...] = ()
    present: tuple[PersonLine, ...] = ()
    past: tuple[PersonLine, ...] = ()
    contracts: tuple[HeldContract, ...] = ()
    pathways: tuple[HeldPathway, ...] = ()
    awaited: tuple[Awaited, ...] = ()
    events: tuple[TimelineEvent, ...] = ()
    note: str = ""
    show_names: bool = False
