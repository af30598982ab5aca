"""The life of a contract: the bar, the list where there is no room, the words."""

from __future__ import annotations

from datetime import date

from pytestqt.qtbot import QtBot

from csf_desktop.services.contracts import update_contract
from csf_desktop.ui.contracts.life_bar import LifeBar, LifeSection
from csf_desktop.ui.contracts.life_words import life_marks, renewals_words, what_is_late
from tests.helpers.vaults import add_contract
from tests.ui import person
from tests.ui.contracts.conftest import Screen
from tests.ui.contracts.hands import open_contract

NBSP = "\u00a0"
TODAY = date(2026, 11, 25)
FIELDS = {
    "status": "notified",
    "published_on": date(2026, 2, 3),
    "notified_on": date(2026, 5, 15),
    "starts_on": None,
    "ends_on": date(2027, 5, 14),
    "duration_months": 12,
    "renewal_count": 2,
    "renewal_months": 12,
}


def sentences(**values: object) -> list[str]:
    marks = life_marks({**FIELDS, **values}, TODAY)
    return [mark.sentence.replace(NBSP, " ") for mark in marks]


def test_each_step_is_a_sentence() -> None:
    assert sentences() == [
        "Clause rédigée",
        "Publié le 3 févr. 2026",
        "Notifié le 15 mai 2026",
        "Commencé le 15 mai 2026",
        "Fin prévue le 14 mai 2027",
        "Reconductible 2 fois 12 mois, jusqu’au 14 mai 2029",
        "Clôture possible après le 14 mai 2029",
    ]


def test_what_nobody_said_yet_is_to_be_told() -> None:
    nothing = dict.fromkeys(FIELDS)
    assert sentences(**{**nothing, "status": "drafted"}) == [
        "Clause rédigée",
        "À publier",
        "À notifier",
        "Début à préciser",
        "Fin à préciser",
        "À clore ensuite",
    ]
    assert renewals_words({**FIELDS, "renewal_count": None}) == ""


def test_what_is_late_is_said_with_its_days() -> None:
    over = life_marks({**FIELDS, "renewal_count": 0, "ends_on": date(2026, 11, 20)}, TODAY)
    assert what_is_late(over).replace(NBSP, " ") == (
        "À clore : la dernière période est finie depuis 5 jours."
    )
    drafted = {**FIELDS, "status": "drafted", "notified_on": None}
    assert sentences(**drafted)[1].startswith("Publication prévue le 3 févr. 2026, en retard de")


def test_a_closed_contract_ends_on_terminated() -> None:
    said = sentences(status="closed")
    assert said[-2:] == ["Fin de la période ferme le 14 mai 2027", "Terminé"]


def test_the_bar_gives_way_to_a_list_where_words_have_no_room(qtbot: QtBot) -> None:
    section = LifeSection()
    section.set_fields(FIELDS, TODAY)
    person.show(qtbot, section, 340, 300)
    bar = person.child(section, LifeBar)
    assert bar.isVisible()
    assert "Publié le 3" not in person.words(section)
    assert f"Reconductible 2{NBSP}fois" in person.words(section)
    section.resize(220, 400)
    qtbot.waitUntil(lambda: not bar.isVisible())
    assert f"Publié le 3{NBSP}févr. 2026" in person.words(section)
    assert person.words(section).count("Reconductible") == 1
    section.resize(340, 300)
    qtbot.waitUntil(bar.isVisible)


def test_a_screen_reader_hears_every_step(screen: Screen) -> None:
    contract_id = add_contract(
        screen.vault, published_on=date(2026, 2, 3), ends_on=date(2028, 6, 30)
    )
    update_contract(screen.vault, contract_id, {"renewal_count": 1, "renewal_months": 6})
    open_contract(screen, contract_id)
    bar = person.child(screen.view.panel, LifeBar)
    said = bar.accessibleDescription()
    assert bar.accessibleName() == "Vie du marché"
    assert f"Publié le 3{NBSP}févr. 2026, fait" in said
    assert f"Fin prévue le 30{NBSP}juin 2028, à venir" in said
    renewal = f"Reconductible 1{NBSP}fois 6{NBSP}mois, jusqu’au 31{NBSP}déc. 2028"
    assert renewal in said
    assert renewal in screen.words()
