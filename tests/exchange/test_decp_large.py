"""A whole 200 MB file: memory stays what it was."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from tests.exchange.decp_files import as_xml, contract

resource = pytest.importorskip("resource", reason="peak memory is read the POSIX way")
SIZE = 200_000_000
READ_WHOLE = """
import resource, sys
from pathlib import Path
from csf_desktop.exchange.decp import DecpRecord, read_decp

before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
read = sum(isinstance(one, DecpRecord) for one in read_decp(Path(sys.argv[1])))
print(read, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def _json_records() -> Iterator[str]:
    for at in count():
        yield ("," if at else "") + json.dumps(contract(id=f"M{at}"), indent=1, ensure_ascii=False)


def _xml_records() -> Iterator[str]:
    for at in count():
        yield as_xml(contract(id=f"M{at}"))[len("<marches>") : -len("</marches>")]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("start", "records", "end"),
    [('{"marches":{"marche":[', _json_records, "]}}"), ("<marches>", _xml_records, "</marches>")],
    ids=["json", "xml"],
)
def test_memory_is_flat_over_two_hundred_megabytes(
    tmp_path: Path, start: str, records: Callable[[], Iterator[str]], end: str
) -> None:
    path = tmp_path / "large"
    written = made = 0
    with path.open("w", encoding="utf-8") as stream:
        stream.write(start)
        for record in records():
            written += stream.write(record)
            made += 1
            if written > SIZE:
                break
        stream.write(end)
    ran = subprocess.run(
        [sys.executable, "-c", READ_WHOLE, str(path)], capture_output=True, text=True, check=True
    )
    read, kilobytes = map(int, ran.stdout.split())
    assert read == made
    assert kilobytes < 20_000
