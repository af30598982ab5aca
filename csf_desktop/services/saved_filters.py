"""Searches that somebody keeps under a name of their own: one click brings them back.

They may hold names, so they lie in the vault; they are this tutor's, and travel in no file.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy.orm import Session

from csf_desktop.errors import InvalidInputError
from csf_desktop.models.ids import new_id
from csf_desktop.services import text
from csf_desktop.services.settings import read_setting, write_setting
from csf_desktop.storage.french import fold
from csf_desktop.storage.unit_of_work import UnitOfWork, reading_session
from csf_desktop.storage.vault import Vault

SETTING = "saved_filters"
MAX_NAME = 40


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """A search of the list ``view``: what was typed, the chip, the order."""

    id: str
    view: str
    name: str
    search: str = ""
    chip: str = ""
    sort: str = ""
    is_descending: bool = False


def list_filters(vault: Vault, view: str) -> tuple[SavedFilter, ...]:
    """Return the searches kept for a list, in the order they were kept."""
    with reading_session(vault) as session:
        return tuple(one for one in _read(session) if one.view == view)


def save_filter(
    vault: Vault,
    view: str,
    name: str,
    *,
    search: str = "",
    chip: str = "",
    sort: str = "",
    is_descending: bool = False,
) -> SavedFilter:
    """Keep a search; one of the same name takes its place. Raise ``InvalidInputError``."""
    clean = text.line(name)
    if not clean:
        raise InvalidInputError("Donnez un nom à cette recherche.", field="name")
    if len(clean) > MAX_NAME:
        raise InvalidInputError(
            f"Choisissez un nom de {MAX_NAME}\u00a0caractères au plus.", field="name"
        )
    with UnitOfWork(vault, "Recherche enregistrée") as work:
        known = {one.id: one for one in _read(work.session)}
        same = (one.id for one in known.values() if _is_named(one, view, clean))
        made = SavedFilter(
            next(same, "") or new_id(),
            view,
            clean,
            text.line(search),
            chip,
            sort,
            is_descending,
        )
        known[made.id] = made
        _write(work.session, known.values())
        work.commit()
    return made


def delete_filter(vault: Vault, filter_id: str) -> None:
    """Forget a search that was kept; without effect when it is not there any more."""
    with UnitOfWork(vault, "Recherche retirée") as work:
        _write(work.session, [one for one in _read(work.session) if one.id != filter_id])
        work.commit()


def _is_named(one: SavedFilter, view: str, name: str) -> bool:
    return one.view == view and fold(one.name) == fold(name)


def _read(session: Session) -> list[SavedFilter]:
    stored: list[dict[str, Any]] = read_setting(session, SETTING, [])
    return [SavedFilter(**values) for values in stored]


def _write(session: Session, filters: Iterable[SavedFilter]) -> None:
    write_setting(session, SETTING, [asdict(one) for one in filters])
