"""Files written where a person said: whole or not at all, each failure in one sentence."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from csf_desktop.errors import FileNotWrittenError
from csf_desktop.services.files import write_file


def test_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "carte.pdf"
    path.write_bytes(b"old")
    write_file(path, b"new")
    assert path.read_bytes() == b"new"
    blocked = tmp_path / "dir"
    blocked.mkdir()
    with pytest.raises(FileNotWrittenError):
        write_file(blocked, b"")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["carte.pdf", "dir"]
    assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0


def test_missing_folder_is_told_about_the_file_and_not_the_vault(tmp_path: Path) -> None:
    with pytest.raises(FileNotWrittenError) as caught:
        write_file(tmp_path / "no" / "x.pdf", b"")
    assert str(caught.value) == (
        "Le fichier «\u00a0x.pdf\u00a0» n’a pas pu être enregistré (fichier ou dossier "
        "introuvable)\u00a0: choisissez un autre dossier, puis recommencez."
    )


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (errno.ENOSPC, "le disque est plein"),
        (errno.EROFS, "vous n’avez pas le droit d’y écrire"),
        (errno.EIO, "erreur du disque"),
    ],
)
def test_failures_of_the_disk_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, reason: str
) -> None:
    def fail(_source: object, _target: object) -> None:
        raise OSError(code, "x")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(FileNotWrittenError) as caught:
        write_file(tmp_path / "x.pdf", b"x")
    assert reason in str(caught.value)
    assert list(tmp_path.iterdir()) == []
