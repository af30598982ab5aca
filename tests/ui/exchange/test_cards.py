"""Contact cards come in, are compared, kept, trusted, removed; ours is shown and saved."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabBar

from csf_desktop.services.identities import list_colleagues, own_words, read_card
from csf_desktop.ui.exchange.card_dialog import CardDialog
from csf_desktop.ui.exchange.trust_dialog import TrustDialog
from tests.helpers.exchange_vaults import Pair
from tests.ui.accessibility import assert_accessible
from tests.ui.conftest import Dialogs
from tests.ui.exchange.desk import Desk
from tests.ui.person import child, click, find_button, focused, press, press_focused, words


def trusted(pair: Pair) -> list[tuple[str, bool]]:
    return [(one.name, one.is_trusted) for one in list_colleagues(pair.claire)]


def test_card_is_trusted_once_the_words_were_compared(pair: Pair, claire: Desk) -> None:
    claire.imports.start([pair.card_of(pair.karim)])
    dialog = claire.dialog(TrustDialog)
    text = words(dialog).split("\n")
    said = own_words(pair.karim).split()
    assert len(said) == 8
    assert [line for line in text if line in said] == said
    assert "Karim Besson" in text
    assert "Académie de Lille" in text
    assert "Appelez cette personne" in words(dialog)
    assert_accessible(dialog)
    click(find_button(dialog, "Les mots sont les mêmes"))
    claire.settle()
    assert trusted(pair) == [("Karim Besson", True)]
    assert claire.told == [
        "La carte de Karim Besson est vérifiée\u00a0: ses fichiers peuvent être repris."
    ]


def test_agreeing_is_never_one_key_away(pair: Pair, claire: Desk) -> None:
    claire.imports.start([pair.card_of(pair.karim)])
    dialog = claire.dialog(TrustDialog)
    assert focused() is find_button(dialog, "Plus tard")
    press_focused(Qt.Key.Key_Return)
    claire.settle()
    assert trusted(pair) == [("Karim Besson", False)]
    assert "gardée sans être vérifiée" in claire.told[0]


def test_different_words_refuse_the_card_and_say_what_to_do(
    pair: Pair, claire: Desk, dialog: Dialogs
) -> None:
    claire.imports.start([pair.card_of(pair.karim)])
    click(find_button(claire.dialog(TrustDialog), "Ils diffèrent"))
    claire.settle()
    assert trusted(pair) == []
    ((title, text),) = dialog.informed
    assert title == "Carte refusée"
    assert "remettre sa carte en main propre" in text


def test_closing_keeps_nothing(pair: Pair, claire: Desk) -> None:
    claire.imports.start([pair.card_of(pair.karim)])
    press(claire.dialog(TrustDialog), Qt.Key.Key_Escape)
    claire.settle()
    assert trusted(pair) == []
    assert claire.told == ["Carte laissée de côté, rien n’a changé."]


def test_own_card_and_known_card_ask_nothing(friends: Pair, claire: Desk, dialog: Dialogs) -> None:
    claire.imports.start([friends.card_of(friends.claire)])
    claire.settle()
    assert dialog.informed[0][0] == "Votre propre carte"
    claire.imports.start([friends.card_of(friends.karim)])
    claire.settle()
    assert claire.told[-1] == "La carte de Karim Besson était déjà vérifiée."
    assert trusted(friends) == [("Karim Besson", True)]


def test_own_card_is_shown_and_saved_only_on_demand(
    pair: Pair, karim: Desk, dialog: Dialogs, tmp_path: Path
) -> None:
    karim.window.menu_actions.card.trigger()
    shown = karim.dialog(CardDialog)
    for word in own_words(pair.karim).split():
        assert word in words(shown).split("\n")
    assert "1\u00a0page" in words(shown)
    assert_accessible(shown)
    before = sorted(tmp_path.rglob("*.pdf"))
    dialog.save_path = pair.folder / "ma-carte"
    click(find_button(shown, "Enregistrer le PDF…"))
    saved = pair.folder / "ma-carte.pdf"
    assert sorted(tmp_path.rglob("*.pdf")) == sorted([*before, saved])
    assert read_card(saved).words == own_words(pair.karim)
    assert "Enregistré\u00a0: ma-carte.pdf" in words(shown)


def colleagues_tab(desk: Desk) -> CardDialog:
    desk.window.menu_actions.card.trigger()
    shown = desk.dialog(CardDialog)
    press(child(shown, QTabBar), Qt.Key.Key_Right)
    return shown


def test_colleagues_are_removed_and_compared_again(friends: Pair, claire: Desk) -> None:
    shown = colleagues_tab(claire)
    (karim,) = list_colleagues(friends.claire)
    assert karim.words in words(shown)
    click(find_button(shown, "Retirer Karim Besson"))
    name = "Comparer les mots de Karim Besson"
    claire.qtbot.waitUntil(lambda: _has_button(shown, name))
    assert trusted(friends) == [("Karim Besson", False)]
    click(find_button(shown, name))
    click(find_button(claire.dialog(TrustDialog), "Les mots sont les mêmes"))
    claire.qtbot.waitUntil(lambda: _has_button(shown, "Retirer Karim Besson"))
    assert trusted(friends) == [("Karim Besson", True)]


def test_card_is_imported_from_the_list(pair: Pair, claire: Desk, dialog: Dialogs) -> None:
    shown = colleagues_tab(claire)
    assert "Aucune carte de contact" in words(shown)
    dialog.files = [pair.card_of(pair.karim)]
    click(find_button(shown, "Importer une carte…"))
    click(find_button(claire.dialog(TrustDialog), "Les mots sont les mêmes"))
    claire.qtbot.waitUntil(lambda: child(shown, QTabBar).tabText(1) == "Mes collègues (1)")
    assert "Karim Besson" in words(shown)


def _has_button(shown: CardDialog, name: str) -> bool:
    try:
        return find_button(shown, name).isVisible()
    except AssertionError:
        return False
