"""Files written where a person said: whole or not at all, each failure in one sentence."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from csf_desktop.errors import FileNotWrittenError, FileTooLargeError, UnreadableFileError
from csf_desktop.exchange.limits import MAX_PDF_BYTES
from csf_desktop.services.files import read_pdf, write_file


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


@pytest.mark.parametrize("name", ["", ".", "/", "a\0b.pdf"])
def test_what_names_no_file_is_told(name: str) -> None:
    with pytest.raises(FileNotWrittenError, match="pas un nom de fichier"):
        write_file(Path(name), b"")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in folders here")
def test_a_pipe_is_neither_replaced_nor_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "tube.pdf"
    os.mkfifo(pipe)
    with pytest.raises(FileNotWrittenError, match="pas un fichier"):
        write_file(pipe, b"x")
    with pytest.raises(UnreadableFileError, match="accès impossible"):
        read_pdf(pipe)
    assert pipe.is_fifo()


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="Unix only")
def test_a_device_without_end_is_not_read() -> None:
    with pytest.raises(UnreadableFileError, match="accès impossible"):
        read_pdf(Path("/dev/zero"))


def test_a_file_over_the_limit_is_told(tmp_path: Path) -> None:
    big = tmp_path / "gros.pdf"
    with big.open("wb") as file:
        file.truncate(MAX_PDF_BYTES + 1)
    with pytest.raises(FileTooLargeError, match="taille admise"):
        read_pdf(big)
