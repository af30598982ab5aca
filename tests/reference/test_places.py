import pytest

from csf_desktop.reference.places import place_from_code


@pytest.mark.parametrize(
    ("code", "type_code", "label", "department", "academie"),
    [
        ("35238", "Code commune", "Rennes", "35", "rennes"),
        ("35000", "Code postal", "Rennes", "35", "rennes"),
        ("75000", "Code postal", "Paris (75000)", "75", "paris"),
        ("01300", "Code postal", "Ain (01300)", "01", "lyon"),
        ("20200", "Code postal", "Haute-Corse (20200)", "2B", "corse"),
        ("69381", "Code arrondissement", "Lyon", "69", "lyon"),
        ("351", "Code arrondissement", "Ille-et-Vilaine (arrondissement 351)", "35", "rennes"),
        ("3501", "Code canton", "Ille-et-Vilaine (canton 3501)", "35", "rennes"),
        ("2a", "Code département", "Corse-du-Sud", "2A", "corse"),
        ("1", "Code département", "Ain", "01", "lyon"),
        ("035", "Code département", "Ille-et-Vilaine", "35", "rennes"),
        ("53", "Code région", "Bretagne", "", "rennes"),
        ("11", "Code région", "Île-de-France", "", ""),
        ("FR", "Code pays", "France", "", ""),
        ("DE", "Code pays", "DE", "", ""),
        ("35", "Code postal", "Ille-et-Vilaine", "35", "rennes"),
        ("35000", "Code commune", "Rennes", "35", "rennes"),
        ("35238", "", "Rennes", "35", "rennes"),
        ("xyz", "Code commune", "XYZ", "", ""),
        ("99999", "Code postal", "99999", "", ""),
        ("99", "Code région", "99", "", ""),
        ("991", "Code canton", "991", "", ""),
        ("9912", "Code canton", "9912", "", ""),
        ("351234", "Code postal", "351234", "", ""),
        ("", "Code postal", "", "", ""),
    ],
)
def test_a_coded_place_in_words(
    code: str, type_code: str, label: str, department: str, academie: str
) -> None:
    assert place_from_code(code, type_code) == (label, department, academie)
