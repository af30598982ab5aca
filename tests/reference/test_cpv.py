"""The nomenclature shipped with the program, its labels and the check of a code."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csf_desktop.errors import InvalidInputError
from csf_desktop.reference.cpv import (
    CpvLevel,
    check_cpv,
    division_label,
    entry_of,
    is_listed,
    label_of,
    level_of,
    table,
)
from csf_desktop.reference.tables import rows

# Parents that the regulation itself leaves out.
LEFT_OUT = {
    *("30192120", "34511000", "35611000", "35612000", "35811000", "38527000"),
    *("39250000", "42924000", "44115300", "44613100", "60110000"),
}


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("45000000-7", "45000000-7"),
        ("450000007", "45000000-7"),
        (" 4500 0000 ", "45000000"),
        ("09310000-5", "09310000-5"),
        ("45000000-1", "45000000-1"),  # no rule to check the digit with
        ("45999999", "45999999"),  # a known division: the code may be of the former nomenclature
    ],
)
def test_a_code_is_normalised(typed: str, code: str) -> None:
    assert check_cpv(typed) == code


@pytest.mark.parametrize(
    "typed", ["", "45", "4500000", "45000000-77", "99000000", "٤٥٠٠٠٠٠٠", "x" * 999]
)
def test_what_is_no_code_says_what_to_do(typed: str) -> None:
    with pytest.raises(InvalidInputError, match=r"n’est pas un code CPV\u00a0: tapez") as raised:
        check_cpv(typed)
    assert raised.value.field == "cpv"
    assert len(str(raised.value)) < 200


def test_the_whole_main_vocabulary_is_there_once() -> None:
    listed = [row[0] for row in rows("cpv.csv")]
    assert len(listed) == len(table()) == 9454
    assert listed == sorted(listed)
    assert all(re.fullmatch(r"\d{8}", code, re.ASCII) for code in listed)
    assert sum(level_of(code) is CpvLevel.DIVISION for code in listed) == 45


def test_every_code_has_its_parents_but_those_that_the_regulation_leaves_out() -> None:
    missing = set()
    for code in table():
        for length in range(CpvLevel.DIVISION, level_of(code)):
            above = code[:length].ljust(8, "0")
            if above not in table():
                missing.add(above)
    assert missing == LEFT_OUT


def test_labels_are_in_french_typography() -> None:
    for code, label in table().items():
        assert label == label.strip(), code
        assert not re.search(r"'|  | ’|’ |(?<!\u00a0)[;:]|[;:](?! )", label), (code, label)


@pytest.mark.parametrize(
    ("code", "label"),
    [
        ("03000000", "Produits agricoles, de l’élevage, de la pêche, de la sylviculture et "
         "produits connexes"),
        ("45000000-7", "Travaux de construction"),
        ("45112700-2", "Travaux d’aménagement paysager"),
        ("45213333", "Travaux d’installation de comptoirs d’enregistrement d’aéroport"),
        ("79000000", "Services aux entreprises\u00a0: droit, marketing, conseil, recrutement, "
         "impression et sécurité"),
        ("80500000-9", "Services de formation"),
        ("90911200-8", "Services de nettoyage de bâtiments"),
        ("98341000", "Services d’hébergement"),
    ],
)  # fmt: skip
def test_known_labels(code: str, label: str) -> None:
    assert label_of(code) == label
    assert is_listed(code)


@pytest.mark.parametrize(
    ("code", "found", "level"),
    [
        ("45112799", "45112700", CpvLevel.SUBCATEGORY),
        ("45999999-1", "45000000", CpvLevel.DIVISION),
        ("39254120", "39254120", CpvLevel.DETAIL),
        ("39250000", "39200000", CpvLevel.GROUP),  # left out by the regulation
        (" 4511 2700 ", "45112700", CpvLevel.SUBCATEGORY),
    ],
)
def test_a_code_that_is_not_listed_has_the_label_of_the_one_above(
    code: str, found: str, level: CpvLevel
) -> None:
    entry = entry_of(code)
    assert entry is not None
    assert (entry.code, entry.level) == (found, level)
    assert label_of(code) == entry.label


@pytest.mark.parametrize("code", ["", "45", "99000000", "bâtiment", "4500000"])
def test_what_is_in_no_division_has_no_label(code: str) -> None:
    assert entry_of(code) is None
    assert label_of(code) == ""
    assert not is_listed(code)


@given(st.text(max_size=14) | st.from_regex(r"\d{8}(-\d)?", fullmatch=True))
def test_every_code_that_is_accepted_has_a_label(code: str) -> None:
    try:
        checked = check_cpv(code)
    except InvalidInputError:
        return
    assert check_cpv(checked) == checked
    entry = entry_of(checked)
    assert entry is not None
    assert checked.startswith(entry.code[: entry.level])
    assert (entry.code == checked[:8]) is is_listed(checked)


def test_divisions_have_french_labels() -> None:
    assert division_label("45112700-2") == "Travaux de construction"
    assert division_label("01000000") == ""
    assert division_label("") == ""


def test_the_table_is_read_quickly() -> None:
    def seconds() -> float:
        table.cache_clear()
        start = time.perf_counter()
        table()
        return time.perf_counter() - start

    assert min(seconds() for _ in range(5)) < 0.02
