"""The detail of a pathway: its course, its people, its hours, what it led to."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt

from csf_desktop.models.codes import ContactRole
from csf_desktop.models.rules import HOUR
from csf_desktop.services.history import undo_transaction
from csf_desktop.services.organisations import ContactDraft, add_contact
from csf_desktop.services.pathway_page import PathwayDetails, get_pathway
from csf_desktop.services.pathways import reserve, set_week, update_pathway
from csf_desktop.storage.vault import Vault
from csf_desktop.ui.widgets.choice_field import ChoiceField
from tests.helpers.vaults import (
    TODAY,
    add_contract,
    add_pathway,
    add_person,
    bring_to,
    note_event,
)
from tests.ui.pathways.screen import Screen
from tests.ui.person import find_button, focused, press, press_focused, type_keys, type_text

ENTRY = date(2027, 1, 4)


@pytest.fixture
def pathway(vault: Vault) -> str:
    """A pathway of 300 h reserved for Inès Benali, 17."""
    made = add_pathway(vault, add_contract(vault))
    bring_to(vault, made, "reserved", add_person(vault, guardian_name="Nadia Benali"))
    return made


def page(vault: Vault, pathway_id: str) -> PathwayDetails:
    return get_pathway(vault, pathway_id, TODAY)


def status(vault: Vault, pathway_id: str) -> str:
    return str(page(vault, pathway_id).fields["status"])


def opened(screen: Screen, pathway_id: str) -> Screen:
    screen.show()
    screen.view.open_item("pathway", pathway_id)
    screen.until(screen.view.panel.isVisible)
    return screen


# --- course


def test_the_head_the_card_and_the_course(screen: Screen, pathway: str) -> None:
    opened(screen, pathway)
    said = screen.panel_words()
    for text in (
        "Inès Benali",
        "P-2026-001-01",
        "Tuteur pilote\u00a0: envoyer le profil",
        "dans 7\u00a0jours",
        "Bâtisseurs du Nord",
        "Région Hauts-de-France",
        "0\u00a0h sur 300\u00a0h",
        "Étape\u00a0: Réservé",
    ):
        assert text in said
    steps = [(step.title, step.state.name) for step in screen.view.panel.course.stepper.steps]
    assert steps[:3] == [
        ("À pourvoir", "DONE"),
        ("Réservé", "CURRENT"),
        ("Profil envoyé", "TO_COME"),
    ]


def test_the_ordinary_step_is_one_click(screen: Screen, vault: Vault, pathway: str) -> None:
    opened(screen, pathway)
    screen.press_button("Envoyer le profil")
    assert status(vault, pathway) == "profile_sent"
    assert find_button(screen.view.panel, "Fixer la rencontre").isEnabled()
    assert "Profil envoyé" in screen.rows()[0]


def test_the_keyboard_stays_on_the_next_step(screen: Screen, vault: Vault, pathway: str) -> None:
    opened(screen, pathway)
    find_button(screen.view.panel, "Envoyer le profil").setFocus()
    press_focused(Qt.Key.Key_Space)
    screen.until(lambda: status(vault, pathway) == "profile_sent")
    screen.until(lambda: find_button(screen.view.panel, "Fixer la rencontre").hasFocus())


def test_the_foot_takes_one_row_where_it_fits(screen: Screen, pathway: str) -> None:
    opened(screen, pathway)
    panel = screen.view.panel

    def is_one_row() -> bool:
        tops = {
            find_button(panel, text).mapTo(panel, QPoint()).y()
            for text in ("Envoyer le profil", "Noter un échange")
        }
        return len(tops) == 1

    assert not is_one_row()  # beside the list, the panel is narrow
    screen.view.resize(640, 400)  # a 1366 × 768 screen at 200 %, less the navigation
    screen.until(is_one_row)


def test_a_step_is_dated_as_one_says(screen: Screen, vault: Vault, pathway: str) -> None:
    opened(screen, pathway)
    screen.fill("Date de l’étape suivante", "20/11/2026")
    screen.press_button("Envoyer le profil")
    assert page(vault, pathway).fields["status_since"] == date(2026, 11, 20)
    shown = screen.field("Date de l’étape suivante").field.focus_widget
    assert shown.property("text") == "24\u00a0nov. 2026"  # today again for the next one


def test_an_unreadable_date_takes_no_step(screen: Screen, vault: Vault, pathway: str) -> None:
    opened(screen, pathway)
    screen.fill("Date de l’étape suivante", "bientôt")
    screen.press_button("Envoyer le profil")
    assert status(vault, pathway) == "reserved"
    assert "Cette date n’est pas lisible" in screen.panel_words()


def test_what_is_missing_is_said_and_one_click_away(screen: Screen, vault: Vault) -> None:
    made = add_pathway(vault, add_contract(vault), starts_on=None)
    bring_to(vault, made, "meeting")
    opened(screen, made)
    primary = find_button(screen.view.panel, "Convention signée")
    assert not primary.isEnabled()
    assert primary.toolTip() == "Il manque\u00a0: la date d’entrée en entreprise."
    assert primary.toolTip() in screen.panel_words()
    screen.press_button("Compléter")
    type_keys(focused(), "4/1/2027")
    press_focused(Qt.Key.Key_Tab)
    screen.settle()
    assert page(vault, made).fields["starts_on"] == ENTRY
    screen.press_button("Convention signée")
    assert status(vault, made) == "agreement"


def test_a_refused_step_says_why_and_leaves_the_pathway(
    screen: Screen, vault: Vault, pathway: str
) -> None:
    bring_to(vault, other := add_pathway(vault, add_contract(vault)), "agreement")
    update_pathway(vault, other, {"agreement_signed_on": date(2027, 1, 5)})
    opened(screen, other)
    screen.press_button("Commencer en entreprise")
    assert "signée après l’entrée" in screen.panel_words()
    assert status(vault, other) == "agreement"
    assert find_button(screen.view.panel, "Commencer en entreprise").isEnabled()


def test_releasing_asks_why(screen: Screen, vault: Vault, pathway: str) -> None:
    opened(screen, pathway)
    screen.choose_in_menu("Libérer le parcours")
    dialog = screen.dialog()
    type_text(screen.field("Motif", dialog).field, "Le jeune a trouvé un emploi")
    screen.press_button("Libérer le parcours", dialog)
    assert page(vault, pathway).beneficiary is None
    assert not screen.has_dialog()
    assert screen.names() == ["À pourvoir"]


def test_an_interruption_needs_a_reason_kept_on_escape(screen: Screen, vault: Vault) -> None:
    made = add_pathway(vault, add_contract(vault))
    bring_to(vault, made, "in_progress")
    opened(screen, made)
    screen.choose_in_menu("Interrompre le parcours")
    dialog = screen.dialog()
    screen.press_button("Interrompre le parcours", dialog)
    assert "Indiquez le motif" in screen.field("Motif", dialog).error
    type_text(screen.field("Motif", dialog).field, "Absences")
    press(dialog, Qt.Key.Key_Escape)
    assert not screen.has_dialog()
    screen.choose_in_menu("Interrompre le parcours")
    assert screen.dialog() is dialog
    press_focused(Qt.Key.Key_Return)
    screen.settle()
    assert status(vault, made) == "interrupted"
    assert "Motif\u00a0: Absences" in screen.panel_words()


def test_a_closed_pathway_may_be_opened_again(screen: Screen, vault: Vault, pathway: str) -> None:
    bring_to(vault, other := add_pathway(vault, add_contract(vault)), "review")
    opened(screen, other)
    screen.press_button("Compléter")
    screen.tick("Emploi")
    screen.press_button("Clore le parcours")
    assert status(vault, other) == "closed"
    screen.choose_in_menu("Rouvrir le bilan")
    assert status(vault, other) == "review"


def test_the_window_is_asked_for_an_event_and_for_the_sheet(screen: Screen, pathway: str) -> None:
    opened(screen, pathway)
    with screen.qtbot.waitSignal(screen.view.event_requested) as event:
        screen.press_button("Noter un échange")
    with screen.qtbot.waitSignal(screen.view.export_requested) as export:
        screen.press_button("Exporter la fiche")
    assert event.args == ["pathway", pathway]
    assert export.args == ["pathway", pathway]


def test_the_timeline_says_who_when_result_and_what_follows(
    screen: Screen, vault: Vault, pathway: str
) -> None:
    note_event(
        vault,
        pathway_id=pathway,
        counterpart="Mme Martin",
        result="message_left",
        note="Rappeler jeudi.",
        duration_minutes=10,
        next_owner="company",
        next_label="rappeler",
        next_due=date(2026, 12, 3),
    )
    opened(screen, pathway)
    said = screen.panel_words()
    for text in (
        "Mme Martin · Message laissé",
        "Téléphone · 10\u00a0min · Karim Besson",
        "Rappeler jeudi.",
        "Suite\u00a0: Entreprise, rappeler, pour le 3\u00a0déc. 2026",
    ):
        assert text in said


def test_a_long_timeline_shows_the_older_events_on_request(
    screen: Screen, vault: Vault, pathway: str
) -> None:
    for number in range(30):
        note_event(vault, pathway_id=pathway, counterpart=f"Appel {number}")
    opened(screen, pathway)
    assert screen.panel_words().count("Appel ") == 25
    screen.press_button("Afficher 7\u00a0événements de plus")
    assert screen.panel_words().count("Appel ") == 30


# --- people


def test_fields_of_the_young_person_are_saved_as_they_are_left(
    screen: Screen, vault: Vault, pathway: str
) -> None:
    opened(screen, pathway)
    screen.tab("Personnes")
    assert "Inès Benali · 17\u00a0ans · mineur" in screen.panel_words()
    screen.fill("Nom", "Haddad")
    screen.fill("Établissement", "Lycée Baggio")
    screen.fill("Téléphone du représentant légal", "06 12 34 56 78")
    person = page(vault, pathway).beneficiary
    assert person is not None
    assert person.fields["family_name"] == "Haddad"
    assert person.school_name == "Lycée Baggio"
    assert [(one.name, one.phone) for one in person.guardians] == [
        ("Nadia Benali", "06 12 34 56 78")
    ]
    assert screen.names() == ["Inès Haddad"]


def test_a_wrong_phone_is_said_and_stays_when_the_panel_closes(
    screen: Screen, vault: Vault, pathway: str
) -> None:
    opened(screen, pathway)
    screen.tab("Personnes")
    field = screen.fill("Téléphone", "06 12")
    assert "incomplet" in field.error
    press(screen.view.panel, Qt.Key.Key_Escape)
    assert not screen.view.panel.isVisible()
    screen.open_row("Inès Benali")
    assert field.field.focus_widget.property("text") == "06 12"
    person = page(vault, pathway).beneficiary
    assert person is not None
    assert person.fields["phone"] == ""


def test_closing_the_panel_saves_the_field_being_typed(
    screen: Screen, vault: Vault, pathway: str
) -> None:
    opened(screen, pathway)
    screen.tab("Personnes")
    type_text(screen.field("Souhaits").field, "Mécanique")
    press_focused(Qt.Key.Key_Escape)
    screen.settle()
    assert not screen.view.panel.isVisible()
    person = page(vault, pathway).beneficiary
    assert person is not None
    assert person.fields["wishes"] == "Mécanique"


def test_a_write_elsewhere_leaves_what_is_being_typed(
    screen: Screen, vault: Vault, pathway: str
) -> None:
    opened(screen, pathway)
    screen.tab("Personnes")
    type_text(screen.field("Souhaits").field, "Méca")
    note_event(vault, pathway_id=pathway)
    screen.view.refresh(None)
    screen.settle()
    type_keys(focused(), "nique")
    press_focused(Qt.Key.Key_Tab)
    screen.settle()
    person = page(vault, pathway).beneficiary
    assert person is not None
    assert person.fields["wishes"] == "Mécanique"


def test_the_age_is_said_as_one_types_and_saved(screen: Screen, vault: Vault, pathway: str) -> None:
    opened(screen, pathway)
    screen.tab("Personnes")
    type_text(screen.field("Date de naissance").field, "3/2/2013")
    assert "Ce jeune a 13\u00a0ans" in screen.panel_words()
    type_text(screen.field("Date de naissance").field, "3/2/2008")
    assert "18\u00a0ans" in screen.panel_words()
    press_focused(Qt.Key.Key_Tab)
    screen.settle()
    assert "18\u00a0ans · J-2026-001" in screen.panel_words()


def test_the_company_tutor_is_picked_among_its_contacts(
    screen: Screen, vault: Vault, pathway: str
) -> None:
    company = str(page(vault, pathway).fields["company_id"])
    role = ContactRole.COMPANY_TUTOR
    add_contact(vault, ContactDraft("Sophie Martin", role=role, company_id=company))
    opened(screen, pathway)
    screen.tab("Personnes")
    field = screen.field("Tuteur entreprise").field
    assert isinstance(field, ChoiceField)
    field.combo.setFocus()
    press(field.combo, Qt.Key.Key_Down)
    screen.settle()
    tutor = page(vault, pathway).company_tutor
    assert tutor is not None
    assert tutor.name == "Sophie Martin"


def test_a_company_tutor_is_added_on_the_spot(screen: Screen, vault: Vault, pathway: str) -> None:
    opened(screen, pathway)
    screen.tab("Personnes")
    screen.press_button("Ajouter un contact")
    dialog = screen.dialog()
    screen.press_button("Ajouter", dialog)
    assert screen.field("Nom", dialog).error == "Indiquez le nom du contact."
    type_text(screen.field("Nom", dialog).field, "Sophie Martin")
    type_text(screen.field("Téléphone", dialog).field, "03 20 11 22 33")
    screen.press_button("Ajouter", dialog)
    screen.settle()
    tutor = page(vault, pathway).company_tutor
    assert tutor is not None
    assert (tutor.name, tutor.role) == ("Sophie Martin", ContactRole.COMPANY_TUTOR)
    assert "03\u00a020\u00a011\u00a022\u00a033" in screen.panel_words()


def test_the_contract_is_one_click_away(screen: Screen, vault: Vault, pathway: str) -> None:
    opened(screen, pathway)
    screen.tab("Personnes")
    with screen.qtbot.waitSignal(screen.view.open_requested) as asked:
        screen.press_button("Voir le marché")
    assert asked.args == ["contract", page(vault, pathway).contract_id]


# --- hours


def test_hours_are_typed_week_after_week(screen: Screen, vault: Vault, pathway: str) -> None:
    opened(screen, pathway)
    screen.tab("Heures")
    first = screen.view.panel.weeks.fields[0]
    type_text(first, "35")
    press_focused(Qt.Key.Key_Return)
    type_keys(focused(), "32h30")
    press_focused(Qt.Key.Key_Return)
    type_keys(focused(), "7")
    press_focused(Qt.Key.Key_Return)
    screen.settle()
    weeks = page(vault, pathway).weeks
    assert [week.done_minutes for week in weeks[:4]] == [35 * HOUR, 32 * HOUR + 30, 7 * HOUR, None]
    said = screen.panel_words()
    assert "74\u00a0h\u00a030" in said
    assert "Décomptées du volume dû" in said


def test_more_than_planned_is_warned_and_kept(screen: Screen, vault: Vault, pathway: str) -> None:
    opened(screen, pathway)
    screen.tab("Heures")
    type_text(screen.view.panel.weeks.fields[1], "40")
    press_focused(Qt.Key.Key_Tab)
    screen.settle()
    assert page(vault, pathway).weeks[1].done_minutes == 40 * HOUR
    assert (
        "Semaine du 11\u00a0janv. 2027, 40\u00a0h réalisées pour 35\u00a0h" in screen.panel_words()
    )


def test_hours_that_cannot_be_read_are_not_saved(
    screen: Screen, vault: Vault, pathway: str
) -> None:
    set_week(vault, pathway, ENTRY, done_minutes=60)
    opened(screen, pathway)
    screen.tab("Heures")
    type_text(screen.view.panel.weeks.fields[0], "beaucoup")
    press_focused(Qt.Key.Key_Tab)
    screen.settle()
    assert "Tapez une durée en heures" in screen.panel_words()
    assert page(vault, pathway).weeks[0].done_minutes == 60


def test_an_emptied_week_is_not_known_again(screen: Screen, vault: Vault, pathway: str) -> None:
    set_week(vault, pathway, ENTRY, done_minutes=60)
    opened(screen, pathway)
    screen.tab("Heures")
    first = screen.view.panel.weeks.fields[0]
    first.edit.setFocus()
    first.edit.selectAll()
    press_focused(Qt.Key.Key_Delete)
    press_focused(Qt.Key.Key_Return)
    screen.settle()
    assert page(vault, pathway).weeks[0].done_minutes is None


def test_the_plan_follows_hours_and_rhythm(screen: Screen, vault: Vault, pathway: str) -> None:
    opened(screen, pathway)
    screen.tab("Heures")
    screen.fill("Heures prévues", "70")
    assert len(screen.view.panel.weeks.fields) == 2
    screen.fill("Heures par semaine", "14")
    assert len(screen.view.panel.weeks.fields) == 5
    screen.fill("Heures prévues", "310")
    assert "une gratification est due" in screen.panel_words()
    screen.tick("Gratification prévue dans la convention")
    assert "une gratification est due" not in screen.panel_words()
    assert page(vault, pathway).fields["has_gratification"] is True


def test_a_rhythm_above_the_age_is_pointed_out(screen: Screen, pathway: str) -> None:
    opened(screen, pathway)
    screen.tab("Heures")
    type_text(screen.field("Heures par semaine").field, "39")
    assert "Plus de 35\u00a0h par semaine" in screen.panel_words()


def test_an_end_before_the_entry_is_refused_under_its_field(
    screen: Screen, vault: Vault, pathway: str
) -> None:
    opened(screen, pathway)
    screen.tab("Heures")
    field = screen.fill("Fin", "1/12/2026")
    assert field.error.startswith("La date de fin précède la date de début")
    assert page(vault, pathway).fields["ends_on"] == date(2027, 3, 5)


def test_a_week_may_be_added(screen: Screen, vault: Vault, pathway: str) -> None:
    opened(screen, pathway)
    screen.tab("Heures")
    screen.press_button("Ajouter une semaine")
    assert page(vault, pathway).weeks[-1].monday == date(2027, 3, 8)
    assert len(screen.view.panel.weeks.fields) == 10


# --- outcomes


def test_outcomes_and_benefits_are_ticked(screen: Screen, vault: Vault, pathway: str) -> None:
    opened(screen, pathway)
    screen.tab("Issues")
    screen.tick("Projet professionnel établi")
    screen.tick("Une orientation écartée")
    screen.tick("Emploi")
    screen.tick("Emploi")
    found = {(line.code, line.is_benefit) for line in page(vault, pathway).outcomes}
    assert found == {("career_plan", False), ("orientation_ruled_out", True)}


# --- undone and gone


def test_an_undone_reservation_shows_at_once(screen: Screen, vault: Vault) -> None:
    made = add_pathway(vault, add_contract(vault))
    opened(screen, made)
    person = add_person(vault)
    screen.runner.run(reserve, made, person, TODAY)
    screen.settle()
    assert "Inès Benali" in screen.panel_words()
    screen.runner.undo_last(undo_transaction)
    screen.settle()
    assert "Inès Benali" not in screen.panel_words()


def test_a_pathway_that_is_gone_closes_the_panel(screen: Screen, vault: Vault) -> None:
    made = add_pathway(vault, add_contract(vault))
    opened(screen, made)
    screen.choose_in_menu("Supprimer ce parcours")
    assert not screen.view.panel.isVisible()
    with screen.qtbot.waitSignal(screen.view.message_posted):
        screen.view.open_item("pathway", made)
