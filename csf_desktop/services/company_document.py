"""Issues the hand-over sheet of a company: made from its file, signed, told in its timeline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from csf_desktop.errors import InvalidInputError, NotFoundError
from csf_desktop.exchange.identity import grouped_fingerprint
from csf_desktop.exchange.signing import sign_pdf
from csf_desktop.labels import action_label, label
from csf_desktop.models.codes import (
    Actor,
    AwardeeRole,
    Channel,
    ContactResult,
    ContactRole,
    ContractStatus,
    DocumentKind,
    EventKind,
    PathwayStatus,
)
from csf_desktop.models.entities import Company, FollowUpEvent
from csf_desktop.models.ids import new_id
from csf_desktop.reference.siret import format_siret, is_siret
from csf_desktop.reports import company_handover
from csf_desktop.reports.follow_up_data import TimelineEvent
from csf_desktop.reports.handover_data import (
    Awaited,
    HandoverData,
    HeldContract,
    HeldPathway,
    PersonLine,
)
from csf_desktop.reports.issue import DocumentIssue
from csf_desktop.services.company_files import survivor
from csf_desktop.services.company_page import (
    CompanyContact,
    CompanyDetails,
    CompanyPathway,
    SiteLine,
    company_details,
)
from csf_desktop.services.follow_ups import EventLine
from csf_desktop.services.identities import current_identity
from csf_desktop.services.issuing import IssuedDocument, document_of, hand_over
from csf_desktop.services.profile import read_profile
from csf_desktop.services.sheet_data import issue_of
from csf_desktop.storage.clock import utc_now
from csf_desktop.storage.french import fold
from csf_desktop.storage.unit_of_work import UnitOfWork, reading_session
from csf_desktop.storage.vault import Vault

NBSP = "\u00a0"
MAX_EVENTS = 60
"""Exchanges given to the sheet, far more than two pages hold."""


def issue_company_handover(
    vault: Vault,
    reference: str,
    *,
    show_names: bool = False,
    out: Path | None = None,
    now: datetime | None = None,
) -> IssuedDocument:
    """Issue « Fiche de passation » of a company, by its id, SIRET or name.

    Young people are initials unless ``show_names``. With ``out`` it is written there and told in
    the company's timeline, or neither. Raises ``NotFoundError``, ``InvalidInputError`` for a name
    that several companies bear, ``FileNotWrittenError``.
    """
    moment = (now or utc_now()).astimezone()
    kind = DocumentKind.COMPANY_HANDOVER
    with reading_session(vault) as session:
        company = find_company(session, reference)
        details = company_details(session, company, moment.date())
        identity, profile = current_identity(session), read_profile(session)
    about = issue_of(
        profile, format_siret(company.siret), moment, grouped_fingerprint(identity.fingerprint)
    )
    data = handover_report(details, about, moment.date(), show_names=show_names)
    title = f"{label(DocumentKind, kind)} {details.known_as}"
    pdf = sign_pdf(
        company_handover.build(data), identity, signed_at=moment, reason=label(DocumentKind, kind)
    )
    with UnitOfWork(vault, label(DocumentKind, kind)) as work:
        work.session.add(
            FollowUpEvent(
                id=new_id(),
                company_id=company.id,
                event_kind=EventKind.DOCUMENT,
                happened_at=moment,
                note=label(DocumentKind, kind),
                author_name=profile.name,
            )
        )
        changes = work.commit() if out is None else hand_over(work, {out: pdf})
    return document_of(pdf, title, f"{_file_name(title)}.pdf", changes)


def find_company(session: Session, reference: str) -> Company:
    """Return the company of an id, a SIRET or a name as typed, the one that took it over if merged.

    Raises ``NotFoundError``, or ``InvalidInputError`` when several bear the name.
    """
    named = reference.strip()
    digits = re.sub(r"[\s.\u00a0\u202f-]", "", named)
    by_id = session.get(Company, named.lower()) if named.isascii() else None
    found = [by_id] if by_id is not None else []
    if not found and is_siret(digits):
        found = list(session.scalars(select(Company).where(Company.siret == digits)))
    if not found:
        rows = session.scalars(
            select(Company).where(
                or_(Company.deleted_at.is_(None), Company.merged_into_id.is_not(None))
            )
        )
        found = [one for one in rows if fold(one.known_as) == fold(named)]
    kept = {one.id: one for one in (survivor(session, one) for one in found)}
    alive = [one for one in kept.values() if one.deleted_at is None]
    if not alive:
        raise NotFoundError(reference=reference)
    if len(alive) > 1:
        raise InvalidInputError(
            f"Plusieurs entreprises s’appellent «{NBSP}{named}{NBSP}»{NBSP}: précisez le SIRET."
        )
    return alive[0]


def handover_report(
    details: CompanyDetails, issue: DocumentIssue, today: date, *, show_names: bool
) -> HandoverData:
    """Return what the hand-over sheet prints."""
    fields = details.fields
    return HandoverData(
        issue=issue,
        name=format_siret(details.known_as),
        siret=fields["siret"],
        other_id=fields["other_id"],
        sector=fields["sector"],
        phone=fields["phone"],
        email=fields["email"],
        address=_place(fields["address"], fields["postal_code"], fields["commune"]),
        sites=tuple(_site(site) for site in details.sites),
        pace=details.pace,
        points=tuple(points_of(details, today)),
        present=tuple(_person(one) for one in details.present(today)),
        past=tuple(_person(one) for one in details.past(today)),
        contracts=tuple(
            HeldContract(
                line.reference,
                ", ".join((line.object, *line.lots)),
                label(AwardeeRole, line.role),
                label(ContractStatus, line.status),
                line.owed_minutes,
                line.unplaced_minutes,
            )
            for line in details.contracts
        ),
        pathways=tuple(_pathway(line) for line in details.pathways),
        awaited=tuple(
            Awaited(
                label(Actor, line.next.owner),
                action_label(line.next.action, line.next.label),
                line.reference,
                line.next.due,
            )
            for line in details.waiting
        ),
        events=tuple(_event(event) for event in details.events[:MAX_EVENTS]),
        note=fields["note"],
        show_names=show_names,
    )


def points_of(details: CompanyDetails, today: date) -> Iterator[str]:
    """Give what must not be missed about a company, in sentences."""
    late = [line for line in details.waiting if line.next.due and line.next.due < today]
    if late:
        references = ", ".join(dict.fromkeys(line.reference for line in late))
        yield f"En retard{NBSP}: {references}."
    since = details.responsiveness.waiting_since
    if since is not None:
        yield f"Sans réponse de l’entreprise depuis {(today - since).days}{NBSP}jours."
    if not details.present(today):
        yield "Plus personne à joindre n’est nommé dans cette entreprise."
    for one in details.past(today):
        if not one.successor:
            yield f"{one.person.name} est parti, son successeur n’est pas connu."
    for line in details.contracts:
        is_over = line.status == ContractStatus.CLOSED
        if line.unplaced_minutes > 0 and line.ends_on is not None and not is_over:
            days = (line.ends_on - today).days
            if 0 <= days <= details.rules.late_contract_days:
                hours = line.unplaced_minutes // 60
                yield (
                    f"{line.reference} finit dans {days}{NBSP}jours avec {hours}{NBSP}h sans jeune."
                )
    if details.duplicates:
        yield "Une autre fiche ressemble à celle-ci\u00a0: à réunir peut-être."


def welcome_words(line: CompanyPathway) -> str:
    """Return who welcomes and who stays responsible, when these are two companies."""
    if not line.host:
        return "entreprise d’accueil à trouver"
    if not line.titulaires or line.host in line.titulaires:
        return f"accueil chez {line.host}"
    names = " et ".join(line.titulaires)
    stays = "restent responsables" if len(line.titulaires) > 1 else "reste responsable"
    return f"accueil chez {line.host}, sous-traitant{NBSP}; {names} {stays}"


def _person(one: CompanyContact) -> PersonLine:
    person = one.person
    return PersonLine(
        person.name,
        label(ContactRole, person.role),
        person.phone,
        person.email,
        person.since,
        person.until,
        one.successor,
    )


def _pathway(line: CompanyPathway) -> HeldPathway:
    row = line.row
    return HeldPathway(
        row.reference,
        row.given_name,
        row.family_name,
        row.title,
        label(PathwayStatus, row.status),
        welcome_words(line),
        row.planned_minutes,
        row.done_minutes,
    )


def _event(event: EventLine) -> TimelineEvent:
    how = label(Channel, event.channel) if event.channel else label(EventKind, event.kind)
    said = label(ContactResult, event.result) if event.result else ""
    following = ""
    if event.next_owner:
        following = f"{label(Actor, event.next_owner)}{NBSP}: {event.next_label}"
    return TimelineEvent(
        event.happened_at.astimezone().date(),
        how,
        event.counterpart,
        ", ".join(part for part in (said, event.note) if part),
        following,
    )


def _site(site: SiteLine) -> str:
    place = _place(site.address, site.postal_code, site.commune)
    return ", ".join(part for part in (site.name, place) if part)


def _place(address: str, postal_code: str, commune: str) -> str:
    town = f"{postal_code} {commune}".strip()
    return ", ".join(part for part in (address, town) if part)


def _file_name(title: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", fold(title)))
