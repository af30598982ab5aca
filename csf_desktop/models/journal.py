"""The journal: every change ever made, and the tables that exchange needs beside it.

These tables are local: they are not journalled themselves.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from csf_desktop.models.base import Base
from csf_desktop.models.ids import new_id


class Transaction(Base):
    """What a person did in one go, or a file brought in: it is undone as a whole."""

    __tablename__ = "transaction"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    label: Mapped[str]
    at: Mapped[datetime]
    undoes: Mapped[str | None] = mapped_column(String(36))


class Change(Base):
    """One change of one field; ``field`` empty: the creation, ``new`` then holds every value.

    ``old`` and ``new`` are JSON texts. ``stamp`` is a hybrid logical clock, ``author`` the
    fingerprint of the identity that made it. ``replaces`` names the changes whose value it
    replaced, separated by a space: one as a rule, several where equal changes met, and for a
    deletion what every field of the record held. What descends from a change wins over it whatever
    the clocks say. ``is_applied`` tells whether the record here descends from the change: one from
    elsewhere that conflicts it does not.
    """

    __tablename__ = "change"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    transaction_id: Mapped[str] = mapped_column(ForeignKey("transaction.id"), index=True)
    kind: Mapped[str]
    entity_id: Mapped[str] = mapped_column(String(36))
    field: Mapped[str]
    old: Mapped[str | None]
    new: Mapped[str | None]
    stamp: Mapped[str]
    author: Mapped[str]
    replaces: Mapped[str | None]
    is_applied: Mapped[bool] = mapped_column(default=True)

    transaction: Mapped[Transaction] = relationship()

    __table_args__ = (
        Index("ix_change_entity", "entity_id", "field", "stamp"),
        Index("ix_change_stamp", "stamp"),
    )


class Conflict(Base):
    """Two changes of one field that did not know of each other; the record keeps the local one."""

    __tablename__ = "conflict"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    kind: Mapped[str]
    entity_id: Mapped[str] = mapped_column(String(36), index=True)
    field: Mapped[str]
    local_change_id: Mapped[str] = mapped_column(ForeignKey("change.id"))
    remote_change_id: Mapped[str] = mapped_column(ForeignKey("change.id"))
    found_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]

    __table_args__ = (UniqueConstraint("field", "remote_change_id"),)


class Tombstone(Base):
    """A person whose data was erased for good: the id alone, so that no file brings it back."""

    __tablename__ = "tombstone"

    entity_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    kind: Mapped[str]
    erased_at: Mapped[datetime]


class OwnIdentity(Base):
    """The tutor's signing identity; the private key lies nowhere but here."""

    __tablename__ = "own_identity"

    fingerprint: Mapped[str] = mapped_column(String(64), primary_key=True)
    private_key: Mapped[bytes] = mapped_column(LargeBinary)
    certificate: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime]
    is_current: Mapped[bool] = mapped_column(default=True)


class KnownSigner(Base):
    """A colleague whose contact card was taken in; trusted once the words were compared."""

    __tablename__ = "known_signer"

    fingerprint: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str]
    academie: Mapped[str]
    phone: Mapped[str] = mapped_column(default="", server_default="")
    email: Mapped[str] = mapped_column(default="", server_default="")
    certificate: Mapped[bytes] = mapped_column(LargeBinary)
    added_at: Mapped[datetime]
    trusted_at: Mapped[datetime | None]


class ImportedFile(Base):
    """A file that was taken in, by its hash, so that the same one twice is told."""

    __tablename__ = "imported_file"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    number: Mapped[str] = mapped_column(default="", server_default="")
    sender: Mapped[str] = mapped_column(default="", server_default="")
    imported_at: Mapped[datetime]


class Setting(Base):
    """A setting of this vault: profile, rules, counters; ``value`` is JSON."""

    __tablename__ = "setting"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class Draft(Base):
    """Input not yet saved when the vault was locked, by screen; ``value`` is JSON."""

    __tablename__ = "draft"

    screen: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
    saved_at: Mapped[datetime]
