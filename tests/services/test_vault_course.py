"""The life of a vault: made, opened, closed with a backup, recovered, checked, restored."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from csf_desktop.errors import (
    DatabaseLockedError,
    InvalidInputError,
    NotAVaultError,
    VaultExistsError,
    WrongPasswordError,
    WrongRecoveryCodeError,
)
from csf_desktop.services.identities import own_words
from csf_desktop.services.maintenance import vault_info
from csf_desktop.services.profile import Profile, get_profile
from csf_desktop.services.vaults import (
    NewVault,
    back_up,
    change_passphrase,
    check_vault,
    close_vault,
    create_vault,
    is_demo,
    open_vault,
    recover_vault,
    recovery_sheet_pdf,
    restore_vault,
)
from csf_desktop.storage.backups import list_backups
from tests.helpers.laptops import dump
from tests.helpers.vaults import CHEAP, add_contract
from tests.reports.pdf import text_of

PASSPHRASE = "quatre péniches bleues 7351"
NEW = "six écluses vertes 8462"
PROFILE = Profile("Karim Besson", "lille", "0320000000", "k.besson@exemple.fr")
MOMENT = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


@pytest.fixture
def made(tmp_path: Path) -> NewVault:
    return create_vault(tmp_path / "coffre", PASSPHRASE, PROFILE, now=MOMENT, cost=CHEAP)


def test_a_new_vault_has_its_tutor_and_identity(made: NewVault) -> None:
    with made.vault as vault:
        assert get_profile(vault) == PROFILE
        assert not is_demo(vault)
        assert own_words(vault) == made.fingerprint_words
        assert PASSPHRASE not in repr(made)
        assert made.recovery_code not in repr(made)


def test_it_opens_with_its_passphrase_only(made: NewVault, tmp_path: Path) -> None:
    made.vault.close()
    with pytest.raises(WrongPasswordError):
        open_vault(tmp_path / "coffre", NEW)
    with open_vault(tmp_path / "coffre", PASSPHRASE) as vault:
        assert get_profile(vault).name == "Karim Besson"
        with pytest.raises(DatabaseLockedError):
            open_vault(tmp_path / "coffre", PASSPHRASE)


def test_a_profile_without_name_leaves_no_vault(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError):
        create_vault(tmp_path / "coffre", PASSPHRASE, Profile(" "), cost=CHEAP)
    assert not (tmp_path / "coffre").exists()


def test_a_folder_with_a_vault_is_not_made_again(made: NewVault, tmp_path: Path) -> None:
    made.vault.close()
    with pytest.raises(VaultExistsError):
        create_vault(tmp_path / "coffre", PASSPHRASE, PROFILE, cost=CHEAP)
    with pytest.raises(NotAVaultError):
        open_vault(tmp_path / "ailleurs", PASSPHRASE)


def test_closing_backs_up_what_changed(made: NewVault, tmp_path: Path) -> None:
    path = tmp_path / "coffre"
    close_vault(made.vault)
    (first,) = list_backups(path)
    close_vault(open_vault(path, PASSPHRASE))
    assert list_backups(path) == [first]
    vault = open_vault(path, PASSPHRASE)
    add_contract(vault)
    close_vault(vault)
    (last,) = list_backups(path)  # one a day is kept
    assert last.created_at > first.created_at
    found = check_vault(path, PASSPHRASE)
    assert found.is_sound
    assert [check.backup for check in found.backups] == [last]


def test_the_code_gives_a_new_passphrase(made: NewVault, tmp_path: Path) -> None:
    path = tmp_path / "coffre"
    made.vault.close()
    with pytest.raises(WrongRecoveryCodeError):
        recover_vault(path, "AAAA " * 9, NEW)
    recover_vault(path, made.recovery_code.lower(), NEW).close()
    with pytest.raises(WrongPasswordError):
        open_vault(path, PASSPHRASE)
    open_vault(path, NEW).close()


def test_a_passphrase_is_changed_by_who_knows_it(made: NewVault, tmp_path: Path) -> None:
    path = tmp_path / "coffre"
    made.vault.close()
    with pytest.raises(WrongPasswordError):
        change_passphrase(path, NEW, NEW)
    change_passphrase(path, PASSPHRASE, NEW)
    open_vault(path, NEW).close()


def test_a_backup_is_put_back(made: NewVault, tmp_path: Path) -> None:
    path = tmp_path / "coffre"
    kept = add_contract(made.vault)
    before = dump(made.vault)
    backup = back_up(made.vault)
    add_contract(made.vault, object="Après la sauvegarde")
    made.vault.close()
    aside = restore_vault(backup, path, PASSPHRASE)
    assert aside is not None
    assert aside.is_dir()
    with open_vault(path, PASSPHRASE) as vault:
        assert dump(vault) == before
        assert vault_info(vault).counts["contract"] == 1
        assert kept in dump(vault)["contract"][0]


def test_the_sheet_of_the_code_says_it(made: NewVault, tmp_path: Path) -> None:
    made.vault.close()
    pdf = recovery_sheet_pdf(tmp_path / "coffre", PROFILE, made.recovery_code, MOMENT)
    said = text_of(pdf).replace(" ", "")
    groups = made.recovery_code.replace("-", " ").split()
    assert len(groups) == 9
    assert all(group in said for group in groups)
