"""What is handed to the company when its contract is notified: two sheets, and an e-mail ready."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from csf_desktop.errors import InvalidInputError
from csf_desktop.models.codes import DocumentKind, VolumeMode
from csf_desktop.reports.clause_data import ClauseData
from csf_desktop.reports.clause_terms import days_of, hours_of, terms_of
from csf_desktop.reports.formatting import long_date, phone
from csf_desktop.reports.text import bound, shorten
from csf_desktop.services.buyer_documents import (
    Desk,
    Made,
    company_page,
    draft_of,
    make_signed,
    read_desk,
    young_people_page,
)
from csf_desktop.services.clause_facts import ContractFacts
from csf_desktop.services.issuing import Draft, add_document, add_event, hand_over
from csf_desktop.services.mail import MailDraft
from csf_desktop.services.profile import Profile
from csf_desktop.storage.journal import ChangeSet
from csf_desktop.storage.unit_of_work import UnitOfWork, reading_session
from csf_desktop.storage.vault import Vault

_OBJECT_LENGTH = 120
"""Characters: Windows takes links of some 2 000, and a letter takes up to nine of them."""
SHEETS: tuple[tuple[DocumentKind, Callable[[Desk], bytes]], ...] = (
    (DocumentKind.COMPANY_SHEET, company_page),
    (DocumentKind.YOUNG_PEOPLE_SHEET, young_people_page),
)


@dataclass(frozen=True)
class NotificationPack:
    """The files that were written, and the e-mail that goes with them."""

    paths: tuple[Path, ...]
    mail: MailDraft
    changes: ChangeSet


def notification_pack(
    vault: Vault, contract_id: str, folder: Path, now: datetime | None = None
) -> NotificationPack:
    """Write both sheets of a contract into a folder; one event says they were handed over.

    Both files and the journal, or none of them. Raises ``NotFoundError``, ``InvalidInputError``
    (no identity), ``FileNotWrittenError``.
    """
    with reading_session(vault) as session:
        desk = read_desk(session, contract_id, now)
        facts = desk.facts
        if facts is None:
            raise InvalidInputError("Indiquez le marché dont il faut remettre les feuilles.")
        sheets = [_made(session, desk, facts, kind, make) for kind, make in SHEETS]
    names = " et ".join(draft.title for draft, _ in sheets)
    files = {folder / made.file_name: made.data for _, made in sheets}
    with UnitOfWork(vault, f"Documents remis\u00a0: {facts.record.reference}") as work:
        for draft, made in sheets:
            add_document(work.session, draft, hashlib.sha256(made.data).hexdigest(), facts.company)
        add_event(work.session, sheets[0][0], f"Documents remis\u00a0: {names}")
        changes = hand_over(work, files)
    mail = _mail(facts, desk.profile)
    return NotificationPack(tuple(files), mail, changes)


def _made(
    session: Session,
    desk: Desk,
    facts: ContractFacts,
    kind: DocumentKind,
    make: Callable[[Desk], bytes],
) -> tuple[Draft, Made]:
    made = make_signed(session, desk, kind, make)
    return draft_of(desk, facts, kind, made), made


def notification_mail(vault: Vault, contract_id: str) -> MailDraft:
    """Return the e-mail that goes with the two sheets; raise ``NotFoundError``."""
    with reading_session(vault) as session:
        desk = read_desk(session, contract_id, None)
    if desk.facts is None:
        raise InvalidInputError("Indiquez le marché dont il faut remettre les feuilles.")
    return _mail(desk.facts, desk.profile)


def _mail(facts: ContractFacts, profile: Profile) -> MailDraft:
    clause = facts.clause
    terms = terms_of(is_private=clause.is_private)
    name = f"{terms.contract.removeprefix('le ')} {clause.market_number}".strip()
    lines = (
        "Bonjour,",
        f"Votre {name}{_object(clause)} comporte une clause sociale de formation : "
        f"l’accueil d’un jeune en immersion professionnelle{_hours(clause)}.",
        "Vous trouverez deux pages avec ce message : « L’entreprise et la clause », qui dit ce que "
        "vous avez signé et comment cela se passe, et « Qui sont les jeunes ? ».",
        f"{_deadline(facts)}, merci de m’indiquer votre référent unique pour cette clause, avec "
        "son téléphone et son courriel. Je vous appellerai pour en parler.",
        "\n".join(("Cordialement,", *_signature(profile))),
    )
    return MailDraft(
        bound(f"{name[0].upper()}{name[1:]} : la clause sociale de formation"),
        "\n\n".join(bound(line) for line in lines),
        facts.company_emails,
        facts.buyer_emails,
    )


def _object(clause: ClauseData) -> str:
    said = shorten(clause.contract_object, _OBJECT_LENGTH)
    return f", « {said} »," if said else ""


def _hours(clause: ClauseData) -> str:
    volume = clause.volume
    if volume.mode is VolumeMode.FIXED and volume.minutes:
        return f", pour {hours_of(volume.minutes)} en tout"
    return ""


def _deadline(facts: ContractFacts) -> str:
    days = facts.clause.rules.declare_days
    if facts.notified_on is None:
        return f"Dans les {days_of(days)}"
    due = long_date(facts.notified_on + timedelta(days=days), with_weekday=False)
    return f"Avant le {due}"


def _signature(profile: Profile) -> tuple[str, ...]:
    said = (profile.name, "tuteur pilote", phone(profile.phone) if profile.phone else "")
    return tuple(line for line in said if line)
