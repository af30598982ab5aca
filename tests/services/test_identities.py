"""Whom we trust, what can be exported for them, and our own card."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from csf_desktop.errors import FileTooLargeError, InvalidInputError, NotFoundError
from csf_desktop.exchange import limits
from csf_desktop.services import files
from csf_desktop.services.handover import export_choices, own_card
from csf_desktop.services.identities import (
    add_colleague,
    forget_colleague,
    list_colleagues,
    preview_card,
    read_card,
    trust_colleague,
)
from tests.helpers.exchange_vaults import Pair, two_tutors
from tests.helpers.vaults import add_contract, make_vault


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    with two_tutors(tmp_path) as made:
        yield made


def test_trust_is_given_taken_back_and_given_again(pair: Pair) -> None:
    card = read_card(pair.card_of(pair.claire))
    assert add_colleague(pair.karim, card, is_trusted=False)
    assert not add_colleague(pair.karim, card, is_trusted=False)
    for call, expected in ((trust_colleague, True), (forget_colleague, False)):
        call(pair.karim, card.fingerprint)
        (found,) = list_colleagues(pair.karim)
        assert (found.is_trusted, found.words) == (expected, card.words)
        assert preview_card(pair.karim, pair.card_of(pair.claire)).is_trusted is expected


def test_unknown_card_cannot_be_trusted(pair: Pair) -> None:
    with pytest.raises(NotFoundError):
        trust_colleague(pair.karim, "ab" * 32)


def test_card_that_is_too_large_is_not_read(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    path = pair.card_of(pair.claire)
    monkeypatch.setattr(files, "MAX_PDF_BYTES", 100)
    with pytest.raises(FileTooLargeError, match=f"{limits.MAX_PDF_MB}"):
        preview_card(pair.karim, path)


def test_only_trusted_colleagues_can_receive(pair: Pair) -> None:
    contract_id = add_contract(pair.karim)
    assert export_choices(pair.karim, "contract", contract_id).colleagues == ()
    pair.trust(pair.karim, pair.claire)
    choices = export_choices(pair.karim, "contract", contract_id)
    assert (choices.reference, [one.name for one in choices.colleagues]) == (
        "M-2026-001",
        ["Claire Martin"],
    )
    with pytest.raises(NotFoundError):
        export_choices(pair.karim, "pathway", contract_id)


def test_own_card_needs_an_identity(pair: Pair, tmp_path: Path) -> None:
    own = own_card(pair.karim)
    assert own.words == read_card(pair.card_of(pair.karim)).words
    bare = make_vault(tmp_path / "sans")
    with pytest.raises(InvalidInputError, match="identité de signature"):
        own_card(bare)
    bare.close()
