"""What was changed on both sides: listed until one of the changes gives way, never settled here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from csf_desktop.models.entities import Conflict


def list_conflicts(
    session: Session,
    key: tuple[str, str],
    field: str,
    here: str,
    there: Sequence[str],
    now: datetime,
) -> list[str]:
    """Make the open conflicts of a field those of one change here with each of ``there``.

    ``key`` is the record's kind and id. One that is no longer among ``there`` was overtaken by a
    later change and is closed; one known before, open or closed, is not listed again. Returns the
    changes that are new to the list. The changes must be in the database already.
    """
    kind, entity_id = key
    wanted = frozenset(there)
    known = session.scalars(
        select(Conflict).where(Conflict.entity_id == entity_id, Conflict.field == field)
    ).all()
    for row in known:
        if row.settled_at is not None:
            continue
        if row.remote_change_id in wanted:
            row.local_change_id = here
        else:
            row.settled_at = now
    listed = {row.remote_change_id for row in known}
    added = [change_id for change_id in there if change_id not in listed]
    session.add_all(
        Conflict(
            kind=kind,
            entity_id=entity_id,
            field=field,
            local_change_id=here,
            remote_change_id=change_id,
            found_at=now,
        )
        for change_id in added
    )
    return added
