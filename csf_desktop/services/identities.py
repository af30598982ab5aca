"""Our signing identity, and the colleagues whose files we take in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from csf_desktop.errors import InvalidInputError, NotFoundError
from csf_desktop.exchange.contact_card import ContactCard, read_card_pdf
from csf_desktop.exchange.identity import Identity, fingerprint_words
from csf_desktop.models.entities import KnownSigner, OwnIdentity
from csf_desktop.services.files import read_pdf
from csf_desktop.storage.clock import utc_now
from csf_desktop.storage.unit_of_work import UnitOfWork, reading_session
from csf_desktop.storage.vault import Vault


@dataclass(frozen=True, slots=True)
class Colleague:
    """A colleague whose card was taken in; ``is_trusted`` once the words were compared."""

    fingerprint: str
    words: str
    name: str
    academie: str
    phone: str
    email: str
    is_trusted: bool
    certificate: bytes


def current_identity(session: Session) -> Identity:
    """Return the identity that signs; raise ``InvalidInputError`` in a vault that has none."""
    found = session.scalars(select(OwnIdentity).where(OwnIdentity.is_current)).first()
    if found is None:
        raise InvalidInputError(
            "Ce coffre n’a pas d’identité de signature\u00a0: complétez votre profil dans les "
            "réglages."
        )
    return Identity(found.private_key, found.certificate)


def trusted_fingerprints(session: Session) -> set[str]:
    """Return the fingerprints of the signers we know: our own ones and the trusted colleagues."""
    own = session.scalars(select(OwnIdentity.fingerprint))
    trusted = session.scalars(
        select(KnownSigner.fingerprint).where(KnownSigner.trusted_at.is_not(None))
    )
    return {*own, *trusted}


def own_words(vault: Vault) -> str:
    """Return the words of our own identity, to be read to a colleague."""
    with reading_session(vault) as session:
        return fingerprint_words(current_identity(session).certificate_der)


def list_colleagues(vault: Vault) -> tuple[Colleague, ...]:
    """Return the colleagues whose cards were taken in, by name."""
    with reading_session(vault) as session:
        rows = session.scalars(select(KnownSigner).order_by(KnownSigner.name.collate("FRENCH")))
        return tuple(
            Colleague(
                row.fingerprint,
                fingerprint_words(row.certificate),
                row.name,
                row.academie,
                row.phone,
                row.email,
                row.trusted_at is not None,
                row.certificate,
            )
            for row in rows
        )


def read_card(path: Path) -> ContactCard:
    """Read a contact card; raise an ``ExchangeError`` that says why it cannot be used."""
    return read_card_pdf(read_pdf(path), name=path.name)


@dataclass(frozen=True, slots=True)
class CardPreview:
    """A card that was read, and what this vault knows of it; nothing is kept yet.

    ``is_own`` says that it is the card of this vault; ``has_namesake`` that another card bears the
    same name: a new laptop, or somebody who passes for a colleague.
    """

    card: ContactCard
    is_own: bool
    is_trusted: bool
    has_namesake: bool


def preview_card(vault: Vault, path: Path) -> CardPreview:
    """Read a contact card for the person who is to compare its words; errors of ``read_card``."""
    card = read_card(path)
    with reading_session(vault) as session:
        own = set(session.scalars(select(OwnIdentity.fingerprint)))
        others = session.scalars(
            select(KnownSigner.fingerprint).where(
                KnownSigner.name == card.name, KnownSigner.fingerprint != card.fingerprint
            )
        )
        return CardPreview(
            card=card,
            is_own=card.fingerprint in own,
            is_trusted=card.fingerprint in trusted_fingerprints(session) - own,
            has_namesake=others.first() is not None,
        )


def add_colleague(
    vault: Vault, card: ContactCard, *, is_trusted: bool, now: datetime | None = None
) -> bool:
    """Keep a colleague's card; ``is_trusted`` says that the words were compared.

    Returns whether anything changed: the same card twice changes nothing, trust once given is not
    taken back by a card, and our own card is not a colleague's.
    """
    moment = now or utc_now()
    with UnitOfWork(vault, f"Carte de contact de {card.name}") as work:
        if work.session.get(OwnIdentity, card.fingerprint) is not None:
            return False
        found = work.session.get(KnownSigner, card.fingerprint)
        if found is None:
            found = KnownSigner(
                fingerprint=card.fingerprint,
                name=card.name,
                academie=card.academie,
                certificate=card.certificate_der,
                added_at=moment,
            )
            work.session.add(found)
            is_new = True
        else:
            is_new = (found.phone, found.email) != (card.phone, card.email)
        found.phone, found.email = card.phone, card.email
        if is_trusted and found.trusted_at is None:
            found.trusted_at = moment
            is_new = True
        work.commit()
        return is_new


def trust_colleague(vault: Vault, fingerprint: str, *, now: datetime | None = None) -> None:
    """Trust a colleague whose card is kept: its words were compared. Raises ``NotFoundError``."""
    with UnitOfWork(vault, "Carte de contact vérifiée") as work:
        found = work.session.get(KnownSigner, fingerprint)
        if found is None:
            raise NotFoundError(reference=fingerprint[:8])
        found.trusted_at = found.trusted_at or now or utc_now()
        work.commit()


def forget_colleague(vault: Vault, fingerprint: str) -> None:
    """Stop trusting a colleague; files of theirs already taken in stay."""
    with UnitOfWork(vault, "Retrait d’une carte de contact") as work:
        found = work.session.get(KnownSigner, fingerprint)
        if found is not None:
            found.trusted_at = None
        work.commit()
