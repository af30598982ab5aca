"""Every screen has its help page, in good French, and links lead somewhere."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt, QUrl
from pytestqt.qtbot import QtBot

from csf_desktop.paths import resource_path
from csf_desktop.ui.help_window import TOPICS, HelpWindow, page_text
from tests.ui.accessibility import assert_accessible
from tests.ui.person import press, press_focused, show

topics = pytest.mark.parametrize("topic", [topic for topic, _ in TOPICS])


@topics
def test_page_says_what_the_screen_is_for_and_three_gestures(topic: str) -> None:
    text = page_text(topic)
    assert text.startswith("# ")
    assert "## Les trois gestes" in text
    assert [line[:2] for line in text.splitlines() if re.match(r"\d\.", line)] == ["1.", "2.", "3."]


@topics
def test_page_is_typeset_in_french(topic: str) -> None:
    text = page_text(topic)
    assert not re.search(r" [:;?!»]|« ", text)
    assert "'" not in text


@topics
def test_links_lead_to_pages(topic: str) -> None:
    for link in re.findall(r"\]\(([^)]+)\)", page_text(topic)):
        assert resource_path("help", link).is_file()


@pytest.fixture
def window(qtbot: QtBot) -> HelpWindow:
    made = HelpWindow()
    made.show_topic("parcours")
    return show(qtbot, made)


def test_page_is_shown_and_read(window: HelpWindow) -> None:
    assert window.topic == "parcours"
    assert "qui doit faire la prochaine action" in window.page.toPlainText()
    assert_accessible(window)


def test_other_page_by_link_and_by_list(window: HelpWindow) -> None:
    window.page.anchorClicked.emit(QUrl("suivi.md"))
    assert window.topic == "suivi"
    assert window.page.toPlainText().startswith("Suivi")
    press(window.topics.combo, Qt.Key.Key_Down)
    assert window.page.toPlainText().startswith("Le coffre")


def test_unknown_topic_shows_the_first_page(window: HelpWindow) -> None:
    window.show_topic("nowhere")
    assert window.topic == "demarrage"


def test_escape_closes(window: HelpWindow) -> None:
    window.page.setFocus()
    press_focused(Qt.Key.Key_Escape)
    assert not window.isVisible()
