from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from csf_desktop.errors import UnreadableFileError
from csf_desktop.exchange.sniff import looks_like
from tests.exchange.decp_files import SAMPLES, write


def test_the_samples() -> None:
    assert looks_like(SAMPLES / "marche.xml") == "decp-xml"
    assert looks_like(SAMPLES / "marches_avec_modifications.json") == "decp-json"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"\x00\x00 garbage %PDF-1.4", "pdf"),
        (b'\xef\xbb\xbf {"marches": []}', "decp-json"),
        ("[1]".encode("utf-16"), "decp-json"),
        ("[1]".encode("utf-16-le"), "decp-json"),
        ("[1]".encode("utf-16-be"), "decp-json"),
        ("[1]".encode("utf-32"), "decp-json"),
        (b"<!DOCTYPE marches []><marches/>", "decp-xml"),
        (b"<!DOCTYPE html><html></html>", "unknown"),
        (b"<svg/>", "unknown"),
        ("Nom;Prénom\nA;B\n", "csv"),
        ("Nom,Prénom\r\nA,B\r\n".encode("cp1252"), "csv"),
        ("Nom;Prénom\n", "unknown"),
        ("Bonjour, tout va bien.", "unknown"),
        (b"", "unknown"),
        (b"\x89PNG\r\n\x1a\n;\n;", "unknown"),
        (b"PK\x03\x04 broken", "unknown"),
    ],
)
def test_the_content_decides(tmp_path: Path, content: object, kind: str) -> None:
    assert looks_like(write(tmp_path / "trompeur.pdf", content)) == kind


def test_a_workbook_is_told_from_another_archive(tmp_path: Path) -> None:
    for inside, kind in (("xl/workbook.xml", "xlsx"), ("readme.txt", "unknown")):
        path = tmp_path / "archive"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(inside, "x")
        assert looks_like(path) == kind


def test_what_cannot_be_opened_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UnreadableFileError, match="il n’existe pas"):
        looks_like(tmp_path / "absent")
    with pytest.raises(UnreadableFileError, match="ce n’est pas un fichier"):
        looks_like(tmp_path)
    path = write(tmp_path / "fermé", "a")

    def refuse(*_args: object, **_options: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(UnreadableFileError, match="accès refusé"):
        looks_like(path)
