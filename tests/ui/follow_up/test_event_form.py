"""Noting an exchange: two keys for a call without answer, five fields at most, nothing lost."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QListView, QPlainTextEdit

from csf_desktop.models.codes import Actor, Channel, ContactResult, ContactRole, Direction
from csf_desktop.services.contract_page import get_contract
from csf_desktop.services.follow_up_page import get_follow_up
from csf_desktop.services.follow_ups import EventLine, timeline
from csf_desktop.services.history import history_of
from csf_desktop.services.pathways import advance, reserve
from csf_desktop.services.people import people_of
from csf_desktop.storage.vault import Vault
from csf_desktop.ui.widgets.form_field import FormField
from tests.helpers.vaults import (
    TODAY,
    make_contact,
    make_contract,
    make_pathway,
    make_person,
    note_event,
)
from tests.ui.accessibility import assert_accessible
from tests.ui.follow_up.screen import Screen
from tests.ui.person import (
    click,
    find_button,
    focused,
    press,
    press_focused,
    type_keys,
    type_text,
    words,
)

K = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def pathway_id(vault: Vault) -> str:
    """A pathway reserved for Inès Benali, whose tutor in the company is known."""
    contract_id = make_contract(vault)
    company_id = get_contract(vault, contract_id).awardees[0].company_id
    make_contact(vault, company_id, "Marc Petit", ContactRole.COMPANY_TUTOR, "06 12 34 56 78")
    made = make_pathway(vault, contract_id)
    reserve(vault, made, make_person(vault), date(2026, 11, 20))
    return made


@pytest.fixture
def opened(screen: Screen, pathway_id: str) -> Screen:
    """The form, open for the pathway."""
    screen.show()
    screen.view.note_exchange("pathway", pathway_id)
    screen.settle()
    return screen


def latest(vault: Vault, pathway_id: str) -> EventLine:
    """Return the last exchange noted."""
    return next(event for event in timeline(vault, pathway_id) if event.kind == "contact")


def exchanges(vault: Vault, pathway_id: str) -> int:
    """Return how many exchanges were noted."""
    return sum(event.kind == "contact" for event in timeline(vault, pathway_id))


# --- the short way


def test_called_without_answer_is_two_keys(opened: Screen, vault: Vault, pathway_id: str) -> None:
    opened.keys(K.Key_2, K.Key_Return)
    assert not opened.has_form()
    event = latest(vault, pathway_id)
    assert (event.counterpart, event.actor) == ("Marc Petit", Actor.COMPANY)
    assert (event.channel, event.result) == (Channel.PHONE, ContactResult.NO_ANSWER)
    assert (event.next_owner, event.next_label) == (Actor.TUTOR, "Rappeler")
    assert event.next_due == date(2026, 12, 1)
    assert "Rappeler" in opened.rows()[0]


def test_no_answer_to_a_profile_leaves_the_next_action_to_the_rules(
    screen: Screen, vault: Vault, pathway_id: str
) -> None:
    advance(vault, pathway_id, "profile_sent", TODAY)
    screen.show()
    screen.view.note_exchange("pathway", pathway_id)
    screen.settle()
    screen.keys(K.Key_2)
    assert "Rappeler" not in words(screen.form())
    screen.keys(K.Key_Return)
    owed = get_follow_up(vault, "pathway", pathway_id, TODAY).next
    assert (latest(vault, pathway_id).next_owner, owed.owner) == ("", Actor.BUYER)


def test_the_next_call_is_proposed_in_sight_and_can_be_changed(
    opened: Screen, vault: Vault, pathway_id: str
) -> None:
    opened.keys(K.Key_2)
    said = words(opened.form())
    assert "Rappeler" in said
    assert "1er\u00a0déc. 2026" in said
    day = opened.form().exchange.next.due
    type_text(day, "dans 10 jours")
    press(day.edit, K.Key_Return, CONTROL)
    opened.settle()
    assert latest(vault, pathway_id).next_due == date(2026, 12, 4)


def test_another_result_takes_the_proposal_back(opened: Screen) -> None:
    opened.keys(K.Key_2, K.Key_1)
    assert "Rappeler" not in words(opened.form())


def test_what_was_typed_is_kept_when_the_result_changes(opened: Screen) -> None:
    opened.keys(K.Key_1)
    type_text(opened.form().exchange.next.what, "Envoyer la fiche")
    find_button(opened.form(), "Résultat\u00a0: Pas de réponse").click()
    assert opened.form().exchange.next.what.value() == "Envoyer la fiche"


# --- the fields


def test_there_are_five_fields_at_most(opened: Screen) -> None:
    shown = [field.title for field in opened.form().findChildren(FormField) if field.isVisible()]
    assert shown == ["Qui a été joint", "Comment", "Résultat", "Note", "Prochaine action"]
    assert "P-2026-001-01 · Inès Benali · Bâti Ouest" in words(opened.form())


def test_every_field_reaches_the_timeline(opened: Screen, vault: Vault, pathway_id: str) -> None:
    form = opened.form()
    opened.pick(form.exchange.person, "nadia")
    click(find_button(form, "Comment\u00a0: Courriel"))
    click(find_button(form, "Résultat\u00a0: D’accord"))
    type_text(form.exchange.note, "D’accord pour la visite")
    owner = form.exchange.next.owner.combo
    owner.setFocus()
    press(owner, K.Key_E)  # « Entreprise »
    opened.pick(form.exchange.next.what, "visi")
    type_text(form.exchange.next.due, "lundi")
    press(form.exchange.next.due.edit, K.Key_Return)
    opened.settle()
    assert not opened.has_form()
    event = latest(vault, pathway_id)
    assert (event.actor, event.counterpart) == (Actor.GUARDIAN, "Nadia Benali")
    assert (event.channel, event.result) == (Channel.EMAIL, ContactResult.AGREED)
    assert event.note == "D’accord pour la visite"
    assert (event.next_owner, event.next_label) == (Actor.COMPANY, "Visiter l’entreprise")
    assert event.next_due == date(2026, 11, 30)
    assert event.direction == Direction.OUTGOING


def test_a_person_brings_role_number_and_contact(
    opened: Screen, vault: Vault, pathway_id: str
) -> None:
    assert "Tuteur entreprise · 06\u00a012\u00a034\u00a056\u00a078" in words(opened.form())
    opened.keys(K.Key_1, K.Key_Return)
    everybody = people_of(vault, pathway_id, today=TODAY)
    [person] = [one for one in everybody if one.name == "Marc Petit"]
    assert latest(vault, pathway_id).contact_id == person.contact_id


def test_any_name_may_be_typed(opened: Screen, vault: Vault, pathway_id: str) -> None:
    type_text(opened.form().exchange.person, "Le gardien")
    assert "Entreprise\u00a0: personne qui n’est pas dans les contacts" in words(opened.form())
    opened.form().exchange.result.setFocus()
    opened.keys(K.Key_1, K.Key_Return)
    event = latest(vault, pathway_id)
    assert (event.counterpart, event.actor, event.contact_id) == ("Le gardien", Actor.COMPANY, "")


def test_down_shows_everybody_who_can_be_reached(opened: Screen) -> None:
    line = opened.form().exchange.person.edit
    line.setFocus()
    press(line, K.Key_Down)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, QListView)
    model = popup.model()
    shown = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert shown == [
        "Marc Petit · Tuteur entreprise · 06\u00a012\u00a034\u00a056\u00a078",
        "Bâti Ouest · Entreprise",
        "Inès Benali · Jeune · 06\u00a011\u00a022\u00a033\u00a044",
        "Nadia Benali · Représentant légal · 06\u00a099\u00a088\u00a077\u00a066",
        "Ville de Rennes · Acheteur",
    ]
    press(popup, K.Key_Escape)


def test_arrows_move_between_choices_and_tab_stops_once(opened: Screen) -> None:
    form = opened.form()
    form.exchange.channel.setFocus()
    press_focused(K.Key_Right)
    press_focused(K.Key_Right)
    assert form.exchange.channel.value() == Channel.VISIT
    press_focused(K.Key_Left)
    assert form.exchange.channel.value() == Channel.EMAIL
    press_focused(K.Key_Tab)
    assert form.exchange.result.isAncestorOf(focused())
    press_focused(K.Key_Tab)
    assert isinstance(QApplication.focusWidget(), QPlainTextEdit)


def test_control_enter_saves_from_the_note(opened: Screen, vault: Vault, pathway_id: str) -> None:
    opened.keys(K.Key_1)
    note = opened.form().exchange.note.edit
    type_text(opened.form().exchange.note, "Une ligne")
    press(note, K.Key_Return)
    type_keys(note, "et une autre")
    press(note, K.Key_Return, CONTROL)
    opened.settle()
    assert latest(vault, pathway_id).note == "Une ligne\net une autre"


def test_another_day_and_an_exchange_received(
    opened: Screen, vault: Vault, pathway_id: str
) -> None:
    opened.keys(K.Key_1)
    opened.press_button("Autre date, échange reçu", opened.form())
    type_text(opened.form().exchange.day, "hier")
    press(opened.form().exchange.incoming, K.Key_Space)
    press(opened.form().exchange.day.edit, K.Key_Return)
    opened.settle()
    event = latest(vault, pathway_id)
    assert event.happened_at.astimezone().date() == date(2026, 11, 23)
    assert event.direction == Direction.INCOMING


# --- what is wrong


def test_without_result_the_sentence_is_under_the_field(
    opened: Screen, vault: Vault, pathway_id: str
) -> None:
    opened.keys(K.Key_Return)
    assert opened.field("Résultat").error == "Choisissez ce que l’échange a donné."
    assert exchanges(vault, pathway_id) == 0
    opened.keys(K.Key_1)
    assert opened.field("Résultat").error == ""


@pytest.mark.parametrize(
    ("owner", "what", "when", "sentence"),
    [
        (False, "Rappeler", "", "Indiquez qui doit faire la prochaine action."),
        (False, "", "lundi", "Indiquez qui doit faire la prochaine action."),
        (True, "", "lundi", "Dites en quelques mots ce qui est à faire."),
        (True, "Rappeler", "le 31 février", "Cette date n’est pas lisible"),
    ],
)
def test_half_a_next_action_is_told_and_kept(
    opened: Screen, vault: Vault, pathway_id: str, owner: bool, what: str, when: str, sentence: str
) -> None:
    opened.keys(K.Key_1)
    field = opened.form().exchange.next
    if owner:
        field.owner.combo.setFocus()
        press(field.owner.combo, K.Key_T)  # « Tuteur pilote »
    type_text(field.what, what)
    type_text(field.due, when)
    press(field.due.edit, K.Key_Return, CONTROL)
    opened.settle()
    assert sentence in opened.field("Prochaine action").error
    assert field.typed()[1:] == (what, when if "février" in when else field.typed()[2])
    assert exchanges(vault, pathway_id) == 0


def test_a_day_to_come_is_refused(opened: Screen, vault: Vault, pathway_id: str) -> None:
    opened.keys(K.Key_1)
    opened.press_button("Autre date, échange reçu", opened.form())
    type_text(opened.form().exchange.day, "demain")
    press(opened.form().exchange.day.edit, K.Key_Return)
    opened.settle()
    assert "dans l’avenir" in opened.field("Date de l’échange").error
    assert exchanges(vault, pathway_id) == 0


def test_what_the_service_refuses_is_told_and_nothing_is_lost(
    opened: Screen, vault: Vault, pathway_id: str
) -> None:
    opened.keys(K.Key_1)
    type_text(opened.form().exchange.person, "x" * 255)
    opened.form().exchange.note.edit.setPlainText("y" * 4001)
    find_button(opened.form(), "Enregistrer l’échange").click()
    opened.settle()
    assert "trop long" in opened.field("Note").error
    assert opened.form().exchange.person.value() == "x" * 255


# --- the draft


def test_escape_closes_and_what_was_typed_is_found_again(
    opened: Screen, vault: Vault, pathway_id: str
) -> None:
    opened.keys(K.Key_3)
    type_text(opened.form().exchange.note, "À moitié")
    type_text(opened.form().exchange.next.due, "illisib")
    press_focused(K.Key_Escape)
    opened.settle()
    assert not opened.has_form()
    assert exchanges(vault, pathway_id) == 0
    opened.view.note_exchange("pathway", pathway_id)
    opened.settle()
    form = opened.form()
    assert "Vous retrouvez ce que vous aviez commencé." in words(form)
    assert form.exchange.note.value() == "À moitié"
    assert form.exchange.result.value() == ContactResult.MESSAGE_LEFT
    assert form.exchange.next.due.edit.text() == "illisib"


def test_a_draft_is_of_one_pathway_only(opened: Screen, vault: Vault, pathway_id: str) -> None:
    other = make_pathway(vault, make_contract(vault, "Voirie"))
    type_text(opened.form().exchange.note, "À moitié")
    press_focused(K.Key_Escape)
    opened.view.note_exchange("pathway", other)
    opened.settle()
    assert opened.form().exchange.note.value() == ""
    assert "Vous retrouvez" not in words(opened.form())


def test_a_saved_exchange_leaves_no_draft(opened: Screen, pathway_id: str) -> None:
    type_text(opened.form().exchange.note, "À moitié")
    press_focused(K.Key_Escape)
    opened.view.note_exchange("pathway", pathway_id)
    opened.settle()
    opened.form().exchange.result.setFocus()
    opened.keys(K.Key_1, K.Key_Return)
    opened.view.note_exchange("pathway", pathway_id)
    opened.settle()
    assert opened.form().exchange.note.value() == ""


def test_a_draft_can_be_given_up(opened: Screen, pathway_id: str) -> None:
    type_text(opened.form().exchange.note, "À moitié")
    press_focused(K.Key_Escape)
    opened.view.note_exchange("pathway", pathway_id)
    opened.settle()
    opened.press_button("Recommencer", opened.form())
    assert opened.form().exchange.note.value() == ""
    assert opened.form().exchange.person.value() == "Marc Petit"


def test_locking_keeps_what_was_typed(opened: Screen, pathway_id: str) -> None:
    type_text(opened.form().exchange.note, "À moitié")
    opened.view.clear()
    opened.settle()
    assert not opened.has_form()
    opened.view.note_exchange("pathway", pathway_id)
    opened.settle()
    assert opened.form().exchange.note.value() == "À moitié"


# --- about what


@pytest.mark.usefixtures("pathway_id")
def test_without_pathway_the_form_begins_by_choosing_one(screen: Screen) -> None:
    screen.show()
    screen.view.new_item()
    screen.settle()
    assert screen.field("Parcours").isVisible()
    find_button(screen.form(), "Enregistrer l’échange").click()
    assert "Choisissez un parcours" in screen.field("Parcours").error
    screen.pick(screen.form().subject, "benali")
    assert screen.form().exchange.person.value() == "Marc Petit"
    screen.keys(K.Key_2, K.Key_Return)
    assert not screen.has_form()
    assert "Rappeler" in screen.rows()[0]


def test_with_the_panel_open_the_exchange_is_about_it(screen: Screen, pathway_id: str) -> None:
    screen.show()
    screen.open_row("Inès")
    screen.view.new_item()
    screen.settle()
    assert "P-2026-001-01" in words(screen.form())
    screen.keys(K.Key_2, K.Key_Return)
    assert "Marc Petit · Pas de réponse" in screen.panel_words()


def test_an_exchange_about_a_contract_reaches_the_buyer_who_owes(
    screen: Screen, vault: Vault
) -> None:
    contract_id = make_contract(vault, "Toiture", notified_on=None)
    screen.show()
    screen.view.note_exchange("contract", contract_id)
    screen.settle()
    assert screen.form().exchange.person.value() == "Ville de Rennes"
    screen.keys(K.Key_2, K.Key_Return)
    page = get_follow_up(vault, "contract", contract_id, TODAY)
    assert (page.events[0].actor, page.next.label) == (Actor.BUYER, "Rappeler")


def test_an_exchange_about_a_contract_just_notified_reaches_the_company(
    screen: Screen, vault: Vault
) -> None:
    contract_id = make_contract(vault, "Toiture")
    screen.show()
    screen.view.note_exchange("contract", contract_id)
    screen.settle()
    assert screen.form().exchange.person.value() == "Bâti Ouest"


# --- correcting


def test_a_correction_changes_the_exchange_and_its_history_keeps_both(
    screen: Screen, vault: Vault, pathway_id: str
) -> None:
    event_id = note_event(
        vault,
        pathway_id=pathway_id,
        counterpart="Nadia Benali",
        actor=Actor.GUARDIAN,
        note="Rappeler mardi",
        happened_at=datetime(2026, 11, 21, 9, 30).astimezone(),
        next_owner=Actor.TUTOR,
        next_label="Rappeler",
        next_due=date(2026, 11, 27),
    )
    screen.show()
    screen.open_row("Inès")
    screen.press_button("Corriger l’échange du 21\u00a0nov. 2026")
    form = screen.form()
    assert form.exchange.person.value() == "Nadia Benali"
    type_text(form.exchange.note, "")
    form.exchange.note.edit.selectAll()
    type_keys(form.exchange.note.edit, "Rappeler jeudi")
    screen.press_button("Enregistrer la correction", form)
    assert not screen.has_form()
    assert "Rappeler jeudi" in screen.panel_words()
    changed = {line.field: (line.old, line.new) for line in history_of(vault, event_id)}
    assert set(changed) == {"", "note"}
    assert changed["note"] == ("Rappeler mardi", "Rappeler jeudi")
    screen.undo()
    assert "Rappeler mardi" in screen.panel_words()


def test_a_correction_under_initials_keeps_the_whole_name(
    screen: Screen, vault: Vault, pathway_id: str
) -> None:
    event_id = note_event(
        vault, pathway_id=pathway_id, counterpart="Ancien Tuteur", actor=Actor.GUARDIAN
    )
    screen.view.initials_only = True
    screen.show()
    screen.open_row("I.\u00a0B.")
    screen.press_button("Corriger l’échange du 24\u00a0nov. 2026")
    assert screen.form().exchange.person.value() == "A.\u00a0T."
    click(find_button(screen.form(), "Résultat\u00a0: Refus"))
    screen.press_button("Enregistrer la correction", screen.form())
    event = latest(vault, pathway_id)
    assert (event.id, event.counterpart, event.result) == (event_id, "Ancien Tuteur", "refused")


def test_every_stop_of_the_form_has_a_name_in_reading_order(opened: Screen) -> None:
    assert_accessible(opened.form())
