"""Issues documents: made from the file, signed with the tutor's identity, journalled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from csf_desktop.errors import InvalidInputError
from csf_desktop.exchange.contact_card import write_card_pdf
from csf_desktop.exchange.identity import Identity, fingerprint_words, grouped_fingerprint
from csf_desktop.exchange.signing import sign_pdf
from csf_desktop.labels import label
from csf_desktop.models.codes import DocumentKind
from csf_desktop.models.entities import Contract, Pathway
from csf_desktop.reports import contact_card, contract_sheet, follow_up_sheet, synthesis_sheet
from csf_desktop.services.contract_page import contract_details
from csf_desktop.services.exchange_content import write_content
from csf_desktop.services.exchange_scope import contract_scope, pathway_scope
from csf_desktop.services.files import write_file
from csf_desktop.services.identities import current_identity
from csf_desktop.services.issuing import (
    Draft,
    IssuedDocument,
    Recipient,
    document_of,
    issue,
    next_number,
)
from csf_desktop.services.pathway_page import pathway_details
from csf_desktop.services.profile import Profile, read_profile
from csf_desktop.services.references import find
from csf_desktop.services.sheet_data import contract_report, follow_up_report, issue_of
from csf_desktop.services.synthesis import synthesis_report
from csf_desktop.storage.clock import utc_now
from csf_desktop.storage.journal import ChangeSet
from csf_desktop.storage.unit_of_work import reading_session
from csf_desktop.storage.vault import Vault

__all__ = [
    "IssuedDocument",
    "Recipient",
    "issue_card",
    "issue_contract_sheet",
    "issue_pathway_sheet",
    "issue_synthesis",
    "recipients_from",
    "save_document",
]


def issue_pathway_sheet(
    vault: Vault,
    reference: str,
    *,
    recipients: Sequence[Recipient] = (),
    show_names: bool = False,
    out: Path | None = None,
    now: datetime | None = None,
) -> IssuedDocument:
    """Issue the follow-up sheet of a pathway, by its reference or id.

    With ``recipients`` it carries the pathway's data, sealed for them. Pages show initials unless
    ``show_names``. With ``out`` the document is written there and journalled, or neither: the
    journal never tells of a document that could not be handed over.
    Raises ``NotFoundError``, ``InvalidInputError``, ``FileNotWrittenError``.
    """
    moment = (now or utc_now()).astimezone()
    with reading_session(vault) as session:
        pathway = find(session, Pathway, reference)
        identity, profile = current_identity(session), read_profile(session)
        about = issue_of(
            profile, pathway.reference, moment, grouped_fingerprint(identity.fingerprint)
        )
        details = pathway_details(session, pathway, moment.date())
        draft = Draft(
            DocumentKind.FOLLOW_UP_SHEET,
            pathway,
            follow_up_sheet.build(follow_up_report(details, profile, about, show_names=show_names)),
            next_number(session, DocumentKind.FOLLOW_UP_SHEET, pathway),
            identity,
            moment,
            write_content(session, pathway_scope(session, pathway), profile) if recipients else b"",
        )
    return issue(vault, draft, recipients, out)


def issue_contract_sheet(
    vault: Vault,
    reference: str,
    *,
    recipients: Sequence[Recipient] = (),
    show_names: bool = False,
    out: Path | None = None,
    now: datetime | None = None,
) -> IssuedDocument:
    """Issue the sheet of a contract, by its reference or id; see ``issue_pathway_sheet``."""
    moment = (now or utc_now()).astimezone()
    with reading_session(vault) as session:
        contract = find(session, Contract, reference)
        identity, profile = current_identity(session), read_profile(session)
        about = issue_of(
            profile, contract.reference, moment, grouped_fingerprint(identity.fingerprint)
        )
        details = contract_details(session, contract)
        draft = Draft(
            DocumentKind.CONTRACT_SHEET,
            contract,
            contract_sheet.build(contract_report(details, about, show_names=show_names)),
            next_number(session, DocumentKind.CONTRACT_SHEET, contract),
            identity,
            moment,
            write_content(session, contract_scope(session, contract), profile)
            if recipients
            else b"",
        )
    return issue(vault, draft, recipients, out)


def issue_card(vault: Vault, *, now: datetime | None = None) -> IssuedDocument:
    """Issue our contact card; it is not journalled, it says nothing of the work."""
    moment = (now or utc_now()).astimezone()
    with reading_session(vault) as session:
        identity, profile = current_identity(session), read_profile(session)
    page = contact_card.build(_card_data(profile, identity, moment))
    pdf = write_card_pdf(page, identity, issued_at=moment, phone=profile.phone, email=profile.email)
    return document_of(pdf, "carte", "carte-de-contact.pdf", ChangeSet())


def issue_synthesis(vault: Vault, *, year: str = "", now: datetime | None = None) -> IssuedDocument:
    """Issue the synthesis by school year, all of them or one (« 2012-2013 »)."""
    moment = (now or utc_now()).astimezone()
    with reading_session(vault) as session:
        identity, profile = current_identity(session), read_profile(session)
        about = issue_of(profile, "", moment, grouped_fingerprint(identity.fingerprint))
        report = synthesis_report(session, about, moment.date(), year)
    pdf = sign_pdf(
        synthesis_sheet.build(report),
        identity,
        signed_at=moment,
        reason=label(DocumentKind, DocumentKind.SYNTHESIS),
    )
    suffix = f"-{year}" if year else ""
    return document_of(pdf, f"synthèse{suffix}", f"synthese{suffix}.pdf", ChangeSet())


def save_document(path: Path, document: IssuedDocument) -> None:
    """Write a document where the person said, whole or not at all; see ``write_file``."""
    write_file(path, document.pdf)


def _card_data(
    profile: Profile, identity: Identity, moment: datetime
) -> contact_card.ContactCardData:
    about = issue_of(profile, "", moment, grouped_fingerprint(identity.fingerprint))
    return contact_card.ContactCardData(
        issue=replace(about, reference="Carte de contact"),
        name=profile.name,
        role="Tuteur pilote",
        phone=profile.phone,
        email=profile.email,
        fingerprint=identity.fingerprint,
        words=fingerprint_words(identity.certificate_der),
    )


def recipients_from(cards: Sequence[tuple[str, bytes]]) -> tuple[Recipient, ...]:
    """Return recipients from names and certificates; raise when there is none to seal for."""
    if not cards:
        raise InvalidInputError("Choisissez au moins un destinataire.")
    return tuple(Recipient(name, certificate) for name, certificate in cards)
