"""The deadlines an académie sets apply to everything at once, and to nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from csf_desktop.errors import InvalidInputError
from csf_desktop.models.rules import DEFAULT_RULES, Rules
from csf_desktop.services.contract_page import get_contract
from csf_desktop.services.contracts import ContractDraft, create_contract
from csf_desktop.services.global_search import search_everything
from csf_desktop.services.rules import get_rules, save_rules
from csf_desktop.storage.vault import Vault
from tests.helpers.vaults import make_vault

TODAY = date(2026, 11, 25)


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with make_vault(tmp_path) as made:
        yield made


def test_a_vault_begins_with_the_usual_rules(vault: Vault) -> None:
    assert get_rules(vault) == DEFAULT_RULES


def test_every_deadline_follows_at_once(vault: Vault) -> None:
    draft = ContractDraft("Toiture", notified_on=date(2026, 11, 2))
    contract_id = create_contract(vault, draft, TODAY).created
    assert get_contract(vault, contract_id).next.due == date(2026, 11, 17)
    rules = replace(DEFAULT_RULES, first_contact_days=8)
    assert save_rules(vault, rules) == rules
    assert get_rules(vault) == rules
    assert get_contract(vault, contract_id).next.due == date(2026, 11, 10)
    assert [hit.id for hit in search_everything(vault, "toiture")] == [contract_id]


@pytest.mark.parametrize(
    ("name", "rules"),
    [
        ("first_contact_days", Rules(close_days=3, first_contact_days=0)),
        ("late_contract_days", Rules(late_contract_days=99_999)),
        ("gratification_minutes", Rules(gratification_minutes=-60)),
    ],
)
def test_an_impossible_value_is_refused_whole(vault: Vault, name: str, rules: Rules) -> None:
    with pytest.raises(InvalidInputError) as refused:
        save_rules(vault, rules)
    assert refused.value.field == name
    assert get_rules(vault) == DEFAULT_RULES


def test_the_reminders_follow_one_another(vault: Vault) -> None:
    with pytest.raises(InvalidInputError, match="Les relances se suivent") as refused:
        save_rules(vault, replace(DEFAULT_RULES, buyer_calls_days=5))
    assert refused.value.field == "buyer_calls_days"
