"""What the lists show: one frozen row a record, in the codes of ``models``."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class ListQuery:
    """What a list is asked for.

    ``search`` is what was typed; ``chip`` the key of the filter (empty: everything); ``sort`` the
    key of a column (empty: the order of the view); ``today`` the day that late and soon count from.
    ``contract_id`` narrows pathways and events to a contract.
    """

    today: date
    search: str = ""
    chip: str = ""
    sort: str = ""
    is_descending: bool = False
    contract_id: str = ""


@dataclass(frozen=True, slots=True)
class Listing(Generic[Row]):
    """The answer: how many rows there are, the first page, and the count behind each chip."""

    count: int
    rows: tuple[Row, ...]
    chips: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NextAction:
    """Who owes what: codes of ``Actor`` and ``ActionCode``, ``label`` in words when written.

    ``since`` is the day of the last event, ``due`` the deadline.
    """

    owner: str = ""
    action: str = ""
    label: str = ""
    due: date | None = None
    since: date | None = None


@dataclass(frozen=True, slots=True)
class ContractRow:
    """A contract in a list; minutes, cents. ``alert_flags`` has the bits of models.alerts."""

    id: str
    reference: str
    object: str
    buyer: str
    company: str
    place: str
    status: str
    amount_cents: int | None
    notified_on: date | None
    ends_on: date | None
    owed_minutes: int
    committed_minutes: int
    reserved_minutes: int
    unplaced_minutes: int
    offered_minutes: int
    done_minutes: int
    pathway_count: int
    placed_count: int
    alert_flags: int
    academie: str
    sector: str
    service: str
    cpv: str
    next: NextAction


@dataclass(frozen=True, slots=True)
class PathwayRow:
    """A pathway in a list; minutes."""

    id: str
    reference: str
    title: str
    given_name: str
    family_name: str
    company: str
    contract_id: str
    contract_reference: str
    status: str
    planned_minutes: int
    done_minutes: int
    starts_on: date | None
    ends_on: date | None
    next: NextAction


@dataclass(frozen=True, slots=True)
class DueRow:
    """A line of « À faire »: what is owed for a pathway or a contract (``kind``).

    ``started_on`` is the day the next action counts from when nothing has happened yet.
    """

    kind: str
    id: str
    reference: str
    title: str
    given_name: str
    family_name: str
    company: str
    status: str
    next: NextAction
    started_on: date | None = None


@dataclass(frozen=True, slots=True)
class BeneficiaryRow:
    """A young person in a list or a picker."""

    id: str
    reference: str
    given_name: str
    family_name: str
    birth_date: date | None
    commune: str
    running_pathways: int


@dataclass(frozen=True, slots=True)
class CompanyRow:
    """A company in a picker."""

    id: str
    name: str
    siret: str
    commune: str


@dataclass(frozen=True, slots=True)
class BuyerRow:
    """A buyer in a picker."""

    id: str
    name: str
    siret: str
