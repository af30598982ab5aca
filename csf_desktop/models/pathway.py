"""A pathway: the immersion that a company owes, its weeks, what it led to and what it brought."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from csf_desktop.models.base import DERIVED, NO_DUE_DATE, Record, refers_to, text_column
from csf_desktop.models.beneficiary import Beneficiary
from csf_desktop.models.codes import PathwayStatus
from csf_desktop.models.company import Company, Contact, Site
from csf_desktop.models.contract import Contract, Lot

_FACTS = ("status", "due_order", "is_ended", "deleted_at")
"""The columns that the chips of the list ask."""


class Pathway(Record):
    """A pathway of a contract, on offer until it is reserved for one young person.

    Durations in minutes. ``status_since`` is the day the status was entered. ``interrupted_on``
    stays once set: the weeks begun by then count against the company (models.hours).
    The derived columns answer « qui doit faire quoi, depuis quand » without a join.
    """

    __tablename__ = "pathway"
    kind: ClassVar[str] = "pathway"

    reference: Mapped[str]
    contract_id: Mapped[str] = mapped_column(refers_to("contract.id"), index=True)
    lot_id: Mapped[str | None] = mapped_column(refers_to("lot.id"))
    company_id: Mapped[str | None] = mapped_column(refers_to("company.id"), index=True)
    site_id: Mapped[str | None] = mapped_column(refers_to("site.id"))
    company_tutor_id: Mapped[str | None] = mapped_column(refers_to("contact.id"))
    beneficiary_id: Mapped[str | None] = mapped_column(refers_to("beneficiary.id"), index=True)
    title: Mapped[str] = text_column()
    tasks: Mapped[str] = text_column()
    conditions: Mapped[str] = text_column()
    status: Mapped[str] = mapped_column(default=PathwayStatus.OPEN)
    status_since: Mapped[date]
    reason: Mapped[str] = text_column()
    planned_minutes: Mapped[int] = mapped_column(default=0, server_default="0")
    week_minutes: Mapped[int] = mapped_column(default=0, server_default="0")
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    agreement_signed_on: Mapped[date | None]
    interrupted_on: Mapped[date | None]
    has_gratification: Mapped[bool] = mapped_column(default=False)
    derogation: Mapped[str] = text_column()
    tutor_name: Mapped[str] = text_column()
    skills: Mapped[str] = text_column()
    note: Mapped[str] = text_column()

    done_minutes: Mapped[int] = mapped_column(default=0, server_default="0", info=DERIVED)
    counted_minutes: Mapped[int] = mapped_column(default=0, server_default="0", info=DERIVED)
    last_event_on: Mapped[date | None] = mapped_column(info=DERIVED)
    last_contact_on: Mapped[date | None] = mapped_column(info=DERIVED)
    next_owner: Mapped[str] = mapped_column(default="", server_default="", info=DERIVED)
    next_action: Mapped[str] = mapped_column(default="", server_default="", info=DERIVED)
    next_label: Mapped[str] = mapped_column(default="", server_default="", info=DERIVED)
    next_due: Mapped[date | None] = mapped_column(info=DERIVED)
    due_order: Mapped[date] = mapped_column(default=NO_DUE_DATE, info=DERIVED)
    is_ended: Mapped[bool] = mapped_column(default=False, server_default="0", info=DERIVED)
    person_key: Mapped[str] = mapped_column(default="", server_default="", info=DERIVED)
    company_key: Mapped[str] = mapped_column(default="", server_default="", info=DERIVED)

    contract: Mapped[Contract] = relationship()
    lot: Mapped[Lot | None] = relationship()
    company: Mapped[Company | None] = relationship()
    site: Mapped[Site | None] = relationship()
    company_tutor: Mapped[Contact | None] = relationship()
    beneficiary: Mapped[Beneficiary | None] = relationship()
    weeks: Mapped[list[PathwayWeek]] = relationship(viewonly=True, order_by="PathwayWeek.monday")
    outcomes: Mapped[list[Outcome]] = relationship(viewonly=True)

    __table_args__ = (
        CheckConstraint("planned_minutes >= 0", "planned_minutes"),
        CheckConstraint("week_minutes >= 0", "week_minutes"),
        CheckConstraint("ends_on IS NULL OR starts_on IS NULL OR ends_on >= starts_on", "dates"),
        # One index an order of the list. Each also holds what the chips ask and the mark of
        # deletion: a list is walked, and counted, without reading its table.
        Index("ix_pathway_facts", *_FACTS),
        Index("ix_pathway_due", "is_ended", "due_order", "reference", "status", "deleted_at"),
        Index("ix_pathway_status", "status", "due_order", "reference", "is_ended", "deleted_at"),
        Index("ix_pathway_reference", "reference", *_FACTS),
        Index("ix_pathway_person_key", "person_key", "reference", *_FACTS),
        Index("ix_pathway_company_key", "company_key", "reference", *_FACTS),
        Index(
            "ix_pathway_owner",
            *("next_owner", "due_order", "reference", "status", "is_ended", "deleted_at"),
        ),
        Index("ix_pathway_owed", "due_order", "reference", "next_owner", "deleted_at"),
    )


class PathwayWeek(Record):
    """A week of a pathway; its id comes from the pathway and the Monday, so that files merge."""

    __tablename__ = "pathway_week"
    kind: ClassVar[str] = "pathway_week"

    pathway_id: Mapped[str] = mapped_column(refers_to("pathway.id"), index=True)
    monday: Mapped[date]
    planned_minutes: Mapped[int] = mapped_column(default=0, server_default="0")
    done_minutes: Mapped[int | None]
    note: Mapped[str] = text_column()

    __table_args__ = (
        CheckConstraint("planned_minutes >= 0", "planned_minutes"),
        CheckConstraint("done_minutes IS NULL OR done_minutes >= 0", "done_minutes"),
    )


class Outcome(Record):
    """One outcome, or one thing the immersion brought (``is_benefit``), of a pathway."""

    __tablename__ = "outcome"
    kind: ClassVar[str] = "outcome"

    pathway_id: Mapped[str] = mapped_column(refers_to("pathway.id"), index=True)
    code: Mapped[str]
    is_benefit: Mapped[bool] = mapped_column(default=False)
    detail: Mapped[str] = text_column()
    decided_on: Mapped[date | None]
