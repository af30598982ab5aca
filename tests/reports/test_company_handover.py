"""« Fiche de passation »: two pages at most, initials unless asked, nothing cut without a word."""

from __future__ import annotations

from io import BytesIO

import pypdf
import pytest

from csf_desktop.reports.company_handover import build
from csf_desktop.reports.handover_data import HandoverData
from tests.reports.handover_samples import ABOUT, handover, handovers

NB = "\u00a0"


def pages(data: HandoverData) -> list[str]:
    reader = pypdf.PdfReader(BytesIO(build(data)))
    return [page.extract_text().replace(NB, " ") for page in reader.pages]


@pytest.mark.parametrize("name", handovers())
def test_one_page_or_two_whatever_the_length(name: str) -> None:
    assert 1 <= len(pages(handovers()[name])) <= 2


def test_everything_of_an_ordinary_company_is_told() -> None:
    said = "\n".join(pages(handover()))
    for words in (
        "Fiche de passation",
        "Bâti Ouest",
        "552 045 999 00869",
        "Répond en 4 jours (médiane de 6 échanges), 1 relance",
        "Sans réponse de l’entreprise depuis 12 jours.",
        "Joindre Léa Roy",
        "sans échéance",
        "Tuteur entreprise, depuis le",
        "pas encore connu",
        "900 h",
        "300 h",
        "150 h / 300 h",
        "Bâti Ouest reste responsable",
        "Message laissé n° 3",
    ):
        assert words in said


def test_young_people_are_initials_unless_asked_for() -> None:
    hidden = "\n".join(pages(handover()))
    assert "Y. M." in hidden
    assert "Marchand" not in hidden
    assert "Yanis" not in hidden
    assert "Yanis Marchand" in "\n".join(pages(handovers()["handover-names"]))


def test_what_does_not_fit_is_told() -> None:
    said = "\n".join(pages(handover(60)))
    assert "autres, dans l’application" in said
    assert "autres points, dans l’application" in said
    assert "échanges plus anciens" in said


def test_a_company_that_nobody_knows() -> None:
    (page,) = pages(HandoverData(ABOUT, ""))
    for words in (
        "Aucun point d’attention.",
        "Rien n’est attendu.",
        "Aucun échange",
        "à compléter",
    ):
        assert words in page
    assert "Personnes parties" not in page


def test_the_same_company_gives_the_same_bytes() -> None:
    assert build(handover()) == build(handover())
