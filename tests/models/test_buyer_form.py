"""The specification of the buyer's form holds together, in each of its versions."""

from __future__ import annotations

import pytest

from csf_desktop.models.buyer_form import (
    CONTRACT_FIELD,
    FIELDS,
    FORM_VERSION,
    NUMBER_FIELD,
    SECTIONS,
    VERSION_FIELD,
)
from csf_desktop.models.buyer_form_versions import fields_of
from csf_desktop.models.form_fields import COLUMNS, FieldKind


def test_each_field_has_a_name_of_its_own_that_a_file_can_hold() -> None:
    names = [field.name for section in SECTIONS for field in section.fields]
    assert len(names) == len(set(names))
    assert not {VERSION_FIELD, NUMBER_FIELD, CONTRACT_FIELD} & set(names)
    assert all(name.isascii() and "." not in name for name in names)


def test_rows_fit_the_page_and_leave_nothing_out() -> None:
    for section in SECTIONS:
        rows = list(section.rows())
        assert [field for row in rows for field in row] == list(section.fields)
        assert all(sum(field.span for field in row) <= COLUMNS for row in rows)


def test_each_field_is_named_apart_from_the_others_for_those_who_do_not_see_the_page() -> None:
    spoken = [field.spoken for field in FIELDS.values()]
    assert len(spoken) == len(set(spoken))


def test_lists_have_choices_and_only_they() -> None:
    for field in FIELDS.values():
        assert bool(field.choices) == (field.kind is FieldKind.CHOICE), field.name


def test_questions_end_as_questions() -> None:
    assert FIELDS["clause_mode"].label == "Comment les heures sont-elles dues\u00a0?"
    for field in FIELDS.values():
        assert field.label.endswith("\u00a0?") or not field.label.startswith("Comment")


def test_current_version_is_the_form_itself() -> None:
    assert fields_of(FORM_VERSION) is FIELDS


def test_earlier_version_leads_to_fields_of_today() -> None:
    fields = fields_of(1)
    assert {field.name for field in fields.values()} < FIELDS.keys()
    assert fields["numero"].name == "contract_number"


@pytest.mark.parametrize("version", [0, FORM_VERSION + 1])
def test_version_that_never_was_is_unknown(version: int) -> None:
    with pytest.raises(KeyError):
        fields_of(version)
