"""Changes the file of a company: its sites, and its people as long as they are there.

``organisations`` has what buyers share: ``update_company``, ``add_contact``, ``update_contact``.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from csf_desktop.errors import InvalidInputError
from csf_desktop.models.entities import Company, Site
from csf_desktop.models.ids import new_id
from csf_desktop.services import text
from csf_desktop.services.references import get
from csf_desktop.storage.journal import ChangeSet
from csf_desktop.storage.unit_of_work import UnitOfWork
from csf_desktop.storage.vault import Vault

SITE_CLEANERS: dict[str, text.Cleaner] = {
    "name": text.line,
    "address": text.line,
    "postal_code": text.line,
    "commune_code": text.line,
    "commune": text.line,
}


def add_site(vault: Vault, company_id: str, values: Mapping[str, Any]) -> ChangeSet:
    """Add a place where a company hosts; ``created`` is its id.

    Raises ``InvalidInputError`` when neither a name nor a place is given.
    """
    with UnitOfWork(vault, "Ajout d’un site") as work:
        company = get(work.session, Company, company_id)
        site = Site(id=new_id(), company_id=company.id)
        text.edit(site, values, SITE_CLEANERS)
        _check(site)
        work.session.add(site)
        return work.commit(site.id)


def update_site(vault: Vault, site_id: str, values: Mapping[str, Any]) -> ChangeSet:
    """Change fields of a site; raise ``InvalidInputError`` naming the field."""
    with UnitOfWork(vault, "Modification d’un site") as work:
        site = get(work.session, Site, site_id)
        text.edit(site, values, SITE_CLEANERS)
        _check(site)
        return work.commit()


def remove_site(vault: Vault, site_id: str) -> ChangeSet:
    """Take a site off the file; a pathway that was there keeps its name, undoing brings it back."""
    with UnitOfWork(vault, "Retrait d’un site") as work:
        get(work.session, Site, site_id).deleted_at = datetime.now(UTC)
        return work.commit()


def _check(site: Site) -> None:
    if not (site.name or site.address or site.commune):
        raise InvalidInputError("Indiquez le nom du site, son adresse ou sa commune.", field="name")
