"""A colleague's sealed PDF: shown before it is taken in, refused with its own sentence."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from csf_desktop.services.beneficiaries import update_beneficiary
from csf_desktop.services.exchange_import import import_exchange, preview_exchange
from csf_desktop.services.identities import forget_colleague, list_colleagues
from csf_desktop.services.pathway_page import get_pathway
from csf_desktop.services.pathways import update_pathway
from csf_desktop.storage.clock import utc_now
from csf_desktop.ui.exchange.import_result_dialog import ImportResultDialog
from csf_desktop.ui.exchange.plain_table import PlainTable
from csf_desktop.ui.exchange.preview_dialog import PreviewDialog
from tests.helpers.exchange_vaults import Pair
from tests.helpers.vaults import TODAY
from tests.ui.accessibility import assert_accessible
from tests.ui.conftest import Dialogs
from tests.ui.exchange.desk import Desk
from tests.ui.person import click, find_button, press, words


def tables(dialog: PreviewDialog | ImportResultDialog) -> str:
    return "\n".join(one.text() for one in dialog.findChildren(PlainTable) if one.isVisible())


def title_at_claire(pair: Pair, pathway_id: str) -> object:
    return get_pathway(pair.claire, pathway_id, TODAY).fields["title"]


def test_file_is_shown_then_taken_in(friends: Pair, claire: Desk) -> None:
    pathway_id = friends.pathway()
    claire.imports.start([friends.send(pathway_id)])
    dialog = claire.dialog(PreviewDialog)
    text = words(dialog)
    for said in ("Karim Besson", "P-2026-001-01-F01", "Heure déclarée", "1\u00a0parcours"):
        assert said in text
    assert "9\u00a0semaines" in text
    assert "Nouveau\tJeune\tInès Benali" in tables(dialog)
    assert_accessible(dialog)
    click(find_button(dialog, "Reprendre ces données"))
    claire.settle()
    assert title_at_claire(friends, pathway_id) == "Aide peintre"
    assert not claire.shows(ImportResultDialog)
    assert "enregistrements créés" in claire.told[-1]
    assert claire.window.messages.text == ""  # nothing to undo in one go


def test_same_file_again_changes_nothing_and_says_so(friends: Pair, claire: Desk) -> None:
    path = friends.send(friends.pathway())
    for _ in range(2):
        claire.imports.start([path])
        dialog = claire.dialog(PreviewDialog)
        text = words(dialog)
        click(find_button(dialog, "Fermer" if "déjà" in text else "Reprendre ces données"))
        claire.settle()
        claire.qtbot.waitUntil(lambda: not claire.shows(PreviewDialog))
    assert "Ce fichier a déjà été repris, rien ne changera." in text
    assert "Reprendre ces données" not in text
    assert claire.told[-1] == "Déjà repris, rien n’a changé."


def test_refusing_leaves_the_vault_as_it_was(friends: Pair, claire: Desk) -> None:
    claire.imports.start([friends.send(friends.pathway())])
    press(claire.dialog(PreviewDialog), Qt.Key.Key_Escape)
    claire.settle()
    assert claire.told == ["Laissé de côté, rien n’a changé."]
    claire.imports.start([friends.folder / "fiche.pdf"])
    assert "Nouveau\tParcours" in tables(claire.dialog(PreviewDialog))


def test_names_are_hidden_when_initials_are_asked(friends: Pair, claire: Desk) -> None:
    claire.initials_only = True
    claire.imports.start([friends.send(friends.pathway())])
    shown = tables(claire.dialog(PreviewDialog))
    assert "Jeune\tI.\u00a0B." in shown
    assert "Benali" not in shown


def test_conflicts_are_shown_and_left_as_they_were(friends: Pair, claire: Desk) -> None:
    pathway_id = friends.pathway()
    import_exchange(friends.claire, friends.send(pathway_id))
    update_pathway(friends.karim, pathway_id, {"title": "Peintre"})
    update_pathway(friends.claire, pathway_id, {"title": "Plaquiste"})
    claire.imports.start([friends.send(pathway_id, "encore.pdf")])
    dialog = claire.dialog(PreviewDialog)
    assert "Enregistrement\tChamp\tIci\tLà-bas" in tables(dialog)
    assert "intitulé\tPlaquiste\tPeintre" in tables(dialog)
    click(find_button(dialog, "Reprendre ces données"))
    claire.settle()
    assert title_at_claire(friends, pathway_id) == "Plaquiste"


def test_names_in_conflict_are_hidden_too(friends: Pair, claire: Desk) -> None:
    pathway_id = friends.pathway()
    import_exchange(friends.claire, friends.send(pathway_id))
    person = get_pathway(friends.claire, pathway_id, TODAY).fields["beneficiary_id"]
    update_beneficiary(friends.karim, str(person), {"family_name": "Benaly", "note": "Ici"})
    update_beneficiary(friends.claire, str(person), {"family_name": "Benalli", "note": "Là"})
    claire.initials_only = True
    claire.imports.start([friends.send(pathway_id, "encore.pdf")])
    shown = tables(claire.dialog(PreviewDialog))
    assert "I.\u00a0B.\tnom\tB.\tB." in shown
    assert "I.\u00a0B.\tnote\tLà\tIci" in shown
    assert "Benal" not in shown


def test_sender_whose_clock_is_ahead_is_pointed_out(
    friends: Pair, claire: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = friends.send(friends.pathway())
    earlier = utc_now() - timedelta(days=4)
    monkeypatch.setattr(
        "csf_desktop.ui.exchange.exchange_step.preview_exchange",
        lambda vault, path: preview_exchange(vault, path, earlier),
    )
    claire.imports.start([path])
    assert "L’horloge de l’expéditeur est en avance" in words(claire.dialog(PreviewDialog))


def test_refusals_are_told_and_the_other_files_go_on(
    friends: Pair, claire: Desk, dialog: Dialogs
) -> None:
    good = friends.send(friends.pathway())
    altered = friends.folder / "altérée.pdf"
    data = bytearray(good.read_bytes())
    data[len(data) // 2] ^= 1
    altered.write_bytes(bytes(data))
    note = friends.folder / "note.txt"
    note.write_text("Bonjour", encoding="utf-8")
    claire.imports.start([altered, note, good])
    click(find_button(claire.dialog(PreviewDialog), "Reprendre ces données"))
    summary = claire.dialog(ImportResultDialog)
    told = [text for _, text in dialog.informed]
    assert "Ce PDF a été modifié après sa signature" in told[0]
    assert "ce n’est ni un fichier DECP, ni un tableau, ni un PDF de CSF Desktop" in told[1]
    assert {title for title, _ in dialog.informed} == {"Fichier refusé"}
    assert "Import de 3\u00a0fichiers" in words(summary)
    assert "1\u00a0fichier lu, 2\u00a0refusés" in words(summary)
    assert_accessible(summary)
    click(find_button(summary, "Copier"))
    copied = QGuiApplication.clipboard().text()
    assert "altérée.pdf\tCe PDF a été modifié" in copied
    assert "fiche.pdf\t" in copied


def test_unknown_signer_is_refused_with_the_remedy(
    friends: Pair, claire: Desk, dialog: Dialogs
) -> None:
    path = friends.send(friends.pathway())
    (karim,) = list_colleagues(friends.claire)
    forget_colleague(friends.claire, karim.fingerprint)
    claire.imports.start([path])
    claire.settle()
    ((_, text),) = dialog.informed
    assert "une personne que vous ne connaissez pas encore (Karim Besson)" in text
    assert "importez d’abord sa carte" in text
    assert not claire.shows(ImportResultDialog)
    assert claire.told == []


def test_locking_closes_what_is_shown_and_forgets_the_rest(friends: Pair, claire: Desk) -> None:
    path = friends.send(friends.pathway())
    claire.imports.start([path, path, path])
    claire.dialog(PreviewDialog)
    claire.window.menu_actions.lock.trigger()
    claire.settle()
    assert not claire.shows(PreviewDialog)
    assert not claire.shows(ImportResultDialog)
