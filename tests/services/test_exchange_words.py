"""What is shown of a file before it is taken in: names and values in words, cards as known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from csf_desktop.errors import UnreadableFileError
from csf_desktop.models.rules import HOUR
from csf_desktop.services.exchange_import import import_exchange, preview_exchange
from csf_desktop.services.identities import add_colleague, preview_card
from csf_desktop.services.pathways import update_pathway
from tests.helpers.exchange_vaults import Pair, two_tutors


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    with two_tutors(tmp_path) as made:
        made.trust(made.karim, made.claire)
        made.trust(made.claire, made.karim)
        yield made


def test_records_of_a_file_are_named(pair: Pair) -> None:
    preview = preview_exchange(pair.claire, pair.send(pair.pathway()))
    names = {(line.kind, line.label) for line in preview.lines}
    assert ("beneficiary", "Inès Benali") in names
    assert ("pathway", "P-2026-001-01 – Aide peintre") in names
    assert ("awardee", "Bâtisseurs du Nord") in names
    assert ("pathway_week", "semaine du 4\u00a0janv.\u00a02027") in names
    assert all(label.strip() for _, label in names)


def test_values_in_conflict_are_said_in_words(pair: Pair) -> None:
    pathway_id = pair.pathway()
    import_exchange(pair.claire, pair.send(pathway_id))
    update_pathway(pair.karim, pathway_id, {"planned_minutes": 320 * HOUR})
    update_pathway(pair.claire, pathway_id, {"planned_minutes": 280 * HOUR})
    preview = preview_exchange(pair.claire, pair.send(pathway_id, "encore.pdf"))
    found = {one.field: one for one in preview.conflicts if one.kind == "parcours"}
    assert set(found) == {"heures prévues", "date de fin"}  # the hours move the end
    hours, end = found["heures prévues"], found["date de fin"]
    assert (hours.kind, hours.reference) == ("parcours", "P-2026-001-01 – Aide peintre")
    assert (hours.here, hours.there) == ("280\u00a0h", "320\u00a0h")
    assert end.there == "12\u00a0mars\u00a02027"


def test_file_that_changed_since_it_was_shown_is_refused(pair: Pair) -> None:
    path = pair.send(pair.pathway())
    shown = preview_exchange(pair.claire, path)
    path.write_bytes(pair.issue(pair.pathway()).pdf)
    with pytest.raises(UnreadableFileError, match="il a changé depuis l’aperçu"):
        import_exchange(pair.claire, path, expected_sha256=shown.sha256)
    assert not preview_exchange(pair.claire, path).was_imported


def test_card_says_what_the_vault_knows_of_it(pair: Pair) -> None:
    card = preview_card(pair.claire, pair.card_of(pair.karim))
    assert (card.is_own, card.is_trusted, card.has_namesake) == (False, True, False)
    own = preview_card(pair.claire, pair.card_of(pair.claire))
    assert (own.is_own, own.is_trusted) == (True, False)


def test_namesake_is_pointed_out(pair: Pair) -> None:
    known = preview_card(pair.claire, pair.card_of(pair.karim)).card
    add_colleague(
        pair.karim, replace(known, name="Claire Martin", fingerprint="ab" * 32), is_trusted=False
    )
    assert preview_card(pair.karim, pair.card_of(pair.claire)).has_namesake
