"""What the follow-up sheet of a pathway is made from: plain values, in the order of the pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from csf_desktop.reports.drawings import StepState, Tone
from csf_desktop.reports.issue import DocumentIssue
from csf_desktop.reports.people import NOBODY, ContactLine
from csf_desktop.reports.weeks import WeekHours


@dataclass(frozen=True)
class Beneficiary:
    """The young person. ``age`` is in whole years on the day of issue, as are the dates."""

    given_name: str = ""
    family_name: str = ""
    age: int | None = None
    is_minor: bool = False
    phone: str = ""
    email: str = ""


@dataclass(frozen=True)
class CourseStep:
    """A step of the course; ``day`` is when it was reached, or is planned when to come."""

    label: str
    state: StepState
    day: date | None = None


@dataclass(frozen=True)
class TimelineEvent:
    """What happened on a day: how, with whom, what came of it, what comes next."""

    day: date
    channel: str = ""
    contact: str = ""
    result: str = ""
    next_action: str = ""


@dataclass(frozen=True)
class NextAction:
    """Who does what, by when."""

    owner: str = ""
    action: str = ""
    due_on: date | None = None


@dataclass(frozen=True)
class FollowUpReportData:
    """A pathway as the follow-up sheet prints it.

    With ``show_names`` false the young person and the guardian are initials, their telephones
    and addresses are left out, and their names are replaced by initials in the free texts too.
    ``planned_minutes`` and ``done_minutes`` are the young person's hours; ``counted_minutes``,
    given when a pathway was interrupted, is what counts against the company's volume: the two
    are never mixed. ``outcomes`` and ``benefits`` are what the pathway led to and brought, in
    words. Lists may be in any order and of any length: what does not fit is cut.
    """

    issue: DocumentIssue
    status: str
    status_tone: Tone = "info"
    contract_reference: str = ""
    contract_object: str = ""
    buyer: str = ""
    company: str = ""
    siret: str = ""
    site: str = ""
    place: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    tasks: tuple[str, ...] = ()
    show_names: bool = False
    beneficiary: Beneficiary = Beneficiary()
    guardian: ContactLine = NOBODY
    tutor: ContactLine = NOBODY
    company_tutor: ContactLine = NOBODY
    school: ContactLine = NOBODY
    planned_minutes: int = 0
    done_minutes: int = 0
    counted_minutes: int | None = None
    weeks: tuple[WeekHours, ...] = ()
    steps: tuple[CourseStep, ...] = ()
    next_action: NextAction = NextAction()
    events: tuple[TimelineEvent, ...] = ()
    missing: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    benefits: tuple[str, ...] = ()
