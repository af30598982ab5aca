"""The whole file: written, carried, verified, opened; each refusal with its own error."""

from __future__ import annotations

import io
import subprocess
import zlib
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from csf_desktop.errors import (
    CsfError,
    EnvelopeMismatchError,
    FileTooLargeError,
    ModifiedFileError,
    NewerFormatError,
    NoExchangeDataError,
    NotForThisVaultError,
    UnknownSignerError,
    UnreadableFileError,
    UnsignedFileError,
)
from csf_desktop.exchange.attachments import OPEN_NAME, SEALED_NAME, attach
from csf_desktop.exchange.envelope import Opened, seal
from csf_desktop.exchange.identity import Identity
from csf_desktop.exchange.limits import MAX_PDF_BYTES
from csf_desktop.exchange.package import read_exchange_pdf, write_exchange_pdf
from csf_desktop.exchange.signing import SignatureBox, sign_pdf
from tests.helpers.exchange import CONTENT, NOW, NUMBER, claire, exchange_pdf, nadia, paul
from tests.helpers.pdf import page_pdf


def _read(pdf: bytes, reader: Identity | None = None) -> Opened:
    return read_exchange_pdf(
        pdf, identity=reader or paul(), known={claire().fingerprint}, name="fiche.pdf"
    )


def _signed(attachment: bytes, name: str = SEALED_NAME, signer: Identity | None = None) -> bytes:
    """Return a file whose attachment is anything, correctly signed."""
    pdf = attach(page_pdf(), attachment, name)
    return sign_pdf(pdf, signer or claire(), signed_at=NOW, reason="Fiche")


def _sealed(sender: Identity | None = None) -> bytes:
    return seal(
        CONTENT,
        sender=sender or claire(),
        recipients=[paul().certificate_der],
        number=NUMBER,
        issued_at=NOW,
    )


def test_a_file_travels_from_one_vault_to_another() -> None:
    opened = _read(exchange_pdf())
    assert opened.content == CONTENT
    assert opened.sender_fingerprint == claire().fingerprint
    assert (opened.number, opened.issued_at) == (NUMBER, NOW)


def test_a_file_with_boxes_signed_by_others_still_opens() -> None:
    pdf = write_exchange_pdf(
        page_pdf(pages=2),
        CONTENT,
        sender=claire(),
        recipients=[paul().certificate_der],
        number=NUMBER,
        issued_at=NOW,
        boxes=[SignatureBox("Entreprise", 1, (72, 100, 250, 160))],
    )
    countersigned = sign_pdf(pdf, nadia(), signed_at=NOW + timedelta(days=1), reason="Vu")
    assert _read(countersigned).content == CONTENT


def test_no_clear_text_of_the_content_is_in_the_file() -> None:
    canary = b"Prenom-Canari"
    pdf = write_exchange_pdf(
        page_pdf(),
        canary * 20,
        sender=claire(),
        recipients=[paul().certificate_der],
        number=NUMBER,
        issued_at=NOW,
    )
    with pikepdf.open(io.BytesIO(pdf)) as document:
        streams = [one for one in document.objects if isinstance(one, pikepdf.Stream)]
        assert streams
        assert all(canary not in stream.read_bytes() for stream in streams)
    assert canary not in pdf


def test_other_readers_accept_the_file(tmp_path: Path) -> None:
    path = tmp_path / "fiche.pdf"
    path.write_bytes(exchange_pdf())
    checked = subprocess.run(
        ["qpdf", "--check", str(path)], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout


# --- refusals, in the order they are made -----------------------------------------------------


def test_too_large() -> None:
    with pytest.raises(FileTooLargeError) as caught:
        _read(bytes(MAX_PDF_BYTES + 1))
    assert "fiche.pdf" in str(caught.value)


def test_unreadable() -> None:
    with pytest.raises(UnreadableFileError) as caught:
        _read(b"PK\x03\x04 un autre fichier")
    assert "fiche.pdf" in str(caught.value)


def test_unreadable_only_in_detail() -> None:
    """The cross-references hold; the form is not one."""
    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(page_pdf())) as pdf:
        pdf.Root.AcroForm = 12
        pdf.save(output)
    with pytest.raises(UnreadableFileError):
        _read(output.getvalue())


def test_unsigned() -> None:
    with pytest.raises(UnsignedFileError):
        _read(attach(page_pdf(), _sealed(), SEALED_NAME))


def test_modified() -> None:
    pdf = exchange_pdf()
    where = pdf.index(b"/Title (untitled)") + 8
    with pytest.raises(ModifiedFileError):
        _read(pdf[:where] + b"U" + pdf[where + 1 :])


def test_unknown_signer_is_named() -> None:
    with pytest.raises(UnknownSignerError) as caught:
        _read(_signed(_sealed(nadia()), signer=nadia()))
    assert "Nadia Exemple" in str(caught.value)


def test_an_unknown_signer_is_refused_before_the_attachment_is_looked_at() -> None:
    with pytest.raises(UnknownSignerError):
        _read(_signed(b"pas une enveloppe", signer=nadia()))


def test_no_data() -> None:
    plain = sign_pdf(page_pdf(), claire(), signed_at=NOW, reason="Fiche")
    for pdf in (plain, _signed(b"{}", OPEN_NAME)):
        with pytest.raises(NoExchangeDataError):
            _read(pdf)


def test_not_an_envelope() -> None:
    with pytest.raises(UnreadableFileError):
        _read(_signed(b"pas une enveloppe"))


def test_newer_format() -> None:
    with pytest.raises(NewerFormatError):
        _read(_signed(b'{"format":"csf-exchange","version":2}'))


def test_not_for_this_vault() -> None:
    with pytest.raises(NotForThisVaultError):
        _read(exchange_pdf(), nadia())


def test_a_sealed_attachment_lifted_into_another_file_is_a_mismatch() -> None:
    """Claire, whom Paul knows, signs an envelope that Nadia made (or that was stolen from her)."""
    with pytest.raises(EnvelopeMismatchError):
        _read(_signed(_sealed(nadia())))


def test_an_old_envelope_in_a_newly_signed_file_is_a_mismatch() -> None:
    pdf = attach(page_pdf(), _sealed(), SEALED_NAME)
    later = sign_pdf(pdf, claire(), signed_at=NOW + timedelta(days=9), reason="Fiche")
    with pytest.raises(EnvelopeMismatchError):
        _read(later)


def test_a_bomb_from_a_known_colleague_is_stopped() -> None:
    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(attach(page_pdf(), b"", SEALED_NAME))) as pdf:
        bomb = zlib.compress(bytes(65_000_000), 9)
        pdf.Root.AF[0].EF.F.write(bomb, filter=pikepdf.Name.FlateDecode)
        pdf.save(output, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    with pytest.raises(FileTooLargeError):
        _read(sign_pdf(output.getvalue(), claire(), signed_at=NOW, reason=""))


def test_a_replaced_attachment_under_a_countersignature_is_refused() -> None:
    """A countersigner cannot put other data under the author's signature."""
    writer = IncrementalPdfFileWriter(io.BytesIO(exchange_pdf()))
    other = generic.StreamObject(stream_data=_sealed())
    spec = writer.root["/AF"][0]
    spec["/EF"][generic.pdf_name("/UF")] = writer.add_object(other)
    writer.update_container(spec)
    output = io.BytesIO()
    writer.write(output)
    with pytest.raises(ModifiedFileError):
        _read(sign_pdf(output.getvalue(), nadia(), signed_at=NOW, reason="Vu"))


# --- random -----------------------------------------------------------------------------------

_PDF = exchange_pdf()


def _check(where: int, replacement: bytes, cut: int) -> None:
    pdf = _PDF[:where] + replacement + _PDF[where + cut :]
    if pdf == _PDF:
        return
    with pytest.raises(CsfError):
        _read(pdf)


@settings(deadline=None, max_examples=250, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, len(_PDF)), st.binary(max_size=30), st.integers(0, 60))
def test_random_changes_are_refused_with_a_sentence(
    where: int, replacement: bytes, cut: int
) -> None:
    _check(where, replacement, cut)


@pytest.mark.slow
@pytest.mark.timeout(3600)
@settings(deadline=None, max_examples=30_000, suppress_health_check=list(HealthCheck))
@given(st.integers(0, len(_PDF)), st.binary(max_size=60), st.integers(0, 400))
def test_random_changes_are_refused_long(where: int, replacement: bytes, cut: int) -> None:
    _check(where, replacement, cut)


@settings(deadline=None, max_examples=150)
@given(st.binary(max_size=400))
def test_random_bytes_are_refused_with_a_sentence(data: bytes) -> None:
    for pdf in (data, b"%PDF-1.7\n" + data + b"\nstartxref\n9\n%%EOF\n"):
        with pytest.raises(CsfError):
            _read(pdf)
