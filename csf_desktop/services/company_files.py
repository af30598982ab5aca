"""What a company is called, and its files that another one took over, led to that one."""

from __future__ import annotations

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from csf_desktop.models.entities import Company


def known_as(company: type[Company]) -> ColumnElement[str]:
    """Return in SQL what ``Company.known_as`` is; empty without a company."""
    return func.coalesce(
        func.nullif(company.name, ""), func.nullif(company.siret, ""), company.other_id, ""
    )


def survivor(session: Session, company: Company) -> Company:
    """Return the file that took a company's over, itself when none did.

    Two tutors may each have merged one file into the other, which makes a circle: its smallest id
    is then the same answer on every laptop. The file may itself be deleted.
    """
    seen = [company.id]
    while company.deleted_at is not None and company.merged_into_id is not None:
        following = session.get(Company, company.merged_into_id)
        if following is None:
            break
        company = following
        if company.id in seen:
            first = min(seen[seen.index(company.id) :])
            return session.get(Company, first) or company
        seen.append(company.id)
    return company


def merged_ids(session: Session, company_id: str) -> tuple[str, ...]:
    """Return the id of a company and those of the files it took over, and they before it.

    A colleague who did not know of a merger may have written to one of these since.
    """
    found = [company_id]
    waiting = [company_id]
    while waiting:
        rows = session.scalars(
            select(Company.id)
            .where(Company.merged_into_id.in_(waiting), Company.deleted_at.is_not(None))
            .order_by(Company.id)
        )
        waiting = [one for one in rows if one not in found]
        found += waiting
    return tuple(found)
