"""Files made to break a reader: each is refused whole, with one sentence, and quickly."""

from __future__ import annotations

import os
import tracemalloc
from pathlib import Path

import pytest

from csf_desktop.errors import FileTooLargeError, UnreadableFileError
from csf_desktop.exchange.decp import DECP_LIMITS, DecpLimits, read_decp
from tests.exchange.decp_files import as_json, as_xml, contract, read, write

BILLION_LAUGHS = """<?xml version="1.0"?><!DOCTYPE marches [<!ENTITY a "ha">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>
<marches><marche><id>&c;</id></marche></marches>"""
OUTSIDE = '<!DOCTYPE m [<!ENTITY x SYSTEM "file:///etc/passwd">]><marches>&x;</marches>'
DEEP = 100_000
WHOLE = '{"marches":{"marche":[{"id":"1"}'


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "il est vide"),
        (b"   \n", "ce ne sont pas des données de marchés"),
        (b"%PDF-1.7", "ce ne sont pas des données de marchés"),
        (BILLION_LAUGHS, "DOCTYPE"),
        (OUTSIDE, "DOCTYPE"),
        ('<!DOCTYPE marches SYSTEM "http://example.org/x.dtd"><marches/>', "DOCTYPE"),
        ("<marches><marche><id>&x;</id></marche></marches>", "XML est incorrect à la ligne 1"),
        ("<marches>" + "<a>" * DEEP, "plus de 32 niveaux"),
        ("<marches><marche>" + "<a>" * DEEP, "plus de 32 niveaux"),
        ("<autre><marche/></autre>", "sa racine n’est pas «\u00a0marches\u00a0»"),
        ("<marches><marche><id>1</id>", "il est incomplet, sa fin manque après la ligne 1"),
        ("<marches><marche>\n<id>1</objet></marche></marches>", "incorrect à la ligne 2"),
        ("<marches>\x00</marches>", "XML est incorrect"),
        ('<?xml version="1.0" encoding="utf-7"?><marches/>', "codage de caractères"),
        ('<?xml version="1.0" encoding="inconnu"?><marches/>', "codage de caractères"),
        ("<marches>é</marches>".encode("cp1252"), "XML est incorrect"),
        ("[" * DEEP, "plus de 32 niveaux"),
        ('{"marches":{"marche":[' + "[" * DEEP, "plus de 32 niveaux"),
        ('{"autre":' + '{"a":' * DEEP, "plus de 32 niveaux"),
        ('{"marches":{"autre":' + "[" * DEEP, "plus de 32 niveaux"),
        (WHOLE, "il est incomplet, sa fin manque après le marché n°\u00a01"),
        (WHOLE + "]}", "il est incomplet"),
        (WHOLE + ",]}}", "JSON est incorrect après le marché n°\u00a01"),
        (WHOLE + "]}} et après", "JSON est incorrect"),
        ('{"marches":[{"montant":NaN}]}', "JSON est incorrect dès le premier marché"),
        ('{"marches":[{"montant":Infinity}]}', "JSON est incorrect"),
        ('{"marches":[{"montant":1e99999999999999999999}]}', "un nombre y est démesuré"),
        ('{"marches":[{"montant":' + "9" * 5000 + "}]}", "un nombre y est démesuré"),
        ('{"marches":[{"montant":-' + "9" * 200_000 + "}]}", "un nombre y est démesuré"),
        ('{"marches":[{"montant":' + " " * 65_000 + "9" * 1800 + "}]}", "un nombre y est"),
        ('{"marches":[{"objet":"é"}]}'.encode("cp1252"), "il n’est pas en UTF-8"),
        ("[]".encode("utf-16") + b"\x00\xd8", "codage de caractères est abîmé"),
        ('{"contrats": []}', "la liste «\u00a0marches\u00a0» n’y est pas"),
        ('{"marches": [1', "il est incomplet"),
    ],
)
def test_a_broken_or_hostile_file_is_refused(tmp_path: Path, content: object, reason: str) -> None:
    path = write(tmp_path / "fichier.json", content)
    with pytest.raises(UnreadableFileError) as raised:
        read(path)
    sentence = str(raised.value)
    assert reason in sentence
    assert "«\u00a0fichier.json\u00a0»" in sentence
    assert str(tmp_path) not in sentence


def test_records_before_the_break_come_first(tmp_path: Path) -> None:
    path = write(tmp_path / "f.json", WHOLE)
    records = read_decp(path)
    assert next(records).position == 1
    with pytest.raises(UnreadableFileError):
        next(records)


@pytest.mark.parametrize(
    "content", ['{"marches": []}', '{"marches": {}}', '{"marches": null}', "[]", "<marches/>"]
)
def test_an_empty_list_is_no_error(tmp_path: Path, content: str) -> None:
    assert read(write(tmp_path / "f", content)) == []


def test_a_file_beyond_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = write(tmp_path / "f.json", as_json(contract()))
    os.truncate(path, DECP_LIMITS.file_bytes + 1)  # sparse: takes no room on the disk
    with pytest.raises(FileTooLargeError, match="500\u00a0Mo"):
        read(path)


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError):
        read(tmp_path)
    with pytest.raises(UnreadableFileError):
        read(tmp_path / "absent.json")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('{"marches":[{"objet":"' + "x" * 3_000_000, "démesurément long"),
        ("<marches><marche " + "x" * 3_000_000, "démesurément long"),
        ("<marches><!--" + "x" * 3_000_000, "démesurément long"),
        ('{"marches":[[' + '"abcdefgh",' * 400_000, "un seul marché"),
        ("<marches><marche>" + "<a>abcdefgh</a>" * 400_000, "un seul marché"),
        ("<marches><marche><objet>" + "é " * 2_000_000, "un seul marché"),
    ],
    ids=["json word", "xml tag", "xml comment", "json record", "xml record", "xml text"],
)
def test_memory_is_bounded_by_the_record(tmp_path: Path, content: str, reason: str) -> None:
    path = write(tmp_path / "f", content)
    limits = DecpLimits(record_bytes=2 * 1024 * 1024)
    del content
    tracemalloc.start()
    try:
        with pytest.raises(UnreadableFileError, match=reason):
            list(read_decp(path, limits=limits))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 40 * 1024 * 1024


def test_memory_does_not_follow_the_file(tmp_path: Path) -> None:
    def peak(path: Path) -> int:
        tracemalloc.start()
        try:
            assert sum(1 for _ in read_decp(path)) > 0
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    for name, shape in (("json", as_json), ("xml", as_xml)):
        small = write(tmp_path / f"small.{name}", shape(*[contract()] * 200))
        large = write(tmp_path / f"large.{name}", shape(*[contract()] * 1600))
        assert peak(large) < 2 * peak(small)


@pytest.mark.parametrize("spaces", range(0, 70_000, 1_250))
def test_a_number_split_between_chunks_never_reaches_the_parser(
    tmp_path: Path, spaces: int
) -> None:
    content = '{"marches":[{"montant":' + " " * spaces + "9" * 4400 + "}]}"
    with pytest.raises(UnreadableFileError, match="un nombre y est démesuré"):
        read(write(tmp_path / "f.json", content))


def test_a_file_that_shrinks_while_it_is_read_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "f.json", as_json(*[contract()] * 500))
    with pytest.raises(UnreadableFileError, match="il a changé pendant la lecture"):
        list(read_decp(path, on_read=lambda _done, _total: os.truncate(path, 0)))


def test_a_file_that_grows_while_it_is_read_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "f.json", as_json(*[contract()] * 500))
    limits = DecpLimits(file_bytes=path.stat().st_size)

    def grow(_done: int, _total: int) -> None:
        with path.open("ab") as stream:
            stream.write(b" " * 70_000)

    with pytest.raises(FileTooLargeError):
        list(read_decp(path, limits=limits, on_read=grow))


def test_a_disk_that_fails_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "f.json", as_json(*[contract()] * 500))

    def unplug(_done: int, _total: int) -> None:
        raise OSError(5, "input/output error")

    with pytest.raises(UnreadableFileError, match="le disque ne répond pas"):
        list(read_decp(path, on_read=unplug))
