"""Answers as people write them in a form, and written back as the form shows them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csf_desktop.models.form_fields import Choice, FieldKind, FormField
from csf_desktop.models.form_values import (
    MAX_LINE,
    MAX_TEXT,
    UnreadableValueError,
    Value,
    read_value,
    write_value,
)


def field(kind: FieldKind, *, is_open: bool = False) -> FormField:
    choices = (Choice("private", "Privé"), Choice("ouvert", "Appel d’offres ouvert"))
    return FormField("un_champ", "Un champ", kind, choices=choices, is_open=is_open)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (FieldKind.DATE, "03/02/2026", date(2026, 2, 3)),
        (FieldKind.DATE, "3/2/2026", date(2026, 2, 3)),
        (FieldKind.DATE, "3/2/26", date(2026, 2, 3)),
        (FieldKind.DATE, "3 février 2026", date(2026, 2, 3)),
        (FieldKind.DATE, " 1er mars 2026 ", date(2026, 3, 1)),
        (FieldKind.DATE, "2026-02-03", date(2026, 2, 3)),
        (FieldKind.AMOUNT, "120 000 €", 12_000_000),
        (FieldKind.AMOUNT, "120\u202f000,50", 12_000_050),
        (FieldKind.AMOUNT, "120.000,00 EUR HT", 12_000_000),
        (FieldKind.HOURS, "900 h", 54_000),
        (FieldKind.HOURS, "1 200", 72_000),
        (FieldKind.HOURS, "12h30", 750),
        (FieldKind.HOURS, "35 heures", 2100),
        (FieldKind.COUNT, "2", 2),
        (FieldKind.COUNT, "2 fois", 2),
        (FieldKind.COUNT, "12 mois", 12),
        (FieldKind.COUNT, "0", 0),
        (FieldKind.POSTAL_CODE, "35 000", "35000"),
        (FieldKind.EMAIL, "zoe@ville.example", "zoe@ville.example"),
        (FieldKind.CHOICE, "PRIVE", "private"),
        (FieldKind.CHOICE, "private", "private"),
        (FieldKind.CHOICE, "Appel d'offres ouvert", "ouvert"),
        (FieldKind.TEXT, "  de  l’été\tà\nl’hiver\x07 ", "de l’été à l’hiver"),
        (FieldKind.TEXT, "e\u0301te\u0301", "été"),
        (FieldKind.LONG_TEXT, "Poncer \r\nPeindre\r", "Poncer\nPeindre"),
    ],
)
def test_answer_is_read(kind: FieldKind, text: str, value: Value) -> None:
    assert read_value(field(kind), text) == value


@pytest.mark.parametrize("kind", [kind for kind in FieldKind if kind is not FieldKind.CHECK])
@pytest.mark.parametrize("text", ["", "  ", "\n", "\u00a0"])
def test_nothing_is_no_answer(kind: FieldKind, text: str) -> None:
    assert read_value(field(kind), text) is None


@pytest.mark.parametrize(
    ("kind", "text", "why"),
    [
        (FieldKind.DATE, "31/02/2026", "calendrier"),
        (FieldKind.DATE, "bientôt", "calendrier"),
        (FieldKind.DATE, "03/02/9026", "calendrier"),
        (FieldKind.DATE, "3/2", "année"),
        (FieldKind.DATE, "demain", "année"),
        (FieldKind.AMOUNT, "environ 100", "montant"),
        (FieldKind.HOURS, "un mois", "heures"),
        (FieldKind.HOURS, "99999 h", "10\u00a0000"),
        (FieldKind.COUNT, "-1", "nombre"),
        (FieldKind.COUNT, "99999", "nombre"),
        (FieldKind.EMAIL, "zoe(at)ville", "incomplète"),
        (FieldKind.POSTAL_CODE, "3500", "cinq"),
        (FieldKind.CHOICE, "peut-être", "liste"),
        (FieldKind.TEXT, "x" * (MAX_LINE + 1), "300"),
        (FieldKind.LONG_TEXT, "x" * (MAX_TEXT + 1), "4000"),
    ],
)
def test_what_cannot_be_read_says_why(kind: FieldKind, text: str, why: str) -> None:
    with pytest.raises(UnreadableValueError, match=why):
        read_value(field(kind), text)


def test_open_list_takes_other_words() -> None:
    assert read_value(field(FieldKind.CHOICE, is_open=True), "Sur mesure") == "Sur mesure"


VALUES: dict[FieldKind, st.SearchStrategy[Value]] = {
    FieldKind.DATE: st.dates(date(1900, 1, 1), date(2199, 12, 31)),
    FieldKind.HOURS: st.integers(1, 10_000 * 60),
    FieldKind.AMOUNT: st.integers(1, 10**12 - 1),
    FieldKind.COUNT: st.integers(1, 999),
    FieldKind.CHOICE: st.sampled_from(["private", "ouvert"]),
}


@given(st.sampled_from(sorted(VALUES)).flatmap(lambda kind: st.tuples(st.just(kind), VALUES[kind])))
def test_what_the_form_shows_is_read_back(case: tuple[FieldKind, Value]) -> None:
    kind, value = case
    assert read_value(field(kind), write_value(field(kind), value)) == value


@given(st.sampled_from(list(FieldKind)), st.text(max_size=60))
def test_any_text_is_read_or_refused_by_name(kind: FieldKind, text: str) -> None:
    try:
        value = read_value(field(kind), text)
    except UnreadableValueError as error:
        value, text = None, str(error)
        assert text
    assert value is None or write_value(field(kind), value)
