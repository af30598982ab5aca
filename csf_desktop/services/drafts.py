"""What was typed and not saved yet, kept in the vault until its screen is done with it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from csf_desktop.models.entities import Draft
from csf_desktop.storage.unit_of_work import UnitOfWork, reading_session
from csf_desktop.storage.vault import Vault


def read_draft(vault: Vault, screen: str) -> dict[str, Any] | None:
    """Return what ``screen`` had kept, ``None`` when it kept nothing."""
    with reading_session(vault) as session:
        found = session.get(Draft, screen)
        value: dict[str, Any] | None = None if found is None else json.loads(found.value)
        return value


def keep_draft(vault: Vault, screen: str, value: dict[str, Any]) -> None:
    """Keep what was typed in ``screen``, as JSON holds it, in the place of what it had kept.

    Drafts are local: neither journalled nor exchanged.
    """
    with UnitOfWork(vault, "Brouillon") as work:
        plain, now = json.dumps(value, ensure_ascii=False), datetime.now(UTC)
        found = work.session.get(Draft, screen)
        if found is None:
            work.session.add(Draft(screen=screen, value=plain, saved_at=now))
        else:
            found.value, found.saved_at = plain, now
        work.commit()


def drop_draft(vault: Vault, screen: str) -> None:
    """Forget what ``screen`` had kept: it was saved, or given up."""
    with UnitOfWork(vault, "Brouillon") as work:
        found = work.session.get(Draft, screen)
        if found is not None:
            work.session.delete(found)
        work.commit()
