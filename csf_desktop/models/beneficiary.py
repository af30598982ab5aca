"""A young person, the legal guardian of a minor, and the school that keeps the school status."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from csf_desktop.models.base import DERIVED, Record, refers_to, text_column
from csf_desktop.models.codes import Situation


class School(Record):
    """The établissement support, whose head signs the convention."""

    __tablename__ = "school"
    kind: ClassVar[str] = "school"

    name: Mapped[str] = text_column()
    uai: Mapped[str] = text_column()
    commune: Mapped[str] = text_column()
    head_name: Mapped[str] = text_column()
    phone: Mapped[str] = text_column()
    email: Mapped[str] = text_column()


class Beneficiary(Record):
    """A young person; nothing more than the pathway needs (DOMAIN: personal data).

    ``name_key`` orders people as a French list does. ``informed_on`` is the day the notice of
    information was handed over.
    """

    __tablename__ = "beneficiary"
    kind: ClassVar[str] = "beneficiary"

    reference: Mapped[str] = mapped_column(index=True)
    given_name: Mapped[str] = text_column()
    family_name: Mapped[str] = text_column()
    birth_date: Mapped[date | None]
    phone: Mapped[str] = text_column()
    email: Mapped[str] = text_column()
    postal_code: Mapped[str] = text_column()
    commune_code: Mapped[str] = text_column()
    commune: Mapped[str] = text_column()
    school_id: Mapped[str | None] = mapped_column(refers_to("school.id"))
    situation: Mapped[str] = mapped_column(default=Situation.STOPPED)
    entered_on: Mapped[date | None]
    wishes: Mapped[str] = text_column()
    avoid: Mapped[str] = text_column()
    mobility_km: Mapped[int | None]
    transport: Mapped[str] = text_column()
    availability: Mapped[str] = text_column()
    informed_on: Mapped[date | None]
    consent_on: Mapped[date | None]
    note: Mapped[str] = text_column()

    name_key: Mapped[str] = mapped_column(default="", server_default="", info=DERIVED)

    school: Mapped[School | None] = relationship()
    guardians: Mapped[list[Guardian]] = relationship(viewonly=True)

    __table_args__ = (Index("ix_beneficiary_name_key", "name_key", "reference", "deleted_at"),)


class Guardian(Record):
    """A legal guardian, who signs for a minor."""

    __tablename__ = "guardian"
    kind: ClassVar[str] = "guardian"

    beneficiary_id: Mapped[str] = mapped_column(refers_to("beneficiary.id"), index=True)
    name: Mapped[str] = text_column()
    relation: Mapped[str] = text_column()
    phone: Mapped[str] = text_column()
    email: Mapped[str] = text_column()
