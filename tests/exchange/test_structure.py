"""Hostile structures: refused quickly, with little memory."""

from __future__ import annotations

import io
import subprocess
import sys
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from csf_desktop.errors import FileTooLargeError, UnreadableFileError
from csf_desktop.exchange import structure
from csf_desktop.exchange.limits import MAX_PDF_BYTES
from csf_desktop.exchange.structure import check_structure
from csf_desktop.exchange.verification import verify_pdf
from tests.helpers.pdf import page_pdf

VERIFY_IN_1_GB = """
import pathlib, re, resource, sys
from csf_desktop.exchange.verification import verify_pdf
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
print(verify_pdf(pathlib.Path(sys.argv[1]).read_bytes(), known={}).status)
status = pathlib.Path("/proc/self/status").read_text()
print(int(re.search(r"VmHWM:\\s+(\\d+) kB", status)[1]) // 1024)
"""

START = (
    b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
    b"2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n"
)
OFFSETS = (START.index(b"1 0 obj"), START.index(b"2 0 obj"))


def _with_table(trailer: bytes, entries: bytes = b"", count: int = 3) -> bytes:
    """Return a PDF ended by a cross-reference table."""
    table = b"xref\n0 %d\n0000000000 65535 f \n" % count
    table += b"".join(b"%010d 00000 n \n" % offset for offset in OFFSETS) + entries
    end = b"trailer\n<<%s>>\nstartxref\n%d\n%%%%EOF\n" % (trailer, len(START))
    return START + table + end


def _with_stream(data: bytes, dictionary: bytes) -> bytes:
    """Return a PDF ended by a cross-reference stream."""
    head = b"3 0 obj\n<</Type/XRef/Root 1 0 R/Length %d%s>>\nstream\n" % (len(data), dictionary)
    return START + head + data + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(START)


def _bomb(megabytes: int) -> bytes:
    """Return so many megabytes of zeros, compressed twice, without making them."""
    compressor = zlib.compressobj(9, wbits=-15)
    block = compressor.compress(bytes(1 << 20)) + compressor.flush(zlib.Z_FULL_FLUSH)
    # RFC 1950 §9: the Adler-32 of n zeros.
    checksum = ((megabytes << 20) % 65521 << 16 | 1).to_bytes(4, "big")
    return zlib.compress(b"\x78\xda" + block * megabytes + b"\x03\x00" + checksum, 9)


def _cross_reference_bomb() -> bytes:
    """Return a few kilobytes whose cross-references would take 4 GB."""
    return _with_stream(
        _bomb(4096), b"/Size 5/W[1 4 2]/Index[0 5]/Filter[/FlateDecode/FlateDecode]"
    )


def _object_stream_bomb() -> bytes:
    """Return a few kilobytes whose catalogue lies in an object stream of 4 GB."""
    stream = _bomb(4096)
    body = START + b"5 0 obj\n<</Type/ObjStm/N 1/First 10/Filter[/FlateDecode/FlateDecode]"
    body += b"/Length %d>>\nstream\n" % len(stream) + stream + b"\nendstream\nendobj\n"
    rows = [(1, OFFSETS[1], 0), (1, len(body), 0), (2, 5, 0), (1, len(START), 0)]
    data = b"".join(
        bytes([kind]) + where.to_bytes(4, "big") + index.to_bytes(2, "big")
        for kind, where, index in rows
    )
    head = b"3 0 obj\n<</Type/XRef/Root 4 0 R/W[1 4 2]/Index[2 4]/Size 6/Length %d>>\nstream\n"
    end = b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(body)
    return body + head % len(data) + data + end


def _refused(pdf: bytes) -> str:
    """Return the reason, after checking that the refusal cost little."""
    started = time.perf_counter()
    with pytest.raises(UnreadableFileError) as caught:
        check_structure(pdf)
    assert time.perf_counter() - started < 5
    assert verify_pdf(pdf, known={}).status == "unreadable"
    return str(caught.value.details["reason"])


def test_a_plain_pdf_passes() -> None:
    check_structure(page_pdf())
    check_structure(_with_table(b"/Size 3/Root 1 0 R"))


def test_a_file_too_large_is_refused_before_it_is_read() -> None:
    with pytest.raises(FileTooLargeError) as caught:
        check_structure(bytes(MAX_PDF_BYTES + 1), "grand.pdf")
    assert "grand.pdf" in str(caught.value)
    assert verify_pdf(bytes(MAX_PDF_BYTES + 1), known={}).status == "unreadable"


@pytest.mark.parametrize(
    "pdf",
    [
        _with_table(b"/Size 10000000/Root 1 0 R"),
        _with_table(b"/Size 10000000/Root 1 0 R", count=10_000_000),
        _with_stream(b"", b"/Size 10000000/W[0 0 0]/Index[0 10000000]"),
        _with_stream(
            zlib.compress(b"\x01" * 10_000_000), b"/Size 10000000/W[1 0 0]/Filter/FlateDecode"
        ),
    ],
    ids=["trailer", "table", "stream-no-width", "stream-compressed"],
)
def test_ten_million_objects_are_refused(pdf: bytes) -> None:
    assert _refused(pdf) in {"trop d’objets", structure.DAMAGED}


def test_a_real_but_huge_table_is_refused() -> None:
    entries = b"0000000009 00000 n \n" * 60_000
    pdf = _with_table(b"/Size 60003/Root 1 0 R", entries, count=60_003)
    assert _refused(pdf) == "trop d’objets"


def test_cross_references_that_run_in_circles_are_refused() -> None:
    assert _refused(_with_table(b"/Size 3/Root 1 0 R/Prev %d" % len(START))) == structure.DAMAGED


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize("make", [_cross_reference_bomb, _object_stream_bomb])
def test_a_compression_bomb_fits_in_little_memory(
    make: Callable[[], bytes], tmp_path: Path
) -> None:
    """Verified in a process of its own, which may not take more than 1 GB of addresses."""
    path = tmp_path / "bombe.pdf"
    path.write_bytes(make())
    assert path.stat().st_size < 20_000
    started = time.perf_counter()
    answer = subprocess.run(
        [sys.executable, "-c", VERIFY_IN_1_GB, str(path)],
        capture_output=True,
        check=True,
        text=True,
    )
    status, peak_megabytes = answer.stdout.split()
    assert status == "unreadable"
    assert int(peak_megabytes) < 250
    assert time.perf_counter() - started < 10


@pytest.mark.parametrize("name", [b"/LZWDecode", b"/L#5AWDecode", b"/#4cZ#57Decode", b"/LZW"])
def test_lzw_is_refused_however_spelled(name: bytes) -> None:
    assert "LZW" in _refused(_with_stream(b"", b"/Size 5/W[1 4 2]/Filter" + name))


def test_deep_nesting_is_refused() -> None:
    deep = b"/Size 3/Root 1 0 R/X " + b"[" * 100_000 + b"]" * 100_000
    assert _refused(_with_table(deep)) == structure.DAMAGED


def test_many_revisions_are_refused() -> None:
    pdf = page_pdf() + b"startxref\n0\n%%EOF\n" * 50
    assert _refused(pdf) == "trop de révisions"


def test_an_encrypted_pdf_is_refused() -> None:
    for user in ("secret", ""):
        output = io.BytesIO()
        with pikepdf.open(io.BytesIO(page_pdf())) as pdf:
            pdf.save(output, encryption=pikepdf.Encryption(owner="chef", user=user))
        assert _refused(output.getvalue()) == "protégé par un mot de passe"
