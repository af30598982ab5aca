"""Fills the documents' plain data from the details that the window shows."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from csf_desktop.labels import action_label, label
from csf_desktop.models.codes import (
    Actor,
    BenefitCode,
    Channel,
    ContactResult,
    ContactRole,
    ContractStatus,
    EventKind,
    OutcomeCode,
    PathwayStatus,
)
from csf_desktop.models.hours import Balance
from csf_desktop.reference.academies import academie
from csf_desktop.reference.cpv import label_of
from csf_desktop.reports import contract_data, follow_up_data
from csf_desktop.reports.drawings import StepState, Tone
from csf_desktop.reports.issue import DocumentIssue
from csf_desktop.reports.people import NOBODY, ContactLine
from csf_desktop.reports.weeks import WeekHours
from csf_desktop.services.alert_words import alert_sentence
from csf_desktop.services.contract_page import ContractDetails
from csf_desktop.services.follow_ups import EventLine
from csf_desktop.services.pathway_page import CourseStep, PathwayDetails
from csf_desktop.services.profile import Profile
from csf_desktop.services.rows import PathwayRow

_PATHWAY_TONES: dict[str, Tone] = {
    PathwayStatus.CLOSED: "ok",
    PathwayStatus.INTERRUPTED: "err",
    PathwayStatus.LOST: "err",
    PathwayStatus.NOT_STARTED: "mute",
    PathwayStatus.OPEN: "mute",
}


def issue_of(
    profile: Profile, reference: str, now: datetime, fingerprint: str = ""
) -> DocumentIssue:
    """Return what a document says about itself; signed when ``fingerprint`` is given."""
    return DocumentIssue(
        reference=reference,
        academy=academie_label(profile.academie),
        issued_at=now,
        issuer=profile.name,
        signer=profile.name if fingerprint else "",
        fingerprint=fingerprint,
        is_demo=profile.is_demo,
    )


def academie_label(code: str) -> str:
    """Return « Académie de Rennes » for the code of the reference list, else the text itself."""
    found = academie(code)
    if found is None:
        return code
    article = "d’" if found.label[0] in "AEIOU" else "de "
    return f"Académie {article}{found.label}"


def follow_up_report(
    details: PathwayDetails, profile: Profile, issue: DocumentIssue, *, show_names: bool
) -> follow_up_data.FollowUpReportData:
    """Return what the follow-up sheet prints."""
    fields = details.fields
    return follow_up_data.FollowUpReportData(
        issue=issue,
        status=label(PathwayStatus, fields["status"]),
        status_tone=_PATHWAY_TONES.get(fields["status"], "info"),
        contract_reference=details.contract_reference,
        contract_object=details.contract_object,
        buyer=details.buyer_name,
        company=details.company_name,
        siret=details.company_siret,
        site=details.site,
        place=details.company_commune,
        starts_on=fields["starts_on"],
        ends_on=fields["ends_on"],
        tasks=_tasks(fields["title"], fields["tasks"]),
        show_names=show_names,
        beneficiary=_young_person(details),
        guardian=_guardian(details),
        tutor=ContactLine(profile.name, "Tuteur pilote", profile.phone, profile.email),
        company_tutor=_company_tutor(details),
        school=_school(details),
        planned_minutes=fields["planned_minutes"],
        done_minutes=details.done_minutes,
        counted_minutes=details.counted_minutes if fields["interrupted_on"] else None,
        weeks=tuple(
            WeekHours(week.monday, week.planned_minutes, week.done_minutes)
            for week in details.weeks
        ),
        steps=tuple(_step(step) for step in details.steps),
        next_action=_next_action(details),
        events=tuple(_event(event) for event in details.events),
        missing=details.choices[0].missing if details.choices else (),
        outcomes=_outcomes(details, OutcomeCode),
        benefits=_outcomes(details, BenefitCode),
    )


def contract_report(
    details: ContractDetails, issue: DocumentIssue, *, show_names: bool
) -> contract_data.ContractReportData:
    """Return what the contract's sheet prints; alerts are of the day it is issued."""
    fields = details.fields
    today = issue.issued_at.astimezone().date()
    ripe = details.ripe_alerts(today)
    return contract_data.ContractReportData(
        issue=issue,
        status=label(ContractStatus, fields["status"]),
        market_number=fields["external_reference"],
        contract_object=fields["object"],
        buyer=contract_data.Organisation(details.buyer_name, details.buyer_siret),
        awardees=tuple(
            contract_data.Organisation(line.name or line.other_id, line.siret)
            for line in details.awardees
        ),
        cpv=fields["cpv"],
        cpv_label=label_of(fields["cpv"]),
        place=fields["place"],
        amount_cents=fields["amount_cents"],
        published_on=fields["published_on"],
        notified_on=fields["notified_on"],
        starts_on=fields["starts_on"],
        ends_on=fields["ends_on"],
        duration_months=fields["duration_months"],
        hours=_clause_hours(details.balance),
        show_names=show_names,
        pathways=tuple(_pathway_line(row) for row in details.pathways),
        contacts=_contacts(details),
        alerts=(*map(partial(alert_sentence, today=today), ripe), *details.warnings),
        service=fields["service"],
        sector=fields["sector"],
        procedure=fields["procedure"],
        places=tuple(_joined(line.label, line.address, line.commune) for line in details.places),
        renewals=_renewals(fields["renewal_count"], fields["renewal_months"]),
        lots=_lots(details),
        orders=_orders(details),
    )


def _clause_hours(balance: Balance) -> contract_data.ClauseHours:
    return contract_data.ClauseHours(
        balance.owed, balance.committed, balance.on_offer, balance.done, balance.reserved
    )


def _lots(details: ContractDetails) -> tuple[contract_data.LotLine, ...]:
    """Return the lots, then what belongs to none of them when that is something."""
    lines = [
        contract_data.LotLine(
            _joined(_lot_name(lot.number, lot.title), lot.company_name), _clause_hours(lot.balance)
        )
        for lot in details.lots
    ]
    rest = details.unlotted
    if lines and (rest.owed, rest.committed, rest.on_offer, rest.done) != (0, 0, 0, 0):
        lines.append(contract_data.LotLine("Hors lot", _clause_hours(rest)))
    return tuple(lines)


def _lot_name(number: str, title: str) -> str:
    return f"Lot {number}, {title}" if number and title else title or f"Lot {number}"


def _orders(details: ContractDetails) -> tuple[contract_data.OrderLine, ...]:
    names = {lot.id: _lot_name(lot.number, lot.title) for lot in details.lots}
    return tuple(
        contract_data.OrderLine(
            order.number,
            order.ordered_on,
            names.get(order.lot_id, ""),
            order.amount_cents,
            order.unlocked,
            order.covered,
        )
        for order in details.orders
    )


def _renewals(number: int | None, length: int | None) -> str:
    """Return « 2 fois 12 mois », as much of it as is known."""
    if not number:
        return ""
    times = f"{number}\u00a0fois"
    return f"{times} {length}\u00a0mois" if length else times


def _tasks(title: str, tasks: str) -> tuple[str, ...]:
    lines = [line.strip(" -•\t") for line in tasks.splitlines()]
    return tuple(line for line in (title, *lines) if line)


def _young_person(details: PathwayDetails) -> follow_up_data.Beneficiary:
    person = details.beneficiary
    if person is None:
        return follow_up_data.Beneficiary()
    fields = person.fields
    return follow_up_data.Beneficiary(
        given_name=fields["given_name"],
        family_name=fields["family_name"],
        age=person.age,
        is_minor=person.is_minor,
        phone=fields["phone"],
        email=fields["email"],
    )


def _guardian(details: PathwayDetails) -> ContactLine:
    guardians = details.beneficiary.guardians if details.beneficiary else ()
    if not guardians:
        return NOBODY
    first = guardians[0]
    return ContactLine(first.name, first.relation, first.phone, first.email)


def _company_tutor(details: PathwayDetails) -> ContactLine:
    tutor = details.company_tutor
    if tutor is None:
        return NOBODY
    return ContactLine(tutor.name, label(ContactRole, tutor.role), tutor.phone, tutor.email)


def _school(details: PathwayDetails) -> ContactLine:
    name = details.beneficiary.school_name if details.beneficiary else ""
    return ContactLine(name, "Établissement support") if name else NOBODY


def _outcomes(
    details: PathwayDetails, codes: type[OutcomeCode] | type[BenefitCode]
) -> tuple[str, ...]:
    is_benefit = codes is BenefitCode
    return tuple(
        label(codes, line.code) for line in details.outcomes if line.is_benefit == is_benefit
    )


def _step(step: CourseStep) -> follow_up_data.CourseStep:
    states: dict[str, StepState] = {"done": "done", "current": "current"}
    return follow_up_data.CourseStep(
        label(PathwayStatus, step.status), states.get(step.state, "to_come"), step.day
    )


def _next_action(details: PathwayDetails) -> follow_up_data.NextAction:
    found = details.next
    return follow_up_data.NextAction(
        label(Actor, found.owner) if found.owner else "",
        action_label(found.action, found.label),
        found.due,
    )


def _event(event: EventLine) -> follow_up_data.TimelineEvent:
    day = event.happened_at.astimezone().date()
    if event.kind == EventKind.STATUS:
        return follow_up_data.TimelineEvent(
            day,
            channel=label(EventKind, event.kind),
            result=_joined(label(PathwayStatus, event.status), event.note),
        )
    if event.kind == EventKind.DOCUMENT:
        return follow_up_data.TimelineEvent(
            day, channel=label(EventKind, event.kind), result=event.note
        )
    return follow_up_data.TimelineEvent(
        day,
        channel=label(Channel, event.channel) if event.channel else label(EventKind, event.kind),
        contact=_joined(event.counterpart, label(Actor, event.actor) if event.actor else ""),
        result=_joined(label(ContactResult, event.result) if event.result else "", event.note),
        next_action=_following(event),
    )


def _following(event: EventLine) -> str:
    if not event.next_owner:
        return ""
    return f"{label(Actor, event.next_owner)}\u00a0: {event.next_label}"


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _pathway_line(row: PathwayRow) -> contract_data.PathwayLine:
    return contract_data.PathwayLine(
        reference=row.reference,
        given_name=row.given_name,
        family_name=row.family_name,
        status=label(PathwayStatus, row.status),
        planned_minutes=row.planned_minutes,
        done_minutes=row.done_minutes,
        next_owner=label(Actor, row.next.owner) if row.next.owner else "",
        next_action=action_label(row.next.action, row.next.label),
        next_due_on=row.next.due,
    )


def _contacts(details: ContractDetails) -> tuple[ContactLine, ...]:
    lines = [
        ContactLine(
            contact.name,
            _joined(label(ContactRole, contact.role), awardee.name),
            contact.phone,
            contact.email,
        )
        for awardee in details.awardees
        for contact in awardee.contacts
        if contact.until is None
    ]
    lines += [
        ContactLine(
            contact.name,
            _joined(label(ContactRole, contact.role), details.buyer_name),
            contact.phone,
            contact.email,
        )
        for contact in details.buyer_contacts
        if contact.until is None
    ]
    return tuple(lines)
