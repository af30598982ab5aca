from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csf_desktop.errors import InvalidInputError
from csf_desktop.reference.siret import check_siren, check_siret, format_siret, is_siret, siren_of

LA_POSTE = "35600000049837"  # its digits add up to 45 + 5, Luhn does not hold


@pytest.mark.parametrize(
    "typed",
    ["21750001630040", "217 500 016 30040", "217.500.016.30040", LA_POSTE],
)
def test_a_right_siret_is_normalised(typed: str) -> None:
    assert check_siret(typed) == "".join(filter(str.isdigit, typed))
    assert is_siret(typed)


def test_no_break_spaces_are_read() -> None:
    assert check_siret("217\u00a0500\u202f016\u00a030040") == "21750001630040"


@pytest.mark.parametrize(
    ("check", "typed", "words"),
    [
        (check_siret, "2175000163004", "en compte 13"),
        (check_siret, "217500016300400", "en compte 15"),
        (check_siret, "21750001630066", "clé de contrôle"),
        (check_siret, "35600000049838", "clé de contrôle"),
        (check_siret, "ABC", "n’est pas un SIRET"),
        (check_siret, "", "n’est pas un SIRET"),
        (check_siret, "٢١٧٥٠٠٠١٦٣٠٠٤٠", "n’est pas un SIRET"),
        (check_siren, "21750001", "en compte 8"),
        (check_siren, "217500017", "clé de contrôle"),
        (check_siren, "x" * 5000, "n’est pas un SIREN"),
    ],
)
def test_a_wrong_number_says_what_to_do(
    check: Callable[[str], str], typed: str, words: str
) -> None:
    with pytest.raises(InvalidInputError, match=words) as raised:
        check(typed)
    sentence = str(raised.value)
    assert "\u00a0: " in sentence
    assert sentence.endswith(".")
    assert len(sentence) < 250
    assert raised.value.field in ("siret", "siren")


def test_siren_is_the_first_nine_digits() -> None:
    assert check_siren(siren_of("21750001630040")) == "217500016"


def test_shown_in_groups() -> None:
    assert format_siret("21750001630040") == "217\u00a0500\u00a0016\u00a030040"
    assert format_siret("217500016") == "217\u00a0500\u00a0016"
    assert format_siret("868768687576575") == "868768687576575"


@given(st.text())
def test_any_text_is_read_or_refused_with_a_sentence(typed: str) -> None:
    try:
        digits = check_siret(typed)
    except InvalidInputError as error:
        assert str(error)  # noqa: PT017 - either way is right
    else:
        assert len(digits) == 14
        assert check_siret(format_siret(digits)) == digits
