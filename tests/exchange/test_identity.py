"""Identities, fingerprints, words, and certificates issued by an académie."""

from __future__ import annotations

import unicodedata
from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

from csf_desktop.errors import InvalidInputError, UnusableCertificateError
from csf_desktop.exchange import identity as ids
from tests.helpers.exchange import NOW, claire, issue, paul


def test_make_identity_gives_a_certificate_of_the_tutor() -> None:
    info = ids.certificate_info(claire().certificate_der)
    assert (info.name, info.academie) == ("Claire Essai", "Académie de Nantes")
    assert info.not_before < NOW < info.not_after
    assert info.not_after - NOW >= timedelta(days=3650)


def test_make_identity_uses_one_p256_key_for_signing_and_sealing() -> None:
    certificate = ids.load_certificate(claire().certificate_der)
    usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    assert usage.digital_signature
    assert usage.content_commitment
    assert usage.key_agreement
    assert not usage.key_cert_sign
    public = claire().private_key().public_key()
    assert ids.recipient_key(claire().certificate_der) == public
    assert isinstance(public.curve, ec.SECP256R1)


def test_two_identities_of_the_same_name_differ() -> None:
    namesake = ids.make_identity("Claire Essai", "Académie de Nantes", NOW)
    assert namesake.fingerprint != claire().fingerprint


def test_serial_is_kept() -> None:
    made = ids.make_identity("A", "", NOW, serial=4711)
    assert ids.load_certificate(made.certificate_der).serial_number == 4711


@pytest.mark.parametrize("name", ["", "   ", "x" * 65])
def test_make_identity_refuses_an_unusable_name(name: str) -> None:
    with pytest.raises(InvalidInputError):
        ids.make_identity(name, "", NOW)


def test_make_identity_refuses_a_naive_time() -> None:
    with pytest.raises(ValueError, match="aware"):
        ids.make_identity("A", "", NOW.replace(tzinfo=None))


def test_private_key_is_not_shown() -> None:
    shown = repr(claire())
    assert "private_key" not in shown
    assert repr(claire().private_key_pkcs8) not in shown


def test_damaged_private_key_is_an_expected_error() -> None:
    broken = ids.Identity(b"\x30\x00", claire().certificate_der)
    with pytest.raises(UnusableCertificateError):
        broken.private_key()


@pytest.mark.parametrize("der", [b"", b"\x30\x03\x02\x01\x01", b"pas un certificat"])
def test_damaged_certificate_is_an_expected_error(der: bytes) -> None:
    with pytest.raises(UnusableCertificateError):
        ids.certificate_info(der)


def test_a_private_key_of_another_kind_is_refused() -> None:
    other_curve, _, _ = issue("Courbe", curve=ec.SECP384R1())
    with pytest.raises(UnusableCertificateError):
        other_curve.private_key()


def test_a_certificate_without_extensions_neither_seals_nor_issues() -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    bare = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([]))
        .issuer_name(x509.Name([]))
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(NOW)
        .not_valid_after(NOW + timedelta(days=1))
        .sign(key, hashes.SHA256())
        .public_bytes(Encoding.DER)
    )
    assert ids.certificate_info(bare).name == ""
    assert not ids.is_issued_by(claire().certificate_der, bare, NOW)
    with pytest.raises(UnusableCertificateError):
        ids.recipient_key(bare)


def test_recipient_key_refuses_another_curve_and_a_key_that_only_signs() -> None:
    other_curve, _, _ = issue("Courbe", curve=ec.SECP384R1())
    only_signs, _, _ = issue("Signe", key_agreement=False)
    for made in (other_curve, only_signs):
        with pytest.raises(UnusableCertificateError):
            ids.recipient_key(made.certificate_der)


# --- fingerprint words ------------------------------------------------------------------------


def test_word_list_can_be_read_aloud() -> None:
    words = ids.word_list()
    assert len(words) == len(set(words)) == ids.WORD_LIST_SIZE
    assert list(words) == sorted(words)
    for word in words:
        assert 4 <= len(word) <= 8, word
        assert word.islower(), word
        assert word == unicodedata.normalize("NFD", word), word
        assert word.isascii(), word


def test_words_of_the_list_never_differ_by_one_letter_only() -> None:
    words = ids.word_list()
    near = [
        (one, other)
        for one in words
        for other in words
        if one < other and len(one) == len(other) and sum(map(str.__ne__, one, other)) < 2
    ]
    assert near == []


def test_fingerprint_words_are_the_first_eight_bytes() -> None:
    mark = claire().fingerprint
    words = ids.fingerprint_words(claire().certificate_der).split(" ")
    assert bytes(ids.word_list().index(word) for word in words).hex() == mark[:16]
    assert words != ids.fingerprint_words(paul().certificate_der).split(" ")


def test_fingerprint_is_sha256_and_printed_in_groups() -> None:
    mark = "3f2a91bc" + "0" * 56
    assert ids.grouped_fingerprint(mark).startswith("3F2A 91BC 0000")
    assert ids.grouped_fingerprint(mark).count(" ") == 15
    assert ids.short_fingerprint(mark) == "3F2A 91BC 0000 0000"
    assert len(claire().fingerprint) == 64


# --- issued by an académie --------------------------------------------------------------------


def test_is_issued_by_accepts_what_the_root_signed() -> None:
    root, root_certificate, root_key = issue("Racine", authority=True)
    tutor, _, _ = issue("Tutrice", issuer=(root_certificate, root_key))
    assert ids.is_issued_by(tutor.certificate_der, root.certificate_der, NOW)


def test_is_issued_by_refuses_another_root_of_the_same_name() -> None:
    _, root_certificate, root_key = issue("Racine", authority=True)
    impostor, _, _ = issue("Racine", authority=True)
    tutor, _, _ = issue("Tutrice", issuer=(root_certificate, root_key))
    assert not ids.is_issued_by(tutor.certificate_der, impostor.certificate_der, NOW)


def test_is_issued_by_refuses_an_issuer_that_is_no_authority() -> None:
    _, colleague, colleague_key = issue("Collègue")
    tutor, _, _ = issue("Tutrice", issuer=(colleague, colleague_key))
    colleague_der = claire().certificate_der
    assert not ids.is_issued_by(tutor.certificate_der, colleague_der, NOW)
    assert not ids.is_issued_by(claire().certificate_der, claire().certificate_der, NOW)


def test_is_issued_by_refuses_a_root_posing_as_a_tutor() -> None:
    root, root_certificate, root_key = issue("Racine", authority=True)
    lower, _, _ = issue("Sous-racine", issuer=(root_certificate, root_key), authority=True)
    assert not ids.is_issued_by(lower.certificate_der, root.certificate_der, NOW)


@pytest.mark.parametrize("days_later", [-1, 31, 4000])
def test_is_issued_by_minds_both_validities(days_later: int) -> None:
    root, root_certificate, root_key = issue("Racine", authority=True)
    tutor, _, _ = issue("Tutrice", issuer=(root_certificate, root_key), days=30)
    moment = NOW + timedelta(days=days_later)
    assert not ids.is_issued_by(tutor.certificate_der, root.certificate_der, moment)


def test_is_issued_by_refuses_damaged_certificates() -> None:
    assert not ids.is_issued_by(b"", claire().certificate_der, NOW)
    assert not ids.is_issued_by(claire().certificate_der, b"x", NOW)


def test_a_name_made_to_deceive_is_shown_on_one_plain_line() -> None:
    """Right-to-left marks turn the words beside them, zero widths make two names look one."""
    identity, _, _ = issue("Claire\u202e Es\u200bsai\x1b[2J\n<b>")
    name = ids.certificate_info(identity.certificate_der).name
    assert name == "Claire Es sai [2J <b>"


@pytest.mark.filterwarnings("ignore:Attribute's length")  # the library points it out
def test_a_name_of_ten_thousand_characters_is_cut() -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    attribute = x509.NameAttribute(x509.NameOID.COMMON_NAME, "A" * 10_000, _validate=False)
    subject = x509.Name([attribute])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(NOW)
        .not_valid_after(NOW + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    shown = ids.certificate_info(certificate.public_bytes(Encoding.DER))
    assert shown.name == "A" * 64


@pytest.mark.parametrize("name", ["é" * 33, "\N{GRINNING FACE}" * 17])
def test_a_name_longer_in_a_certificate_than_on_screen_is_told(name: str) -> None:
    with pytest.raises(InvalidInputError, match="abrégez-le"):
        ids.make_identity(name, "", NOW)
