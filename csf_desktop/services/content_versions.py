"""Versions of an exchange file's content: each file says the lowest one that can hold it.

A program older than what a file says refuses it with the sentence about newer versions, instead
of taking it for a malformed one; what it knows it goes on reading.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from csf_desktop.models.codes import DocumentKind, Source
from csf_desktop.models.journal import Change
from csf_desktop.storage.journal import CREATION

LATEST = 2

_KINDS_2 = frozenset({"execution_place", "document_request"})
_FIELDS_2 = {
    "contract": frozenset({"service", "sector", "renewal_count", "renewal_months"}),
    "lot": frozenset({"company_id"}),
    "company": frozenset({"merged_into_id"}),
    "contact": frozenset({"replaced_by_id"}),
}
_CODES_2: dict[tuple[str, str], frozenset[str]] = {
    ("contract", "source"): frozenset({Source.FORM, Source.TABLE}),
    ("document", "document_kind"): frozenset(
        {
            DocumentKind.CLAUSE,
            DocumentKind.BUYER_GUIDE,
            DocumentKind.COMPANY_SHEET,
            DocumentKind.YOUNG_PEOPLE_SHEET,
            DocumentKind.BUYER_FORM,
            DocumentKind.BUYER_FORM_RETURNED,
            DocumentKind.COMPANY_HANDOVER,
        }
    ),
}


def version_of(changes: Iterable[Change]) -> int:
    """Return the version that a file of these changes says."""
    return 2 if any(map(_needs_2, changes)) else 1


def _needs_2(change: Change) -> bool:
    if change.kind in _KINDS_2:
        return True
    value = json.loads(change.new) if change.new else None
    said = (value or {}) if change.field == CREATION else {change.field: value}
    known = _FIELDS_2.get(change.kind, frozenset())
    return any(
        name in known or code in _CODES_2.get((change.kind, name), ())
        for name, code in said.items()
    )
