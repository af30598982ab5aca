"""What happened: contacts, visits, changes of step, documents issued."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from csf_desktop.models.base import Record, refers_to, text_column
from csf_desktop.models.codes import EventKind


class FollowUpEvent(Record):
    """A line of the timeline of a pathway, a contract or a company.

    ``next_*`` is the next action that was agreed then; the latest one that is not done replaces
    what the rules would say. ``status`` is filled in for a change of step.
    """

    __tablename__ = "event"
    kind: ClassVar[str] = "event"

    pathway_id: Mapped[str | None] = mapped_column(refers_to("pathway.id"))
    contract_id: Mapped[str | None] = mapped_column(refers_to("contract.id"), index=True)
    company_id: Mapped[str | None] = mapped_column(refers_to("company.id"), index=True)
    contact_id: Mapped[str | None] = mapped_column(refers_to("contact.id"))
    event_kind: Mapped[str] = mapped_column(default=EventKind.CONTACT)
    happened_at: Mapped[datetime]
    actor: Mapped[str] = text_column()
    counterpart: Mapped[str] = text_column()
    channel: Mapped[str] = text_column()
    direction: Mapped[str] = text_column()
    result: Mapped[str] = text_column()
    status: Mapped[str] = text_column()
    note: Mapped[str] = text_column()
    duration_minutes: Mapped[int | None]
    author_name: Mapped[str] = text_column()
    next_owner: Mapped[str] = text_column()
    next_label: Mapped[str] = text_column()
    next_due: Mapped[date | None]

    __table_args__ = (
        CheckConstraint(
            "pathway_id IS NOT NULL OR contract_id IS NOT NULL OR company_id IS NOT NULL", "subject"
        ),
        CheckConstraint("duration_minutes IS NULL OR duration_minutes >= 0", "duration"),
        Index("ix_event_pathway", "pathway_id", "happened_at"),
        Index("ix_event_happened_at", "happened_at"),
    )


class Visit(Record):
    """A visit of the tutor to the company, planned or done."""

    __tablename__ = "visit"
    kind: ClassVar[str] = "visit"

    pathway_id: Mapped[str] = mapped_column(refers_to("pathway.id"), index=True)
    planned_on: Mapped[date | None]
    done_on: Mapped[date | None]
    attendance: Mapped[str] = text_column()
    tasks_seen: Mapped[str] = text_column()
    goes_well: Mapped[str] = text_column()
    to_mend: Mapped[str] = text_column()
    beneficiary_word: Mapped[str] = text_column()
    company_word: Mapped[str] = text_column()


class Document(Record):
    """A document that was issued: what, when, its hash; the file itself is carried by hand."""

    __tablename__ = "document"
    kind: ClassVar[str] = "document"

    pathway_id: Mapped[str | None] = mapped_column(refers_to("pathway.id"), index=True)
    contract_id: Mapped[str | None] = mapped_column(refers_to("contract.id"), index=True)
    document_kind: Mapped[str]
    number: Mapped[str] = text_column()
    issued_at: Mapped[datetime]
    sha256: Mapped[str] = text_column()
    recipients: Mapped[str] = text_column()
    signed_on: Mapped[date | None]
