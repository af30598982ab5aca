import pytest

from csf_desktop.errors import InvalidInputError
from csf_desktop.reference.cpv import check_cpv, division_label, divisions


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("45000000-7", "45000000-7"),
        ("450000007", "45000000-7"),
        (" 4500 0000 ", "45000000"),
        ("09310000-5", "09310000-5"),
    ],
)
def test_a_code_is_normalised(typed: str, code: str) -> None:
    assert check_cpv(typed) == code


@pytest.mark.parametrize("typed", ["", "45", "4500000", "45000000-77", "99000000", "x" * 999])
def test_what_is_no_code_says_what_to_do(typed: str) -> None:
    with pytest.raises(InvalidInputError, match=r"n’est pas un code CPV\u00a0: tapez") as raised:
        check_cpv(typed)
    assert raised.value.field == "cpv"
    assert len(str(raised.value)) < 200


def test_divisions_have_french_labels() -> None:
    assert len(divisions()) == 45
    assert division_label("45000000-7") == "Travaux de construction"
    assert division_label("01000000") == ""
