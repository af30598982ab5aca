"""The buyer's form sent from the window, and taken back answer by answer."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox

from csf_desktop.exchange.buyer_form import read_form
from csf_desktop.services.buyer_form import import_form
from csf_desktop.services.contract_page import get_contract
from csf_desktop.services.contracts import update_contract
from csf_desktop.services.organisations import ContactDraft, add_contact
from csf_desktop.ui.exchange.form_choice_dialog import FormChoiceDialog
from csf_desktop.ui.exchange.form_issued_dialog import FormIssuedDialog
from csf_desktop.ui.exchange.form_preview_dialog import FormPreviewDialog
from tests.helpers.buyer_forms import ANSWERS, COMPANY_SIRET, blank, fill
from tests.helpers.exchange_vaults import Pair
from tests.helpers.vaults import add_contract
from tests.ui.accessibility import assert_accessible
from tests.ui.conftest import Dialogs
from tests.ui.exchange.desk import Desk
from tests.ui.person import click, find_button, focused, press, press_focused, words


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[QUrl]:
    """What the system was asked to open."""
    urls: list[QUrl] = []

    def open_url(url: QUrl) -> bool:
        urls.append(url)
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    return urls


def returned(folder: Path, answers: Mapping[str, str]) -> Path:
    path = folder / "fiche.pdf"
    path.write_bytes(fill(blank(), answers))
    return path


def box(dialog: FormPreviewDialog, name: str) -> QCheckBox:
    found = find_button(dialog, name)
    assert isinstance(found, QCheckBox)
    return found


# --- sent


def test_blank_form_is_made_from_the_menu_saved_and_sent(
    pair: Pair, karim: Desk, dialog: Dialogs, opened: list[QUrl]
) -> None:
    karim.window.menu_actions.form.trigger()
    made = karim.dialog(FormIssuedDialog)
    assert_accessible(made)
    assert "fiche vierge" in words(made)
    assert focused() is find_button(made, "Enregistrer le PDF…")
    assert not find_button(made, "Ouvrir le dossier").isEnabled()
    dialog.save_path = pair.folder / "à remplir.pdf"
    press_focused(Qt.Key.Key_Return)
    form = read_form(dialog.save_path.read_bytes())
    assert form.number in words(made)
    click(find_button(made, "Ouvrir le dossier"))
    assert opened.pop().toLocalFile() == str(pair.folder)
    click(find_button(made, "Préparer le courriel…"))
    assert opened.pop().scheme() == "mailto"
    assert "joignez-y le fichier à remplir.pdf." in words(made)


def test_form_of_a_contract_is_filled_in(
    pair: Pair, karim: Desk, dialog: Dialogs, opened: list[QUrl]
) -> None:
    contract_id = add_contract(pair.karim)
    karim.forms.start(contract_id)
    asked = karim.dialog(FormChoiceDialog)
    assert_accessible(asked)
    assert "l’envoi est noté dans son suivi" in words(asked)
    click(find_button(asked, "Préparer la fiche"))
    made = karim.dialog(FormIssuedDialog)
    assert "M-2026-001" in words(made)
    dialog.save_path = pair.folder / "fiche.pdf"
    click(find_button(made, "Enregistrer le PDF…"))
    form = read_form(dialog.save_path.read_bytes())
    assert form.contract_id == contract_id
    assert form.values["contract_object"] == "Réhabilitation du lycée Jean-Moulin"
    assert opened == []
    assert not karim.runner.undo_stack


def test_blank_one_can_be_chosen_from_a_contract(pair: Pair, karim: Desk) -> None:
    karim.forms.start(add_contract(pair.karim))
    asked = karim.dialog(FormChoiceDialog)
    karim.qtbot.waitUntil(asked.of_contract.hasFocus)
    press_focused(Qt.Key.Key_Down)
    assert asked.blank.isChecked()
    press_focused(Qt.Key.Key_Return)
    assert "fiche vierge" in words(karim.dialog(FormIssuedDialog))


def test_without_a_mail_program_the_text_is_copied(
    karim: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    karim.forms.start()
    made = karim.dialog(FormIssuedDialog)
    click(find_button(made, "Préparer le courriel…"))
    assert "le texte du courriel est copié" in words(made)


# --- taken back


def test_form_is_shown_then_taken_in(pair: Pair, karim: Desk) -> None:
    karim.imports.start([returned(pair.folder, ANSWERS | {"contract_ends_on": "31/02/2027"})])
    shown = karim.dialog(FormPreviewDialog)
    assert_accessible(shown)
    text = words(shown)
    for said in (
        "nouveau marché",
        "Aucun marché d’ici ne lui correspond",
        "Réponses qui n’ont pas pu être lues",
        "«\u00a031/02/2027\u00a0»",
        "Marché M-2026-001 – à créer",
        "Peinture des écoles çà et là",
        "Parcours proposé 1 – à créer",
    ):
        assert said in text
    assert focused() is find_button(shown, "Reprendre ces réponses")
    press_focused(Qt.Key.Key_Return)
    karim.settle()
    (changes,) = karim.runner.undo_stack
    found = get_contract(pair.karim, changes.created)
    assert found.fields["object"] == "Peinture des écoles çà et là"
    assert len(found.pathways) == 2


def test_company_known_here_is_shown_with_the_people_it_names(pair: Pair, karim: Desk) -> None:
    other = add_contract(pair.karim, company_name="Peintures Dumont", company_siret=COMPANY_SIRET)
    company_id = get_contract(pair.karim, other).awardees[0].company_id
    add_contact(
        pair.karim,
        ContactDraft(
            ANSWERS["company_referent_name"],
            phone=ANSWERS["company_referent_phone"],
            company_id=company_id,
        ),
    )
    answers = ANSWERS | {"company_name": "Peintures Dumont SARL"}
    karim.imports.start([returned(pair.folder, answers)])
    shown = karim.dialog(FormPreviewDialog)
    assert_accessible(shown)
    text = words(shown)
    title = "Entreprise Peintures Dumont SARL"
    assert f"{title} – déjà connue\u00a0: Peintures Dumont" in text
    assert "Loïc Pinceau – déjà dans votre coffre" in text
    assert "Inès Rouleau – à créer" in text
    said = box(shown, f"{title}, Titulaire").accessibleDescription()
    assert said.endswith("déjà connue\u00a0: Peintures Dumont")


def test_answers_are_ticked_one_by_one_with_the_keyboard(pair: Pair, karim: Desk) -> None:
    path = returned(pair.folder, ANSWERS)
    contract_id = import_form(pair.karim, path).changes.created
    update_contract(pair.karim, contract_id, {"object": "Mon libellé", "sector": "façades"})
    karim.imports.start([returned(pair.folder, ANSWERS)])
    shown = karim.dialog(FormPreviewDialog)
    text = words(shown)
    for said in ("déjà été reprise", "Ici", "Sur la fiche", "Mon libellé", "n’est pas coché"):
        assert said in text
    assert not find_button(shown, "Reprendre ces réponses").isEnabled()
    kept = box(shown, "Marché M-2026-001, Secteur, en mots simples")
    taken = box(shown, "Marché M-2026-001, Objet")
    assert "ici Mon libellé, sur la fiche Peinture" in taken.accessibleDescription()
    taken.setFocus()
    press(taken, Qt.Key.Key_Space)
    assert "1\u00a0réponse cochée" in words(shown)
    assert not kept.isChecked()
    click(find_button(shown, "Reprendre ces réponses"))
    karim.settle()
    fields = get_contract(pair.karim, contract_id).fields
    assert (fields["object"], fields["sector"]) == ("Peinture des écoles çà et là", "façades")


def test_all_answers_can_be_ticked_or_unticked_at_once(pair: Pair, karim: Desk) -> None:
    karim.imports.start([returned(pair.folder, ANSWERS)])
    shown = karim.dialog(FormPreviewDialog)
    click(find_button(shown, "Tout décocher"))
    assert not find_button(shown, "Reprendre ces réponses").isEnabled()
    click(find_button(shown, "Tout cocher"))
    assert find_button(shown, "Reprendre ces réponses").isEnabled()


def test_form_given_up_changes_nothing(pair: Pair, karim: Desk) -> None:
    karim.imports.start([returned(pair.folder, ANSWERS)])
    press(karim.dialog(FormPreviewDialog), Qt.Key.Key_Escape)
    karim.settle()
    assert karim.told == ["Laissé de côté, rien n’a changé."]
    assert not karim.runner.undo_stack


def test_form_that_says_nothing_new_can_only_be_closed(pair: Pair, karim: Desk) -> None:
    path = returned(pair.folder, ANSWERS)
    import_form(pair.karim, path)
    karim.imports.start([path])
    shown = karim.dialog(FormPreviewDialog)
    assert "rien ne changera" in words(shown)
    press_focused(Qt.Key.Key_Return)
    karim.settle()
    assert karim.told == ["Déjà repris, rien n’a changé."]


def test_flattened_form_is_refused_with_its_remedy(
    pair: Pair, karim: Desk, dialog: Dialogs
) -> None:
    path, output = returned(pair.folder, ANSWERS), io.BytesIO()
    with pikepdf.open(path) as document:
        document.flatten_annotations("all")
        document.save(output)
    path.write_bytes(output.getvalue())
    karim.imports.start([path])
    karim.settle()
    ((title, text),) = dialog.informed
    assert title == "Fichier refusé"
    assert "ont été aplatis" in text


def test_locking_closes_the_preview(pair: Pair, karim: Desk) -> None:
    karim.imports.start([returned(pair.folder, ANSWERS)])
    karim.dialog(FormPreviewDialog)
    karim.imports.stop()
    karim.settle()
    assert not karim.shows(FormPreviewDialog)
    assert not karim.runner.undo_stack
