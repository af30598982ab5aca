"""The frame of the program, used as a person does."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from csf_desktop.errors import DiskFullError, InvalidInputError, StorageError
from csf_desktop.services.changes import ChangeSet
from csf_desktop.ui.main_window import MainWindow
from csf_desktop.ui.navigation import backup_text
from csf_desktop.ui.preferences import Appearance
from csf_desktop.ui.tasks import Progress, TaskRunner
from csf_desktop.ui.widgets import dialogs
from tests.ui.accessibility import assert_accessible
from tests.ui.conftest import Dialogs
from tests.ui.person import click, find_button, focused, press, show, type_text, words
from tests.ui.views import FakeView, three_views

CTRL = Qt.KeyboardModifier.ControlModifier
NOW = datetime(2026, 11, 24, 10, 0)  # noqa: DTZ001 - local time, as shown


@dataclass
class Window:
    window: MainWindow
    views: list[FakeView]
    undone: list[str] = field(default_factory=list)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = CTRL) -> None:
        press(focused(), key, modifier)


def make(runner: TaskRunner, **options: object) -> Window:
    undone: list[str] = []

    def undo(_vault: object, transaction: str) -> ChangeSet:
        undone.append(transaction)
        return ChangeSet("t-undo", frozenset({"pathway"}), "Étape modifiée")

    def search(_vault: object, _text: str, _limit: int, **_options: bool) -> Sequence[object]:
        return ()

    views = three_views()
    window = MainWindow(runner, views, undo=undo, search=search, **options)  # type: ignore[arg-type]
    return Window(window, views, undone)


@pytest.fixture
def frame(qtbot: QtBot, runner: TaskRunner) -> Window:
    made = make(runner)
    show(qtbot, made.window, 1280, 768)
    made.window.navigation.buttons[0].setFocus()
    return made


def write(frame: Window, runner: TaskRunner, label: str = "Étape modifiée") -> ChangeSet:
    changes = ChangeSet("t1", frozenset({"pathway"}), label)
    runner.run(lambda _vault: changes)
    runner.wait_until_idle()
    return changes


def test_window_opens_on_the_first_view(frame: Window) -> None:
    text = words(frame.window)
    for word in ("Marchés", "Parcours", "Suivi", "Verrouiller", "Réglages", "Aide"):
        assert word in text
    assert "Données chiffrées" in text
    assert "Poste hors ligne" in text
    assert frame.window.windowTitle() == "Marchés – CSF Desktop"
    assert frame.views[0].calls == [("refresh", None)]
    assert frame.views[1].calls == []
    assert "démonstration" not in text


def test_every_control_is_named_and_in_reading_order(frame: Window) -> None:
    assert_accessible(frame.window)
    role = QAccessible.queryAccessibleInterface(frame.window.navigation.buttons[0]).role()
    assert role == QAccessible.Role.RadioButton


def test_views_are_changed_by_click_key_and_arrows(frame: Window) -> None:
    click(find_button(frame.window, "Parcours"))
    assert frame.views[1].isVisible()
    assert frame.views[1].calls == [("refresh", None)]
    frame.press(Qt.Key.Key_3)
    assert frame.views[2].isVisible()
    assert frame.window.navigation.buttons[2].isChecked()
    frame.press(Qt.Key.Key_1)
    assert frame.views[0].calls == [("refresh", None)]


def test_arrows_do_not_walk_to_lock(frame: Window) -> None:
    none = Qt.KeyboardModifier.NoModifier
    for start in (frame.window.navigation.buttons[2], frame.window.navigation.help_button):
        start.setFocus()
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Down):
            frame.press(key, none)
            assert focused() is not frame.window.navigation.lock_button
    assert focused() is frame.window.navigation.help_button


def test_enter_on_the_navigation_changes_the_view(frame: Window) -> None:
    frame.window.navigation.buttons[1].setFocus()
    frame.press(Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    assert frame.views[1].isVisible()


def test_new_and_search_go_to_the_view_in_sight(frame: Window) -> None:
    frame.press(Qt.Key.Key_2)
    frame.press(Qt.Key.Key_N)
    assert "new" in frame.views[1].calls
    frame.press(Qt.Key.Key_F)
    assert focused() is frame.views[1].header.search


def test_request_opens_the_item_in_its_view(frame: Window) -> None:
    frame.views[0].open_requested.emit("pathway", "p1")
    assert frame.views[1].isVisible()
    assert frame.views[1].calls == [("refresh", None), ("open", "pathway", "p1")]
    frame.views[1].open_requested.emit("unknown", "x")
    assert frame.views[1].isVisible()


def test_write_refreshes_the_view_in_sight_now_and_others_when_seen(
    frame: Window, runner: TaskRunner
) -> None:
    frame.press(Qt.Key.Key_2)
    frame.press(Qt.Key.Key_1)
    changes = write(frame, runner)
    assert frame.views[0].calls[-1] == ("refresh", changes)
    assert frame.views[1].calls == [("refresh", None)]
    frame.press(Qt.Key.Key_2)
    assert frame.views[1].calls == [("refresh", None)] * 2


def test_change_is_told_and_undone_by_its_button(frame: Window, runner: TaskRunner) -> None:
    write(frame, runner)
    assert frame.window.messages.text == "Étape modifiée"
    click(find_button(frame.window, "Annuler"))
    runner.wait_until_idle()
    assert frame.undone == ["t1"]
    assert frame.window.messages.text == "Annulé\u00a0: Étape modifiée"
    assert not frame.window.menu_actions.undo.isEnabled()


def test_menu_says_what_will_be_undone(frame: Window, runner: TaskRunner) -> None:
    undo = frame.window.menu_actions.undo
    assert (undo.text(), undo.isEnabled()) == ("Annuler", False)
    write(frame, runner, "Heures de la semaine 47")
    assert undo.text() == "Annuler\u00a0: Heures de la semaine 47"
    frame.press(Qt.Key.Key_Z)
    runner.wait_until_idle()
    assert frame.undone == ["t1"]
    assert undo.text() == "Annuler"


def test_ctrl_z_undoes_typing_first_then_the_last_change(frame: Window, runner: TaskRunner) -> None:
    write(frame, runner)
    note = frame.views[0].note
    type_text(note, "abc")
    frame.press(Qt.Key.Key_Z)
    assert note.value() == ""
    assert frame.undone == []
    frame.press(Qt.Key.Key_Z)
    runner.wait_until_idle()
    assert frame.undone == ["t1"]


def test_locking_saves_what_is_typed_and_empties_the_views(qtbot: QtBot, frame: Window) -> None:
    type_text(frame.views[0].note, "Rappeler mardi")
    with qtbot.waitSignal(frame.window.lock_requested):
        frame.press(Qt.Key.Key_L)
    assert frame.views[0].saved == ["Rappeler mardi"]
    assert all(view.calls[-1] == "clear" for view in frame.views)


def test_locking_closes_what_stands_over_the_window(
    qtbot: QtBot, frame: Window, runner: TaskRunner
) -> None:
    preview = QDialog(frame.views[0])
    preview.show()
    frame.press(Qt.Key.Key_K)
    frame.window.search.line.setText("ines")
    write(frame, runner)
    with qtbot.waitSignal(frame.window.lock_requested):
        frame.window.lock()
    assert not preview.isVisible()
    assert not frame.window.search.isVisible()
    assert frame.window.search.line.text() == ""
    assert frame.window.messages.text == ""


def test_undo_that_is_refused_is_told(
    frame: Window, runner: TaskRunner, dialog: Dialogs, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_vault: object, _transaction: str) -> None:
        raise InvalidInputError("Il n’y a plus rien à annuler.")

    monkeypatch.setattr(frame.window, "_undo", refuse)
    write(frame, runner)
    frame.window.undo_last()
    runner.wait_until_idle()
    assert dialog.informed == [("Saisie à corriger", "Il n’y a plus rien à annuler.")]
    assert "Annulé" not in frame.window.messages.text


def test_navigation_buttons_ask(qtbot: QtBot, frame: Window) -> None:
    with qtbot.waitSignal(frame.window.lock_requested):
        click(find_button(frame.window, "Verrouiller"))
    with qtbot.waitSignal(frame.window.settings_requested):
        click(find_button(frame.window, "Réglages"))
    click(find_button(frame.window, "Aide"))
    assert frame.window._help is not None
    assert frame.window._help.isVisible()


def test_menu_asks_for_card_and_backup(qtbot: QtBot, frame: Window, dialog: Dialogs) -> None:
    with qtbot.waitSignal(frame.window.card_requested):
        frame.window.menu_actions.card.trigger()
    with qtbot.waitSignal(frame.window.backup_requested):
        frame.window.menu_actions.backup.trigger()
    frame.window.menu_actions.about.trigger()
    assert "EUPL-1.2" in dialog.informed[0][1]


def test_import_by_menu_and_by_the_empty_screen(
    qtbot: QtBot, frame: Window, dialog: Dialogs
) -> None:
    asked: list[object] = []
    frame.window.import_requested.connect(asked.append)
    frame.press(Qt.Key.Key_I)
    assert asked == []
    dialog.files = [Path("/a.json"), Path("/b.pdf")]
    frame.press(Qt.Key.Key_I)
    frame.views[0].import_requested.emit()
    assert asked == [[Path("/a.json"), Path("/b.pdf")]] * 2


def test_chosen_files_may_be_of_any_kind_that_comes_in(
    frame: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def choose(_parent: object, _title: str, filters: str) -> list[Path]:
        asked.append(filters)
        return []

    monkeypatch.setattr(dialogs, "choose_files", choose)
    frame.press(Qt.Key.Key_I)
    recognised, *by_kind, last = asked[0].split(";;")
    for ending in ("*.json", "*.xml", "*.csv", "*.xlsx", "*.pdf"):
        assert ending in recognised
        assert sum(ending in one for one in by_kind) == 1
    for kind in ("DECP", "Tableau CSV ou Excel", "Fiche d’un acheteur", "fichier d’un collègue"):
        assert any(kind in one for one in by_kind)
    assert last == "Tous les fichiers (*)"


def drop(window: MainWindow, urls: list[QUrl]) -> bool:
    data = QMimeData()
    data.setUrls(urls)
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPoint(9, 9), copy, data, left, none)
    entering.ignore()
    QApplication.sendEvent(window, entering)
    if entering.isAccepted():
        QApplication.sendEvent(window, QDropEvent(QPointF(9, 9), copy, data, left, none))
    return entering.isAccepted()


def test_files_are_dropped_on_the_window(frame: Window, tmp_path: Path) -> None:
    dropped: list[object] = []
    frame.window.files_dropped.connect(dropped.append)
    urls = [QUrl.fromLocalFile(str(tmp_path / "marchés.xml")), QUrl("https://example.org/x")]
    assert drop(frame.window, urls)
    assert dropped == [[tmp_path / "marchés.xml"]]
    assert not drop(frame.window, [QUrl("https://example.org/x")])
    assert len(dropped) == 1
    assert not frame.views[0].note.edit.acceptDrops()
    assert not frame.views[0].header.search.acceptDrops()


def test_long_work_shows_progress_then_result(
    qtbot: QtBot, frame: Window, runner: TaskRunner
) -> None:
    go_on = threading.Event()
    results: list[str] = []

    def work(vault: object, name: str, *, progress: Progress) -> str:
        progress(1, 4)
        assert go_on.wait(5)
        return f"{vault} {name}"

    frame.window.run_long("Import de a.json", work, "a", on_success=results.append)
    qtbot.waitUntil(lambda: "Import de a.json (25\u00a0%)" in words(frame.window))
    go_on.set()
    qtbot.waitUntil(lambda: results == ["coffre a"])
    assert not frame.window.progress.isVisible()


def test_long_work_is_interrupted(qtbot: QtBot, frame: Window) -> None:
    cancelled = threading.Event()

    def work(_vault: object, *, progress: Progress) -> None:
        progress(1, 4)
        assert cancelled.wait(5)
        progress(2, 4)

    told: list[str] = []
    frame.window.run_long("Import", work, on_cancelled=lambda: told.append("cancelled"))
    qtbot.waitUntil(lambda: "Import (25\u00a0%)" in words(frame.window))
    click(find_button(frame.window, "Interrompre"))
    cancelled.set()
    qtbot.waitUntil(lambda: "interrompue à votre demande" in frame.window.messages.text)
    assert told == ["cancelled"]
    assert not frame.window.progress.isVisible()


@pytest.mark.parametrize("is_heard", [True, False])
def test_long_work_that_fails_is_told(
    qtbot: QtBot, frame: Window, dialog: Dialogs, is_heard: bool
) -> None:
    heard: list[object] = []

    def work(_vault: object, *, progress: Progress) -> None:
        raise StorageError(reason="disque retiré")

    frame.window.run_long("Import", work, on_error=heard.append if is_heard else None)
    qtbot.waitUntil(lambda: bool(heard or dialog.informed))
    assert bool(heard) is is_heard
    assert not frame.window.progress.isVisible()


def test_failure_stays_in_the_message_bar(frame: Window) -> None:
    frame.window.show_failure(DiskFullError())
    assert "Le disque est plein" in frame.window.messages.text
    frame.views[0].message_posted.emit("Fiche enregistrée.")
    assert frame.window.messages.text == "Fiche enregistrée."


@pytest.mark.parametrize(
    ("now", "key", "wanted"),
    [
        (1.0, Qt.Key.Key_Plus, [1.1]),
        (2.0, Qt.Key.Key_Plus, []),
        (1.5, Qt.Key.Key_Minus, [1.25]),
        (1.0, Qt.Key.Key_Minus, []),
        (1.75, Qt.Key.Key_0, [1.0]),
    ],
)
def test_zoom_goes_by_steps(
    qtbot: QtBot, runner: TaskRunner, now: float, key: Qt.Key, wanted: list[float]
) -> None:
    made = make(runner, appearance=Appearance(zoom=now))
    show(qtbot, made.window, 1280, 768)
    made.window.navigation.buttons[0].setFocus()
    zooms: list[float] = []
    made.window.zoom_changed.connect(zooms.append)
    made.press(key)
    assert zooms == wanted


def test_appearance_is_switched_from_the_menu(frame: Window) -> None:
    seen: list[object] = []
    window = frame.window
    window.theme_changed.connect(seen.append)
    window.legible_font_changed.connect(seen.append)
    window.menu_actions.high_contrast.trigger()
    window.menu_actions.high_contrast.trigger()
    window.menu_actions.legible_font.trigger()
    assert seen == ["high_contrast", "neutral", True]


def test_initials_only_reaches_every_view(frame: Window) -> None:
    seen: list[bool] = []
    frame.window.initials_changed.connect(seen.append)
    QTest.keyClick(
        focused(), Qt.Key.Key_I, CTRL | Qt.KeyboardModifier.ShiftModifier
    )  # fmt: skip
    assert seen == [True]
    assert all(view.initials_only for view in frame.views)
    assert frame.window.search.initials_only
    assert frame.views[0].calls == [("refresh", None)] * 2


def test_switches_show_the_appearance_in_use(qtbot: QtBot, runner: TaskRunner) -> None:
    look = Appearance(theme="high_contrast", legible_font=True, initials_only=True)
    made = make(runner, appearance=look)
    actions = made.window.menu_actions
    switches = (actions.high_contrast, actions.legible_font, actions.initials_only)
    assert all(switch.isChecked() for switch in switches)
    assert all(view.initials_only for view in made.views)


def test_narrow_window_keeps_icons_with_names(qtbot: QtBot, frame: Window) -> None:
    frame.window.resize(683, 384)
    qtbot.waitUntil(lambda: frame.window.navigation.is_compact)
    assert "Données chiffrées" not in words(frame.window)
    assert find_button(frame.window, "Parcours").width() < 70
    assert_accessible(frame.window)
    assert frame.window.width() == 683
    assert frame.window.height() == 384
    bottom = frame.window.navigation.help_button
    assert frame.window.navigation.rect().bottom() >= bottom.geometry().bottom()


def test_demonstration_says_so(qtbot: QtBot, runner: TaskRunner) -> None:
    made = make(runner, is_demo=True)
    assert "Coffre de démonstration" in words(show(qtbot, made.window))


def test_backup_time_is_shown(frame: Window) -> None:
    assert "Pas encore de sauvegarde" in words(frame.window)
    frame.window.set_backup_time(NOW.replace(hour=9, minute=5), NOW)
    assert "Sauvegarde à 9\u00a0h\u00a005" in words(frame.window)
    assert backup_text(NOW.replace(day=3), NOW) == "Sauvegarde le 3\u00a0nov. 2026"


def test_closing_waits_for_the_write_under_way(
    qtbot: QtBot, frame: Window, runner: TaskRunner
) -> None:
    started, written = threading.Event(), []

    def slow(_vault: object) -> None:
        started.set()
        threading.Event().wait(0.05)
        written.append("row")

    type_text(frame.views[0].note, "Rappeler")
    runner.run(slow)
    assert started.wait(5)
    with qtbot.waitSignal(frame.window.closed):
        frame.press(Qt.Key.Key_Q)
    assert written == ["row"]
    assert frame.views[0].saved == ["Rappeler"]
