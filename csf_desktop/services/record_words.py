"""Names a record and says a value in words, for what is shown of a file before it is taken in."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from csf_desktop.labels import KINDS, label
from csf_desktop.models import codes
from csf_desktop.models.base import Record
from csf_desktop.models.entities import (
    BY_KIND,
    Awardee,
    Beneficiary,
    Document,
    FollowUpEvent,
    Outcome,
    PathwayWeek,
    Visit,
)
from csf_desktop.reports import formatting

NAMED = ("reference", "name", "title", "object", "number")
CODES: dict[tuple[str, str], type[StrEnum]] = {
    ("contract", "status"): codes.ContractStatus,
    ("contract", "source"): codes.Source,
    ("contract", "volume_mode"): codes.VolumeMode,
    ("pathway", "status"): codes.PathwayStatus,
    ("event", "status"): codes.PathwayStatus,
    ("event", "event_kind"): codes.EventKind,
    ("event", "actor"): codes.Actor,
    ("event", "channel"): codes.Channel,
    ("event", "direction"): codes.Direction,
    ("event", "result"): codes.ContactResult,
    ("event", "next_owner"): codes.Actor,
    ("contact", "role"): codes.ContactRole,
    ("awardee", "role"): codes.AwardeeRole,
    ("beneficiary", "situation"): codes.Situation,
    ("document_request", "addressee"): codes.Actor,
    ("document", "document_kind"): codes.DocumentKind,
}
"""The enumeration behind a field, by kind of record and field."""


def record_label(session: Session, record: Record) -> str:
    """Return what a record is called: its reference and name, its day, else its kind."""
    match record:
        case Beneficiary():
            name = formatting.full_name(record.given_name, record.family_name)
            return name or record.reference
        case PathwayWeek():
            return f"semaine du {formatting.short_date(record.monday)}"
        case FollowUpEvent():
            day = formatting.short_date(record.happened_at.astimezone().date())
            return f"{label(codes.EventKind, record.event_kind)} du {day}"
        case Visit():
            return f"visite du {formatting.short_date(record.done_on or record.planned_on)}"
        case Outcome():
            return label(codes.BenefitCode if record.is_benefit else codes.OutcomeCode, record.code)
        case Awardee():
            return _label_of(session, "company", record.company_id)
        case Document():
            return f"{label(codes.DocumentKind, record.document_kind)} {record.number}".strip()
    names = (str(getattr(record, name, "") or "") for name in NAMED)
    found = [name for name in names if name]
    return " – ".join(found[:2]) or KINDS[record.kind]


def value_in_words(session: Session, kind: str, field: str, value: object) -> str:
    """Return a value as a person reads it; empty when there is none."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, datetime):
        return formatting.date_and_time(value.astimezone())
    if isinstance(value, date):
        return formatting.short_date(value)
    if isinstance(value, int):
        return _number(field, value)
    text = str(value)
    if field.endswith("_id"):
        return _label_of(session, _referred_kind(kind, field), text)
    if (kind, field) in CODES:
        return label(CODES[kind, field], text)
    return text


def _number(field: str, value: int) -> str:
    if field.endswith("minutes"):
        return formatting.hours(value)
    if field.endswith("_cents"):
        return formatting.amount(value)
    if field.endswith("_months"):
        return formatting.months(value)
    return formatting.number(value)


def _referred_kind(kind: str, field: str) -> str:
    """Return the kind that a foreign key of a record refers to (a table has its kind's name)."""
    (key,) = BY_KIND[kind].__mapper__.columns[field].foreign_keys
    return key.column.table.name


def _label_of(session: Session, kind: str, record_id: str) -> str:
    record = session.get(BY_KIND[kind], record_id)
    return record_label(session, record) if record is not None else KINDS[kind]
