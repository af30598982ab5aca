"""The first schema: every aggregate, the journal, what exchange needs, the search indexes.

A migration is a frozen record: it names the tables itself and imports nothing of ``models``.

Revision ID: 0001
Revises:
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SEARCHED = ("contract", "pathway", "beneficiary", "company")


def upgrade() -> None:
    """Make every table."""
    op.create_table(
        "buyer",
        sa.Column("siret", sa.Text(), server_default="", nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("service", sa.Text(), server_default="", nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_buyer"),
    )
    op.create_index("ix_buyer_siret", "buyer", ["siret"], unique=False)
    op.create_table(
        "company",
        sa.Column("siret", sa.Text(), server_default="", nullable=False),
        sa.Column("other_id", sa.Text(), server_default="", nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("sector", sa.Text(), server_default="", nullable=False),
        sa.Column("phone", sa.Text(), server_default="", nullable=False),
        sa.Column("email", sa.Text(), server_default="", nullable=False),
        sa.Column("address", sa.Text(), server_default="", nullable=False),
        sa.Column("postal_code", sa.Text(), server_default="", nullable=False),
        sa.Column("commune_code", sa.Text(), server_default="", nullable=False),
        sa.Column("commune", sa.Text(), server_default="", nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_company"),
    )
    op.create_index("ix_company_siret", "company", ["siret"], unique=False)
    op.create_table(
        "draft",
        sa.Column("screen", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("screen", name="pk_draft"),
    )
    op.create_table(
        "imported_file",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Text(), server_default="", nullable=False),
        sa.Column("sender", sa.Text(), server_default="", nullable=False),
        sa.Column("imported_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_imported_file"),
    )
    op.create_table(
        "known_signer",
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("academie", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), server_default="", nullable=False),
        sa.Column("email", sa.Text(), server_default="", nullable=False),
        sa.Column("certificate", sa.LargeBinary(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("trusted_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("fingerprint", name="pk_known_signer"),
    )
    op.create_table(
        "own_identity",
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("private_key", sa.LargeBinary(), nullable=False),
        sa.Column("certificate", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("fingerprint", name="pk_own_identity"),
    )
    op.create_table(
        "school",
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("uai", sa.Text(), server_default="", nullable=False),
        sa.Column("commune", sa.Text(), server_default="", nullable=False),
        sa.Column("head_name", sa.Text(), server_default="", nullable=False),
        sa.Column("phone", sa.Text(), server_default="", nullable=False),
        sa.Column("email", sa.Text(), server_default="", nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_school"),
    )
    op.create_table(
        "setting",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_setting"),
    )
    op.create_table(
        "tombstone",
        sa.Column("entity_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("erased_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("entity_id", name="pk_tombstone"),
    )
    op.create_table(
        "transaction",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("undoes", sa.String(length=36), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_transaction"),
    )
    op.create_table(
        "beneficiary",
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("given_name", sa.Text(), server_default="", nullable=False),
        sa.Column("family_name", sa.Text(), server_default="", nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("phone", sa.Text(), server_default="", nullable=False),
        sa.Column("email", sa.Text(), server_default="", nullable=False),
        sa.Column("postal_code", sa.Text(), server_default="", nullable=False),
        sa.Column("commune_code", sa.Text(), server_default="", nullable=False),
        sa.Column("commune", sa.Text(), server_default="", nullable=False),
        sa.Column("school_id", sa.String(length=36), nullable=True),
        sa.Column("situation", sa.Text(), nullable=False),
        sa.Column("entered_on", sa.Date(), nullable=True),
        sa.Column("wishes", sa.Text(), server_default="", nullable=False),
        sa.Column("avoid", sa.Text(), server_default="", nullable=False),
        sa.Column("mobility_km", sa.Integer(), nullable=True),
        sa.Column("transport", sa.Text(), server_default="", nullable=False),
        sa.Column("availability", sa.Text(), server_default="", nullable=False),
        sa.Column("informed_on", sa.Date(), nullable=True),
        sa.Column("consent_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("name_key", sa.Text(), server_default="", nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["school_id"],
            ["school.id"],
            name="fk_beneficiary_school_id_school",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name="pk_beneficiary"),
    )
    op.create_index(
        "ix_beneficiary_name_key",
        "beneficiary",
        ["name_key", "reference", "deleted_at"],
        unique=False,
    )
    op.create_index("ix_beneficiary_reference", "beneficiary", ["reference"], unique=False)
    op.create_table(
        "change",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("transaction_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("entity_id", sa.String(length=36), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("old", sa.Text(), nullable=True),
        sa.Column("new", sa.Text(), nullable=True),
        sa.Column("stamp", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("replaces", sa.Text(), nullable=True),
        sa.Column("is_applied", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["transaction_id"], ["transaction.id"], name="fk_change_transaction_id_transaction"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_change"),
    )
    op.create_index("ix_change_entity", "change", ["entity_id", "field", "stamp"], unique=False)
    op.create_index("ix_change_stamp", "change", ["stamp"], unique=False)
    op.create_index("ix_change_transaction_id", "change", ["transaction_id"], unique=False)
    op.create_table(
        "contact",
        sa.Column("company_id", sa.String(length=36), nullable=True),
        sa.Column("buyer_id", sa.String(length=36), nullable=True),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), server_default="", nullable=False),
        sa.Column("email", sa.Text(), server_default="", nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "(company_id IS NULL) <> (buyer_id IS NULL)", name="ck_contact_one_organisation"
        ),
        sa.ForeignKeyConstraint(
            ["buyer_id"],
            ["buyer.id"],
            name="fk_contact_buyer_id_buyer",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["company_id"],
            ["company.id"],
            name="fk_contact_company_id_company",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name="pk_contact"),
    )
    op.create_index("ix_contact_buyer_id", "contact", ["buyer_id"], unique=False)
    op.create_index("ix_contact_company_id", "contact", ["company_id"], unique=False)
    op.create_table(
        "contract",
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("external_uid", sa.Text(), server_default="", nullable=False),
        sa.Column("external_reference", sa.Text(), server_default="", nullable=False),
        sa.Column("source", sa.Text(), server_default="manual", nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("is_private", sa.Boolean(), nullable=False),
        sa.Column("object", sa.Text(), server_default="", nullable=False),
        sa.Column("buyer_id", sa.String(length=36), nullable=True),
        sa.Column("nature", sa.Text(), server_default="", nullable=False),
        sa.Column("procedure", sa.Text(), server_default="", nullable=False),
        sa.Column("cpv", sa.Text(), server_default="", nullable=False),
        sa.Column("framework_reference", sa.Text(), server_default="", nullable=False),
        sa.Column("social_considerations", sa.Text(), server_default="", nullable=False),
        sa.Column("place", sa.Text(), server_default="", nullable=False),
        sa.Column("place_code", sa.Text(), server_default="", nullable=False),
        sa.Column("place_code_type", sa.Text(), server_default="", nullable=False),
        sa.Column("department", sa.Text(), server_default="", nullable=False),
        sa.Column("academie", sa.Text(), server_default="", nullable=False),
        sa.Column("amount_cents", sa.Integer(), nullable=True),
        sa.Column("duration_months", sa.Integer(), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("notified_on", sa.Date(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("volume_mode", sa.Text(), nullable=False),
        sa.Column("clause_minutes", sa.Integer(), server_default="0", nullable=False),
        sa.Column("minutes_per_order", sa.Integer(), server_default="0", nullable=False),
        sa.Column("minutes_per_amount", sa.Integer(), server_default="0", nullable=False),
        sa.Column("amount_step_cents", sa.Integer(), server_default="0", nullable=False),
        sa.Column("penalties", sa.Text(), server_default="", nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("owed_minutes", sa.Integer(), server_default="0", nullable=False),
        sa.Column("committed_minutes", sa.Integer(), server_default="0", nullable=False),
        sa.Column("offered_minutes", sa.Integer(), server_default="0", nullable=False),
        sa.Column("done_minutes", sa.Integer(), server_default="0", nullable=False),
        sa.Column("pathway_count", sa.Integer(), server_default="0", nullable=False),
        sa.Column("placed_count", sa.Integer(), server_default="0", nullable=False),
        sa.Column("last_event_on", sa.Date(), nullable=True),
        sa.Column("last_contact_on", sa.Date(), nullable=True),
        sa.Column("next_owner", sa.Text(), server_default="", nullable=False),
        sa.Column("next_action", sa.Text(), server_default="", nullable=False),
        sa.Column("next_label", sa.Text(), server_default="", nullable=False),
        sa.Column("next_due", sa.Date(), nullable=True),
        sa.Column("due_order", sa.Date(), nullable=False),
        sa.Column("is_own_action", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("company_name", sa.Text(), server_default="", nullable=False),
        sa.Column("company_key", sa.Text(), server_default="", nullable=False),
        sa.Column("buyer_key", sa.Text(), server_default="", nullable=False),
        sa.Column("official", sa.Text(), server_default="", nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("amount_cents IS NULL OR amount_cents >= 0", name="ck_contract_amount"),
        sa.CheckConstraint("clause_minutes >= 0", name="ck_contract_clause_minutes"),
        sa.CheckConstraint(
            "ends_on IS NULL OR starts_on IS NULL OR ends_on >= starts_on", name="ck_contract_dates"
        ),
        sa.ForeignKeyConstraint(
            ["buyer_id"],
            ["buyer.id"],
            name="fk_contract_buyer_id_buyer",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name="pk_contract"),
    )
    op.create_index("ix_contract_buyer_id", "contract", ["buyer_id"], unique=False)
    op.create_index(
        "ix_contract_buyer_key",
        "contract",
        [
            "buyer_key",
            "reference",
            "status",
            "due_order",
            "last_contact_on",
            "ends_on",
            "placed_count",
            "deleted_at",
        ],
        unique=False,
    )
    op.create_index(
        "ix_contract_company_key",
        "contract",
        [
            "company_key",
            "reference",
            "status",
            "due_order",
            "last_contact_on",
            "ends_on",
            "placed_count",
            "deleted_at",
        ],
        unique=False,
    )
    op.create_index(
        "ix_contract_due",
        "contract",
        [
            "due_order",
            "reference",
            "status",
            "last_contact_on",
            "ends_on",
            "placed_count",
            "deleted_at",
        ],
        unique=False,
    )
    op.create_index(
        "ix_contract_ends_on",
        "contract",
        [
            "ends_on",
            "reference",
            "status",
            "due_order",
            "last_contact_on",
            "placed_count",
            "deleted_at",
        ],
        unique=False,
    )
    op.create_index("ix_contract_external_uid", "contract", ["external_uid"], unique=False)
    op.create_index(
        "ix_contract_facts",
        "contract",
        ["status", "due_order", "last_contact_on", "ends_on", "placed_count", "deleted_at"],
        unique=False,
    )
    op.create_index(
        "ix_contract_owed",
        "contract",
        ["due_order", "reference", "is_own_action", "next_owner", "deleted_at"],
        unique=False,
    )
    op.create_index(
        "ix_contract_reference",
        "contract",
        [
            "reference",
            "status",
            "due_order",
            "last_contact_on",
            "ends_on",
            "placed_count",
            "deleted_at",
        ],
        unique=False,
    )
    op.create_index(
        "ix_contract_status",
        "contract",
        [
            "status",
            "ends_on",
            "reference",
            "due_order",
            "last_contact_on",
            "placed_count",
            "deleted_at",
        ],
        unique=False,
    )
    op.create_table(
        "site",
        sa.Column("company_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("address", sa.Text(), server_default="", nullable=False),
        sa.Column("postal_code", sa.Text(), server_default="", nullable=False),
        sa.Column("commune_code", sa.Text(), server_default="", nullable=False),
        sa.Column("commune", sa.Text(), server_default="", nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["company_id"],
            ["company.id"],
            name="fk_site_company_id_company",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name="pk_site"),
    )
    op.create_index("ix_site_company_id", "site", ["company_id"], unique=False)
    op.create_table(
        "awardee",
        sa.Column("contract_id", sa.String(length=36), nullable=False),
        sa.Column("company_id", sa.String(length=36), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["company_id"],
            ["company.id"],
            name="fk_awardee_company_id_company",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["contract_id"],
            ["contract.id"],
            name="fk_awardee_contract_id_contract",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name="pk_awardee"),
    )
    op.create_index("ix_awardee_company_id", "awardee", ["company_id"], unique=False)
    op.create_index("ix_awardee_contract_id", "awardee", ["contract_id"], unique=False)
    op.create_table(
        "conflict",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("entity_id", sa.String(length=36), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("local_change_id", sa.String(length=36), nullable=False),
        sa.Column("remote_change_id", sa.String(length=36), nullable=False),
        sa.Column("found_at", sa.DateTime(), nullable=False),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["local_change_id"], ["change.id"], name="fk_conflict_local_change_id_change"
        ),
        sa.ForeignKeyConstraint(
            ["remote_change_id"], ["change.id"], name="fk_conflict_remote_change_id_change"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_conflict"),
        sa.UniqueConstraint("field", "remote_change_id", name="uq_conflict_field"),
    )
    op.create_index("ix_conflict_entity_id", "conflict", ["entity_id"], unique=False)
    op.create_table(
        "guardian",
        sa.Column("beneficiary_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("relation", sa.Text(), server_default="", nullable=False),
        sa.Column("phone", sa.Text(), server_default="", nullable=False),
        sa.Column("email", sa.Text(), server_default="", nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["beneficiary_id"],
            ["beneficiary.id"],
            name="fk_guardian_beneficiary_id_beneficiary",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name="pk_guardian"),
    )
    op.create_index("ix_guardian_beneficiary_id", "guardian", ["beneficiary_id"], unique=False)
    op.create_table(
        "lot",
        sa.Column("contract_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Text(), server_default="", nullable=False),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("amount_cents", sa.Integer(), nullable=True),
        sa.Column("clause_minutes", sa.Integer(), server_default="0", nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["contract_id"],
            ["contract.id"],
            name="fk_lot_contract_id_contract",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name="pk_lot"),
    )
    op.create_index("ix_lot_contract_id", "lot", ["contract_id"], unique=False)
    op.create_table(
        "pathway",
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("contract_id", sa.String(length=36), nullable=False),
        sa.Column("lot_id", sa.String(length=36), nullable=True),
        sa.Column("company_id", sa.String(length=36), nullable=True),
        sa.Column("site_id", sa.String(length=36), nullable=True),
        sa.Column("company_tutor_id", sa.String(length=36), nullable=True),
        sa.Column("beneficiary_id", sa.String(length=36), nullable=True),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("tasks", sa.Text(), server_default="", nullable=False),
        sa.Column("conditions", sa.Text(), server_default="", nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("status_since", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("planned_minutes", sa.Integer(), server_default="0", nullable=False),
        sa.Column("week_minutes", sa.Integer(), server_default="0", nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("agreement_signed_on", sa.Date(), nullable=True),
        sa.Column("interrupted_on", sa.Date(), nullable=True),
        sa.Column("has_gratification", sa.Boolean(), nullable=False),
        sa.Column("derogation", sa.Text(), server_default="", nullable=False),
        sa.Column("tutor_name", sa.Text(), server_default="", nullable=False),
        sa.Column("skills", sa.Text(), server_default="", nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("done_minutes", sa.Integer(), server_default="0", nullable=False),
        sa.Column("counted_minutes", sa.Integer(), server_default="0", nullable=False),
        sa.Column("last_event_on", sa.Date(), nullable=True),
        sa.Column("last_contact_on", sa.Date(), nullable=True),
        sa.Column("next_owner", sa.Text(), server_default="", nullable=False),
        sa.Column("next_action", sa.Text(), server_default="", nullable=False),
        sa.Column("next_label", sa.Text(), server_default="", nullable=False),
        sa.Column("next_due", sa.Date(), nullable=True),
        sa.Column("due_order", sa.Date(), nullable=False),
        sa.Column("is_ended", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("person_key", sa.Text(), server_default="", nullable=False),
        sa.Column("company_key", sa.Text(), server_default="", nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "ends_on IS NULL OR starts_on IS NULL OR ends_on >= starts_on", name="ck_pathway_dates"
        ),
        sa.CheckConstraint("planned_minutes >= 0", name="ck_pathway_planned_minutes"),
        sa.CheckConstraint("week_minutes >= 0", name="ck_pathway_week_minutes"),
        sa.ForeignKeyConstraint(
            ["beneficiary_id"],
            ["beneficiary.id"],
            name="fk_pathway_beneficiary_id_beneficiary",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["company_id"],
            ["company.id"],
            name="fk_pathway_company_id_company",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["company_tutor_id"],
            ["contact.id"],
            name="fk_pathway_company_tutor_id_contact",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["contract_id"],
            ["contract.id"],
            name="fk_pathway_contract_id_contract",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["lot_id"],
            ["lot.id"],
            name="fk_pathway_lot_id_lot",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["site_id"],
            ["site.id"],
            name="fk_pathway_site_id_site",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name="pk_pathway"),
    )
    op.create_index("ix_pathway_beneficiary_id", "pathway", ["beneficiary_id"], unique=False)
    op.create_index("ix_pathway_company_id", "pathway", ["company_id"], unique=False)
    op.create_index(
        "ix_pathway_company_key",
        "pathway",
        ["company_key", "reference", "status", "due_order", "is_ended", "deleted_at"],
        unique=False,
    )
    op.create_index("ix_pathway_contract_id", "pathway", ["contract_id"], unique=False)
    op.create_index(
        "ix_pathway_due",
        "pathway",
        ["is_ended", "due_order", "reference", "status", "deleted_at"],
        unique=False,
    )
    op.create_index(
        "ix_pathway_facts",
        "pathway",
        ["status", "due_order", "is_ended", "deleted_at"],
        unique=False,
    )
    op.create_index(
        "ix_pathway_owed",
        "pathway",
        ["due_order", "reference", "next_owner", "deleted_at"],
        unique=False,
    )
    op.create_index(
        "ix_pathway_owner",
        "pathway",
        ["next_owner", "due_order", "reference", "status", "is_ended", "deleted_at"],
        unique=False,
    )
    op.create_index(
        "ix_pathway_person_key",
        "pathway",
        ["person_key", "reference", "status", "due_order", "is_ended", "deleted_at"],
        unique=False,
    )
    op.create_index(
        "ix_pathway_reference",
        "pathway",
        ["reference", "status", "due_order", "is_ended", "deleted_at"],
        unique=False,
    )
    op.create_index(
        "ix_pathway_status",
        "pathway",
        ["status", "due_order", "reference", "is_ended", "deleted_at"],
        unique=False,
    )
    op.create_table(
        "purchase_order",
        sa.Column("contract_id", sa.String(length=36), nullable=False),
        sa.Column("lot_id", sa.String(length=36), nullable=True),
        sa.Column("number", sa.Text(), server_default="", nullable=False),
        sa.Column("ordered_on", sa.Date(), nullable=True),
        sa.Column("amount_cents", sa.Integer(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["contract_id"],
            ["contract.id"],
            name="fk_purchase_order_contract_id_contract",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["lot_id"],
            ["lot.id"],
            name="fk_purchase_order_lot_id_lot",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name="pk_purchase_order"),
    )
    op.create_index(
        "ix_purchase_order_contract_id", "purchase_order", ["contract_id"], unique=False
    )
    op.create_table(
        "document",
        sa.Column("pathway_id", sa.String(length=36), nullable=True),
        sa.Column("contract_id", sa.String(length=36), nullable=True),
        sa.Column("document_kind", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), server_default="", nullable=False),
        sa.Column("issued_at", sa.DateTime(), nullable=False),
        sa.Column("sha256", sa.Text(), server_default="", nullable=False),
        sa.Column("recipients", sa.Text(), server_default="", nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["contract_id"],
            ["contract.id"],
            name="fk_document_contract_id_contract",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["pathway_id"],
            ["pathway.id"],
            name="fk_document_pathway_id_pathway",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name="pk_document"),
    )
    op.create_index("ix_document_contract_id", "document", ["contract_id"], unique=False)
    op.create_index("ix_document_pathway_id", "document", ["pathway_id"], unique=False)
    op.create_table(
        "event",
        sa.Column("pathway_id", sa.String(length=36), nullable=True),
        sa.Column("contract_id", sa.String(length=36), nullable=True),
        sa.Column("company_id", sa.String(length=36), nullable=True),
        sa.Column("contact_id", sa.String(length=36), nullable=True),
        sa.Column("event_kind", sa.Text(), nullable=False),
        sa.Column("happened_at", sa.DateTime(), nullable=False),
        sa.Column("actor", sa.Text(), server_default="", nullable=False),
        sa.Column("counterpart", sa.Text(), server_default="", nullable=False),
        sa.Column("channel", sa.Text(), server_default="", nullable=False),
        sa.Column("direction", sa.Text(), server_default="", nullable=False),
        sa.Column("result", sa.Text(), server_default="", nullable=False),
        sa.Column("status", sa.Text(), server_default="", nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("duration_minutes", sa.Integer(), nullable=True),
        sa.Column("author_name", sa.Text(), server_default="", nullable=False),
        sa.Column("next_owner", sa.Text(), server_default="", nullable=False),
        sa.Column("next_label", sa.Text(), server_default="", nullable=False),
        sa.Column("next_due", sa.Date(), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "duration_minutes IS NULL OR duration_minutes >= 0", name="ck_event_duration"
        ),
        sa.CheckConstraint(
            "pathway_id IS NOT NULL OR contract_id IS NOT NULL OR company_id IS NOT NULL",
            name="ck_event_subject",
        ),
        sa.ForeignKeyConstraint(
            ["company_id"],
            ["company.id"],
            name="fk_event_company_id_company",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contact.id"],
            name="fk_event_contact_id_contact",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["contract_id"],
            ["contract.id"],
            name="fk_event_contract_id_contract",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["pathway_id"],
            ["pathway.id"],
            name="fk_event_pathway_id_pathway",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name="pk_event"),
    )
    op.create_index("ix_event_company_id", "event", ["company_id"], unique=False)
    op.create_index("ix_event_contract_id", "event", ["contract_id"], unique=False)
    op.create_index("ix_event_happened_at", "event", ["happened_at"], unique=False)
    op.create_index("ix_event_pathway", "event", ["pathway_id", "happened_at"], unique=False)
    op.create_table(
        "outcome",
        sa.Column("pathway_id", sa.String(length=36), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("is_benefit", sa.Boolean(), nullable=False),
        sa.Column("detail", sa.Text(), server_default="", nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["pathway_id"],
            ["pathway.id"],
            name="fk_outcome_pathway_id_pathway",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name="pk_outcome"),
    )
    op.create_index("ix_outcome_pathway_id", "outcome", ["pathway_id"], unique=False)
    op.create_table(
        "pathway_week",
        sa.Column("pathway_id", sa.String(length=36), nullable=False),
        sa.Column("monday", sa.Date(), nullable=False),
        sa.Column("planned_minutes", sa.Integer(), server_default="0", nullable=False),
        sa.Column("done_minutes", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "done_minutes IS NULL OR done_minutes >= 0", name="ck_pathway_week_done_minutes"
        ),
        sa.CheckConstraint("planned_minutes >= 0", name="ck_pathway_week_planned_minutes"),
        sa.ForeignKeyConstraint(
            ["pathway_id"],
            ["pathway.id"],
            name="fk_pathway_week_pathway_id_pathway",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name="pk_pathway_week"),
    )
    op.create_index("ix_pathway_week_pathway_id", "pathway_week", ["pathway_id"], unique=False)
    op.create_table(
        "visit",
        sa.Column("pathway_id", sa.String(length=36), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("attendance", sa.Text(), server_default="", nullable=False),
        sa.Column("tasks_seen", sa.Text(), server_default="", nullable=False),
        sa.Column("goes_well", sa.Text(), server_default="", nullable=False),
        sa.Column("to_mend", sa.Text(), server_default="", nullable=False),
        sa.Column("beneficiary_word", sa.Text(), server_default="", nullable=False),
        sa.Column("company_word", sa.Text(), server_default="", nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["pathway_id"],
            ["pathway.id"],
            name="fk_visit_pathway_id_pathway",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name="pk_visit"),
    )
    op.create_index("ix_visit_pathway_id", "visit", ["pathway_id"], unique=False)
    for kind in SEARCHED:
        op.execute(
            f"CREATE VIRTUAL TABLE {kind}_search USING fts5(words, content='', "
            "contentless_delete=1, tokenize=\"unicode61 remove_diacritics 2\", prefix='1 2 3')"
        )


def downgrade() -> None:
    """Drop every table."""
    for kind in SEARCHED:
        op.execute(f"DROP TABLE {kind}_search")
    op.drop_index("ix_visit_pathway_id", table_name="visit")
    op.drop_table("visit")
    op.drop_index("ix_pathway_week_pathway_id", table_name="pathway_week")
    op.drop_table("pathway_week")
    op.drop_index("ix_outcome_pathway_id", table_name="outcome")
    op.drop_table("outcome")
    op.drop_index("ix_event_pathway", table_name="event")
    op.drop_index("ix_event_happened_at", table_name="event")
    op.drop_index("ix_event_contract_id", table_name="event")
    op.drop_index("ix_event_company_id", table_name="event")
    op.drop_table("event")
    op.drop_index("ix_document_pathway_id", table_name="document")
    op.drop_index("ix_document_contract_id", table_name="document")
    op.drop_table("document")
    op.drop_index("ix_purchase_order_contract_id", table_name="purchase_order")
    op.drop_table("purchase_order")
    op.drop_index("ix_pathway_status", table_name="pathway")
    op.drop_index("ix_pathway_reference", table_name="pathway")
    op.drop_index("ix_pathway_person_key", table_name="pathway")
    op.drop_index("ix_pathway_owner", table_name="pathway")
    op.drop_index("ix_pathway_owed", table_name="pathway")
    op.drop_index("ix_pathway_facts", table_name="pathway")
    op.drop_index("ix_pathway_due", table_name="pathway")
    op.drop_index("ix_pathway_contract_id", table_name="pathway")
    op.drop_index("ix_pathway_company_key", table_name="pathway")
    op.drop_index("ix_pathway_company_id", table_name="pathway")
    op.drop_index("ix_pathway_beneficiary_id", table_name="pathway")
    op.drop_table("pathway")
    op.drop_index("ix_lot_contract_id", table_name="lot")
    op.drop_table("lot")
    op.drop_index("ix_guardian_beneficiary_id", table_name="guardian")
    op.drop_table("guardian")
    op.drop_index("ix_conflict_entity_id", table_name="conflict")
    op.drop_table("conflict")
    op.drop_index("ix_awardee_contract_id", table_name="awardee")
    op.drop_index("ix_awardee_company_id", table_name="awardee")
    op.drop_table("awardee")
    op.drop_index("ix_site_company_id", table_name="site")
    op.drop_table("site")
    op.drop_index("ix_contract_status", table_name="contract")
    op.drop_index("ix_contract_reference", table_name="contract")
    op.drop_index("ix_contract_owed", table_name="contract")
    op.drop_index("ix_contract_facts", table_name="contract")
    op.drop_index("ix_contract_external_uid", table_name="contract")
    op.drop_index("ix_contract_ends_on", table_name="contract")
    op.drop_index("ix_contract_due", table_name="contract")
    op.drop_index("ix_contract_company_key", table_name="contract")
    op.drop_index("ix_contract_buyer_key", table_name="contract")
    op.drop_index("ix_contract_buyer_id", table_name="contract")
    op.drop_table("contract")
    op.drop_index("ix_contact_company_id", table_name="contact")
    op.drop_index("ix_contact_buyer_id", table_name="contact")
    op.drop_table("contact")
    op.drop_index("ix_change_transaction_id", table_name="change")
    op.drop_index("ix_change_stamp", table_name="change")
    op.drop_index("ix_change_entity", table_name="change")
    op.drop_table("change")
    op.drop_index("ix_beneficiary_reference", table_name="beneficiary")
    op.drop_index("ix_beneficiary_name_key", table_name="beneficiary")
    op.drop_table("beneficiary")
    op.drop_table("transaction")
    op.drop_table("tombstone")
    op.drop_table("setting")
    op.drop_table("school")
    op.drop_table("own_identity")
    op.drop_table("known_signer")
    op.drop_table("imported_file")
    op.drop_table("draft")
    op.drop_index("ix_company_siret", table_name="company")
    op.drop_table("company")
    op.drop_index("ix_buyer_siret", table_name="buyer")
    op.drop_table("buyer")
