import pytest

from csf_desktop.reference.academies import (
    academie,
    academie_of_department,
    academie_of_region,
    academies,
    department_of,
    departments,
    regions,
)


def test_there_are_thirty_academies_with_stable_codes() -> None:
    codes = [one.code for one in academies()]
    assert len(codes) == len(set(codes)) == 30
    assert {"aix-marseille", "besancon", "la-reunion", "orleans-tours", "nancy-metz"} <= set(codes)


def test_every_department_has_one_academie_and_a_known_region() -> None:
    of_academies = [department for one in academies() for department in one.departments]
    assert sorted(of_academies) == sorted(departments())
    assert len(of_academies) == len(set(of_academies)) == 102
    without_region = [one.code for one in departments().values() if one.region not in regions()]
    assert without_region == ["975"]


@pytest.mark.parametrize(
    ("department", "code", "zone"),
    [("35", "rennes", "B"), ("2A", "corse", "Corse"), ("974", "la-reunion", "Réunion")],
)
def test_academie_of_department(department: str, code: str, zone: str) -> None:
    found = academie_of_department(department)
    assert found is not None
    assert (found.code, found.zone) == (code, zone)
    assert academie(code) is found


def test_unknown_codes_have_no_academie() -> None:
    assert academie_of_department("20") is None
    assert academie("atlantide") is None
    assert academie_of_region("999") is None


def test_a_region_with_several_academies_names_none() -> None:
    assert academie_of_region("11") is None
    brittany = academie_of_region("53")
    assert brittany is not None
    assert brittany.code == "rennes"


@pytest.mark.parametrize(
    ("code", "department"),
    [
        ("35238", "35"),
        ("97411", "974"),
        ("2b033", "2B"),
        ("20200", "2B"),
        ("20090", "2A"),
        ("20167", "2A"),
        ("00100", ""),
        ("", ""),
    ],
)
def test_department_of_a_code(code: str, department: str) -> None:
    assert department_of(code) == department
