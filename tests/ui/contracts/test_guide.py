"""The buyer's guide as a person uses it: reads, copies, saves, hands over, writes an e-mail."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from PySide6.QtCore import QByteArray, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from csf_desktop.services import vaults
from csf_desktop.services.buyer_documents import clause_of, clause_plain_text
from csf_desktop.services.contracts import add_awardee
from csf_desktop.services.profile import Profile
from csf_desktop.storage.vault import Vault
from csf_desktop.ui.contracts.guide_dialog import GuideDialog
from csf_desktop.ui.contracts.guide_flow import GuideFlow
from csf_desktop.ui.contracts.guide_page import GuidePage
from csf_desktop.ui.exchange.issued_dialog import IssuedDialog
from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.widgets.pill import Pill
from tests.helpers.vaults import CHEAP, add_contract
from tests.reports import pdf
from tests.ui.accessibility import assert_accessible
from tests.ui.conftest import Dialogs
from tests.ui.person import click, find_button, focused, popup, press, show, type_text, words

STEPS = ("Pourquoi", "Choisir", "Insérer", "Publier", "Notifier", "Suivre", "Terminer")


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    """An open vault with a signing identity."""
    profile = Profile("Claire Essai", "rennes", "0612345678")
    made = vaults.create_vault(tmp_path / "coffre", "une phrase de passe", profile, cost=CHEAP)
    yield made.vault
    made.vault.close()


@pytest.fixture
def contract(vault: Vault) -> str:
    return add_contract(vault, external_reference="2026-12", amount_cents=250_000_00)


@dataclass
class GuideDesk:
    """A window with the flow over a vault, and the guide that it opened."""

    qtbot: QtBot
    vault: Vault
    runner: TaskRunner
    window: QWidget = field(init=False)

    def __post_init__(self) -> None:
        self.window = QWidget()
        show(self.qtbot, self.window, 1280, 768)
        self.flow = GuideFlow(self.window, self.runner)

    def open(self, contract_id: str = "", width: int = 900, height: int = 640) -> GuideDialog:
        self.flow.start(contract_id)
        found = self.dialog(GuideDialog)
        found.resize(width, height)
        QApplication.processEvents()
        return found

    def dialog(self, kind: type[QDialog]) -> GuideDialog:
        """Wait for a dialog of a kind, and return it."""
        self.qtbot.waitUntil(lambda: bool(self._visible(kind)), timeout=15_000)
        return self._visible(kind)[0]  # type: ignore[return-value]

    def wait_told(self, dialog: GuideDialog, said: str) -> None:
        """Wait for a sentence over the buttons."""
        self.qtbot.waitUntil(lambda: said in dialog.told.text().replace("\u00a0", " "))

    def _visible(self, kind: type[QDialog]) -> list[QDialog]:
        return [one for one in self.window.findChildren(kind) if one.isVisible()]


@pytest.fixture
def desk(qapp: QApplication, qtbot: QtBot, vault: Vault) -> Iterator[GuideDesk]:
    runner = TaskRunner(vault)
    yield GuideDesk(qtbot, vault, runner)
    runner.close()


@pytest.fixture
def clipboard(qapp: QApplication) -> Callable[[], str]:
    """What was copied, emptied first."""
    QGuiApplication.clipboard().clear()
    return lambda: QGuiApplication.clipboard().text()


@pytest.fixture
def links(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The links that the system was asked to open."""
    opened: list[str] = []

    def open_url(url: QUrl) -> bool:
        opened.append(bytes(url.toEncoded().data()).decode())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    return opened


def go_to(dialog: GuideDialog, name: str) -> None:
    """Click on a step in the list."""
    click(find_button(dialog, f"{STEPS.index(name) + 1}. {name}"))


def test_steps_are_read_by_mouse_and_by_keyboard(desk: GuideDesk, contract: str) -> None:
    guide = desk.open(contract)
    assert "Guide de l’acheteur" in guide.windowTitle()
    assert "M-2026-001" in guide.windowTitle()
    assert_accessible(guide)
    assert not guide.back_button.isEnabled()
    for number, step in enumerate(guide.guide.steps, start=1):
        said = words(guide)
        assert f"{number}. {step.title}" in said
        for part in (step.lead, *step.actions, step.helper, step.document, step.deadline):
            assert part in said
        if number < len(STEPS):
            press(guide.next_button, Qt.Key.Key_Return)
    assert not guide.next_button.isEnabled()
    assert focused() is guide.back_button
    go_to(guide, "Choisir")
    assert "2. Choisir le contrat" in words(guide)
    press(focused(), Qt.Key.Key_Down)
    assert "3. Insérer la clause" in words(guide)


def test_clause_is_copied_as_text(
    desk: GuideDesk, contract: str, clipboard: Callable[[], str]
) -> None:
    guide = desk.open(contract)
    go_to(guide, "Insérer")
    assert "À compléter\u00a0: dates de la période ferme." in words(guide)
    click(guide.copy_clause_button)
    assert clipboard() == clause_plain_text(clause_of(desk.vault, contract))
    assert "Le volume de la clause est de 900\u00a0heures." in clipboard()
    assert guide.clause_view.toPlainText() == clipboard().replace("\u00a0", " ")  # Qt's way
    assert "La clause est copiée" in words(guide)
    go_to(guide, "Publier")
    assert "La clause est copiée" not in words(guide)
    click(guide.copy_notice_button)
    assert clipboard().startswith("Le marché comporte une clause sociale de formation")


@pytest.mark.parametrize(("typed", "written"), [("clause", "clause.docx"), ("a.pdf", "a.pdf")])
def test_clause_is_saved_where_the_person_says(
    desk: GuideDesk, contract: str, dialog: Dialogs, tmp_path: Path, typed: str, written: str
) -> None:
    guide = desk.open(contract)
    go_to(guide, "Insérer")
    dialog.save_path = None
    click(guide.save_clause_button)
    dialog.save_path = tmp_path / typed
    click(guide.save_clause_button)
    desk.wait_told(guide, f"La clause est enregistrée : {written}")
    assert (tmp_path / written).stat().st_size > 5_000


def test_clause_that_cannot_be_saved_says_why(
    desk: GuideDesk, contract: str, dialog: Dialogs, tmp_path: Path
) -> None:
    guide = desk.open(contract)
    go_to(guide, "Insérer")
    dialog.save_path = tmp_path / "clause.odt"
    click(guide.save_clause_button)
    desk.qtbot.waitUntil(lambda: bool(dialog.informed))
    assert ".docx, .pdf ou .txt" in dialog.informed[0][1]


def test_guide_and_young_people_sheet_are_shown_signed(desk: GuideDesk, contract: str) -> None:
    guide = desk.open(contract)
    click(guide.guide_button)
    shown = desk.dialog(IssuedDialog)
    assert "M-2026-001-G01" in words(shown)
    shown.close()
    click(guide.young_people_button)
    desk.qtbot.waitUntil(lambda: "M-2026-001-J01" in words(desk.dialog(IssuedDialog)))


def test_sheets_are_written_then_the_mail_is_ready(
    desk: GuideDesk, contract: str, dialog: Dialogs, tmp_path: Path, links: list[str]
) -> None:
    guide = desk.open(contract)
    go_to(guide, "Notifier")
    dialog.folder = None
    click(guide.sheets_button)
    dialog.folder = tmp_path
    click(guide.sheets_button)
    desk.wait_told(guide, "Les feuilles sont enregistrées")
    paths = sorted(tmp_path.glob("M-2026-001-*.pdf"))
    assert [path.name for path in paths] == [
        "M-2026-001-E01-l-entreprise-et-la-clause.pdf",
        "M-2026-001-J01-qui-sont-les-jeunes.pdf",
    ]
    assert "Bâtisseurs du Nord" in pdf.text_of(paths[0].read_bytes())
    assert all(path.name in words(guide) for path in paths)
    click(guide.mail_button)
    desk.wait_told(guide, "Le courriel est prêt dans votre messagerie : joignez-y les deux")
    (link,) = links
    fields = parse_qs(urlsplit(link).query)
    assert fields["subject"] == ["Marché 2026-12\u00a0: la clause sociale de formation"]
    assert "pour 900\u00a0heures en tout" in fields["body"][0]


def test_mail_asks_for_which_company_when_there_are_several(
    desk: GuideDesk, contract: str, links: list[str]
) -> None:
    add_awardee(desk.vault, contract, "Abeille Peinture", "")
    guide = desk.open(contract)
    go_to(guide, "Notifier")
    click(guide.mail_button)
    desk.qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    menu = popup()
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()] == [
        "Abeille Peinture",
        "Bâtisseurs du Nord",
    ]
    press(menu, Qt.Key.Key_Down)
    press(menu, Qt.Key.Key_Return)
    desk.wait_told(guide, "Le courriel est prêt")
    assert len(links) == 1


def test_without_a_mail_program_the_text_is_copied(
    desk: GuideDesk,
    contract: str,
    clipboard: Callable[[], str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    guide = desk.open(contract)
    go_to(guide, "Notifier")
    click(guide.mail_button)
    desk.wait_told(guide, "Aucune messagerie ne s’est ouverte")
    assert "Joignez-y les deux feuilles" in words(guide)
    assert clipboard().startswith(
        "Marché 2026-12\u00a0: la clause sociale de formation\n\nBonjour,"
    )


def test_general_guide_copies_a_clause_to_complete_and_has_no_sheet_to_hand_over(
    desk: GuideDesk, clipboard: Callable[[], str], dialog: Dialogs, tmp_path: Path
) -> None:
    guide = desk.open()
    assert guide.windowTitle() == "Guide de l’acheteur"
    go_to(guide, "Insérer")
    click(guide.copy_clause_button)
    assert "[à compléter\u00a0: nombre d’heures de la clause]" in clipboard()
    dialog.save_path = tmp_path / "clause.txt"
    click(guide.save_clause_button)
    desk.wait_told(guide, "La clause est enregistrée : clause.txt")
    go_to(guide, "Notifier")
    assert "Ouvrez ce guide depuis un marché" in words(guide)
    assert "Feuilles pour l’entreprise…" not in words(guide)
    click(guide.guide_button)
    assert "Guide de l’acheteur" in words(desk.dialog(IssuedDialog))


def pills(guide: GuideDialog) -> list[str]:
    """Return what each usual size is said to be."""
    return [pill.text for pill in guide.sizes.findChildren(Pill) if pill.isVisible()]


def test_table_of_sizes_answers_the_amount_typed(desk: GuideDesk, contract: str) -> None:
    guide = desk.open(contract)
    go_to(guide, "Choisir")
    assert guide.sizes.amount.value() == 250_000_00
    assert pills(guide) == ["Possible", "Possible", "Volume d’usage", "Pas possible"]
    type_text(guide.sizes.amount, "90000")
    assert pills(guide) == ["Volume d’usage", "Pas possible", "Pas possible", "Pas possible"]
    said = guide.sizes.answer.text().replace("\u00a0", " ")
    assert said.startswith("Pour 90 000 €, le volume d’usage est de 150 heures")
    assert "Plus court" not in said
    assert "Plus long n’est pas possible" in said
    type_text(guide.sizes.amount, "1000000")
    assert pills(guide) == ["Possible", "Possible", "Possible", "Volume d’usage"]
    assert "Plus long" not in guide.sizes.answer.text()
    guide.sizes.amount.edit.clear()
    type_text(guide.sizes.amount, "beaucoup")
    assert pills(guide) == []
    assert "Tapez un montant" in words(guide)


def test_steps_are_one_field_where_room_is_short(desk: GuideDesk, contract: str) -> None:
    guide = desk.open(contract, 683, 384)
    assert guide.step_field.isVisible()
    assert not guide.step_list.isVisible()
    assert_accessible(guide)
    press(guide.step_field.combo, Qt.Key.Key_End)
    assert "7. Terminer" in words(guide)
    press(guide.back_button, Qt.Key.Key_Space)
    assert guide.step_field.value() == "5"
    guide.resize(900, 640)
    QApplication.processEvents()
    assert guide.step_list.isVisible()
    assert find_button(guide, "6. Suivre").isChecked()


def test_page_scrolls_by_keyboard(desk: GuideDesk, contract: str) -> None:
    guide = desk.open(contract, 683, 384)
    page = guide.pages.currentWidget()
    assert isinstance(page, GuidePage)
    page.setFocus()
    bar = page.verticalScrollBar()
    assert bar.maximum() > 0
    press(page, Qt.Key.Key_PageDown)
    assert bar.value() > 0


def test_sheets_are_asked_for_directly(desk: GuideDesk, contract: str) -> None:
    desk.flow.start_sheets(contract)
    guide = desk.dialog(GuideDialog)
    assert "5. Notifier et déclarer le parcours" in words(guide)
    assert find_button(guide, "5. Notifier").isChecked()
    assert guide.sheets_button.isVisible()


def test_escape_closes_and_the_guide_opens_again(desk: GuideDesk, contract: str) -> None:
    guide = desk.open(contract)
    press(guide, Qt.Key.Key_Escape)
    desk.qtbot.waitUntil(lambda: not desk._visible(GuideDialog))
    assert desk.open().guide.contract_id == ""


def test_link_of_the_mail_is_handed_over_as_it_is_encoded() -> None:
    url = QUrl.fromEncoded(QByteArray(b"mailto:?subject=March%C3%A9%20%26%20co&body=a%0D%0Ab"))
    assert url.toEncoded().data() == b"mailto:?subject=March%C3%A9%20%26%20co&body=a%0D%0Ab"


def test_late_dates_are_told_in_the_general_words(desk: GuideDesk) -> None:
    contract = add_contract(desk.vault, notified_on=None, ends_on=date(2028, 1, 3))
    guide = desk.open(contract)
    go_to(guide, "Notifier")
    assert "Dans les 15\u00a0jours qui suivent la notification du marché." in words(guide)
