"""The synthesis of all years or one, and the answer about a PDF."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt

from csf_desktop.services.identities import forget_colleague, list_colleagues
from csf_desktop.ui.exchange.synthesis_dialog import SynthesisDialog
from csf_desktop.ui.exchange.verify_dialog import VerifyDialog
from tests.helpers.exchange_vaults import Pair
from tests.helpers.pdf import page_pdf
from tests.ui.accessibility import assert_accessible
from tests.ui.conftest import Dialogs
from tests.ui.exchange.desk import Desk
from tests.ui.person import click, find_button, press, words


def test_synthesis_of_all_years_then_of_one(pair: Pair, karim: Desk, dialog: Dialogs) -> None:
    karim.window.menu_actions.synthesis.trigger()
    shown = karim.dialog(SynthesisDialog)
    karim.qtbot.waitUntil(lambda: "1\u00a0page" in words(shown))
    assert_accessible(shown)
    press(shown.year.combo, Qt.Key.Key_End)
    assert shown.year.value() == "2012-2013"
    karim.qtbot.waitUntil(lambda: find_button(shown, "Enregistrer le PDF…").isEnabled())
    dialog.save_path = pair.folder / "synthese.pdf"
    click(find_button(shown, "Enregistrer le PDF…"))
    text = PdfReader(dialog.save_path).pages[0].extract_text()
    assert "2012-2013" in text
    assert "2013-2014 à" not in text.split("Les années")[0]


def verify(desk: Desk, dialog: Dialogs, path: Path) -> VerifyDialog:
    dialog.files = [path]
    desk.window.menu_actions.verify.trigger()
    return desk.dialog(VerifyDialog)


def test_known_signer_is_named(friends: Pair, claire: Desk, dialog: Dialogs) -> None:
    shown = verify(claire, dialog, friends.send(friends.pathway()))
    (karim,) = list_colleagues(friends.claire)
    text = words(shown)
    for said in ("Intact, d’une personne connue", "Karim Besson", "Heure déclarée"):
        assert said in text
    assert all(word in text.split("\n") for word in karim.words.split())
    assert_accessible(shown)


def test_unknown_signer_is_said_to_be(friends: Pair, claire: Desk, dialog: Dialogs) -> None:
    path = friends.send(friends.pathway())
    (karim,) = list_colleagues(friends.claire)
    forget_colleague(friends.claire, karim.fingerprint)
    assert "Intact, d’une personne inconnue" in words(verify(claire, dialog, path))


def altered(pair: Pair) -> bytes:
    data = bytearray(pair.send(pair.pathway()).read_bytes())
    data[len(data) // 2] ^= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("make", "status", "advice"),
    [
        (altered, "Modifié depuis sa signature", "de nouveau"),
        (lambda _pair: page_pdf(), "Sans signature", "un PDF signé"),
        (lambda _pair: b"%PDF-1.7 rien", "Illisible", ""),
    ],
)
def test_what_cannot_be_relied_on_names_nobody(
    friends: Pair, claire: Desk, dialog: Dialogs, make: object, status: str, advice: str
) -> None:
    path = friends.folder / "reçu.pdf"
    assert callable(make)
    path.write_bytes(make(friends))
    text = words(verify(claire, dialog, path))
    assert status in text
    assert advice in text
    assert "Signataire" not in text


def test_giving_up_the_choice_of_a_file_does_nothing(claire: Desk, dialog: Dialogs) -> None:
    dialog.files = []
    claire.window.menu_actions.verify.trigger()
    assert not claire.runner.is_busy
