"""Finds the files that are likely of the same company (models.likeness)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from csf_desktop.models.entities import Company
from csf_desktop.models.likeness import Known, keys_of, likeness
from csf_desktop.storage.unit_of_work import reading_session
from csf_desktop.storage.vault import Vault


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Another file of what is likely the same company, and why, in words."""

    id: str
    name: str
    siret: str
    other_id: str
    commune: str
    reason: str

    @property
    def known_as(self) -> str:
        """The name or, without one, the number it is known by."""
        return self.name or self.siret or self.other_id


@dataclass(frozen=True, slots=True)
class DuplicatePair:
    """Two files of what is likely the same company: the one first made, the other, and why."""

    first: Duplicate
    second: Duplicate
    reason: str


@dataclass(frozen=True, slots=True)
class _File:
    id: str
    known: Known
    commune: str

    def told(self, reason: str) -> Duplicate:
        known = self.known
        return Duplicate(self.id, known.name, known.siret, known.other_id, self.commune, reason)


def find_duplicates(vault: Vault) -> tuple[DuplicatePair, ...]:
    """Return the pairs of files that are likely of one company, by name.

    A file is told with the first one like it, not with every one: three files of one company are
    two pairs.
    """
    with reading_session(vault) as session:
        files = _files(session)
    pairs: dict[tuple[str, str], DuplicatePair] = {}
    for group in _groups(files):
        for at, one in enumerate(group):
            found = next(((two, why) for two in group[:at] if (why := _alike(two, one))), None)
            if found is not None:
                first, reason = found
                pair = DuplicatePair(first.told(reason), one.told(reason), reason)
                pairs[first.id, one.id] = pair
    return tuple(sorted(pairs.values(), key=_by_name))


def duplicates_of(session: Session, company: Company) -> tuple[Duplicate, ...]:
    """Return the other files that are likely of a company, by name."""
    own = Known(company.name, company.siret, company.other_id)
    keys = set(keys_of(own))
    found = [
        one.told(reason)
        for one in _files(session)
        if one.id != company.id
        and not keys.isdisjoint(keys_of(one.known))
        and (reason := likeness(own, one.known))
    ]
    return tuple(sorted(found, key=lambda one: (one.known_as, one.id)))


def _files(session: Session) -> list[_File]:
    rows = session.execute(
        select(Company.id, Company.name, Company.siret, Company.other_id, Company.commune)
        .where(Company.deleted_at.is_(None))
        .order_by(Company.id)
    )
    return [_File(row.id, Known(row.name, row.siret, row.other_id), row.commune) for row in rows]


def _groups(files: Iterable[_File]) -> Iterable[list[_File]]:
    groups: dict[tuple[str, ...], list[_File]] = defaultdict(list)
    for one in files:
        for key in dict.fromkeys(keys_of(one.known)):
            groups[key].append(one)
    return (group for group in groups.values() if len(group) > 1)


def _alike(one: _File, other: _File) -> str:
    return likeness(one.known, other.known)


def _by_name(pair: DuplicatePair) -> tuple[str, str, str]:
    return pair.first.known_as, pair.first.id, pair.second.id
