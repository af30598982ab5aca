"""The ground of every table: names of constraints, ids, and what is journalled."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, ClassVar

from sqlalchemy import DateTime, Dialect, ForeignKey, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from csf_desktop.models.ids import new_id

NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

DERIVED: dict[str, Any] = {"derived": True}
"""``info`` of a column worked out from others: never journalled, never exchanged."""


NO_DUE_DATE = date(9999, 12, 31)
"""``due_order`` of what has no deadline: it sorts after everything, through an index."""


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime, kept in UTC; a naive one is refused."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a datetime without time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value is not None else None


class Base(DeclarativeBase):
    """Base of every table."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: UtcDateTime, str: Text}


class Record(Base):
    """Base of what is journalled and exchanged: a ``kind``, an id, and a mark when deleted.

    Rows are never removed: a deletion is a change like another (``deleted_at``), so that it can be
    undone and can conflict with an edit made elsewhere. Texts that nobody filled in are empty,
    not null.
    """

    __abstract__ = True

    kind: ClassVar[str]

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    deleted_at: Mapped[datetime | None]

    @classmethod
    def journalled_fields(cls) -> tuple[str, ...]:
        """Return the names of the columns that are journalled and exchanged."""
        return tuple(
            column.key
            for column in cls.__mapper__.columns
            if column.key != "id" and not column.info.get("derived")
        )


def text_column() -> Mapped[str]:
    """Return a text column that is empty until somebody fills it in."""
    return mapped_column(Text, default="", server_default="")


def refers_to(target: str) -> ForeignKey:
    """Return a foreign key checked when the transaction ends.

    A file that is merged brings records in any order, and may refer to one that comes later.
    """
    return ForeignKey(target, deferrable=True, initially="DEFERRED")
