"""The guide and the two sheets: their words, their figures, their page."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csf_desktop.models.codes import VolumeMode
from csf_desktop.models.rules import HOUR, Rules
from csf_desktop.models.sizing import USUAL_SIZES
from csf_desktop.reports import buyer_guide, clause_sheet, company_sheet, young_people_sheet
from csf_desktop.reports.blocks import stack_height
from csf_desktop.reports.buyer_guide import BuyerGuideData
from csf_desktop.reports.clause_data import ClauseVolume
from csf_desktop.reports.clause_words import clause_text
from csf_desktop.reports.company_sheet import CompanySheetData
from csf_desktop.reports.flow import Part, flow, pieces
from csf_desktop.reports.guide_words import GuideCode, GuideData, guide_steps, usual_sizes
from csf_desktop.reports.people import ContactLine
from csf_desktop.reports.styles import GEOMETRY
from csf_desktop.reports.young_people_sheet import YoungPeopleSheetData
from tests.reports import buyer_samples, pdf
from tests.reports.buyer_samples import ABOUT, FIXED, NOTIFIED_ON, PER_AMOUNT, PER_ORDER, TUTOR
from tests.reports.test_follow_up_sheet import issues
from tests.reports.texts import any_text

RULES = Rules(
    declare_days=20,
    first_contact_days=17,
    remind_days=8,
    buyer_calls_days=12,
    company_failed_days=18,
    document_working_days=6,
    late_contract_days=122,
    minor_day_minutes=6 * HOUR,
    minor_week_minutes=30 * HOUR,
    adult_week_minutes=33 * HOUR,
    gratification_minutes=308 * HOUR,
    min_age=14,
    max_age=29,
)
OTHER = replace(FIXED, rules=RULES)


def guide_text(data: GuideData) -> str:
    return pdf.text_of(buyer_guide.build(BuyerGuideData(ABOUT, data, TUTOR)))


def company_text(data: CompanySheetData) -> str:
    return pdf.text_of(company_sheet.build(data))


# --- the guide


def test_guide_has_seven_steps_each_with_its_help() -> None:
    steps = guide_steps(GuideData(FIXED, NOTIFIED_ON))
    assert [step.code for step in steps] == list(GuideCode)
    assert all(
        step.title
        and step.lead
        and step.actions
        and step.helper
        and step.document
        and step.deadline
        for step in steps
    )


def test_guide_prints_every_step_and_the_tutor() -> None:
    said = guide_text(GuideData(FIXED, NOTIFIED_ON))
    for step in guide_steps(GuideData(FIXED, NOTIFIED_ON)):
        for words in (step.title, step.lead, *step.actions):
            assert pdf.unaccented(words) in pdf.unaccented(said)
    for words in ("Nadia Benali", "06 12 34 56 78", "nadia.benali@exemple.fr"):
        assert words in said


def test_guide_of_a_contract_says_its_dates_and_hours() -> None:
    said = guide_text(GuideData(FIXED, NOTIFIED_ON))
    assert "Pour le contrat M-2026-014" in said
    assert "Au plus tard le mardi 17 novembre 2026." in said
    assert "Déclarez le ou les parcours à la MLDS, pour 900 heures" in said
    assert "qui est le 3 janvier 2028" in said


def test_general_guide_says_delays_and_no_contract() -> None:
    said = guide_text(GuideData())
    assert "Pour le contrat" not in said
    assert "Dans les 15 jours qui suivent la notification du marché." in said


def test_guide_follows_the_rules() -> None:
    said = guide_text(GuideData(OTHER))
    for words in (
        "8 jours après l’envoi d’un profil",
        "12 jours : vous appelez",
        "18 jours : le délai est manqué",
        "dus sous 6 jours ouvrés",
        "appelle l’entreprise dans les 17 jours",
        "Dans les 20 jours qui suivent",
        "4 mois avant la fin",
        "jusqu’à 308 heures",
    ):
        assert words in said
    assert not re.search(r"\b(7|10|15) jours", said)


def test_table_of_sizes_is_that_of_the_models() -> None:
    rows = usual_sizes()
    assert [row.minutes for row in rows] == [minutes for _, minutes in USUAL_SIZES]
    assert [row.length.replace("\u00a0", " ") for row in rows] == [
        "1 mois", "2 mois", "3 mois", "6 mois",
    ]  # fmt: skip
    said = guide_text(GuideData())
    for words in ("moins de 100 000 € 150 heures 1 mois", "400 000 € et plus 900 heures 6 mois"):
        assert words in said


# --- « L’entreprise et la clause »


def test_company_sheet_says_this_contract() -> None:
    said = company_text(buyer_samples.company_sheets()["company"])
    for words in (
        "Bâtisseurs du Nord",
        "Réhabilitation thermique du lycée Jean-Moulin",
        "Région Hauts-de-France",
        "900 heures",
        "du 4 janv. 2027 au 3 janv. 2028",
        "2 nov. 2026",
        "Avant le 17 novembre 2026",
        "immersion professionnelle",
        "démarche citoyenne",
        "Nadia Benali",
        "expose aux pénalités que prévoit votre contrat",
    ):
        assert words in said


def test_company_sheet_follows_the_rules() -> None:
    said = company_text(CompanySheetData(ABOUT, OTHER, "Bâtisseurs du Nord", NOTIFIED_ON, TUTOR))
    for words in (
        "de 16 à 29 ans (14 ans possible en prévention)",
        "répondez dans les 8 jours",
        "Sans réponse à 12 jours",
        "à 18 jours, le délai est manqué",
        "33 heures au plus",
        "6 heures par jour et 30 heures par semaine",
        "dans les 6 jours ouvrés",
        "Rien jusqu’à 308 heures",
        "Avant le 22 novembre 2026",
    ):
        assert words in said


@pytest.mark.parametrize(
    ("volume", "said"),
    [
        (PER_ORDER.volume, "35 heures par bon de commande, 900 heures au plus"),
        (PER_AMOUNT.volume, "35 heures par tranche de 50 000 € commandée"),
        (ClauseVolume(VolumeMode.PER_ORDER), "selon les bons de commande"),
        (ClauseVolume(VolumeMode.PER_AMOUNT), "selon le montant commandé"),
        (ClauseVolume(), "à compléter"),
    ],
)
def test_company_sheet_says_how_the_hours_come(volume: ClauseVolume, said: str) -> None:
    data = CompanySheetData(ABOUT, replace(FIXED, volume=volume), "X", NOTIFIED_ON, TUTOR)
    assert said in company_text(data)


def test_company_sheet_quotes_the_penalties_of_the_contract() -> None:
    clause = replace(FIXED, penalties="80 € par jour de retard.")
    assert "Pénalités prévues : 80 € par jour de retard." in company_text(
        CompanySheetData(ABOUT, clause)
    )


def test_company_sheet_of_a_private_contract() -> None:
    said = company_text(CompanySheetData(ABOUT, replace(FIXED, is_private=True)))
    assert "Votre contrat comporte un engagement" in said
    assert "Dans les 15 jours qui suivent la signature du contrat" in said


cards = st.builds(ContactLine, any_text, any_text, any_text, any_text)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(issues, any_text, any_text, any_text, st.none() | st.dates(date(1900, 1, 1)), cards)
def test_company_sheet_of_any_content_holds_on_its_page(
    issue: object, company: str, subject: str, penalties: str, notified: date | None, card: object
) -> None:
    clause = replace(FIXED, contract_object=subject, buyer=subject, penalties=penalties)
    data = CompanySheetData(issue, clause, company, notified, card)  # type: ignore[arg-type]
    height = stack_height(company_sheet.page(data), GEOMETRY.body_width)
    assert height <= GEOMETRY.body_height + 0.01


# --- « Qui sont les jeunes ? »


def test_young_people_are_named_with_respect_and_honest_figures() -> None:
    said = pdf.text_of(young_people_sheet.build(YoungPeopleSheetData(ABOUT, TUTOR)))
    for words in (
        "en remobilisation scolaire",
        "de 16 à 25 ans (15 ans possible en prévention)",
        "aucun lycée n’avait de place",
        "140 parcours réalisés en cinq ans",
        "7 heures par jour et 35 heures par semaine",
    ):
        assert words in said
    assert not re.search("décroch", said, re.IGNORECASE)
    known = {"16", "25", "15", "140", "7", "35"}
    body = said.split("Des jeunes en remobilisation")[1].split("À qui poser")[0]
    assert set(re.findall(r"\d+", body)) <= known


def test_young_people_sheet_follows_the_rules() -> None:
    said = pdf.text_of(young_people_sheet.build(YoungPeopleSheetData(ABOUT, TUTOR, RULES)))
    assert "de 16 à 29 ans (14 ans possible en prévention)" in said
    assert "6 heures par jour et 30 heures par semaine" in said


# --- the clause on paper


def test_clause_sheet_prints_every_paragraph() -> None:
    clause = clause_text(FIXED)
    said = pdf.unaccented(pdf.text_of(clause_sheet.build(buyer_samples.clauses()["clause"])))
    for article in clause.articles:
        for words in (article.title, *article.paragraphs):
            assert pdf.unaccented(words) in said
    assert pdf.unaccented(clause.notice) in said


def test_clause_sheet_says_what_is_left_to_do() -> None:
    said = pdf.text_of(clause_sheet.build(buyer_samples.clauses()["clause-empty"]))
    assert "Avant de publier À compléter : numéro du marché, objet du marché" in said
    complete = replace(FIXED, penalties="80 € par jour.")
    done = clause_sheet.build(clause_sheet.ClauseSheetData(ABOUT, clause_text(complete)))
    assert "Avant de publier" not in pdf.text_of(done)


@given(st.lists(st.integers(1, 400), max_size=30), st.floats(0, 20))
def test_flow_keeps_every_part_in_order_and_within_the_page(heights: list[int], gap: float) -> None:
    parts = [Part(_Bar(height), gap) for height in heights]
    pages = flow(parts, 100, 400)
    assert [part for page in pages for part in page[0].parts] == parts  # type: ignore[attr-defined]
    assert all(page[0].height(100) <= 400.01 for page in pages)


class _Bar:
    def __init__(self, tall: int) -> None:
        self.tall = tall

    def height(self, width: float) -> float:
        return float(self.tall)

    def draw(self, canvas: object, x: float, top: float, width: float) -> None:
        raise AssertionError("only measured")


def test_pieces_lose_no_word() -> None:
    text = "Réfection des façades et des toitures. " * 200
    assert " ".join(pieces(text)).split() == text.split()
    assert all(len(piece) <= 1500 for piece in pieces(text))
    assert pieces("court") == ["court"]
    assert pieces("") == [""]
