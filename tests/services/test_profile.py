"""The tutor's details, what a vault holds, and how a passphrase is judged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from csf_desktop.errors import InvalidInputError
from csf_desktop.models.entities import RECORDS
from csf_desktop.services.contracts import delete_contract
from csf_desktop.services.maintenance import vault_info
from csf_desktop.services.passphrases import judge_passphrase
from csf_desktop.services.profile import SETTING, Profile, get_profile, save_profile, tutor_name
from csf_desktop.services.settings import write_setting
from csf_desktop.storage.migrate import known_revisions
from csf_desktop.storage.unit_of_work import UnitOfWork, reading_session
from tests.helpers.laptops import Laptop, laptop
from tests.helpers.vaults import add_contract


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Laptop]:
    made = laptop(tmp_path, 0)
    yield made
    made.vault.close()


def test_a_profile_is_kept_clean(here: Laptop) -> None:
    kept = save_profile(here.vault, Profile("  Nadia   Exemple ", "rennes", "02", "n@exemple.fr"))
    assert get_profile(here.vault) == kept
    assert kept.name.startswith("Nadia")
    assert kept.name.endswith("Exemple")
    with reading_session(here.vault) as session:
        assert tutor_name(session) == kept.name


def test_the_commune_is_optional_and_kept_by_its_code(here: Laptop) -> None:
    assert get_profile(here.vault).commune_code == ""
    save_profile(here.vault, Profile("Nadia Exemple", commune_code=" 2a004 "))
    assert get_profile(here.vault).commune_code == "2A004"


def test_a_profile_kept_before_there_were_communes_is_read(here: Laptop) -> None:
    with UnitOfWork(here.vault, "Profil") as work:
        write_setting(work.session, SETTING, {"name": "Nadia Exemple", "academie": "rennes"})
        work.commit()
    assert get_profile(here.vault) == Profile("Nadia Exemple", "rennes")


@pytest.mark.parametrize(
    ("field", "value"), [("name", " "), ("email", "sans arobase"), ("commune_code", "99999")]
)
def test_what_cannot_be_kept_is_named(here: Laptop, field: str, value: str) -> None:
    before = get_profile(here.vault)
    with pytest.raises(InvalidInputError) as caught:
        save_profile(here.vault, replace(before, **{field: value}))  # type: ignore[arg-type]
    assert caught.value.field == field
    assert get_profile(here.vault) == before


def test_a_vault_tells_what_it_holds(here: Laptop) -> None:
    add_contract(here.vault)
    delete_contract(here.vault, add_contract(here.vault, company_name="", buyer_name="Ville"))
    info = vault_info(here.vault)
    assert info.counts["contract"] == 1
    assert info.counts["buyer"] == 2
    assert set(info.counts) == {record.kind for record in RECORDS}
    assert (info.open_conflicts, info.colleagues, info.backups) == (0, 0, 0)
    assert info.last_backup is None
    assert info.schema_revision == known_revisions()[-1]
    assert info.format_version == 1
    here.vault.back_up()
    assert vault_info(here.vault).last_backup is not None


@pytest.mark.parametrize(
    ("passphrase", "least", "most"),
    [
        ("", 0, 0),
        ("azerty", 0, 1),
        ("motdepasse2026", 0, 2),
        ("aB3$", 0, 1),
        ("quatre péniches bleues canari", 4, 4),
        ("x" * 5000, 0, 4),
    ],
)
def test_a_passphrase_is_judged_in_a_sentence(passphrase: str, least: int, most: int) -> None:
    found = judge_passphrase(passphrase)
    assert least <= found.score <= most
    assert found.sentence.endswith(".")
    assert all(advice.endswith(".") for advice in found.advice)


def test_words_that_others_know_make_it_weaker() -> None:
    passphrase = "karimbesson lille"
    known = judge_passphrase(passphrase, ["Karim Besson", "Lille"])
    assert known.score <= judge_passphrase(passphrase).score
    assert any("nom" in advice for advice in known.advice)


def test_a_short_one_is_never_good() -> None:
    assert judge_passphrase("é$K9w!z").score <= 1
