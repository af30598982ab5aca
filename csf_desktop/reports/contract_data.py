"""What the sheet of a contract is made from: plain values, in the order of the pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from csf_desktop.reports.drawings import Tone
from csf_desktop.reports.issue import DocumentIssue
from csf_desktop.reports.people import ContactLine


@dataclass(frozen=True)
class Organisation:
    """A buyer or an awardee."""

    name: str = ""
    siret: str = ""


@dataclass(frozen=True)
class ClauseHours:
    """The volume of the clause, in minutes; ``owed`` is ``None`` while nobody knows it.

    ``committed`` is counted by pathways that have a young person or ended, of which ``reserved`` by
    those not begun; ``on_offer`` is planned by open ones; ``done`` is what young people really did,
    kept apart from these (``models.hours.Balance``).
    """

    owed: int | None = None
    committed: int = 0
    on_offer: int = 0
    done: int = 0
    reserved: int = 0

    @property
    def begun(self) -> int:
        """Minutes counted by pathways that have begun or ended."""
        return self.committed - self.reserved

    @property
    def left(self) -> int | None:
        """Minutes that no pathway plans yet; below zero when too much is planned."""
        return None if self.owed is None else self.owed - self.committed - self.on_offer


@dataclass(frozen=True)
class LotLine:
    """A lot: what it is called, and its share of the volume."""

    name: str
    hours: ClauseHours


@dataclass(frozen=True)
class OrderLine:
    """A purchase order; ``unlocked`` minutes are ``None`` while nobody knows them.

    ``planned`` are those that pathways use.
    """

    number: str
    ordered_on: date | None = None
    lot: str = ""
    amount_cents: int | None = None
    unlocked: int | None = None
    planned: int = 0


@dataclass(frozen=True)
class PathwayLine:
    """A pathway of the contract; ``counted_minutes`` is given for an interrupted one only.

    The names are empty while the pathway is on offer.
    """

    reference: str
    given_name: str = ""
    family_name: str = ""
    status: str = ""
    planned_minutes: int = 0
    done_minutes: int = 0
    counted_minutes: int | None = None
    next_owner: str = ""
    next_action: str = ""
    next_due_on: date | None = None


@dataclass(frozen=True)
class ContractReportData:
    """A contract as its sheet prints it; ``issue.reference`` is the contract's own (M-2026-014).

    ``market_number`` is the buyer's reference. With ``show_names`` false the young people are
    initials, in the alerts and next actions too. ``contacts`` carry their role and organisation
    in ``detail``. ``places`` are those beyond ``place``; ``renewals`` is in words. Lists may be of
    any length: what does not fit on two pages is cut and told.
    """

    issue: DocumentIssue
    status: str
    status_tone: Tone = "info"
    market_number: str = ""
    contract_object: str = ""
    buyer: Organisation = Organisation()
    awardees: tuple[Organisation, ...] = ()
    cpv: str = ""
    cpv_label: str = ""
    place: str = ""
    amount_cents: int | None = None
    published_on: date | None = None
    notified_on: date | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    duration_months: int | None = None
    hours: ClauseHours = ClauseHours()
    show_names: bool = False
    pathways: tuple[PathwayLine, ...] = ()
    contacts: tuple[ContactLine, ...] = ()
    alerts: tuple[str, ...] = ()
    service: str = ""
    sector: str = ""
    procedure: str = ""
    places: tuple[str, ...] = ()
    renewals: str = ""
    lots: tuple[LotLine, ...] = ()
    orders: tuple[OrderLine, ...] = ()
