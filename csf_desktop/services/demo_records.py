"""Makes the invented records of the demonstration, consistent with the rules of the course."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session
from stdnum import luhn

from csf_desktop.models.codes import (
    Actor,
    BenefitCode,
    Channel,
    ContactResult,
    ContactRole,
    ContractStatus,
    Direction,
    EventKind,
    OutcomeCode,
    PathwayStatus,
    Situation,
    Source,
)
from csf_desktop.models.course import MAIN_COURSE, RUNNING
from csf_desktop.models.entities import (
    Beneficiary,
    Buyer,
    Company,
    Contact,
    Contract,
    FollowUpEvent,
    Guardian,
    Outcome,
    Pathway,
    PathwayWeek,
    School,
    Visit,
)
from csf_desktop.models.hours import plan_weeks
from csf_desktop.models.ids import natural_id, new_id
from csf_desktop.models.people import is_minor_on
from csf_desktop.models.rules import HOUR
from csf_desktop.models.sizing import end_of_period, suggested_minutes
from csf_desktop.services import demo_words as words
from csf_desktop.services.contracts import awardee_of

S = PathwayStatus
WEEK_MINUTES = 35 * HOUR
AMOUNTS = (190, 380, 380, 575, 575, 900, 900)
"""Thousands of euros."""

OFFERS = (150 * HOUR, 150 * HOUR, 150 * HOUR, 150 * HOUR, 300 * HOUR)
FOLLOWED = 0.7
"""Share of the running pathways whose tutor said in these days what comes next."""

_GAPS = {S.RESERVED: 12, S.PROFILE_SENT: 6, S.MEETING: 20, S.AGREEMENT: 12, S.IN_PROGRESS: 8}
"""Days between steps on the whole; chance adds a few."""


class DemoRecords:
    """Records of one session; companies and buyers are shared as in real life."""

    def __init__(self, session: Session, chance: random.Random, today: date, author: str) -> None:
        self._session, self._chance, self._today, self._author = session, chance, today, author
        self._people = 0
        self._left = 0
        self._companies: dict[str, str] = {}
        self._schools: dict[str, str] = {}
        self._sectors: dict[str, str] = {}
        self._known: set[str] = set()

    # --- contracts

    def contract(self, reference: str) -> Contract:
        """Add a contract with its buyer and its titulaire."""
        chance = self._chance
        code, commune, _postal = chance.choice(words.COMMUNES)
        amount = chance.choice(AMOUNTS) * 100_000 + chance.randrange(99_999)
        months = chance.choice((12, 24, 24, 36, 48))
        is_recent = chance.random() < 0.25
        days = chance.randrange(5, 30) if is_recent else chance.randrange(200, 420)
        notified = self._today - timedelta(days=days)
        is_notified = chance.random() < 0.92
        contract = Contract(
            id=new_id(),
            reference=reference,
            source=Source.DEMO,
            status=ContractStatus.NOTIFIED if is_notified else ContractStatus.PUBLISHED,
            object=chance.choice(words.OBJECTS).format(place=self._place(commune)),
            buyer_id=self._buyer(chance.randrange(len(words.BUYERS))),
            nature="Marché",
            procedure=chance.choice(("Appel d’offres ouvert", "Procédure adaptée")),
            cpv=chance.choice(("45000000-7", "90910000-9", "77310000-6", "72000000-5")),
            social_considerations="Clause sociale",
            place=commune,
            place_code=code,
            place_code_type="Code commune",
            department=code[:2],
            academie="rennes",
            amount_cents=amount,
            duration_months=months,
            published_on=notified - timedelta(days=70),
            notified_on=notified if is_notified else None,
            ends_on=end_of_period(notified, months),
            clause_minutes=suggested_minutes(amount) or 0,
        )
        self._session.add(contract)
        company_id = self._company(chance.randrange(len(words.COMPANIES)))
        self._session.add(awardee_of(contract.id, company_id))
        self._session.flush()
        self._hosts = {contract.id: company_id}
        self._left = contract.clause_minutes
        return contract

    @property
    def has_hours_left(self) -> bool:
        """Tell whether the contract added last has hours for one more pathway."""
        return self._left >= min(OFFERS)

    def pathways_of(self, contract: Contract) -> int:
        """Return how many pathways to make; a contract not yet notified has none."""
        if contract.notified_on is None:
            return 0
        is_recent = (self._today - contract.notified_on).days < 100
        return self._chance.choice((0, 1, 2) if is_recent else (2, 3, 3, 4, 5))

    def _place(self, commune: str) -> str:
        return self._chance.choice((commune, self._chance.choice(words.SITES)))

    def _buyer(self, at: int) -> str:
        siret = _siret(90_000_000 + at)
        buyer_id = natural_id("buyer", siret)
        if self._is_new(Buyer, buyer_id):
            self._session.add(Buyer(id=buyer_id, siret=siret, name=words.BUYERS[at]))
            self._contact(Actor.BUYER, buyer_id=buyer_id)
            self._session.flush()
        return buyer_id

    def _company(self, at: int) -> str:
        name, sector = words.COMPANIES[at]
        siret = _siret(91_000_000 + at)
        company_id = natural_id("company", siret)
        self._sectors[company_id] = sector
        if self._is_new(Company, company_id):
            _, commune, postal = words.COMMUNES[at % len(words.COMMUNES)]
            self._session.add(
                Company(
                    id=company_id,
                    siret=siret,
                    name=name,
                    sector=sector,
                    commune=commune,
                    postal_code=postal,
                )
            )
            self._companies[company_id] = self._contact(Actor.COMPANY, company_id=company_id)
            self._session.flush()
        return company_id

    def _is_new(self, record: type[Buyer] | type[Company], record_id: str) -> bool:
        """Tell whether a record is to be made; the session is asked once."""
        if record_id in self._known:
            return False
        self._known.add(record_id)
        return self._session.get(record, record_id) is None

    def _contact(
        self, side: Actor, *, company_id: str | None = None, buyer_id: str | None = None
    ) -> str:
        contact = Contact(
            id=new_id(),
            company_id=company_id,
            buyer_id=buyer_id,
            name=self._chance.choice(words.CONTACT_NAMES),
            role=ContactRole.COMPANY_TUTOR if side is Actor.COMPANY else ContactRole.BUYER,
            phone=f"02 00 00 {self._chance.randrange(10, 99)} {self._chance.randrange(10, 99)}",
            since=self._today - timedelta(days=self._chance.randrange(30, 500)),
        )
        self._session.add(contact)
        return contact.id

    # --- pathways

    def pathway(self, contract: Contract, ordinal: int, offered: date) -> Pathway:
        """Put a pathway of a contract on offer."""
        company_id = self._hosts[contract.id]
        title, tasks = words.TASKS[self._sectors[company_id]]
        planned = self._chance.choice([minutes for minutes in OFFERS if minutes <= self._left])
        self._left -= planned
        pathway = Pathway(
            id=new_id(),
            reference=f"P-{contract.reference.removeprefix('M-')}-{ordinal:02d}",
            contract_id=contract.id,
            company_id=company_id,
            company_tutor_id=self._companies.get(company_id),
            title=title,
            tasks=tasks,
            status=S.OPEN,
            status_since=offered,
            planned_minutes=planned,
            week_minutes=WEEK_MINUTES,
            tutor_name=self._author,
        )
        self._session.add(pathway)
        self._step(pathway, S.OPEN, offered)
        return pathway

    def carry(self, pathway: Pathway, target: PathwayStatus) -> None:
        """Carry a pathway along the course as far as ``target``, or as today allows."""
        aim = S.REVIEW if target is S.CLOSED else target
        course = [*MAIN_COURSE[1 : MAIN_COURSE.index(aim) + 1]] if aim in MAIN_COURSE else [
            *MAIN_COURSE[1 : MAIN_COURSE.index(S.IN_PROGRESS) + 1], target
        ]  # fmt: skip
        if target is S.NOT_STARTED:
            course = [S.RESERVED, S.PROFILE_SENT, S.NOT_STARTED]
        day = pathway.status_since
        for step in course:
            gap = _GAPS.get(step, 5) + self._chance.randrange(6)
            reached = self._day_of(pathway, step, day + timedelta(days=gap))
            if reached > self._today:
                break
            day = reached
            self._enter(pathway, step, day)
        if target is S.CLOSED and pathway.status == S.REVIEW:
            self._close(pathway, min(self._today, day + timedelta(days=8)))
        elif pathway.status in RUNNING and self._chance.random() < FOLLOWED:
            self._follow_up(pathway)

    def _day_of(self, pathway: Pathway, step: PathwayStatus, planned: date) -> date:
        if step is S.REVIEW and pathway.ends_on is not None:
            return pathway.ends_on
        return planned

    def _enter(self, pathway: Pathway, step: PathwayStatus, day: date) -> None:
        if step is S.RESERVED:
            pathway.beneficiary_id = self._beneficiary(day)
        if step is S.AGREEMENT:
            pathway.agreement_signed_on = day
            self._plan(pathway, day + timedelta(days=10))
        if step is S.IN_PROGRESS:
            pathway.starts_on = max(day, pathway.starts_on or day)
        if step is S.INTERRUPTED:
            pathway.interrupted_on = day
        if step in (S.INTERRUPTED, S.NOT_STARTED):
            pathway.reason = self._chance.choice(words.INTERRUPTIONS)
        if step is S.PROFILE_SENT:
            self._call(pathway, day - timedelta(days=2))
        self._step(pathway, step, day)
        if step in (S.IN_PROGRESS, S.REVIEW, S.INTERRUPTED):
            self._carry_out(pathway, day if step is S.INTERRUPTED else self._today)

    def _close(self, pathway: Pathway, day: date) -> None:
        codes: list[tuple[str, bool]] = [(self._chance.choice(list(OutcomeCode)[:8]), False)]
        codes.append((self._chance.choice(list(BenefitCode)), True))
        for code, is_benefit in codes:
            self._session.add(
                Outcome(
                    id=natural_id("outcome", pathway.id, code),
                    pathway_id=pathway.id,
                    code=code,
                    is_benefit=is_benefit,
                    decided_on=day,
                )
            )
        self._step(pathway, S.CLOSED, day)

    def _plan(self, pathway: Pathway, start: date) -> None:
        weeks = plan_weeks(start, pathway.planned_minutes, WEEK_MINUTES)
        pathway.starts_on = start
        pathway.ends_on = weeks[-1].monday + timedelta(days=4)
        self._weeks = [
            PathwayWeek(
                id=natural_id("pathway_week", pathway.id, week.monday.isoformat()),
                pathway_id=pathway.id,
                monday=week.monday,
                planned_minutes=week.planned,
            )
            for week in weeks
        ]
        self._session.add_all(self._weeks)

    def _carry_out(self, pathway: Pathway, until: date) -> None:
        """Write the hours of the weeks that are over, and the visit of a long pathway."""
        for week in self._weeks:
            if week.monday + timedelta(days=6) < until and week.done_minutes is None:
                absence = self._chance.choice((0, 0, 0, 0, 7)) * HOUR
                week.done_minutes = max(0, week.planned_minutes - absence)
        middle = (pathway.starts_on or until) + timedelta(days=30)
        if middle < until and len(self._weeks) > 6:
            self._session.add(Visit(id=new_id(), pathway_id=pathway.id, done_on=middle))
            self._event(
                pathway, middle, Channel.VISIT, ContactResult.REACHED, "Tout se passe bien."
            )

    def _call(self, pathway: Pathway, day: date) -> None:
        result = self._chance.choice((ContactResult.REACHED, ContactResult.MESSAGE_LEFT))
        note = "Immersion présentée." if result is ContactResult.REACHED else ""
        self._event(pathway, day, Channel.PHONE, result, note)

    def _follow_up(self, pathway: Pathway) -> None:
        """Note an exchange of these days, which says what comes next and when."""
        result, owner, label = self._chance.choice(words.NEXT_ACTIONS)
        day = max(pathway.status_since, self._today - timedelta(days=self._chance.randrange(1, 6)))
        event = self._event(pathway, day, Channel.PHONE, ContactResult(result), "")
        event.next_owner, event.next_label = owner, label
        event.next_due = self._today + timedelta(days=self._chance.randrange(12))

    def _event(
        self, pathway: Pathway, day: date, channel: Channel, result: ContactResult, note: str
    ) -> FollowUpEvent:
        event = FollowUpEvent(
            id=new_id(),
            pathway_id=pathway.id,
            event_kind=EventKind.CONTACT,
            happened_at=_at(day, 10),
            actor=Actor.COMPANY,
            counterpart=self._chance.choice(words.CONTACT_NAMES),
            channel=channel,
            direction=Direction.OUTGOING,
            result=result,
            note=note,
            author_name=self._author,
        )
        self._session.add(event)
        return event

    def _step(self, pathway: Pathway, step: PathwayStatus, day: date) -> None:
        pathway.status, pathway.status_since = step, day
        self._session.add(
            FollowUpEvent(
                id=new_id(),
                pathway_id=pathway.id,
                event_kind=EventKind.STATUS,
                happened_at=_at(day, 14),
                status=step,
                author_name=self._author,
            )
        )

    # --- people

    def _beneficiary(self, day: date) -> str:
        chance = self._chance
        self._people += 1
        code, commune, postal = chance.choice(words.COMMUNES)
        born = day - timedelta(days=chance.randrange(16 * 366, 20 * 365))
        person = Beneficiary(
            id=new_id(),
            reference=f"J-{self._today.year}-{self._people:03d}",
            given_name=chance.choice(words.GIVEN_NAMES),
            family_name=chance.choice(words.FAMILY_NAMES),
            birth_date=born,
            phone=f"06 00 00 {chance.randrange(10, 99)} {chance.randrange(10, 99)}",
            commune=commune,
            commune_code=code,
            postal_code=postal,
            situation=chance.choice(list(Situation)),
            entered_on=day,
            informed_on=day,
            school_id=self._school(),
        )
        self._session.add(person)
        if is_minor_on(born, day):
            self._session.add(
                Guardian(
                    id=new_id(),
                    beneficiary_id=person.id,
                    name=f"{chance.choice(words.GIVEN_NAMES)} {person.family_name}",
                    relation="parent",
                )
            )
        return person.id

    def _school(self) -> str:
        name = self._chance.choice(words.SCHOOLS)
        if name not in self._schools:
            school = School(id=natural_id("school", name), name=name)
            self._schools[name] = school.id
            if self._session.get(School, school.id) is None:
                self._session.add(school)
                self._session.flush()
        return self._schools[name]


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour)).astimezone()


def _siret(siren_body: int) -> str:
    """Return a SIRET with right check digits, of a SIREN in a range that is not attributed."""
    return _with_key(f"{_with_key(str(siren_body))}0001")


def _with_key(digits: str) -> str:
    return digits + str(luhn.calc_check_digit(digits))
