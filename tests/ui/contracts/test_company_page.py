"""The file of a company, used as a person does: clicks, keys, the words in sight."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QMenu, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from csf_desktop.models.codes import AwardeeRole, ContactResult, ContactRole
from csf_desktop.services.company_page import CompanyDetails, get_company
from csf_desktop.services.contracts import add_awardee, update_contract
from csf_desktop.services.history import undo_transaction
from csf_desktop.services.organisations import suggest_companies, update_company
from csf_desktop.services.pathway_page import get_pathway
from csf_desktop.services.pathways import update_pathway
from csf_desktop.storage.vault import Vault
from csf_desktop.ui.contracts.company_page import CompanyPage
from csf_desktop.ui.contracts.merge_dialog import MergeDialog
from csf_desktop.ui.tasks import TaskRunner
from tests.helpers.vaults import (
    TODAY,
    add_person,
    bring_to,
    make_contact,
    make_contract,
    make_pathway,
    note_event,
)
from tests.ui import person
from tests.ui.accessibility import assert_accessible, tab_stops

NB = "\u00a0"
SIRET = "55204599900869"


class Page:
    """The page in a panel of its usual width, and what a person sees and does in it."""

    def __init__(self, qtbot: QtBot, vault: Vault, width: int = 380, height: int = 1500) -> None:
        self.qtbot, self.vault = qtbot, vault
        self.runner = TaskRunner(vault)
        self.page = CompanyPage(self.runner, lambda: TODAY)
        self.runner.data_changed.connect(lambda _changes: self.page.reload())
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setWidget(self.page)
        person.show(qtbot, self.area, width, height)

    def open(self, company_id: str, *, initials_only: bool = False) -> None:
        self.page.show_company(company_id, initials_only=initials_only)
        self.settle()

    def settle(self) -> None:
        for _ in range(3):
            self.qtbot.waitUntil(lambda: not self.runner.is_busy, timeout=20_000)
            QTest.qWait(1)

    def words(self) -> str:
        return person.words(self.page)

    def click(self, text: str, inside: QWidget | None = None) -> None:
        found = person.find_button(inside or self.page, text)
        self.area.ensureWidgetVisible(found)
        self.settle()
        person.click(found)
        self.settle()

    def field(self, name: str, inside: QWidget | None = None) -> QWidget:
        found = [
            made
            for made in (inside or self.page).findChildren(QWidget)
            if isinstance(made, QLineEdit | QComboBox)
            and made.isVisible()
            and made.accessibleName() == name
        ]
        assert found, f"no visible field {name!r}"
        return found[0]

    def write(self, name: str, text: str) -> None:
        made = self.field(name)
        person.type_text(made, text)
        person.press(made, Qt.Key.Key_Tab)
        self.settle()

    def choose(self, name: str, text: str, inside: QWidget | None = None) -> None:
        box = self.field(name, inside)
        assert isinstance(box, QComboBox)
        box.setFocus()
        for key in (Qt.Key.Key_Home, *[Qt.Key.Key_Down] * box.count()):
            if box.currentText() == text:
                break
            person.press(box, key)
        assert box.currentText() == text
        self.settle()

    def dialog(self) -> MergeDialog:
        return person.child(self.page, MergeDialog)


class Case:
    """A titulaire with a contract, a pathway in waiting, a tutor and a colleague."""

    def __init__(self, vault: Vault) -> None:
        self.vault = vault
        self.contract = make_contract(vault)
        self.company = suggest_companies(vault, "bati")[0].id
        update_company(vault, self.company, {"siret": SIRET, "phone": "0299001122"})
        self.pathway = make_pathway(vault, self.contract)
        self.marc = make_contact(vault, self.company, "Marc Blanc", ContactRole.COMPANY_TUTOR)
        update_pathway(
            vault, self.pathway, {"company_id": self.company, "company_tutor_id": self.marc}
        )

    def file(self) -> CompanyDetails:
        return get_company(self.vault, self.company, TODAY)


@pytest.fixture
def case(vault: Vault) -> Case:
    return Case(vault)


@pytest.fixture
def page(qtbot: QtBot, vault: Vault) -> Iterator[Page]:
    made = Page(qtbot, vault)
    yield made
    made.runner.close()


def test_what_is_known_of_a_company(page: Page, case: Case, vault: Vault) -> None:
    heads: list[tuple[str, str]] = []
    page.page.head_changed.connect(lambda name, number: heads.append((name, number)))
    for day in (2, 9):
        moment = datetime(2026, 11, day, 10, tzinfo=UTC)
        note_event(vault, pathway_id=case.pathway, contact_id=case.marc, happened_at=moment)
    late = datetime(2026, 11, 18, 10, tzinfo=UTC)
    note_event(vault, pathway_id=case.pathway, happened_at=late, result=ContactResult.MESSAGE_LEFT)
    page.open(case.company)
    shown = page.words()
    assert heads == [("Bâti Ouest", f"552{NB}045{NB}999{NB}00869")]
    assert f"Répond le jour même (médiane de 2{NB}échanges), sans relance" in shown
    assert f"Sans réponse{NB}: depuis 6{NB}jours" in shown
    assert f"02{NB}99{NB}00{NB}11{NB}22" in shown
    assert "Marc Blanc" in shown
    assert "Tuteur entreprise" in shown
    assert "M-2026-001" in shown
    assert f"Titulaire · 300{NB}h à placer sur 300{NB}h" in shown
    assert "Message laissé" in shown


def test_nothing_of_the_company_shown_before_stays(page: Page, case: Case, vault: Vault) -> None:
    make_contract(vault, "Nettoyage", company="Propreté Élan SARL")
    page.open(case.company)
    assert f"SIRET ou identifiant\n552{NB}045{NB}999{NB}00869" in page.words()
    page.open(suggest_companies(vault, "elan")[0].id)
    shown = page.words()
    assert "552" not in shown
    assert shown.count("SIRET") == 1
    assert "SIRET ou identifiant\n–\nTéléphone, courriel\n–\nAdresse\n–" in shown
    page.open(case.company)
    assert f"SIRET ou identifiant\n552{NB}045{NB}999{NB}00869" in page.words()


def test_a_volume_that_nobody_knows_is_said_unknown(page: Page, case: Case, vault: Vault) -> None:
    update_contract(vault, case.contract, {"clause_minutes": 0})
    page.open(case.company)
    assert "Titulaire · volume inconnu" in page.words()
    assert f"0{NB}h à placer" not in page.words()


def test_a_subcontractor_hosts_and_the_titulaire_stays_responsible(
    page: Page, case: Case, vault: Vault
) -> None:
    other = make_contract(vault, "Toiture", company="Le Goff")
    add_awardee(vault, other, "", SIRET, AwardeeRole.SUBCONTRACTOR)
    hosted = make_pathway(vault, other, "Couvreur")
    update_pathway(vault, hosted, {"company_id": case.company})
    page.open(case.company)
    said = f"accueil chez Bâti Ouest, sous-traitant{NB}; Le Goff reste responsable"
    assert said in page.words()
    page.open(suggest_companies(vault, "goff")[0].id)
    assert said in page.words()


def test_references_open_what_they_name(page: Page, case: Case) -> None:
    opened: list[tuple[str, str]] = []
    page.page.contract_opened.connect(lambda found: opened.append(("contract", found)))
    page.page.pathway_opened.connect(lambda found: opened.append(("pathway", found)))
    page.page.closed.connect(lambda: opened.append(("closed", "")))
    page.open(case.company)
    page.click("Ouvrir P-2026-001-01")
    page.click("Ouvrir M-2026-001")
    page.click("Revenir au marché")
    assert opened == [("pathway", case.pathway), ("contract", case.contract), ("closed", "")]


def test_renaming_in_place_is_saved_as_the_field_is_left(page: Page, case: Case) -> None:
    page.open(case.company)
    page.click("Modifier les coordonnées")
    assert person.focused() is page.field("Nom de l’entreprise")
    page.write("Nom de l’entreprise", "Bâti Grand Ouest")
    page.write("Téléphone", "0299887766")
    fields = case.file().fields
    assert (fields["name"], fields["phone"]) == ("Bâti Grand Ouest", "0299887766")
    page.write("SIRET", "123")
    assert f"Un SIRET compte 14{NB}chiffres" in page.words()
    assert case.file().fields["siret"] == SIRET
    page.click("Replier les coordonnées")
    assert f"02{NB}99{NB}88{NB}77{NB}66" in page.words()


def test_somebody_left_and_is_followed(page: Page, case: Case) -> None:
    page.open(case.company)
    page.click("Marc Blanc est parti…")
    assert "Marc Blanc est parti le" in page.words()
    page.write("Nom du successeur de Marc Blanc", "Léa Roy")
    page.write("Téléphone", "0299112233")
    page.click("Enregistrer", page.page.people.departure)
    assert "remplacé par Léa Roy" in page.words()
    assert "Joindre Léa Roy" in page.words()
    tutor = get_pathway(case.vault, case.pathway, TODAY).company_tutor
    assert tutor is not None
    assert (tutor.name, tutor.role) == ("Léa Roy", ContactRole.COMPANY_TUTOR)


def test_the_successor_is_not_known_yet_then_is(page: Page, case: Case) -> None:
    page.open(case.company)
    page.click("Marc Blanc est parti…")
    page.click("Enregistrer", page.page.people.departure)
    assert "Indiquez le nom du successeur, ou choisissez" in page.words()
    page.choose(f"Qui lui succède{NB}?", "Je ne sais pas encore")
    assert "Nom du successeur de Marc Blanc" not in page.words()
    page.click("Enregistrer", page.page.people.departure)
    assert "successeur inconnu" in page.words()
    assert "Trouver qui remplace Marc Blanc" in page.words()
    page.click("Nommer le successeur de Marc Blanc…")
    page.write("Nom du successeur de Marc Blanc", "Léa Roy")
    page.click("Enregistrer", page.page.people.departure)
    assert "remplacé par Léa Roy" in page.words()
    assert "Joindre Léa Roy" in page.words()


def test_a_person_is_added_then_changed(page: Page, case: Case) -> None:
    page.open(case.company)
    page.click("Ajouter une personne")
    page.write("Nom de la personne", "Ana Vidal")
    roles = page.field("Fonction")
    assert isinstance(roles, QComboBox)
    assert "Acheteur" not in [roles.itemText(at) for at in range(roles.count())]
    page.choose("Fonction", "Responsable RH")
    page.click("Ajouter", page.page.people.adding)
    assert "Responsable RH" in page.words()
    page.click("Modifier Ana Vidal")
    page.write("Courriel", "ana@bati.example")
    page.click("Enregistrer", page.page.people.editing)
    (ana,) = [one.person for one in case.file().contacts if one.person.name == "Ana Vidal"]
    assert ana.email == "ana@bati.example"


def test_sites_are_added_changed_and_taken_off(page: Page, case: Case) -> None:
    page.open(case.company)
    page.click("Ajouter un site")
    page.write("Nom du site", "Dépôt")
    page.click("Ajouter", page.page.sites.adding)
    page.click("Modifier Dépôt")
    page.write("Adresse", "3 rue des Landes")
    page.click("Enregistrer", page.page.sites.editing)
    assert "3 rue des Landes" in page.words()
    page.click("Retirer Dépôt")
    assert case.file().sites == ()


def test_two_files_are_compared_merged_and_undone(page: Page, case: Case, vault: Vault) -> None:
    other = make_contract(vault, "Toiture", company="BATI-OUEST SARL")
    told: list[str] = []
    page.runner.data_changed.connect(lambda changes: told.append(changes.transaction))
    page.open(case.company)
    assert "même nom" in page.words()
    page.click("Réunir avec BATI-OUEST SARL…")
    shown = person.words(page.dialog())
    for word in ("Bâti Ouest", "BATI-OUEST SARL", "M-2026-001", "M-2026-002", "Marc Blanc"):
        assert word in shown
    page.click("Réunir", page.dialog())
    assert "M-2026-002" in page.words()
    assert "même nom" not in page.words()
    assert {line.id for line in case.file().contracts} == {case.contract, other}
    undo_transaction(vault, told[-1])
    page.page.reload()
    page.settle()
    assert "même nom" in page.words()


def test_the_other_file_may_be_the_one_kept(page: Page, case: Case, vault: Vault) -> None:
    make_contract(vault, "Toiture", company="BATI-OUEST SARL")
    kept = case.file().duplicates[0].id
    page.open(case.company)
    page.click("Réunir avec BATI-OUEST SARL…")
    page.choose("Fiche gardée", "BATI-OUEST SARL", page.dialog())
    page.click("Réunir", page.dialog())
    assert page.page.company_id == kept
    assert page.page.title == "BATI-OUEST SARL"
    assert case.file().id == kept


def test_an_exchange_is_about_a_pathway_a_contract_or_the_company(page: Page, case: Case) -> None:
    asked: list[tuple[str, str]] = []
    page.page.exchange_requested.connect(lambda kind, found: asked.append((kind, found)))
    page.page.event_requested.connect(lambda found: asked.append(("company", found)))
    page.open(case.company)
    for text in ("P-2026-001-01 · Peinture", "L’entreprise en général"):
        page.click("Noter un échange…")
        menu = person.popup()
        assert isinstance(menu, QMenu)
        (action,) = [one for one in menu.actions() if one.text() == text]
        middle = menu.actionGeometry(action).center()
        QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=middle)
        page.settle()
    assert asked == [("pathway", case.pathway), ("company", case.company)]


def test_young_people_are_initials_when_names_are_hidden(
    page: Page, case: Case, vault: Vault
) -> None:
    bring_to(vault, case.pathway, "reserved", add_person(vault))
    page.open(case.company, initials_only=True)
    assert f"I.{NB}B." in page.words()
    assert "Benali" not in page.words()
    page.open(case.company)
    assert "Inès Benali" in page.words()


def test_a_company_that_is_gone_closes_the_page(page: Page, case: Case) -> None:
    closed: list[bool] = []
    page.page.closed.connect(lambda: closed.append(True))
    page.open("nobody")
    assert closed == [True]


@pytest.mark.parametrize(("width", "height"), [(356, 700), (660, 330)])
def test_everything_is_reached_and_named(
    qtbot: QtBot, vault: Vault, case: Case, width: int, height: int
) -> None:
    make_contract(vault, "Toiture", company="BATI-OUEST SARL")
    made = Page(qtbot, vault, width, height)
    made.open(case.company)
    made.click("Marc Blanc est parti…")
    assert_accessible(made.area)
    assert made.page.minimumSizeHint().width() <= width
    visited = {stop.accessibleName() for stop in tab_stops(made.area)}
    assert {"Fiche de passation…", "Ajouter un site", "Réunir avec BATI-OUEST SARL…"} <= visited
    made.runner.close()


def test_a_day_and_a_successor_are_kept_while_the_page_reads_again(page: Page, case: Case) -> None:
    page.open(case.company)
    page.click("Marc Blanc est parti…")
    page.write("Nom du successeur de Marc Blanc", "Léa")
    moment = datetime(2026, 11, 20, tzinfo=UTC) + timedelta(hours=9)
    note_event(case.vault, pathway_id=case.pathway, happened_at=moment)
    page.page.reload()
    page.settle()
    name = page.field("Nom du successeur de Marc Blanc")
    assert isinstance(name, QLineEdit)
    assert name.text() == "Léa"
