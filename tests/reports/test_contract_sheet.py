"""The contract sheet: figures, bar, people and pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csf_desktop.reports import contract_sheet
from csf_desktop.reports.blocks import stack_height
from csf_desktop.reports.contract_data import (
    ClauseHours,
    ContractReportData,
    LotLine,
    OrderLine,
    Organisation,
    PathwayLine,
)
from csf_desktop.reports.contract_hours import hours_section
from csf_desktop.reports.hours_bar import HoursBar
from csf_desktop.reports.people import ContactLine
from csf_desktop.reports.styles import GEOMETRY
from tests.reports import pdf, samples
from tests.reports.test_follow_up_sheet import issues
from tests.reports.texts import any_text

SAMPLES = samples.contracts()


def text(name: str) -> str:
    return pdf.text_of(contract_sheet.build(SAMPLES[name]))


def test_sheet_identifies_the_contract_and_its_parties() -> None:
    said = text("contract")
    for expected in (
        "Fiche de marché", "M-2026-014", "2026-SH-0143", "482 500 €", "Notifié",
        "Ville de Saint-Herblain (SIRET 214 401 620 00017)",
        "Menuiserie Ferrand et Fils (SIRET 732 829 320 00074) ; Ouest Façades SAS",
        "45421000-4 · Travaux de menuiserie", "44800 Saint-Herblain", "1er mars 2026",
        "12 juin 2026", "12 mois", "du 1er sept. 2026 au 31 août 2027",
    ):  # fmt: skip
        assert expected in said, expected


def test_sheet_gives_the_hours_of_the_clause() -> None:
    said = text("contract")
    for expected in ("900 h", "450 h", "50 %", "291 h 30", "32 %", "300 h", "à placer (300 h)"):
        assert expected in said, expected


def test_table_parts_the_hours_by_lot_and_by_order() -> None:
    said = text("contract-lots")
    for expected in (
        "Dues Commencées Réservées Proposées À placer Réalisées",
        "Tout le marché 900 h 300 h 150 h 150 h 300 h 90 h",
        "Lot 1, Peinture 600 h 300 h 0 h 150 h 150 h 90 h",
        "Lot 2, Menuiserie 300 h 0 h 150 h 0 h 150 h 0 h",
        "BC-2026-01 1er sept. 2026 Lot 1, Peinture 45 000 € 600 h 450 h 150 h",
        "BC-2026-02 — — — à compléter 0 h —",
    ):  # fmt: skip
        assert expected in said, expected
    assert "Marché 900 h 450 h 0 h 150 h 300 h 291 h 30" in text("contract")
    assert "Bons de commande" not in text("contract")


def test_bar_is_to_scale_with_what_is_reserved() -> None:
    bar = hours_section(SAMPLES["contract-lots"].hours).blocks[1]
    assert isinstance(bar, HoursBar)
    assert {part.label: part.minutes // 60 for part in bar.segments} == {
        "réalisées": 90,
        "commencées, à réaliser": 210,
        "réservées": 150,
        "proposées": 150,
        "à placer": 300,
    }


def test_a_contract_told_in_full_says_it_on_two_pages() -> None:
    said = text("contract-lots")
    for expected in (
        "Direction des achats", "Second œuvre", "Appel d’offres ouvert",
        "44800 Saint-Herblain ; Lycée Jean-Moulin, Rezé ; Cité scolaire, Orvault",
        "2 fois 12 mois",
    ):  # fmt: skip
        assert expected in said, expected
    assert len(contract_sheet.pages(SAMPLES["contract"])) == 1
    assert len(contract_sheet.pages(SAMPLES["contract-lots"])) == 2


def test_lots_and_orders_left_out_are_counted() -> None:
    said = text("contract-long")
    assert "autres lots, dans l’application" in said
    assert "autres bons, dans l’application" in said
    assert "autres parcours, dans l’application" in said


def test_pathways_tell_planned_done_counted_and_next_action() -> None:
    said = text("contract")
    assert "P-2026-014-01 Inès Moreau Interrompu 300 h 104 h 120 h —" in said
    assert "P-2026-014-03 à trouver Ouvert 150 h 0 h" in said
    assert "Tuteur pilote : Visite de Loïc en entreprise, avant le 1er déc. 2026" in said


def test_alerts_come_first() -> None:
    said = text("contract")
    assert said.index("300 h ne sont pas encore placées") < said.index("Identification")
    assert "Aucune alerte." in text("contract-unknown")


def test_unknown_volume_is_to_complete_and_not_zero() -> None:
    said = text("contract-unknown")
    assert "Dues à compléter" in said or said.count("à compléter") >= 2
    assert "à placer (" not in said


def test_more_than_owed_is_told_as_beyond() -> None:
    assert "au-delà du volume dû (300 h)" in text("contract-beyond")


def test_no_name_is_in_clear_when_names_are_hidden() -> None:
    built = contract_sheet.build(SAMPLES["contract-initials"])
    everything = pdf.text_of(built) + "".join(pdf.properties(built).values())
    for name in ("Inès", "Moreau", "Loïc", "Goff"):
        assert name not in everything
    assert "I. M. : bilan croisé attendu" in everything
    assert "Visite de L. en entreprise" in everything


def test_pathways_and_contacts_left_out_are_counted() -> None:
    said = text("contract-many")
    shown = said.count("P-2026-014-")
    assert f"… et {60 - shown} autres parcours, dans l’application" in said
    said = text("contract-contacts")
    shown = said.count("Claire Garnier") + said.count("Yves Ferrand") + said.count("Hélène Roux")
    assert f"… et {90 - shown} autres contacts, dans l’application" in said


clauses = st.builds(
    ClauseHours,
    st.none() | st.integers(-100, 10**7), *[st.integers(0, 10**7)] * 4,
)  # fmt: skip


@given(clauses)
def test_bar_holds_all_that_is_planned_or_owed(clause: ClauseHours) -> None:
    bar = hours_section(clause).blocks[1]
    assert isinstance(bar, HoursBar)
    planned = clause.committed + clause.on_offer
    assert sum(part.minutes for part in bar.segments) == max(planned, clause.owed or 0)
    assert all(part.minutes >= 0 for part in bar.segments)


@pytest.mark.parametrize(
    ("owed", "left"), [(600, 150), (450, 0), (400, -50), (None, None)]
)  # fmt: skip
def test_left_is_what_no_pathway_plans(owed: int | None, left: int | None) -> None:
    assert ClauseHours(owed, committed=300, on_offer=150).left == left


minutes = st.integers(-(10**6), 10**9)
days = st.none() | st.dates(date(1, 1, 1), date(9999, 12, 31))
volumes = st.builds(ClauseHours, st.none() | minutes, *[minutes] * 4)
organisations = st.builds(Organisation, any_text, any_text)
lines = st.builds(
    PathwayLine, any_text, any_text, any_text, any_text, minutes, minutes, st.none() | minutes,
    any_text, any_text, days,
)  # fmt: skip
contracts = st.builds(
    ContractReportData,
    issue=issues, status=any_text, market_number=any_text, contract_object=any_text,
    buyer=organisations, awardees=st.lists(organisations, max_size=6).map(tuple),
    cpv=any_text, cpv_label=any_text, place=any_text,
    amount_cents=st.none() | st.integers(-(10**15), 10**15),
    published_on=days, notified_on=days, starts_on=days, ends_on=days,
    duration_months=st.none() | st.integers(-5, 2000),
    hours=volumes, service=any_text, sector=any_text, procedure=any_text, renewals=any_text,
    places=st.lists(any_text, max_size=4).map(tuple),
    lots=st.lists(st.builds(LotLine, any_text, volumes), max_size=12).map(tuple),
    orders=st.lists(
        st.builds(
            OrderLine, any_text, days, any_text, st.none() | minutes, st.none() | minutes, minutes
        ),
        max_size=30,
    ).map(tuple),
    show_names=st.booleans(), pathways=st.lists(lines, max_size=40).map(tuple),
    contacts=st.lists(
        st.builds(ContactLine, any_text, any_text, any_text, any_text), max_size=40
    ).map(tuple),
    alerts=st.lists(any_text, max_size=8).map(tuple),
)  # fmt: skip


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(contracts)
def test_any_content_makes_one_or_two_pages_that_hold_it(data: ContractReportData) -> None:
    assert pdf.page_count(contract_sheet.build(data)) in (1, 2)
    for page in contract_sheet.pages(data):
        assert stack_height(page, GEOMETRY.body_width) <= GEOMETRY.body_height + 0.01


def test_one_page_becomes_two_when_a_pathway_too_many_comes() -> None:
    usual = SAMPLES["contract"]
    pages = [
        len(contract_sheet.pages(replace(usual, pathways=usual.pathways[:1] * number)))
        for number in range(1, 16)
    ]
    assert pages == sorted(pages)
    assert (pages[0], pages[-1]) == (1, 2)
