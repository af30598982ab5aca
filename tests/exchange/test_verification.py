"""Verification against everything one can do to a signed file."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Callable
from datetime import timedelta

import pikepdf
import pytest
from asn1crypto import cms
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from reportlab.pdfgen.canvas import Canvas

from csf_desktop.exchange import signatures
from csf_desktop.exchange.identity import Identity, make_identity
from csf_desktop.exchange.signing import _signer, sign_pdf
from csf_desktop.exchange.verification import SignatureStatus, Verification, verify_pdf
from tests.helpers.exchange import NOW, claire, exchange_pdf, nadia, paul
from tests.helpers.pdf import page_pdf

HOLE = re.compile(rb"/Contents <([0-9A-F]+)>")
REFUSED = (SignatureStatus.MODIFIED, SignatureStatus.UNREADABLE)


def _verify(pdf: bytes) -> Verification:
    return verify_pdf(pdf, known={claire().fingerprint})


def _signed(page: bytes | None = None, identity: Identity | None = None) -> bytes:
    return sign_pdf(page or page_pdf(), identity or claire(), signed_at=NOW, reason="Fiche")


def _appended(pdf: bytes, edit: Callable[[IncrementalPdfFileWriter], None]) -> bytes:
    """Return ``pdf`` with one more revision, written correctly."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    edit(writer)
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


def _with_cms(pdf: bytes, change: Callable[[cms.SignedData], None]) -> bytes:
    """Return ``pdf`` with its CMS changed where the signature does not protect it."""
    match = HOLE.search(pdf)
    assert match is not None
    content = cms.ContentInfo.load(bytes.fromhex(match[1].decode()))
    change(content["content"])
    der: bytes = content.dump(force=True)
    digits = der.hex().upper().encode().ljust(len(match[1]), b"0")
    return pdf[: match.start(1)] + digits + pdf[match.end(1) :]


# --- the five answers -------------------------------------------------------------------------


def test_known_signer_is_valid() -> None:
    result = _verify(_signed())
    assert result.status == "valid"
    assert (result.signer, result.academie) == ("Claire Essai", "Académie de Nantes")
    assert result.fingerprint == claire().fingerprint
    assert len(result.words.split()) == 8
    assert result.covers_whole_file
    assert result.certificate_der == claire().certificate_der


def test_unknown_signer_is_named_but_not_valid() -> None:
    result = verify_pdf(_signed(), known={})
    assert result.status == "unknown_signer"
    assert not result.is_valid
    assert "Claire Essai" in result.reason


def test_known_may_be_a_mapping_or_a_question() -> None:
    asked: list[str] = []

    def trusts(mark: str) -> bool:
        asked.append(mark)
        return True

    assert verify_pdf(_signed(), known={claire().fingerprint: "Claire"}).is_valid
    assert verify_pdf(_signed(), known=trusts).is_valid
    assert set(asked) == {claire().fingerprint}


def test_unsigned_file() -> None:
    assert _verify(page_pdf()).status == "unsigned"


@pytest.mark.parametrize("pdf", [b"", b"texte", b"%PDF-1.7\n", b"\x00" + page_pdf()])
def test_unreadable_file(pdf: bytes) -> None:
    assert _verify(pdf).status == "unreadable"


def test_every_reason_is_a_french_sentence() -> None:
    results = [_verify(_signed()), verify_pdf(_signed(), known={}), _verify(page_pdf())]
    results += [_verify(b""), _verify(_signed() + b"\n%ajout\n%%EOF")]
    assert len({result.status for result in results}) == 5
    for result in results:
        assert result.reason.endswith("."), result.reason


# --- changed bytes ----------------------------------------------------------------------------


def _flips(pdf: bytes, positions: list[int], seed: int) -> list[tuple[int, SignatureStatus]]:
    """Flip one bit at each position; return those that were not refused."""
    chance = random.Random(seed)
    passed = []
    for position in positions:
        altered = bytearray(pdf)
        altered[position] ^= 1 << chance.randrange(8)
        status = _verify(bytes(altered)).status
        if status not in REFUSED:
            passed.append((position, status))
    return passed


def _hole_span(pdf: bytes) -> tuple[int, int]:
    match = HOLE.search(pdf)
    assert match is not None
    return match.span(1)


def test_one_flipped_bit_is_always_refused() -> None:
    """A sample over the file, denser over the CMS and the signature dictionary after it."""
    pdf = exchange_pdf()
    start, end = _hole_span(pdf)
    positions = [*range(0, start, 37), *range(start, start + 2400, 23)]
    positions += [*range(start + 2400, end, 401), *range(end, len(pdf), 11)]
    assert _flips(pdf, positions, seed=1) == []


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_one_flipped_bit_anywhere_is_refused() -> None:
    pdf = exchange_pdf()
    for seed in range(3):
        assert _flips(pdf, list(range(len(pdf))), seed) == []


def test_case_of_one_hexadecimal_digit_is_not_free() -> None:
    pdf = _signed()
    start, _ = _hole_span(pdf)
    letter = next(i for i in range(start, start + 200) if pdf[i : i + 1].isalpha())
    altered = pdf[:letter] + pdf[letter : letter + 1].lower() + pdf[letter + 1 :]
    assert _verify(altered).status == "modified"


def test_padding_behind_the_cms_must_be_zero() -> None:
    pdf = _signed()
    _, end = _hole_span(pdf)
    assert _verify(pdf[: end - 2] + b"01" + pdf[end:]).status == "modified"


@pytest.mark.parametrize("length", [0.2, 0.5, 0.9, 0.99])
def test_a_truncated_file_is_refused(length: float) -> None:
    pdf = exchange_pdf()
    assert _verify(pdf[: int(len(pdf) * length)]).status in REFUSED


def test_a_file_cut_back_to_its_unsigned_pages_is_unsigned() -> None:
    pdf = _signed()
    assert pdf.startswith(page_pdf())
    assert _verify(page_pdf()).status == "unsigned"


# --- the unprotected parts of the CMS ---------------------------------------------------------


def _add_unsigned_attribute(data: cms.SignedData) -> None:
    attribute = cms.CMSAttribute({"type": "1.2.3.4", "values": []})
    data["signer_infos"][0]["unsigned_attrs"] = cms.CMSAttributes([attribute])


def _add_certificate(data: cms.SignedData) -> None:
    data["certificates"].append(cms.CertificateChoices.load(nadia().certificate_der))


def _replace_certificate(data: cms.SignedData) -> None:
    namesake = make_identity("Claire Essai", "Académie de Nantes", NOW)
    data["certificates"] = [cms.CertificateChoices.load(namesake.certificate_der)]


def _repeat_signer(data: cms.SignedData) -> None:
    data["signer_infos"].append(data["signer_infos"][0].copy())


def _change_version(data: cms.SignedData) -> None:
    data["version"] = "v3"


@pytest.mark.parametrize(
    "change",
    [
        _add_unsigned_attribute,
        _add_certificate,
        _replace_certificate,
        _repeat_signer,
        _change_version,
    ],
)
def test_the_cms_has_one_form_only(change: Callable[[cms.SignedData], None]) -> None:
    assert _verify(_with_cms(_signed(), lambda _data: None)).status == "valid"
    assert _verify(_with_cms(_signed(), change)).status == "modified"


def test_a_namesakes_certificate_is_another_signer() -> None:
    namesake = make_identity("Claire Essai", "Académie de Nantes", NOW)
    result = _verify(_signed(identity=namesake))
    assert result.status == "unknown_signer"
    assert result.signer == "Claire Essai"
    assert result.words != _verify(_signed()).words


# --- additions after the signature ------------------------------------------------------------


def _hide(writer: IncrementalPdfFileWriter) -> None:
    """Shadow attack, hide: empty the page's content."""
    page = writer.root["/Pages"]["/Kids"][0]
    stream = generic.StreamObject(stream_data=b"")
    page[generic.pdf_name("/Contents")] = writer.add_object(stream)
    writer.update_container(page)


def _replace(writer: IncrementalPdfFileWriter) -> None:
    """Shadow attack, replace: the catalogue points at other pages."""
    pages = generic.DictionaryObject(writer.root["/Pages"])
    page = generic.DictionaryObject(pages["/Kids"][0])
    del page["/Contents"]
    pages[generic.pdf_name("/Kids")] = generic.ArrayObject([writer.add_object(page)])
    writer.root[generic.pdf_name("/Pages")] = writer.add_object(pages)
    writer.update_root()


def _script(writer: IncrementalPdfFileWriter) -> None:
    writer.root[generic.pdf_name("/OpenAction")] = generic.DictionaryObject(
        {
            generic.pdf_name("/S"): generic.pdf_name("/JavaScript"),
            generic.pdf_name("/JS"): generic.pdf_string("app.alert(1)"),
        }
    )
    writer.update_root()


def _orphan(writer: IncrementalPdfFileWriter) -> None:
    """Add an object that nothing refers to."""
    writer.add_object(generic.pdf_string("rien"))


EDITS = [_hide, _replace, _script, _orphan]


@pytest.mark.parametrize("edit", EDITS)
def test_an_appended_revision_is_refused(edit: Callable[[IncrementalPdfFileWriter], None]) -> None:
    assert _verify(_appended(_signed(), edit)).status == "modified"


@pytest.mark.parametrize("edit", EDITS[:3])
def test_a_later_signature_does_not_cover_up_a_change(
    edit: Callable[[IncrementalPdfFileWriter], None],
) -> None:
    changed = _appended(_signed(), edit)
    countersigned = sign_pdf(changed, paul(), signed_at=NOW, reason="Vu")
    result = verify_pdf(countersigned, known={claire().fingerprint, paul().fingerprint})
    assert result.status == "modified"


def test_a_form_field_filled_after_certification_is_refused() -> None:
    """Certification level 2 allows it in general; an exchange file has nothing to fill."""
    output = io.BytesIO()
    canvas = Canvas(output, invariant=1)
    canvas.acroForm.textfield(name="Avis", x=72, y=700, value="")
    canvas.showPage()
    canvas.save()
    signed = _signed(output.getvalue())
    assert _verify(signed).status == "valid"

    def fill(writer: IncrementalPdfFileWriter) -> None:
        field = writer.root["/AcroForm"]["/Fields"][0]
        field[generic.pdf_name("/V")] = generic.pdf_string("Refusé")
        writer.update_container(field)

    filled = sign_pdf(_appended(signed, fill), paul(), signed_at=NOW, reason="Vu")
    assert _verify(filled).status == "modified"


@pytest.mark.parametrize("tail", [b"\n", b"%%EOF\n", b"\n%suite\n", b"\x00"])
def test_bytes_added_at_the_end_are_refused(tail: bytes) -> None:
    assert _verify(_signed() + tail).status in REFUSED


def test_bytes_added_at_the_start_are_refused() -> None:
    assert _verify(b"\n" + _signed()).status in REFUSED


# --- the signature moved or removed -----------------------------------------------------------


def _byte_range(pdf: bytes) -> re.Match[bytes]:
    match = re.search(rb"/ByteRange \[0 (\d+) (\d+) (\d+)\]( *)", pdf)
    assert match is not None
    return match


def _with_byte_range(pdf: bytes, numbers: list[int]) -> bytes:
    match = _byte_range(pdf)
    text = b"/ByteRange [" + b" ".join(b"%d" % n for n in numbers) + b"]"
    return pdf[: match.start()] + text.ljust(len(match[0])) + pdf[match.end() :]


def test_a_moved_byte_range_is_refused() -> None:
    """Signature wrapping: the hole is widened, or moved, to take in something else."""
    pdf = _signed()
    _, first, second, last = (0, *(int(n) for n in _byte_range(pdf).groups()[:3]))
    ranges = [
        [0, first - 20, second, last],
        [0, first, second + 20, last - 20],
        [0, first, second, last - 10],
        [1, first - 1, second, last],
        [0, first, second, last, len(pdf), 0],
        [0, 0, second, last],
        [0, first, first, len(pdf) - first],
        [0, first, second, last + 1000],
        [0, first, second],
    ]
    for numbers in ranges:
        assert _verify(_with_byte_range(pdf, numbers)).status in REFUSED, numbers


def test_wrapping_the_signed_bytes_in_another_document_is_refused() -> None:
    """The old revision is kept whole, its range widened over the attacker's own."""
    pdf = _signed()
    changed = _appended(pdf, _replace)
    match = _byte_range(pdf)
    numbers = [0, int(match[1]), int(match[2]), len(changed) - int(match[2])]
    assert _verify(_with_byte_range(changed, numbers)).status == "modified"


def test_a_stripped_signature_is_noticed() -> None:
    """Neither the field removed nor the form removed makes it an innocent unsigned file."""

    def drop_form(writer: IncrementalPdfFileWriter) -> None:
        del writer.root["/AcroForm"]
        writer.update_root()

    def empty_field(writer: IncrementalPdfFileWriter) -> None:
        field = writer.root["/AcroForm"]["/Fields"][0]
        del field["/V"]
        writer.update_container(field)

    for edit in (drop_form, empty_field):
        assert _verify(_appended(_signed(), edit)).status == "modified"


def test_a_rewritten_file_is_refused() -> None:
    """Printing to PDF, or saving again from another program."""
    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(_signed())) as pdf:
        pdf.save(output)
    assert _verify(output.getvalue()).status == "modified"


def test_two_signature_fields_over_one_signature_are_refused() -> None:
    def share(writer: IncrementalPdfFileWriter) -> None:
        fields = writer.root["/AcroForm"]["/Fields"]
        twin = generic.DictionaryObject(fields[0])
        twin[generic.pdf_name("/T")] = generic.pdf_string("Jumeau")
        fields.append(writer.add_object(twin))
        writer.update_container(fields)

    assert _verify(_appended(_signed(), share)).status == "modified"


def _approval(identity: Identity, digest: str) -> bytes:
    """Return a page with an ordinary signature, as another program makes it."""
    output: io.BytesIO = signers.sign_pdf(
        IncrementalPdfFileWriter(io.BytesIO(page_pdf())),
        signers.PdfSignatureMetadata(field_name="Approbation", md_algorithm=digest),
        signer=_signer(identity),
    )
    return output.getvalue()


def test_a_signature_that_certifies_nothing_is_not_ours() -> None:
    approval = _approval(claire(), "sha256")
    assert _verify(approval).status == "modified"
    # For a stranger the form is their own affair: the file is intact, and not trusted.
    assert verify_pdf(approval, known={}).status == "unknown_signer"


def test_a_document_time_stamp_is_refused() -> None:
    pdf = _signed().replace(b"/Type /Sig\n", b"/Type /Sih\n")
    assert _verify(pdf).status == "modified"


def test_a_weak_digest_is_refused_whoever_signs() -> None:
    result = verify_pdf(_approval(nadia(), "sha1"), known={})
    assert result.status == "modified"
    assert "algorithme" in result.reason


def test_too_many_signatures_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signatures, "MAX_SIGNATURES", 1)
    twice = sign_pdf(_signed(), paul(), signed_at=NOW, reason="Vu")
    assert _verify(twice).status == "modified"


# --- time -------------------------------------------------------------------------------------


@pytest.mark.parametrize("days", [-30, 366 * 10 + 1])
def test_a_certificate_counts_only_while_it_is_valid(days: int) -> None:
    pdf = sign_pdf(page_pdf(), claire(), signed_at=NOW + timedelta(days=days), reason="")
    result = _verify(pdf)
    assert result.status == "unknown_signer"
    assert "date déclarée" in result.reason


# --- content that is odd but signed -----------------------------------------------------------


def test_scripts_under_the_signature_do_not_matter() -> None:
    assert _verify(_signed(_appended(page_pdf(), _script))).status == "valid"
