"""What companies are handed when their contract is notified: two sheets, and an e-mail ready."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from csf_desktop.models.codes import VolumeMode
from csf_desktop.reports.clause_data import ClauseData
from csf_desktop.reports.clause_terms import days_of, hours_of, terms_of
from csf_desktop.reports.formatting import long_date, phone
from csf_desktop.reports.text import bound, shorten
from csf_desktop.services.buyer_pages import make_company, make_young_people, read_desk
from csf_desktop.services.clause_facts import CompanyFacts, ContractFacts
from csf_desktop.services.issuing import add_document, add_event, hand_over
from csf_desktop.services.mail import MailDraft
from csf_desktop.services.profile import Profile
from csf_desktop.storage.journal import ChangeSet
from csf_desktop.storage.unit_of_work import UnitOfWork, reading_session
from csf_desktop.storage.vault import Vault

_OBJECT_LENGTH = 120
"""Characters: Windows takes links of some 2 000, and a letter takes up to nine of them."""


@dataclass(frozen=True)
class CompanyMail:
    """The e-mail for a company; ``company`` is its name, empty when the file does not know it."""

    company: str
    draft: MailDraft


@dataclass(frozen=True)
class NotificationPack:
    """The files that were written, and the e-mails that go with them, one a company."""

    paths: tuple[Path, ...]
    mails: tuple[CompanyMail, ...]
    changes: ChangeSet


def notification_pack(
    vault: Vault, contract_id: str, folder: Path, now: datetime | None = None
) -> NotificationPack:
    """Write the sheets of a contract into a folder; one event says they were handed over.

    « L’entreprise et la clause » for each company that answers for hours, and « Qui sont les
    jeunes ? ». All files and the journal, or none of them. Raises ``NotFoundError``,
    ``InvalidInputError`` (no identity), ``FileNotWrittenError``.
    """
    with reading_session(vault) as session:
        desk = read_desk(session, contract_id, now)
        facts = desk.of_contract
        sheets = [
            (make_company(session, desk, company, at), company.name)
            for at, company in enumerate(facts.companies)
        ]
        everybody = ", ".join(company.name for company in facts.companies if company.name)
        sheets.append((make_young_people(session, desk), everybody))
    drafts = [made.draft(desk) for made, _ in sheets]
    names = ", ".join(draft.title for draft in drafts)
    files = {folder / made.file_name: made.data for made, _ in sheets}
    with UnitOfWork(vault, f"Documents remis\u00a0: {facts.record.reference}") as work:
        for draft, (made, whose) in zip(drafts, sheets, strict=True):
            add_document(work.session, draft, hashlib.sha256(made.data).hexdigest(), whose)
        add_event(work.session, drafts[0], f"Documents remis\u00a0: {names}")
        changes = hand_over(work, files)
    return NotificationPack(tuple(files), _mails(facts, desk.profile), changes)


def notification_mails(vault: Vault, contract_id: str) -> tuple[CompanyMail, ...]:
    """Return the e-mails that go with the sheets, one a company; raise ``NotFoundError``."""
    with reading_session(vault) as session:
        desk = read_desk(session, contract_id, None)
        return _mails(desk.of_contract, desk.profile)


def _mails(facts: ContractFacts, profile: Profile) -> tuple[CompanyMail, ...]:
    return tuple(
        CompanyMail(company.name, _mail(facts, company, profile)) for company in facts.companies
    )


def _mail(facts: ContractFacts, company: CompanyFacts, profile: Profile) -> MailDraft:
    clause = company.clause
    terms = terms_of(is_private=clause.is_private)
    name = f"{terms.contract.removeprefix('le ')} {clause.market_number}".strip()
    lines = (
        "Bonjour,",
        f"Votre {name}{_object(clause)} comporte une clause sociale de formation : "
        f"l’accueil d’un ou de plusieurs jeunes en immersion professionnelle{_hours(company)}.",
        "Vous trouverez deux pages avec ce message : « L’entreprise et la clause », qui dit ce que "
        "vous avez signé et comment cela se passe, et « Qui sont les jeunes ? ».",
        f"{_deadline(facts)}, merci de m’indiquer votre référent unique pour cette clause, avec "
        "son téléphone et son courriel. Je vous appellerai pour en parler.",
        "\n".join(("Cordialement,", *_signature(profile))),
    )
    return MailDraft(
        bound(f"{name[0].upper()}{name[1:]} : la clause sociale de formation"),
        "\n\n".join(bound(line) for line in lines),
        company.emails,
        facts.buyer_emails,
    )


def _object(clause: ClauseData) -> str:
    said = shorten(clause.contract_object, _OBJECT_LENGTH)
    return f", « {said} »," if said else ""


def _hours(company: CompanyFacts) -> str:
    volume = company.clause.volume
    if volume.mode is VolumeMode.FIXED and volume.minutes:
        lots = f" ({company.lots})" if company.lots else ""
        return f", pour {hours_of(volume.minutes)} en tout{lots}"
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
