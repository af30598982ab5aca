"""A company, its sites and the people one talks to there or at the buyer's."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from csf_desktop.models.base import Record, refers_to, text_column
from csf_desktop.models.codes import ContactRole


class Company(Record):
    """A company shared by all its contracts.

    ``other_id`` holds an identifier that is not a valid SIRET, as the official file gave it.
    ``merged_into_id`` names the file that took this one over: whatever still knows this company,
    by its SIRET or its id, is led to that one.
    """

    __tablename__ = "company"
    kind: ClassVar[str] = "company"

    siret: Mapped[str] = mapped_column(default="", server_default="", index=True)
    other_id: Mapped[str] = text_column()
    name: Mapped[str] = text_column()
    sector: Mapped[str] = text_column()
    phone: Mapped[str] = text_column()
    email: Mapped[str] = text_column()
    address: Mapped[str] = text_column()
    postal_code: Mapped[str] = text_column()
    commune_code: Mapped[str] = text_column()
    commune: Mapped[str] = text_column()
    note: Mapped[str] = text_column()
    merged_into_id: Mapped[str | None] = mapped_column(refers_to("company.id"))

    sites: Mapped[list[Site]] = relationship(viewonly=True)
    contacts: Mapped[list[Contact]] = relationship(viewonly=True)

    @property
    def known_as(self) -> str:
        """The name or, when official data gave none, the number it is known by."""
        return self.name or self.siret or self.other_id


class Site(Record):
    """A place where a company hosts."""

    __tablename__ = "site"
    kind: ClassVar[str] = "site"

    company_id: Mapped[str] = mapped_column(refers_to("company.id"), index=True)
    name: Mapped[str] = text_column()
    address: Mapped[str] = text_column()
    postal_code: Mapped[str] = text_column()
    commune_code: Mapped[str] = text_column()
    commune: Mapped[str] = text_column()


class Contact(Record):
    """A person at a company or at a buyer, with a role and a period.

    ``until`` is filled in when the person has left: half of those named in the offer have changed
    when the tutor calls (DOMAIN [L]), so the history is kept. ``replaced_by_id`` is then the
    successor, once known.
    """

    __tablename__ = "contact"
    kind: ClassVar[str] = "contact"

    company_id: Mapped[str | None] = mapped_column(refers_to("company.id"), index=True)
    buyer_id: Mapped[str | None] = mapped_column(refers_to("buyer.id"), index=True)
    name: Mapped[str] = text_column()
    role: Mapped[str] = mapped_column(default=ContactRole.REFERENT)
    phone: Mapped[str] = text_column()
    email: Mapped[str] = text_column()
    since: Mapped[date | None]
    until: Mapped[date | None]
    replaced_by_id: Mapped[str | None] = mapped_column(refers_to("contact.id"))

    __table_args__ = (
        CheckConstraint("(company_id IS NULL) <> (buyer_id IS NULL)", "one_organisation"),
    )
