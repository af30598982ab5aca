"""Makes one file of two of the same company: the kept one takes over what the other had."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from csf_desktop.errors import InvalidInputError
from csf_desktop.labels import field_label
from csf_desktop.models.codes import AwardeeRole
from csf_desktop.models.entities import (
    Awardee,
    Company,
    Contact,
    FollowUpEvent,
    Lot,
    Pathway,
    Site,
)
from csf_desktop.models.ids import natural_id
from csf_desktop.reference.siret import format_siret
from csf_desktop.services import text
from csf_desktop.services.contracts import awardee_of
from csf_desktop.services.references import get
from csf_desktop.storage.journal import ChangeSet
from csf_desktop.storage.unit_of_work import UnitOfWork
from csf_desktop.storage.vault import Vault

NBSP = "\u00a0"
MOVED: tuple[type[Any], ...] = (Site, Contact, Pathway, FollowUpEvent, Lot)
"""What belongs to a company by its ``company_id``; awardees have ids of their own making."""

NUMBERS = ("siret", "other_id")
ADDRESS = ("address", "postal_code", "commune_code", "commune")
NOTED = ("name", "sector", "phone", "email")
_CUT = "…"


def merge_companies(vault: Vault, keep_id: str, other_id: str) -> ChangeSet:
    """Merge the file of ``other_id`` into that of ``keep_id``, undone as one change.

    The kept file takes over sites, contacts, pathways, exchanges, lots and contracts, and the
    values that it lacked. The other's differing values stay in the note, and its SIRET, when it is
    another one, as a site. Importing the other company again then finds the kept one.
    Raises ``NotFoundError``, or ``InvalidInputError`` for twice the same file.
    """
    if keep_id == other_id:
        raise InvalidInputError("Choisissez deux fiches différentes à réunir.")
    with UnitOfWork(vault, "Réunion de deux fiches d’entreprise") as work:
        session = work.session
        kept, other = get(session, Company, keep_id), get(session, Company, other_id)
        for record in MOVED:
            for row in session.scalars(select(record).where(record.company_id == other.id)):
                row.company_id = kept.id
        _move_awardees(session, kept, other)
        _keep_establishment(session, kept, other)
        _take_values(kept, other)
        other.deleted_at = datetime.now(UTC)
        other.merged_into_id = kept.id
        return work.commit(kept.id)


def _move_awardees(session: Session, kept: Company, other: Company) -> None:
    """Put the kept company in the other's place; in a contract of both, as what matters most."""
    moved = _awardees(session, other)
    contracts = {line.contract_id for line in moved}
    own = [line for line in _awardees(session, kept) if line.contract_id in contracts]
    for contract_id in sorted(contracts):
        lines = [line for line in (*own, *moved) if line.contract_id == contract_id]
        role = min((AwardeeRole(line.role) for line in lines), key=list(AwardeeRole).index)
        wanted = awardee_of(contract_id, kept.id, role)
        for line in lines:
            if line.id != wanted.id:
                line.deleted_at = datetime.now(UTC)
        known = session.get(Awardee, wanted.id)
        if known is None:
            session.add(wanted)
        else:
            known.deleted_at = None


def _awardees(session: Session, company: Company) -> list[Awardee]:
    rows = session.scalars(
        select(Awardee)
        .where(Awardee.company_id == company.id, Awardee.deleted_at.is_(None))
        .order_by(Awardee.id)
    )
    return list(rows)


def _keep_establishment(session: Session, kept: Company, other: Company) -> None:
    """Keep another SIRET as a site, with its address; the same merger twice makes the same site."""
    if not other.siret or not kept.siret or other.siret == kept.siret:
        return
    site_id = natural_id("site", kept.id, other.siret)
    site = session.get(Site, site_id)
    if site is None:
        site = Site(id=site_id, company_id=kept.id)
        session.add(site)
    site.deleted_at = None
    site.name = f"Établissement {format_siret(other.siret)}"
    for name in ADDRESS:
        setattr(site, name, getattr(other, name))


def _take_values(kept: Company, other: Company) -> None:
    """Fill what the kept file lacks, and note the rest.

    The note always tells of the merger: a colleague who merges the other way round at the same time
    has then deleted a file that was edited here, and is asked about it.
    """
    # Which values differed is looked at before any is filled in.
    note = "\n".join(filter(None, (kept.note, other.note, _told(kept, other))))
    for name in (*NUMBERS, *NOTED):
        if not getattr(kept, name):
            setattr(kept, name, getattr(other, name))
    if not any(getattr(kept, name) for name in ADDRESS):
        for name in ADDRESS:
            setattr(kept, name, getattr(other, name))
    too_long = len(note) > text.MAX_TEXT
    kept.note = note[: text.MAX_TEXT - 1] + _CUT if too_long else note


def _told(kept: Company, other: Company) -> str:
    """Return « Fiche réunie avec « BATI-OUEST » (téléphone : 02…). »."""
    name = format_siret(other.known_as)
    said = "\u00a0; ".join(_differences(kept, other))
    return f"Fiche réunie avec «{NBSP}{name}{NBSP}»" + (f" ({said})." if said else ".")


def _differences(kept: Company, other: Company) -> Iterator[str]:
    for name in (*NOTED[1:], "other_id"):
        theirs = getattr(other, name)
        if theirs and getattr(kept, name) not in ("", theirs):
            yield f"{field_label(name)}{NBSP}: {theirs}"
    has_site = other.siret and kept.siret and other.siret != kept.siret
    address, ours = (_address(one) for one in (other, kept))
    if address and ours and address != ours and not has_site:
        yield f"{field_label('address')}{NBSP}: {address}"


def _address(company: Company) -> str:
    town = f"{company.postal_code} {company.commune}".strip()
    return ", ".join(part for part in (company.address, town) if part)
