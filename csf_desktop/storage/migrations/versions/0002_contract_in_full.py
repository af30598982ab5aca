"""A contract in full: places, documents asked for, renewals, and the alerts that derive from them.

A table that gains a reference is made again, which numbers its rows anew: the search index is no
longer that of its rows until what derives from the records is worked out again, which the opening
of the vault does next (storage/projections.py).

Revision ID: 0002
Revises: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TEXTS = ("service", "sector", "own_owner", "own_action", "own_label")
NUMBERS = ("reserved_minutes", "unplaced_minutes", "alert_flags")
REFERENCES = (
    ("lot", "company_id", "company"),
    ("company", "merged_into_id", "company"),
    ("contact", "replaced_by_id", "contact"),
)
OLD_FACTS = ("status", "due_order", "last_contact_on", "ends_on", "placed_count", "deleted_at")
FACTS = (*OLD_FACTS[:-1], "unplaced_minutes", "alert_flags", "deleted_at")
OLD_OWED = ("due_order", "reference", "is_own_action", "next_owner", "deleted_at")
OWED = ("own_due_order", "reference", "own_owner", "deleted_at")


def upgrade() -> None:
    """Add the columns and tables, and make the indexes of the list again with them."""
    _drop_indexes()
    for name in TEXTS:
        op.add_column("contract", sa.Column(name, sa.Text(), server_default="", nullable=False))
    for name in NUMBERS:
        op.add_column("contract", sa.Column(name, sa.Integer(), server_default="0", nullable=False))
    for name in ("renewal_count", "renewal_months"):
        op.add_column("contract", sa.Column(name, sa.Integer(), nullable=True))
    op.add_column("contract", sa.Column("own_due", sa.Date(), nullable=True))
    op.add_column(
        "contract",
        sa.Column("own_due_order", sa.Date(), server_default="9999-12-31", nullable=False),
    )
    op.drop_column("contract", "is_own_action")
    for table, column, target in REFERENCES:
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column(column, sa.String(length=36), nullable=True))
            batch.create_foreign_key(
                f"fk_{table}_{column}_{target}",
                target,
                [column],
                ["id"],
                deferrable=True,
                initially="DEFERRED",
            )
    op.create_index("ix_lot_company_id", "lot", ["company_id"])
    _make_indexes(FACTS, OWED)
    _make_places()
    _make_requests()


def downgrade() -> None:
    """Take them off again."""
    for table in ("document_request", "execution_place"):
        op.drop_index(f"ix_{table}_contract_id", table_name=table)
        op.drop_table(table)
    _drop_indexes()
    op.drop_index("ix_lot_company_id", table_name="lot")
    for table, column, target in REFERENCES:
        with op.batch_alter_table(table) as batch:
            batch.drop_constraint(f"fk_{table}_{column}_{target}", type_="foreignkey")
            batch.drop_column(column)
    for name in (
        *TEXTS, *NUMBERS, "renewal_count", "renewal_months", "own_due", "own_due_order"
    ):  # fmt: skip
        op.drop_column("contract", name)
    op.add_column(
        "contract", sa.Column("is_own_action", sa.Boolean(), server_default="0", nullable=False)
    )
    _make_indexes(OLD_FACTS, OLD_OWED)


def _make_places() -> None:
    op.create_table(
        "execution_place",
        sa.Column("contract_id", sa.String(length=36), nullable=False),
        *(
            sa.Column(name, sa.Text(), server_default="", nullable=False)
            for name in (
                *("label", "address", "postal_code", "commune_code", "commune"),
                *("department", "academie"),
            )
        ),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["contract_id"],
            ["contract.id"],
            name="fk_execution_place_contract_id_contract",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name="pk_execution_place"),
    )
    op.create_index("ix_execution_place_contract_id", "execution_place", ["contract_id"])


def _make_requests() -> None:
    op.create_table(
        "document_request",
        sa.Column("contract_id", sa.String(length=36), nullable=False),
        sa.Column("pathway_id", sa.String(length=36), nullable=True),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("addressee", sa.Text(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        *(
            sa.ForeignKeyConstraint(
                [f"{target}_id"],
                [f"{target}.id"],
                name=f"fk_document_request_{target}_id_{target}",
                initially="DEFERRED",
                deferrable=True,
            )
            for target in ("contract", "pathway")
        ),
        sa.PrimaryKeyConstraint("id", name="pk_document_request"),
    )
    op.create_index("ix_document_request_contract_id", "document_request", ["contract_id"])


def _indexes(facts: tuple[str, ...], owed: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Return the indexes of the list: the columns of an order, then the facts not among them."""
    orders = {
        "due": ("due_order", "reference"),
        "reference": ("reference",),
        "company_key": ("company_key", "reference"),
        "buyer_key": ("buyer_key", "reference"),
        "ends_on": ("ends_on", "reference"),
        "status": ("status", "ends_on", "reference"),
    }
    made = {
        name: (*columns, *(fact for fact in facts if fact not in columns))
        for name, columns in orders.items()
    }
    return {"facts": facts, "owed": owed, **made}


def _make_indexes(facts: tuple[str, ...], owed: tuple[str, ...]) -> None:
    for name, columns in _indexes(facts, owed).items():
        op.create_index(f"ix_contract_{name}", "contract", list(columns))


def _drop_indexes() -> None:
    for name in _indexes(FACTS, OWED):
        op.drop_index(f"ix_contract_{name}", table_name="contract")
