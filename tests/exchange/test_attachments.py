"""The attachment: put in the same way each time, taken out with limits."""

from __future__ import annotations

import io
import subprocess
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from csf_desktop.errors import FileTooLargeError, NoExchangeDataError, UnreadableFileError
from csf_desktop.exchange.attachments import OPEN_NAME, SEALED_NAME, attach, extract
from csf_desktop.exchange.limits import MAX_ATTACHMENT_BYTES
from tests.helpers.pdf import page_pdf

CONTENT = bytes(range(256)) * 20


def _edited(edit: Callable[[pikepdf.Pdf], None]) -> bytes:
    """Return a PDF with an attachment, after an edit of its structure."""
    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(attach(page_pdf(), CONTENT, SEALED_NAME))) as pdf:
        edit(pdf)
        pdf.save(output, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return output.getvalue()


@pytest.mark.parametrize("name", [SEALED_NAME, OPEN_NAME])
def test_extract_gives_back_what_was_attached(name: str) -> None:
    found = extract(attach(page_pdf(), CONTENT, name))
    assert (found.name, found.content) == (name, CONTENT)


def test_attach_is_deterministic_and_leaves_the_pages_alone() -> None:
    once = attach(page_pdf(), CONTENT, SEALED_NAME)
    assert once == attach(page_pdf(), CONTENT, SEALED_NAME)
    with pikepdf.open(io.BytesIO(once)) as after, pikepdf.open(io.BytesIO(page_pdf())) as before:
        assert len(after.pages) == len(before.pages)
        assert after.pages[0].Contents.read_raw_bytes() == before.pages[0].Contents.read_raw_bytes()


def test_attachment_is_an_associated_file_with_relationship_data() -> None:
    with pikepdf.open(io.BytesIO(attach(page_pdf(), CONTENT, OPEN_NAME))) as pdf:
        (spec,) = pdf.Root.AF
        assert spec.AFRelationship == pikepdf.Name.Data
        assert spec.EF.F.Subtype == pikepdf.Name("/application/json")
        assert int(spec.EF.F.Params.Size) == len(CONTENT)


def test_other_readers_list_the_attachment(tmp_path: Path) -> None:
    path = tmp_path / "fiche.pdf"
    path.write_bytes(attach(page_pdf(), CONTENT, SEALED_NAME))
    listed = subprocess.run(
        ["pdfdetach", "-list", str(path)], capture_output=True, text=True, check=True
    )
    assert f"1: {SEALED_NAME}" in listed.stdout


def test_attach_refuses_another_name_and_a_second_attachment() -> None:
    with pytest.raises(ValueError, match="not an exchange attachment"):
        attach(page_pdf(), CONTENT, "notes.txt")
    with pytest.raises(ValueError, match="already has"):
        attach(attach(page_pdf(), CONTENT, SEALED_NAME), CONTENT, SEALED_NAME)


def test_attach_refuses_a_damaged_page() -> None:
    with pytest.raises(UnreadableFileError):
        attach(page_pdf()[:-200], CONTENT, SEALED_NAME)


def test_extract_without_attachment_says_so() -> None:
    with pytest.raises(NoExchangeDataError):
        extract(page_pdf())


def test_extract_of_somebody_elses_attachment_says_so() -> None:
    def rename(pdf: pikepdf.Pdf) -> None:
        pdf.Root.AF[0].UF = pikepdf.String("facture.xml")

    with pytest.raises(NoExchangeDataError):
        extract(_edited(rename))


def test_extract_refuses_two_attachments() -> None:
    def add_another(pdf: pikepdf.Pdf) -> None:
        pdf.attachments["autre.txt"] = pikepdf.AttachedFileSpec(pdf, b"autre")

    with pytest.raises(UnreadableFileError):
        extract(_edited(add_another))


def test_extract_refuses_a_name_tree_that_runs_in_circles() -> None:
    def bend(pdf: pikepdf.Pdf) -> None:
        node = pdf.make_indirect(pikepdf.Dictionary())
        node.Kids = pikepdf.Array([node, node])
        pdf.Root.Names.EmbeddedFiles = node

    with pytest.raises(UnreadableFileError):
        extract(_edited(bend))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("/Filter", pikepdf.Name.ASCIIHexDecode),
        ("/Filter", pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.FlateDecode])),
        ("/DecodeParms", pikepdf.Dictionary(Predictor=12)),
    ],
)
def test_extract_refuses_another_compression(key: str, value: pikepdf.Object) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.AF[0].EF.F[key] = value

    with pytest.raises(UnreadableFileError):
        extract(_edited(change))


def test_extract_refuses_a_spec_that_is_no_stream() -> None:
    def replace(pdf: pikepdf.Pdf) -> None:
        pdf.Root.AF[0].EF = pikepdf.Dictionary(UF=pikepdf.Array([]))

    with pytest.raises(UnreadableFileError):
        extract(_edited(replace))


def test_extract_stops_a_decompression_bomb() -> None:
    bomb = zlib.compress(bytes(MAX_ATTACHMENT_BYTES + 1), 9)

    def load(pdf: pikepdf.Pdf) -> None:
        pdf.Root.AF[0].EF.F.write(bomb, filter=pikepdf.Name.FlateDecode)

    pdf = _edited(load)
    assert len(pdf) < 200_000
    with pytest.raises(FileTooLargeError):
        extract(pdf)


@pytest.mark.parametrize("damage", [b"", b"\x00" * 40, zlib.compress(CONTENT) + b"suite"])
def test_extract_refuses_a_damaged_stream(damage: bytes) -> None:
    def load(pdf: pikepdf.Pdf) -> None:
        pdf.Root.AF[0].EF.F.write(damage, filter=pikepdf.Name.FlateDecode)

    with pytest.raises(UnreadableFileError):
        extract(_edited(load))
