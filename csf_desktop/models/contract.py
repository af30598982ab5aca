"""A contract with a clause, its lots, places and purchase orders, and who was awarded it."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from csf_desktop.models.base import DERIVED, NO_DUE_DATE, Record, refers_to, text_column
from csf_desktop.models.codes import Actor, AwardeeRole, ContractStatus, Source, VolumeMode
from csf_desktop.models.company import Company


class Buyer(Record):
    """A public buyer, by its SIRET.

    The service that prescribes a contract is the contract's own; ``service`` is what files of the
    first program said of it.
    """

    __tablename__ = "buyer"
    kind: ClassVar[str] = "buyer"

    siret: Mapped[str] = text_column()
    name: Mapped[str] = text_column()
    service: Mapped[str] = text_column()

    __table_args__ = (Index("ix_buyer_siret", "siret"),)


_FACTS = (
    *("status", "due_order", "last_contact_on", "ends_on", "placed_count", "unplaced_minutes"),
    *("alert_flags", "deleted_at"),
)
"""The columns that the chips of the list ask."""


def _but(*names: str) -> list[str]:
    return [name for name in _FACTS if name not in names]


class Contract(Record):
    """A contract. Amounts in cents, volumes in minutes.

    ``external_uid`` is the identity given by the official file (buyer's SIRET and number).
    ``place_code`` and ``place_code_type`` are as the official file writes them; ``official`` keeps
    what the last one said, as JSON: importing again changes only what the file itself changed.
    ``ends_on`` is the last day of the firm period; it may be followed by ``renewal_count`` periods
    of ``renewal_months``. ``service`` is the buyer's service that prescribes the clause.

    ``committed_minutes`` are counted by pathways that have a young person or ended, of which
    ``reserved_minutes`` by those not begun; ``unplaced_minutes`` are owed and counted by neither.
    ``own_*`` is what the contract itself owes next, ``next_*`` the first of that and of what its
    pathways owe. ``alert_flags`` has a bit for each alert (models.alerts).
    """

    __tablename__ = "contract"
    kind: ClassVar[str] = "contract"

    reference: Mapped[str]
    external_uid: Mapped[str] = mapped_column(default="", server_default="", index=True)
    external_reference: Mapped[str] = text_column()
    source: Mapped[str] = mapped_column(default=Source.MANUAL, server_default=Source.MANUAL)
    status: Mapped[str] = mapped_column(default=ContractStatus.DRAFTED)
    is_private: Mapped[bool] = mapped_column(default=False)
    object: Mapped[str] = text_column()
    buyer_id: Mapped[str | None] = mapped_column(refers_to("buyer.id"), index=True)
    nature: Mapped[str] = text_column()
    procedure: Mapped[str] = text_column()
    cpv: Mapped[str] = text_column()
    framework_reference: Mapped[str] = text_column()
    social_considerations: Mapped[str] = text_column()
    service: Mapped[str] = text_column()
    sector: Mapped[str] = text_column()
    place: Mapped[str] = text_column()
    place_code: Mapped[str] = text_column()
    place_code_type: Mapped[str] = text_column()
    department: Mapped[str] = text_column()
    academie: Mapped[str] = text_column()
    amount_cents: Mapped[int | None]
    duration_months: Mapped[int | None]
    renewal_count: Mapped[int | None]
    renewal_months: Mapped[int | None]
    published_on: Mapped[date | None]
    notified_on: Mapped[date | None]
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    volume_mode: Mapped[str] = mapped_column(default=VolumeMode.FIXED)
    clause_minutes: Mapped[int] = mapped_column(default=0, server_default="0")
    minutes_per_order: Mapped[int] = mapped_column(default=0, server_default="0")
    minutes_per_amount: Mapped[int] = mapped_column(default=0, server_default="0")
    amount_step_cents: Mapped[int] = mapped_column(default=0, server_default="0")
    penalties: Mapped[str] = text_column()
    note: Mapped[str] = text_column()

    owed_minutes: Mapped[int] = mapped_column(default=0, server_default="0", info=DERIVED)
    committed_minutes: Mapped[int] = mapped_column(default=0, server_default="0", info=DERIVED)
    reserved_minutes: Mapped[int] = mapped_column(default=0, server_default="0", info=DERIVED)
    unplaced_minutes: Mapped[int] = mapped_column(default=0, server_default="0", info=DERIVED)
    offered_minutes: Mapped[int] = mapped_column(default=0, server_default="0", info=DERIVED)
    done_minutes: Mapped[int] = mapped_column(default=0, server_default="0", info=DERIVED)
    pathway_count: Mapped[int] = mapped_column(default=0, server_default="0", info=DERIVED)
    placed_count: Mapped[int] = mapped_column(default=0, server_default="0", info=DERIVED)
    last_event_on: Mapped[date | None] = mapped_column(info=DERIVED)
    last_contact_on: Mapped[date | None] = mapped_column(info=DERIVED)
    next_owner: Mapped[str] = mapped_column(default="", server_default="", info=DERIVED)
    next_action: Mapped[str] = mapped_column(default="", server_default="", info=DERIVED)
    next_label: Mapped[str] = mapped_column(default="", server_default="", info=DERIVED)
    next_due: Mapped[date | None] = mapped_column(info=DERIVED)
    due_order: Mapped[date] = mapped_column(default=NO_DUE_DATE, info=DERIVED)
    own_owner: Mapped[str] = mapped_column(default="", server_default="", info=DERIVED)
    own_action: Mapped[str] = mapped_column(default="", server_default="", info=DERIVED)
    own_label: Mapped[str] = mapped_column(default="", server_default="", info=DERIVED)
    own_due: Mapped[date | None] = mapped_column(info=DERIVED)
    own_due_order: Mapped[date] = mapped_column(
        default=NO_DUE_DATE, server_default="9999-12-31", info=DERIVED
    )
    alert_flags: Mapped[int] = mapped_column(default=0, server_default="0", info=DERIVED)
    company_name: Mapped[str] = mapped_column(default="", server_default="", info=DERIVED)
    company_key: Mapped[str] = mapped_column(default="", server_default="", info=DERIVED)
    buyer_key: Mapped[str] = mapped_column(default="", server_default="", info=DERIVED)
    official: Mapped[str] = mapped_column(default="", server_default="", info=DERIVED)

    buyer: Mapped[Buyer | None] = relationship(lazy="select")
    lots: Mapped[list[Lot]] = relationship(viewonly=True)
    orders: Mapped[list[PurchaseOrder]] = relationship(viewonly=True)
    awardees: Mapped[list[Awardee]] = relationship(viewonly=True)

    __table_args__ = (
        CheckConstraint("clause_minutes >= 0", "clause_minutes"),
        CheckConstraint("amount_cents IS NULL OR amount_cents >= 0", "amount"),
        CheckConstraint("ends_on IS NULL OR starts_on IS NULL OR ends_on >= starts_on", "dates"),
        # One index an order of the list, with what the chips ask: see Pathway.
        Index("ix_contract_facts", *_FACTS),
        Index("ix_contract_due", "due_order", "reference", *_but("due_order")),
        Index("ix_contract_reference", "reference", *_FACTS),
        Index("ix_contract_company_key", "company_key", "reference", *_FACTS),
        Index("ix_contract_buyer_key", "buyer_key", "reference", *_FACTS),
        Index("ix_contract_ends_on", "ends_on", "reference", *_but("ends_on")),
        Index("ix_contract_status", "status", "ends_on", "reference", *_but("status", "ends_on")),
        Index(
            "ix_contract_owed",
            *("own_due_order", "reference", "own_owner", "deleted_at"),
        ),
    )


class ExecutionPlace(Record):
    """A further place where a contract is carried out; the first one is the contract's own.

    ``department`` and ``academie`` are codes, ``commune_code`` that of Insee.
    """

    __tablename__ = "execution_place"
    kind: ClassVar[str] = "execution_place"

    contract_id: Mapped[str] = mapped_column(refers_to("contract.id"), index=True)
    label: Mapped[str] = text_column()
    address: Mapped[str] = text_column()
    postal_code: Mapped[str] = text_column()
    commune_code: Mapped[str] = text_column()
    commune: Mapped[str] = text_column()
    department: Mapped[str] = text_column()
    academie: Mapped[str] = text_column()


class Lot(Record):
    """A lot of a contract, with its own volume when the clause gives one, and its company."""

    __tablename__ = "lot"
    kind: ClassVar[str] = "lot"

    contract_id: Mapped[str] = mapped_column(refers_to("contract.id"), index=True)
    number: Mapped[str] = text_column()
    title: Mapped[str] = text_column()
    amount_cents: Mapped[int | None]
    clause_minutes: Mapped[int] = mapped_column(default=0, server_default="0")
    company_id: Mapped[str | None] = mapped_column(refers_to("company.id"), index=True)


class PurchaseOrder(Record):
    """An order of a contract with purchase orders; ``minutes`` when the order states them."""

    __tablename__ = "purchase_order"
    kind: ClassVar[str] = "purchase_order"

    contract_id: Mapped[str] = mapped_column(refers_to("contract.id"), index=True)
    lot_id: Mapped[str | None] = mapped_column(refers_to("lot.id"))
    number: Mapped[str] = text_column()
    ordered_on: Mapped[date | None]
    amount_cents: Mapped[int | None]
    minutes: Mapped[int | None]


class DocumentRequest(Record):
    """A document asked for, of whom (``addressee``, an ``Actor``), due on a day, until received.

    The model clause gives ten working days and a penalty for each day beyond (DOMAIN [L]).
    """

    __tablename__ = "document_request"
    kind: ClassVar[str] = "document_request"

    contract_id: Mapped[str] = mapped_column(refers_to("contract.id"), index=True)
    pathway_id: Mapped[str | None] = mapped_column(refers_to("pathway.id"))
    title: Mapped[str] = text_column()
    addressee: Mapped[str] = mapped_column(default=Actor.COMPANY)
    asked_on: Mapped[date | None]
    due_on: Mapped[date | None]
    received_on: Mapped[date | None]


class Awardee(Record):
    """A company awarded a contract, and as what."""

    __tablename__ = "awardee"
    kind: ClassVar[str] = "awardee"

    contract_id: Mapped[str] = mapped_column(refers_to("contract.id"), index=True)
    company_id: Mapped[str] = mapped_column(refers_to("company.id"), index=True)
    role: Mapped[str] = mapped_column(default=AwardeeRole.TITULAIRE)

    company: Mapped[Company] = relationship()

    @classmethod
    def by_importance(cls) -> tuple[Any, ...]:
        """Return the order of a contract's companies: the titulaire first, then by name."""
        return (cls.role != AwardeeRole.TITULAIRE, cls.role, Company.name, cls.id)
