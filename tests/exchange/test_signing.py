"""Signing: what the file says, and what other readers think of it."""

from __future__ import annotations

import io
import re
import subprocess
from datetime import timedelta, timezone
from pathlib import Path

import pikepdf
import pytest
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers

from csf_desktop.exchange.signing import SignatureBox, _signer, sign_pdf
from csf_desktop.exchange.verification import SignatureStatus, verify_pdf
from tests.helpers.exchange import NOW, claire, exchange_pdf, nadia, paul
from tests.helpers.pdf import page_pdf

BOX = SignatureBox("Entreprise", 0, (72, 100, 250, 160))


def _signed(*boxes: SignatureBox) -> bytes:
    return sign_pdf(page_pdf(), claire(), signed_at=NOW, reason="Fiche de suivi", boxes=boxes)


def _pdfsig(pdf: bytes, tmp_path: Path) -> str:
    path = tmp_path / "fiche.pdf"
    path.write_bytes(pdf)
    return subprocess.run(["pdfsig", str(path)], capture_output=True, text=True, check=False).stdout


def _mutool(pdf: bytes, tmp_path: Path) -> str:
    path = tmp_path / "fiche.pdf"
    path.write_bytes(pdf)
    return subprocess.run(
        ["mutool", "sign", "-v", str(path)], capture_output=True, text=True, check=False
    ).stdout


def test_poppler_finds_the_signature_valid(tmp_path: Path) -> None:
    for pdf in (_signed(), exchange_pdf()):
        answer = _pdfsig(pdf, tmp_path)
        assert "Signature is Valid." in answer
        assert "Total document signed" in answer
        assert "ETSI.CAdES.detached" in answer
        assert "SHA-256" in answer
        assert "Claire Essai" in answer


def test_mupdf_finds_the_document_unchanged(tmp_path: Path) -> None:
    for pdf in (_signed(), exchange_pdf()):
        answer = _mutool(pdf, tmp_path)
        assert "The document is unchanged since signing." in answer
        # Nobody but us knows a self-issued certificate.
        assert "Self-signed certificate" in answer


def test_other_readers_see_an_altered_file(tmp_path: Path) -> None:
    """The two tests above can fail: the same readers refuse one changed byte."""
    altered = _signed().replace(b"/Title (untitled)", b"/Title (UNtitled)")
    assert "Signature is Valid." not in _pdfsig(altered, tmp_path)
    assert "The document is unchanged since signing." not in _mutool(altered, tmp_path)


def test_first_signature_certifies_and_allows_signatures_only() -> None:
    with pikepdf.open(io.BytesIO(_signed())) as pdf:
        signature = pdf.Root.Perms.DocMDP
        assert signature.SubFilter == "/ETSI.CAdES.detached"
        assert int(signature.Reference[0].TransformParams.P) == 2
        assert str(signature.Reason) == "Fiche de suivi"
        (field,) = pdf.Root.AcroForm.Fields
        assert [int(side) for side in field.Rect] == [0, 0, 0, 0]


def test_declared_time_is_the_given_one_in_any_zone() -> None:
    paris = NOW.astimezone(timezone(timedelta(hours=1)))
    for moment in (NOW, paris):
        pdf = sign_pdf(page_pdf(), claire(), signed_at=moment, reason="")
        assert verify_pdf(pdf, known={claire().fingerprint}).declared_at == NOW


def test_nothing_of_the_machine_gets_into_the_file() -> None:
    """Only the declared time, in the signature: no clock, no name of a library."""
    added = _signed()[len(page_pdf()) :]
    assert b"pyHanko" not in added
    assert b"ModDate" not in added
    assert re.findall(rb"\(D\\072(\d+)", added) == [b"20261124100000"]


def test_a_naive_time_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        sign_pdf(page_pdf(), claire(), signed_at=NOW.replace(tzinfo=None), reason="")


def test_boxes_are_left_for_others_to_sign(tmp_path: Path) -> None:
    pdf = _signed(BOX)
    assert verify_pdf(pdf, known={claire().fingerprint}).is_valid
    answer = _pdfsig(pdf, tmp_path)
    assert "Entreprise" in answer
    assert "The signature form field is not signed." in answer


def test_boxes_cannot_be_added_to_a_signed_document() -> None:
    with pytest.raises(ValueError, match="certified"):
        sign_pdf(_signed(), paul(), signed_at=NOW, reason="", boxes=[BOX])


def test_a_countersigned_document_stays_valid_for_its_author(tmp_path: Path) -> None:
    later = NOW + timedelta(days=2)
    pdf = sign_pdf(_signed(BOX), paul(), signed_at=later, reason="Vu")
    pdf = sign_pdf(pdf, nadia(), signed_at=later, reason="Vu aussi")
    result = verify_pdf(pdf, known={claire().fingerprint, paul().fingerprint})
    assert result.status is SignatureStatus.VALID
    assert result.signer == "Claire Essai"
    assert result.declared_at == NOW
    assert [(one.name, one.known) for one in result.countersignatures] == [
        ("Paul Modèle", True),
        ("Nadia Exemple", False),
    ]
    assert _pdfsig(pdf, tmp_path).count("Signature is Valid.") == 3


def test_a_known_countersigner_does_not_vouch_for_an_unknown_author() -> None:
    pdf = sign_pdf(_signed(), paul(), signed_at=NOW, reason="Vu")
    result = verify_pdf(pdf, known={paul().fingerprint})
    assert result.status is SignatureStatus.UNKNOWN_SIGNER
    assert result.signer == "Claire Essai"


def test_a_signature_in_a_box_by_another_reader_is_accepted() -> None:
    """Somebody signs the visible field that was left for them."""
    writer = IncrementalPdfFileWriter(io.BytesIO(_signed(BOX)))
    output = signers.sign_pdf(
        writer,
        signers.PdfSignatureMetadata(field_name="Entreprise"),
        signer=_signer(nadia()),
        existing_fields_only=True,
    )
    result = verify_pdf(output.getvalue(), known={claire().fingerprint})
    assert result.status is SignatureStatus.VALID, result.reason
    assert [one.name for one in result.countersignatures] == ["Nadia Exemple"]
