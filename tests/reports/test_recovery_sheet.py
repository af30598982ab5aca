"""The recovery sheet: the code above all."""

from __future__ import annotations

import itertools

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csf_desktop.reports import recovery_sheet
from csf_desktop.reports.code_groups import CodeGroups, in_groups
from csf_desktop.reports.recovery_sheet import RecoverySheetData
from csf_desktop.storage.recovery_code import new_recovery_code, normalise_recovery_code
from tests.reports import pdf, samples
from tests.reports.test_follow_up_sheet import issues
from tests.reports.texts import any_text


def built(code: str = samples.RECOVERY_CODE) -> bytes:
    sheet = samples.recovery()
    data = RecoverySheetData(sheet.issue, code, sheet.tutor_name, sheet.vault_folder)
    return recovery_sheet.build(data)


def large_boxes(document: bytes) -> list[pdf.Box]:
    """Return the characters in the size of the code, in reading order."""
    (boxes,) = pdf.char_boxes(document)
    tall = [box for box in boxes if box.top - box.bottom > 15 and box.char.isalnum()]
    # Rows are 51 points apart; round letters go a little under the line.
    return sorted(tall, key=lambda box: (-round(box.bottom / 10), box.left))


def large_characters(document: bytes) -> str:
    return "".join(box.char for box in large_boxes(document))


def test_code_is_printed_large_in_nine_groups() -> None:
    assert large_characters(built()) == samples.RECOVERY_CODE.replace("-", "")


def test_any_code_of_the_vault_can_be_read_back_from_the_sheet() -> None:
    code = new_recovery_code()
    assert normalise_recovery_code(large_characters(built(code))) == code.replace("-", "")


def test_groups_keep_their_characters_apart() -> None:
    pairs = itertools.pairwise(large_boxes(built()))
    gaps = [right.left - left.right for left, right in pairs]
    within = [gap for at, gap in enumerate(gaps) if at % 4 != 3]
    between = [gap for at, gap in enumerate(gaps) if at % 4 == 3 and at % 12 != 11]
    assert min(within) > 0
    assert min(between) > 2 * max(within)


def test_zero_has_a_bar_and_differs_from_the_letter() -> None:
    assert "Le zéro est barré" in pdf.text_of(built())
    assert "/AAAAAA+AtkinsonHyperlegibleNext-SemiBold" in pdf.fonts(built())


def test_sheet_says_whose_vault_it_is_and_what_to_do() -> None:
    said = pdf.text_of(built())
    for expected in (
        "Code de secours", "Nadia Benali", "mardi 24 novembre 2026", "CSF Desktop\\coffre",
        "enveloppe fermée", "Jamais avec l’ordinateur",
    ):  # fmt: skip
        assert expected in said, expected


def test_code_is_not_in_the_properties_of_the_file() -> None:
    assert not any("8K0B" in value for value in pdf.properties(built()).values())


@given(st.text(max_size=60))
def test_groups_hold_every_ascii_letter_and_digit_in_order(code: str) -> None:
    kept = "".join(char for char in code.upper() if char.isascii() and char.isalnum())
    groups = in_groups(code)
    assert "".join(groups) == kept
    assert all(len(group) == 4 for group in groups[:-1])
    assert CodeGroups(groups, per_row=3, size=20).height(400) >= 0


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.builds(RecoverySheetData, issues, any_text, any_text, any_text))
def test_any_content_makes_one_page(data: RecoverySheetData) -> None:
    assert pdf.page_count(recovery_sheet.build(data)) == 1
