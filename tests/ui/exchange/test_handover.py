"""From « Fiche de passation… » to the signed PDF, saved where the person says."""

from __future__ import annotations

from pypdf import PdfReader
from PySide6.QtCore import Qt

from csf_desktop.services.follow_up_page import get_follow_up
from csf_desktop.services.organisations import suggest_companies
from csf_desktop.services.pathways import update_pathway
from csf_desktop.services.verification import verify_file
from csf_desktop.ui.exchange.handover_flow import HandoverDialog, HandoverFlow
from csf_desktop.ui.exchange.issued_dialog import IssuedDialog
from tests.helpers.exchange_vaults import Pair
from tests.helpers.vaults import TODAY
from tests.ui.accessibility import assert_accessible
from tests.ui.conftest import Dialogs
from tests.ui.exchange.desk import Desk
from tests.ui.person import click, find_button, press_focused, words


def ask(karim: Desk, flow: HandoverFlow, company_id: str) -> HandoverDialog:
    """Start, and return the dialog once its buttons are in sight."""
    flow.start(company_id)
    asked = karim.dialog(HandoverDialog)
    karim.qtbot.waitUntil(asked.primary_button.isVisible)
    return asked


def company_of(pair: Pair) -> str:
    """Return the company that hosts a pathway of Karim's."""
    pathway_id = pair.pathway()
    company_id = suggest_companies(pair.karim, "bat")[0].id
    update_pathway(pair.karim, pathway_id, {"company_id": company_id})
    return company_id


def test_a_company_is_handed_over_with_names_only_if_asked(
    pair: Pair, karim: Desk, dialog: Dialogs
) -> None:
    company_id = company_of(pair)
    flow = HandoverFlow(karim.window, karim.runner)
    for is_named, file_name in ((False, "initiales.pdf"), (True, "noms.pdf")):
        asked = ask(karim, flow, company_id)
        assert_accessible(asked)
        if is_named:
            click(find_button(asked, "Noms entiers sur les pages"))
        click(find_button(asked, "Préparer la fiche"))
        issued = karim.dialog(IssuedDialog)
        assert "Fiche de passation Bâtisseurs du Nord" in words(issued)
        dialog.save_path = pair.folder / file_name
        click(find_button(issued, "Enregistrer le PDF…"))
        said = "\n".join(page.extract_text() for page in PdfReader(dialog.save_path).pages)
        assert ("Inès Benali" in said) == is_named
        assert verify_file(pair.karim, dialog.save_path).status == "valid"
        click(find_button(issued, "Fermer"))
        karim.qtbot.waitUntil(lambda: not karim.shows(IssuedDialog))
    events = get_follow_up(pair.karim, "company", company_id, TODAY).events
    assert events == ()  # issuing is no exchange with the company


def test_escape_prepares_nothing(pair: Pair, karim: Desk) -> None:
    flow = HandoverFlow(karim.window, karim.runner)
    ask(karim, flow, company_of(pair))
    press_focused(Qt.Key.Key_Escape)
    assert not karim.shows(HandoverDialog)
    assert not karim.shows(IssuedDialog)


def test_a_company_that_is_gone_is_told_in_the_dialog(pair: Pair, karim: Desk) -> None:
    flow = HandoverFlow(karim.window, karim.runner)
    asked = ask(karim, flow, "nobody")
    click(find_button(asked, "Préparer la fiche"))
    karim.qtbot.waitUntil(lambda: bool(asked.error.text()))
    assert find_button(asked, "Préparer la fiche").isEnabled()
