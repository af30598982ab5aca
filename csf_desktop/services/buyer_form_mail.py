"""The e-mail that goes with a form handed out to a buyer."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from csf_desktop.models.entities import Contact, Contract
from csf_desktop.reports.text import bound, shorten
from csf_desktop.services.mail import MailDraft
from csf_desktop.services.profile import Profile

_OBJECT_LENGTH = 120


def form_mail(contract: Contract | None, profile: Profile, to: tuple[str, ...] = ()) -> MailDraft:
    """Return the e-mail; the form itself is attached by hand."""
    number = (contract.external_reference or contract.reference) if contract else ""
    what = f"Marché {number} : fiche de recensement" if number else "Fiche de recensement"
    known = (
        f"Elle est déjà remplie de ce que je sais du marché {number}{_object(contract)}. Merci de "
        "vérifier et de compléter."
        if contract
        else "Merci d’en remplir une par marché."
    )
    lines = (
        "Bonjour,",
        "Vous trouverez avec ce message la fiche de recensement des marchés qui portent une clause "
        f"sociale de formation. {known}",
        "La fiche se remplit à l’écran, sans compte ni connexion, avec Adobe Reader, Firefox ou "
        "Edge. Enregistrez-la, puis renvoyez-moi le fichier lui-même : une impression numérisée "
        "ne pourrait pas être reprise. Une fiche incomplète m’est déjà utile.",
        "\n".join(("Cordialement,", *_signature(profile))),
    )
    subject = f"{what}, clause sociale de formation"
    return MailDraft(bound(subject), "\n\n".join(bound(line) for line in lines), to)


def buyer_emails(session: Session, contract: Contract) -> tuple[str, ...]:
    """Return the addresses of the people still at the contract's buyer."""
    return tuple(
        session.scalars(
            select(Contact.email)
            .where(
                Contact.buyer_id == contract.buyer_id,
                Contact.deleted_at.is_(None),
                Contact.until.is_(None),
                Contact.email != "",
            )
            .order_by(Contact.name, Contact.id)
        )
    )


def _object(contract: Contract | None) -> str:
    said = shorten(contract.object, _OBJECT_LENGTH) if contract else ""
    return f" (« {said} »)" if said else ""


def _signature(profile: Profile) -> list[str]:
    return [line for line in (profile.name, profile.phone, profile.email) if line]
