"""The clause says what the contract and the rules say, and marks what nobody has told."""

from __future__ import annotations

import re
from dataclasses import fields, replace

import pytest
from hypothesis import given

from csf_desktop.models.codes import VolumeMode
from csf_desktop.models.rules import DEFAULT_RULES, HOUR, Rules
from csf_desktop.reports.clause_data import (
    NO_CONTRACT,
    Article,
    Clause,
    ClauseData,
    ClauseLot,
    ClausePeriod,
    ClauseVolume,
)
from csf_desktop.reports.clause_words import clause_plain_text, clause_text, whole_plain_text
from tests.reports.buyer_samples import FIXED, LONG_NAMES, PER_AMOUNT, PER_ORDER
from tests.reports.texts import any_text

NBSP = "\u00a0"


def plain(clause: Clause) -> str:
    """Return the whole text with ordinary spaces."""
    return whole_plain_text(clause).replace(NBSP, " ")


def article(data: ClauseData, title: str) -> str:
    """Return one article with ordinary spaces."""
    found = next(one for one in clause_text(data).articles if one.title == title)
    return " ".join(found.paragraphs).replace(NBSP, " ")


def test_articles_cover_what_the_clause_needs() -> None:
    titles = [one.title for one in clause_text(FIXED).articles]
    assert titles == [
        "Objet de la clause",
        "Bénéficiaires",
        "Volume d’heures",
        "Interlocuteurs et responsabilité",
        "Proposition d’un jeune",
        "Convention et accueil",
        "Horaires, mineurs et vacances",
        "Gratification",
        "Suivi, documents et bilan",
        "Interruption d’un parcours",
        "Données personnelles",
        "Pénalités",
        "Pouvoirs de l’acheteur",
    ]


def test_contract_is_named_in_the_first_article() -> None:
    said = article(FIXED, "Objet de la clause")
    assert "au marché n° 2026-RH-0117, « Réhabilitation thermique du lycée Jean-Moulin »" in said
    assert "passé par Région Hauts-de-France (SIRET 200 053 742 00017)" in said
    assert "Lieu d’exécution : Lille." in said


def test_volume_of_a_fixed_clause_with_its_lots_and_renewals() -> None:
    said = article(FIXED, "Volume d’heures")
    assert "Le volume de la clause est de 900 heures." in said
    assert "lot 1, « Peinture » : 300 heures ; lot 2, « Menuiseries » : 600 heures." in said
    assert "du 4 janvier 2027 au 3 janvier 2028" in said
    assert "suivie de 2 reconductions de 12 mois chacune, sans heures de plus" in said


def test_one_renewal_is_in_the_singular() -> None:
    data = replace(FIXED, period=replace(FIXED.period, renewals=1))
    assert "suivie d’une reconduction de 12 mois, sans" in article(data, "Volume d’heures")


def test_period_is_told_by_what_is_known_of_it() -> None:
    months = replace(FIXED, period=ClausePeriod(months=24))
    until = replace(FIXED, period=ClausePeriod(ends_on=FIXED.period.ends_on))
    assert "de 24 mois à compter de la notification du marché" in article(months, "Volume d’heures")
    assert "de la notification du marché au 3 janvier 2028" in article(until, "Volume d’heures")


def test_volume_by_order_and_by_amount() -> None:
    by_order = article(PER_ORDER, "Volume d’heures")
    assert "Chaque bon de commande ouvre 35 heures, sauf si le bon fixe lui-même" in by_order
    assert "Le volume total ne dépasse pas 900 heures." in by_order
    by_amount = article(PER_AMOUNT, "Volume d’heures")
    assert "Chaque tranche entière de 50 000 € commandée ouvre 35 heures" in by_amount
    assert "ne dépasse pas" not in by_amount


def test_hours_of_a_lot_are_a_limit_when_orders_open_them() -> None:
    lots = (ClauseLot("1", "Peinture", 300 * HOUR), ClauseLot("2"))
    data = replace(PER_ORDER, volume=replace(PER_ORDER.volume, lots=lots))
    said = article(data, "Volume d’heures")
    assert (
        "Les bons de commande d’un lot ouvrent au plus : lot 1, « Peinture » : 300 heures." in said
    )
    assert "lot 2" not in said


def test_what_nobody_told_is_marked_once() -> None:
    clause = clause_text(NO_CONTRACT)
    assert clause.missing == (
        "numéro du marché",
        "objet du marché",
        "nom de l’acheteur",
        "nombre d’heures de la clause",
        "dates de la période ferme",
    )
    assert "[à compléter : nombre d’heures de la clause]" in plain(clause)
    assert clause_text(FIXED).missing == ()


@pytest.mark.parametrize(
    ("mode", "missing"),
    [
        (VolumeMode.PER_ORDER, {"heures par bon"}),
        (VolumeMode.PER_AMOUNT, {"heures par tranche", "montant d’une tranche"}),
    ],
)
def test_what_orders_open_is_marked_when_nobody_told(mode: VolumeMode, missing: set[str]) -> None:
    data = replace(FIXED, volume=ClauseVolume(mode))
    assert set(clause_text(data).missing) == missing


def test_private_contract_has_its_own_words() -> None:
    said = plain(clause_text(replace(FIXED, is_private=True)))
    assert "au contrat n° 2026-RH-0117" in said
    assert "la signature du contrat" in said
    assert "les conditions particulières du contrat" in said
    assert not re.search(r"marché|notification", said)


def test_penalties_of_the_contract_come_as_written() -> None:
    data = replace(FIXED, penalties="Retard\u00a0: 80 € par jour.\n\nAbsence : 300 €.")
    clause = clause_text(data)
    said = next(one for one in clause.articles if one.title == "Pénalités")
    assert [text.replace(NBSP, " ") for text in said.paragraphs] == [
        "Retard : 80 € par jour.",
        "Absence : 300 €.",
    ]
    assert clause.proposals == 0


def test_penalties_of_the_model_are_proposed_between_brackets() -> None:
    clause = clause_text(FIXED)
    said = article(FIXED, "Pénalités")
    assert "[proposition à confirmer : 50 € par jour ouvré de retard" in said
    assert "[proposition à confirmer : 500 € pour l’absence du référent" in said
    assert clause.proposals == 2


TOLD = {
    "declare_days": ("Interlocuteurs et responsabilité", 23, "Dans les 23 jours"),
    "remind_days": ("Proposition d’un jeune", 8, "dans les 8 jours"),
    "buyer_calls_days": ("Proposition d’un jeune", 12, "de 12 jours"),
    "company_failed_days": ("Pouvoirs de l’acheteur", 21, "au-delà de 21 jours"),
    "document_working_days": ("Suivi, documents et bilan", 6, "dans les 6 jours ouvrés"),
    "adult_week_minutes": ("Horaires, mineurs et vacances", 39 * HOUR, "39 heures par semaine"),
    "minor_day_minutes": ("Horaires, mineurs et vacances", 6 * HOUR, "6 heures par jour"),
    "minor_week_minutes": ("Horaires, mineurs et vacances", 30 * HOUR, "30 heures par semaine"),
    "gratification_minutes": ("Gratification", 308 * HOUR, "Au-delà de 308 heures"),
    "min_age": ("Bénéficiaires", 14, "(14 ans possible en prévention)"),
    "max_age": ("Bénéficiaires", 29, "de 16 à 29 ans"),
    "late_document_cents": ("Pénalités", 75_50, "75,50 € par jour"),
    "absent_contact_cents": ("Pénalités", 1_000_00, "1 000 € pour l’absence"),
}
"""Where each rule shows, a value unlike the default one, and how it reads."""


@pytest.mark.parametrize("name", TOLD)
def test_every_figure_follows_the_rules(name: str) -> None:
    title, value, said = TOLD[name]
    rules = replace(DEFAULT_RULES, **{name: value})
    assert said in article(replace(FIXED, rules=rules), title)
    assert said not in article(FIXED, title)


def test_rules_told_are_rules_that_exist() -> None:
    assert TOLD.keys() <= {field.name for field in fields(Rules)}


def test_ages_without_prevention() -> None:
    data = replace(FIXED, rules=Rules(min_age=16))
    assert "ont de 16 à 25 ans." in article(data, "Bénéficiaires")


def test_notice_says_the_essential_in_one_paragraph() -> None:
    notice = clause_text(FIXED).notice.replace(NBSP, " ")
    for said in (
        "condition de son exécution",
        "pour 900 heures sur la période ferme, du 4 janvier 2027 au 3 janvier 2028",
        "de 16 à 25 ans (15 ans possible en prévention)",
        "convention tripartite",
    ):
        assert said in notice
    assert "\n" not in notice
    by_orders = clause_text(PER_ORDER).notice.replace(NBSP, " ")
    assert "fixé par les bons de commande, dans la limite de 900 heures," in by_orders


def test_plain_text_numbers_every_paragraph() -> None:
    text = clause_plain_text(clause_text(FIXED))
    assert text.startswith(
        "Clause sociale de formation\n\nArticle\u00a01. Objet de la clause\n1.1. "
    )
    assert "\n3.2. Il se répartit" in text
    assert "Paragraphe pour" not in text
    assert "Paragraphe pour l’avis de publicité" in whole_plain_text(clause_text(FIXED))


def test_article_numbers_its_paragraphs() -> None:
    assert list(Article(4, "Titre", ("un", "deux")).numbered()) == [
        ("4.1.", "un"),
        ("4.2.", "deux"),
    ]


@pytest.mark.parametrize("data", [FIXED, PER_ORDER, PER_AMOUNT, NO_CONTRACT, LONG_NAMES])
def test_typography_and_words_are_right(data: ClauseData) -> None:
    text = whole_plain_text(clause_text(data))
    assert not re.search(r" [;:?!»%€]|« ", text)
    assert "'" not in text
    assert not re.search("décroch", text, re.IGNORECASE)


@given(any_text, any_text, any_text)
def test_any_text_of_a_contract_makes_a_clause(subject: str, buyer: str, penalties: str) -> None:
    clause = clause_text(replace(FIXED, contract_object=subject, buyer=buyer, penalties=penalties))
    assert len(clause.articles) == 13
    assert all(one.paragraphs for one in clause.articles)
