"""The follow-up sheet: what it says, to whom, and on how many pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csf_desktop.reports import follow_up_sheet
from csf_desktop.reports.blocks import stack_height
from csf_desktop.reports.follow_up_data import (
    Beneficiary,
    CourseStep,
    FollowUpReportData,
    NextAction,
    TimelineEvent,
)
from csf_desktop.reports.follow_up_history import second_page
from csf_desktop.reports.issue import DocumentIssue
from csf_desktop.reports.people import ContactLine
from csf_desktop.reports.styles import GEOMETRY
from csf_desktop.reports.weeks import WeekHours
from tests.reports import pdf, samples
from tests.reports.texts import any_text

SAMPLES = samples.follow_ups()


def texts(name: str) -> list[str]:
    return pdf.page_texts(follow_up_sheet.build(SAMPLES[name]))


def test_first_page_identifies_the_pathway_and_its_people() -> None:
    first, _ = texts("typical")
    for expected in (
        "Fiche de suivi de parcours", "Académie de Nantes", "P-2026-014-02", "M-2026-014",
        "Ville de Saint-Herblain", "732 829 320 00074", "du 1er oct. 2026 au 18 déc. 2026",
        "Loïc Le Goff", "Moins de 18 ans", "17 ans", "06 12 34 56 78", "Maëlle Le Goff",
        "Yves Ferrand", "Lycée Jean-Perrin", "En entreprise", "Préparer le bois ; Poser",
    ):  # fmt: skip
        assert expected in first, expected


def test_first_page_gives_the_hours_and_the_weeks() -> None:
    first, _ = texts("typical")
    for expected in ("330 h", "187 h 30", "56 %", "142 h 30", "Semaine du", "5 oct.", "28 h 15"):
        assert expected in first, expected


def test_second_page_gives_the_next_action_and_the_timeline_newest_first() -> None:
    _, second = texts("typical")
    assert "mardi 1er décembre 2026 (dans 7 jours)" in second
    days = ["17 nov. 2026", "20 oct. 2026", "18 sept. 2026", "7 sept. 2026"]
    assert [second.index(day) for day in days] == sorted(second.index(day) for day in days)
    assert "Journal de bord de la semaine du 9 novembre" in second


def test_closed_pathway_says_what_it_led_to_instead_of_what_is_next() -> None:
    _, second = texts("closed")
    assert "Ce à quoi le parcours a mené" in second
    assert "Projet professionnel établi ; Contrat d’apprentissage" in second
    assert "Une orientation trouvée" in second
    assert "Prochaine action" not in second


def test_minor_has_five_signature_boxes_with_the_guardian() -> None:
    signatures = texts("typical")[1].split("Signatures")[1]
    parts = ["Jeune", "Représentant légal", "Tuteur d’entreprise", "Établissement", "Tuteur pilote"]
    assert all(part in signatures for part in parts)
    assert signatures.count("Signature") == len(parts)


def test_adult_signs_without_a_guardian() -> None:
    signatures = texts("interrupted")[1].split("Signatures")[1]
    assert "Représentant légal" not in signatures
    assert signatures.count("Signature") == 4


def test_interrupted_pathway_keeps_done_and_counted_hours_apart() -> None:
    first, _ = texts("interrupted")
    assert "104 h" in first
    assert "Décomptées du volume dû" in first
    assert "120 h" in first
    assert "Reste à réaliser" not in first
    assert "Non réalisées" in first


def test_hours_beyond_the_plan_are_told_as_such() -> None:
    first, _ = texts("overdone")
    assert "Au-delà des heures prévues" in first
    assert "21 h" in first


def test_forty_weeks_are_all_printed() -> None:
    first, _ = texts("weeks40")
    assert "semaine plus ancienne" not in first
    assert first.count("Semaine du") == 3


def test_events_that_do_not_fit_are_counted() -> None:
    _, second = texts("events30")
    shown = second.count("Échange n°")
    assert shown >= 8
    assert f"… et {30 - shown} événements plus anciens, dans l’application" in second


def test_nothing_filled_in_says_what_to_complete() -> None:
    first, second = texts("empty")
    assert "Jeune : nom à compléter" in first
    assert first.count("à compléter") > 8
    assert "Aucun événement n’est encore noté." in second
    assert "signé électroniquement" not in first


def test_signed_sheet_names_its_signer_and_fingerprint() -> None:
    assert "signé électroniquement par Nadia Benali · empreinte 9f2c 41d0" in texts("typical")[0]


def test_properties_of_the_file_hold_no_name_of_the_young_person() -> None:
    properties = pdf.properties(follow_up_sheet.build(SAMPLES["typical"]))
    assert properties["/Title"] == "Fiche de suivi de parcours P-2026-014-02"
    assert not any("Goff" in value or "Loïc" in value for value in properties.values())


WRITTEN: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "capitals": str.upper,
    "lower case": str.lower,
    "no accents": lambda name: name.translate(str.maketrans("éèëïÉ", "eeeiE")),
    "no-break spaces": lambda name: name.replace(" ", "\u00a0"),
    "hidden marks": lambda name: "\u200b".join(name),
    "run together": lambda name: name.replace(" ", ""),
    "family name first": lambda name: " ".join(reversed(name.split(" ", 1))),
}


@pytest.mark.parametrize("written", WRITTEN)
def test_no_name_is_in_clear_when_names_are_hidden(written: str) -> None:
    given_name, family_name, parent = "Éloïse", "Quévillac Zornec-Brault", "Wandrille Quévillac"
    full = WRITTEN[written](f"{given_name} {family_name}")
    note = f"{full} (ou {WRITTEN[written](given_name)}) est venue avec {WRITTEN[written](parent)}."
    data = replace(
        samples.typical(),
        show_names=False,
        beneficiary=Beneficiary(given_name, family_name, 16, True, "0611223344", "eloise@ex.fr"),
        guardian=ContactLine(parent, "Mère", "0655667788", "wandrille@ex.fr"),
        tasks=(note,),
        next_action=NextAction(note, note, date(2026, 12, 1)),
        events=(TimelineEvent(date(2026, 11, 2), "Visite", note, note, note),),
        missing=(note,),
    )
    built = follow_up_sheet.build(data)
    everything = pdf.unaccented(pdf.text_of(built) + "".join(pdf.properties(built).values()))
    for part in ("eloise", "quevillac", "zornec", "brault", "wandrille"):
        assert part not in everything
    assert "0611223344" not in everything
    assert "É. Q. Z.-B." in pdf.text_of(built)


def test_names_are_printed_when_asked_for() -> None:
    assert "Loïc Le Goff a demandé" in pdf.text_of(follow_up_sheet.build(samples.typical()))


dates = st.dates(date(1, 1, 1), date(9999, 12, 31))
minutes = st.integers(-(10**6), 10**9)
contacts = st.builds(ContactLine, any_text, any_text, any_text, any_text)
states = st.sampled_from(["done", "current", "to_come"])
issues = st.builds(
    DocumentIssue, any_text, any_text, st.just(datetime(2026, 11, 24, 17, 5, tzinfo=UTC)),
    any_text, any_text, any_text, st.booleans(),
)  # fmt: skip
sheets = st.builds(
    FollowUpReportData,
    issue=issues, status=any_text,
    status_tone=st.sampled_from(["info", "ok", "warn", "err", "mute"]),
    contract_reference=any_text, contract_object=any_text, buyer=any_text, company=any_text,
    siret=any_text, site=any_text, place=any_text,
    starts_on=st.none() | dates, ends_on=st.none() | dates,
    tasks=st.lists(any_text, max_size=8).map(tuple),
    show_names=st.booleans(),
    beneficiary=st.builds(
        Beneficiary, any_text, any_text, st.none() | st.integers(0, 150), st.booleans(), any_text,
        any_text,
    ),
    guardian=contacts, tutor=contacts, company_tutor=contacts, school=contacts,
    planned_minutes=minutes, done_minutes=minutes, counted_minutes=st.none() | minutes,
    weeks=st.lists(
        st.builds(WeekHours, dates, minutes, st.none() | minutes), max_size=70
    ).map(tuple),
    steps=st.lists(
        st.builds(CourseStep, any_text, states, st.none() | dates), max_size=20
    ).map(tuple),
    next_action=st.builds(NextAction, any_text, any_text, st.none() | dates),
    events=st.lists(
        st.builds(TimelineEvent, dates, any_text, any_text, any_text, any_text), max_size=40
    ).map(tuple),
    missing=st.lists(any_text, max_size=9).map(tuple),
    outcomes=st.lists(any_text, max_size=6).map(tuple),
    benefits=st.lists(any_text, max_size=3).map(tuple),
)  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(sheets)
def test_any_content_makes_two_pages_that_hold_it(data: FollowUpReportData) -> None:
    assert pdf.page_count(follow_up_sheet.build(data)) == 2
    for page in (follow_up_sheet.first_page(data), second_page(data)):
        assert stack_height(page, GEOMETRY.body_width) <= GEOMETRY.body_height + 0.01
