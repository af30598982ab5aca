"""Files that a stranger composed freely and signed correctly: they reach every later check."""

from __future__ import annotations

import asyncio
import hashlib
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes

from csf_desktop.errors import CsfError
from csf_desktop.exchange.contact_card import read_card_pdf, write_card_pdf
from csf_desktop.exchange.identity import Identity
from csf_desktop.exchange.signing import _signer
from csf_desktop.exchange.verification import SignatureStatus, verify_pdf
from tests.helpers.exchange import NOW, claire, nadia
from tests.helpers.pdf import page_pdf

_HOLE = re.compile(rb"/Contents <([0-9A-F]+)>")
_CARD = write_card_pdf(page_pdf("Carte"), nadia(), issued_at=NOW, phone="02 40 00 00 00")


def _signed_again(pdf: bytes, identity: Identity) -> bytes:
    """Return an altered signed file with a signature that holds over what it has become."""
    match = _HOLE.search(pdf)
    assert match is not None
    digest = hashlib.sha256(pdf[: match.start(1) - 1] + pdf[match.end(1) + 1 :]).digest()
    message = asyncio.run(
        _signer(identity).async_sign(
            digest,
            "sha256",
            use_pades=True,
            is_pdf_sig=True,
            signed_attr_settings=PdfCMSSignedAttributes(),
        )
    )
    der: bytes = message.dump()
    digits = der.hex().upper().encode().ljust(len(match[1]), b"0")
    return pdf[: match.start(1)] + digits + pdf[match.end(1) :]


def test_signing_again_makes_a_file_that_holds() -> None:
    """The tests below reach past the digest: this is the same road with nothing altered."""
    pdf = _signed_again(_CARD, nadia())
    assert pdf != _CARD
    assert verify_pdf(pdf, known={}).status is SignatureStatus.UNKNOWN_SIGNER
    assert read_card_pdf(pdf).name == "Nadia Exemple"


def test_a_strangers_text_in_the_certified_pages_is_the_strangers() -> None:
    pdf = _signed_again(_CARD.replace(b"/Title (untitled)", b"/Title (UNtitled)"), nadia())
    assert verify_pdf(pdf, known={claire().fingerprint}).status == "unknown_signer"


def _alter(where: int, replacement: bytes) -> bytes:
    """Replace bytes outside the hole; same length, so that offsets stay true."""
    match = _HOLE.search(_CARD)
    assert match is not None
    start, end = match.span(1)
    where %= len(_CARD) - (end - start) - len(replacement) - 2
    if where + len(replacement) >= start - 1:
        where = where - start + 1 + end
    return _CARD[:where] + replacement + _CARD[where + len(replacement) :]


_TOKENS = [b"null", b"true", b"<<>>", b"[]  ", b"()  ", b"9 0 R", b"1 0 R", b"99999", b"-1   "]
_REPLACEMENT = st.binary(min_size=1, max_size=6) | st.sampled_from(_TOKENS)


def _reading(pdf: bytes) -> str:
    """Read as a card; return what would be said."""
    try:
        card = read_card_pdf(pdf)
    except CsfError as error:
        return str(error)
    return f"Carte de {card.name}."


def _check(where: int, replacement: bytes) -> None:
    altered = _alter(where, replacement)
    if _HOLE.search(altered) is None:
        return
    pdf = _signed_again(altered, nadia())
    result = verify_pdf(pdf, known={claire().fingerprint})
    assert result.status is not SignatureStatus.VALID
    assert result.reason.endswith(".")
    assert _reading(pdf).endswith(".")


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, len(_CARD)), _REPLACEMENT)
def test_any_structure_is_answered_with_a_sentence(where: int, replacement: bytes) -> None:
    _check(where, replacement)


@pytest.mark.slow
@pytest.mark.timeout(3600)
@settings(deadline=None, max_examples=20_000, suppress_health_check=list(HealthCheck))
@given(st.integers(0, len(_CARD)), _REPLACEMENT)
def test_any_structure_is_answered_long(where: int, replacement: bytes) -> None:
    _check(where, replacement)
