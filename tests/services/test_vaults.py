"""Making a vault: its tutor's identity, or nothing at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from csf_desktop.errors import DiskFullError, InvalidInputError
from csf_desktop.exchange.identity import certificate_info
from csf_desktop.services import vaults
from csf_desktop.services.identities import current_identity
from csf_desktop.services.profile import Profile
from csf_desktop.storage import vault as storage
from csf_desktop.storage.unit_of_work import reading_session
from csf_desktop.storage.vault_file import VaultFile, write_vault_file
from tests.helpers.vaults import CHEAP

PASSPHRASE = "phrase de passe des essais"


@pytest.mark.parametrize(
    ("academie", "written"),
    [
        ("rennes", "Académie de Rennes"),
        ("aix-marseille", "Académie d’Aix-Marseille"),
        ("Rectorat voisin", "Rectorat voisin"),
        ("", ""),
    ],
)
def test_certificate_names_the_academie_as_people_write_it(
    tmp_path: Path, academie: str, written: str
) -> None:
    profile = Profile("Claire Essai", academie)
    made = vaults.create_vault(tmp_path / "coffre", PASSPHRASE, profile, cost=CHEAP)
    with made.vault, reading_session(made.vault) as session:
        info = certificate_info(current_identity(session).certificate_der)
    assert (info.name, info.academie) == ("Claire Essai", written)
    assert info.words == made.fingerprint_words


def test_name_too_long_for_a_certificate_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError):
        vaults.create_vault(tmp_path / "coffre", PASSPHRASE, Profile("x" * 65), cost=CHEAP)
    assert list(tmp_path.iterdir()) == []


def test_vault_without_identity_is_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object) -> None:
        raise DiskFullError

    folder = tmp_path / "coffre"
    with monkeypatch.context() as patched:
        patched.setattr(vaults, "_keep_identity", fail)
        with pytest.raises(DiskFullError):
            vaults.create_vault(folder, PASSPHRASE, Profile("Claire Essai"), cost=CHEAP)
    assert list(folder.iterdir()) == []
    vaults.create_vault(folder, PASSPHRASE, Profile("Claire Essai"), cost=CHEAP).vault.close()


def test_making_that_is_stopped_at_the_very_end_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write_and_stop(path: Path, content: VaultFile) -> None:
        write_vault_file(path, content)
        raise KeyboardInterrupt

    folder = tmp_path / "coffre"
    with monkeypatch.context() as patched:
        patched.setattr(storage, "write_vault_file", write_and_stop)
        with pytest.raises(KeyboardInterrupt):
            vaults.create_vault(folder, PASSPHRASE, Profile("Claire Essai"), cost=CHEAP)
    assert list(folder.iterdir()) == []
