"""Nothing about people, and no key, is readable in any file that the program leaves behind."""

from __future__ import annotations

import base64
import io
import json
import os
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdf
import pytest

from csf_desktop.storage.french import fold
from tests.helpers.canary import CANARIES, Day, day_of

PUBLIC = {"marches.json"}
"""Given to the program, not written by it."""

READ_BY_ALL = ("Entreprise Ornithoptère", "Wilhelmine Kryptonowitz", "ubiquité canari-6158")
"""A sheet names the company and who speaks for it, and tells what was noted, people's names off."""


def forms(secret: str) -> set[bytes]:
    """Return what a text looks like in a file: encodings, without accents, any one case."""
    composed = {unicodedata.normalize(form, secret) for form in ("NFC", "NFD")}
    texts = {*composed, fold(secret), *(text.upper() for text in composed), secret.casefold()}
    texts.add(json.dumps(secret)[1:-1])
    encodings = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le")
    return {text.encode(encoding) for text in texts for encoding in encodings} | {
        secret.encode("cp1252"),
        base64.b64encode(secret.encode()).rstrip(b"="),
    }


def key_forms(raw: bytes) -> set[bytes]:
    """Return what a key looks like in a file."""
    coded = {raw.hex().encode(), raw.hex().upper().encode(), base64.b64encode(raw).rstrip(b"=")}
    return {raw, *coded, base64.urlsafe_b64encode(raw).rstrip(b"=")}


def leaks(folder: Path, wanted: set[bytes], *, but: set[Path] = frozenset()) -> list[str]:  # type: ignore[assignment]
    """Return the files under ``folder`` that hold one of these, with a number that tells which."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name not in PUBLIC and not but & {path, *path.parents}:
            content = path.read_bytes()
            found += [
                f"{path.relative_to(folder)}: {number}"
                for number, form in enumerate(sorted(wanted))
                if form in content or form in str(path).encode()
            ]
    return found


def pdf_contents(path: Path) -> bytes:
    """Return everything of a PDF: its text, its streams decompressed, its strings."""
    text = "".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
    parts = [text.encode(), " ".join(text.split()).encode()]  # cells of a table break lines
    with pikepdf.open(path) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Stream):
                parts.append(item.read_bytes())
            parts.append(repr(item).encode())
        output = io.BytesIO()
        pdf.save(output, qdf=True)
    return b"\n".join([*parts, output.getvalue()])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where everything is written: vaults, files handed over, and the user's own folders."""
    return tmp_path_factory.mktemp("canari")


@pytest.fixture(scope="module")
def living(folder: Path) -> Iterator[tuple[subprocess.Popen[str], set[bytes]]]:
    """Give the process at the end of its day, its vault open, and all that must not be found."""
    places = {
        name: folder / "user" / name.lower()
        for name in ("TMPDIR", "HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME",
                     "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR")
    }  # fmt: skip
    for place in places.values():
        place.mkdir(parents=True)
    environment = {**os.environ, **{name: str(place) for name, place in places.items()}}
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.helpers.canary", str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**environment, "TEMP": environment["TMPDIR"], "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert process.stdin is not None
    assert process.stdout is not None
    told = process.stdout.readline()
    try:
        assert told, "the day ended early: its error is above"
        secrets = json.loads(told)
        wanted = {form for canary in CANARIES for form in forms(canary)}
        for name in ("key", "private"):
            wanted |= key_forms(base64.b64decode(secrets[name]))
        for name in ("recovery", "passphrase"):
            wanted |= forms(secrets[name])
        yield process, wanted
    finally:
        process.kill()
        process.communicate()


def day(folder: Path) -> Day:
    return day_of(folder)


def say(process: subprocess.Popen[str]) -> str:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write("\n")
    process.stdin.flush()
    return process.stdout.readline().strip()


def test_nothing_is_readable_while_the_vault_is_open_nor_once_it_is_locked(
    folder: Path, living: tuple[subprocess.Popen[str], set[bytes]]
) -> None:
    process, wanted = living
    with_names = {day(folder).names}
    assert (day(folder).vault / "data.db-wal").stat().st_size > 0
    assert list((folder / "user").rglob("*.log")), "the log is elsewhere than looked at"
    assert leaks(folder, wanted, but=with_names) == []
    assert say(process) == "locked"
    assert list((day(folder).vault / "backups").iterdir())
    assert leaks(folder, wanted, but=with_names) == []


def test_files_with_initials_hold_no_name_even_unpacked(
    folder: Path, living: tuple[subprocess.Popen[str], set[bytes]]
) -> None:
    _, wanted = living
    files = sorted(day(folder).initials.glob("*.pdf"))
    assert [path.name for path in files] == ["a.pdf", "b.pdf", "fiche.pdf"]
    public = {form for text in READ_BY_ALL for form in forms(text)}
    for path in files:
        content = pdf_contents(path)
        assert not [form for form in wanted - public if form in content], path.name


def test_what_is_looked_for_would_be_found(
    folder: Path, living: tuple[subprocess.Popen[str], set[bytes]], tmp_path: Path
) -> None:
    _, wanted = living
    for encoding in ("utf-8", "utf-16", "utf-16-be", "cp1252"):
        (tmp_path / encoding).write_bytes("x Zéphyrine y".encode(encoding))
    (tmp_path / "folded").write_text("… zephyrine quetzalbrule …")
    assert {line.split(":")[0] for line in leaks(tmp_path, wanted)} == {
        *("utf-8", "utf-16", "utf-16-be", "cp1252", "folded")
    }
    assert "Zéphyrine".encode() in pdf_contents(day(folder).names / "fiche.pdf")
