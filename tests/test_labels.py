"""Every code, kind and field that may be shown has its French words."""

from __future__ import annotations

from enum import StrEnum

import pytest

from csf_desktop import labels
from csf_desktop.models import codes
from csf_desktop.models.entities import RECORDS

ENUMERATIONS = [
    item
    for item in vars(codes).values()
    if isinstance(item, type) and issubclass(item, StrEnum) and item is not StrEnum
]


@pytest.mark.parametrize("enumeration", ENUMERATIONS, ids=lambda item: item.__name__)
def test_every_code_has_its_label(enumeration: type[StrEnum]) -> None:
    assert set(labels.LABELS[enumeration]) == set(enumeration)
    assert all(labels.LABELS[enumeration].values())


def test_every_kind_has_its_label() -> None:
    assert {record.kind for record in RECORDS} == set(labels.KINDS)


def test_every_journalled_field_has_its_label() -> None:
    fields = {name for record in RECORDS for name in record.journalled_fields()}
    assert fields == set(labels.FIELDS) & fields
    assert set(labels.FIELDS) == fields


def test_action_says_the_words_somebody_wrote_first() -> None:
    assert labels.action_label("visit") == "Visiter l’entreprise"
    assert labels.action_label("other", "Envoyer la convention") == "Envoyer la convention"
    assert labels.action_label("") == ""


def test_code_of_a_newer_version_shows_as_it_is() -> None:
    assert labels.label(codes.Channel, "pigeon") == "pigeon"
