"""Files of format version 1, written once and opened for ever after (tests/data/exchange-v1).

Also the reference for anybody who writes a reader: the recipient's key is there, and invented.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from csf_desktop.exchange.contact_card import read_card_pdf
from csf_desktop.exchange.identity import Identity, fingerprint
from csf_desktop.exchange.package import read_exchange_pdf

DATA = Path(__file__).parents[1] / "data" / "exchange-v1"
ISSUED_AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
SENDER = "66eae09dbe158bac74585c85bbeab2ed83e25a29742098d66d319a78f357da10"


def test_stored_card_reads_the_same() -> None:
    card = read_card_pdf((DATA / "card.pdf").read_bytes())
    assert (card.name, card.academie) == ("Claire Essai", "Académie de Nantes")
    assert (card.phone, card.email) == ("02 40 00 00 00", "claire.essai@example.org")
    assert card.fingerprint == SENDER == fingerprint((DATA / "sender.der").read_bytes())
    assert card.words == "hamac tracteur terrasse ourson pupitre bouchon mouette perruche"
    assert card.issued_at == ISSUED_AT


def test_stored_exchange_file_opens_the_same() -> None:
    recipient = Identity(
        private_key_pkcs8=(DATA / "recipient.pk8").read_bytes(),
        certificate_der=(DATA / "recipient.der").read_bytes(),
    )
    opened = read_exchange_pdf(
        (DATA / "exchange.pdf").read_bytes(), identity=recipient, known={SENDER}
    )
    assert opened.content.decode() == '{"pathway":"P-2026-014-02","note":"prévu"}'
    assert opened.sender_fingerprint == SENDER
    assert opened.recipients == (recipient.fingerprint,)
    assert (opened.number, opened.issued_at) == ("P-2026-014-02", ISSUED_AT)
