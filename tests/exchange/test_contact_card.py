"""Contact cards: a certificate in a file signed by itself."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from csf_desktop.errors import (
    EnvelopeMismatchError,
    ModifiedFileError,
    NewerFormatError,
    NoExchangeDataError,
    UnreadableFileError,
    UnsignedFileError,
)
from csf_desktop.exchange import canonical
from csf_desktop.exchange.attachments import OPEN_NAME, attach
from csf_desktop.exchange.contact_card import (
    card_payload,
    read_card_pdf,
    write_card_pdf,
)
from csf_desktop.exchange.identity import Identity, certificate_info
from csf_desktop.exchange.package import read_exchange_pdf
from csf_desktop.exchange.signing import sign_pdf
from csf_desktop.exchange.verification import verify_pdf
from tests.helpers.exchange import NOW, claire, exchange_pdf, nadia, paul
from tests.helpers.pdf import page_pdf

PHONE, EMAIL = "02 40 00 00 00", "claire.essai@example.org"


def _card(identity: Identity | None = None) -> bytes:
    return write_card_pdf(
        page_pdf("Carte"), identity or claire(), issued_at=NOW, phone=PHONE, email=EMAIL
    )


def _signed(payload: bytes, signer: Identity | None = None) -> bytes:
    pdf = attach(page_pdf("Carte"), payload, OPEN_NAME)
    return sign_pdf(pdf, signer or claire(), signed_at=NOW, reason="Carte")


def _edited(**changes: object) -> bytes:
    payload: dict[str, Any] = json.loads(card_payload(claire().certificate_der, issued_at=NOW))
    return canonical.encode(payload | changes)


def test_a_card_presents_its_holder() -> None:
    card = read_card_pdf(_card())
    info = certificate_info(claire().certificate_der)
    assert (card.name, card.academie) == ("Claire Essai", "Académie de Nantes")
    assert (card.phone, card.email) == (PHONE, EMAIL)
    assert card.certificate_der == claire().certificate_der
    assert (card.fingerprint, card.words) == (info.fingerprint, info.words)
    assert card.issued_at == NOW


def test_reading_a_card_trusts_nobody() -> None:
    read_card_pdf(_card())
    assert verify_pdf(_card(), known={}).status == "unknown_signer"


def test_once_the_card_is_trusted_files_of_its_holder_open() -> None:
    card = read_card_pdf(_card())
    trusted = {card.fingerprint: card}
    assert read_exchange_pdf(exchange_pdf(), identity=paul(), known=trusted).content


def test_the_payload_holds_no_more_than_it_says() -> None:
    payload = json.loads(card_payload(claire().certificate_der, issued_at=NOW, phone=PHONE))
    assert set(payload) == {"format", "version", "certificate", "phone", "email", "issued_at"}


def test_a_card_of_somebody_else_is_a_mismatch() -> None:
    """Nadia signs a card that carries Claire's certificate."""
    payload = card_payload(claire().certificate_der, issued_at=NOW)
    with pytest.raises(EnvelopeMismatchError):
        read_card_pdf(_signed(payload, nadia()))


def test_a_card_signed_at_another_time_is_a_mismatch() -> None:
    payload = card_payload(claire().certificate_der, issued_at=NOW - timedelta(days=1))
    with pytest.raises(EnvelopeMismatchError):
        read_card_pdf(_signed(payload))


def test_an_unsigned_or_altered_card_is_refused() -> None:
    payload = card_payload(claire().certificate_der, issued_at=NOW)
    with pytest.raises(UnsignedFileError):
        read_card_pdf(attach(page_pdf(), payload, OPEN_NAME))
    card = _card()
    where = card.index(b"/Title (untitled)") + 8
    with pytest.raises(ModifiedFileError):
        read_card_pdf(card[:where] + b"U" + card[where + 1 :])


def test_another_signed_file_is_no_card() -> None:
    for pdf in (exchange_pdf(), _signed(b'{"format":"autre"}')):
        with pytest.raises(NoExchangeDataError):
            read_card_pdf(pdf)


def test_a_card_of_a_newer_version_says_so() -> None:
    with pytest.raises(NewerFormatError):
        read_card_pdf(_signed(_edited(version=2, photo="")))


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"[]",
        _edited(version="1"),
        _edited(version=True),
        _edited(extra=1),
        _edited(phone=12),
        _edited(email="a" * 255),
        _edited(certificate="pas de base64"),
        _edited(certificate=None),
        _edited(issued_at="hier"),
    ],
)
def test_a_malformed_card_is_unreadable(payload: bytes) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read_card_pdf(_signed(payload), name="carte.pdf")
    assert "carte.pdf" in str(caught.value)
