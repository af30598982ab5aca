"""Never two young people at the same place with the same company tutor at once (DOMAIN [L])."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from csf_desktop.errors import ClashingPathwayError
from csf_desktop.models.codes import PathwayStatus
from csf_desktop.models.entities import Pathway
from csf_desktop.models.sharing import NEVER_TOGETHER, Stay, clash_of


def check_stay(session: Session, pathway: Pathway) -> None:
    """Raise ``ClashingPathwayError`` if a pathway takes the place and the tutor of another.

    Looked at once the agreement is signed: before, dates and people may still change.
    """
    if PathwayStatus(pathway.status) not in NEVER_TOGETHER or pathway.company_tutor_id is None:
        return
    rows = session.scalars(
        select(Pathway).where(
            Pathway.company_tutor_id == pathway.company_tutor_id,
            Pathway.id != pathway.id,
            Pathway.status.in_(NEVER_TOGETHER),
            Pathway.deleted_at.is_(None),
        )
    )
    clash = clash_of(stay_of(pathway), map(stay_of, rows))
    if clash is not None:
        raise ClashingPathwayError(reference=clash.reference)


def stay_of(pathway: Pathway) -> Stay:
    """Return where, with whom and when a pathway is; one interrupted ends that day."""
    return Stay(
        pathway.reference,
        pathway.site_id or pathway.company_id or "",
        pathway.company_tutor_id or "",
        pathway.starts_on,
        pathway.interrupted_on or pathway.ends_on,
    )
