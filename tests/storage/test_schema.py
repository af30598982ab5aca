"""The revisions and the models say the same schema."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text

from csf_desktop.models import entities
from csf_desktop.models.base import Base
from csf_desktop.storage.migrate import BASE, known_revisions, move_to
from csf_desktop.storage.vault import Vault


def schema(vault: Vault) -> list[list[str]]:
    """Return each table and index, its columns and constraints in one spelling and order.

    A table that was made again says the same in another order (render_as_batch).
    """
    query = text("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name")
    with vault.engine.connect() as connection:
        return [
            sorted(
                line.strip().rstrip(",").replace('"', "").replace("('')", "''")
                for line in str(sql).splitlines()
            )
            for sql in connection.scalars(query)
        ]


def is_ours(name: str | None, kind: str, _parents: object) -> bool:
    """Leave out the full-text indexes: SQLite keeps them in tables of its own."""
    return kind != "table" or "_search" not in (name or "")


def test_migrated_schema_is_the_models(vault: Vault) -> None:
    assert entities.__name__  # imported for its tables
    with vault.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "include_name": is_ours}
        )
        assert compare_metadata(context, Base.metadata) == []


def test_every_step_goes_down_and_up_again(vault: Vault) -> None:
    whole = schema(vault)
    revisions = known_revisions()
    for at in range(len(revisions) - 1, -1, -1):
        move_to(vault.engine, revisions[at - 1] if at else BASE)
        move_to(vault.engine, revisions[at])
        move_to(vault.engine, revisions[at - 1] if at else BASE)
    move_to(vault.engine, revisions[-1])
    assert schema(vault) == whole
