"""The contact card and its QR code."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from csf_desktop.reports import contact_card
from csf_desktop.reports.contact_card import ContactCardData
from csf_desktop.reports.qr_code import QrCode, qr_modules
from tests.reports import pdf, samples
from tests.reports.test_follow_up_sheet import issues
from tests.reports.texts import any_text


def test_card_names_the_tutor_and_the_words_to_compare() -> None:
    said = pdf.text_of(contact_card.build(samples.card()))
    for expected in (
        "Carte de contact", "Nadia Benali", "Académie de Nantes", "Tutrice pilote, MLDS",
        "02 40 00 00 01", "nadia.benali@exemple.fr", "Comparer de vive voix",
        "abricot · balcon · cerise · dauphin · école · fougère · girafe · horizon",
    ):  # fmt: skip
        assert expected in said, expected


def test_card_prints_the_whole_fingerprint_in_groups() -> None:
    said = pdf.text_of(contact_card.build(samples.card())).replace(" ", "")
    assert samples.FINGERPRINT.upper() in said


def test_code_carries_the_fingerprint() -> None:
    assert contact_card.qr_content(samples.FINGERPRINT) == f"CSF1:{samples.FINGERPRINT}"
    grouped = samples.FINGERPRINT.upper().replace("D", "D ")
    assert contact_card.qr_content(grouped) == f"CSF1:{samples.FINGERPRINT}"


def test_code_is_drawn_module_for_module_in_a_quiet_zone() -> None:
    content, side = contact_card.qr_content(samples.FINGERPRINT), 180
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(side, side))
    QrCode(content, side).draw(canvas, 0, side, side)
    canvas.save()
    image = pdf.picture(buffer.getvalue(), scale=4)
    assert QrCode(content, side).height(0) == side
    modules = qr_modules(content)
    quiet = 4
    module = 4 * side / (len(modules) + 2 * quiet)
    for row in range(-quiet, len(modules) + quiet):
        for column in range(-quiet, len(modules) + quiet):
            inside = 0 <= row < len(modules) and 0 <= column < len(modules)
            is_dark = inside and modules[row][column]
            at = (int(module * (quiet + column + 0.5)), int(module * (quiet + row + 0.5)))
            assert (image.getpixel(at) < 128) == is_dark, (row, column)


def test_two_fingerprints_have_two_codes() -> None:
    other = "0" + samples.FINGERPRINT[1:]
    assert qr_modules(contact_card.qr_content(other)) != qr_modules(
        contact_card.qr_content(samples.FINGERPRINT)
    )


@pytest.mark.parametrize("fingerprint", ["", "zz", "ab" * 500])
def test_odd_fingerprint_still_makes_one_page(fingerprint: str) -> None:
    assert pdf.page_count(contact_card.build(replace(samples.card(), fingerprint=fingerprint))) == 1


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.builds(ContactCardData, issues, *[any_text] * 6))
def test_any_content_makes_one_page(data: ContactCardData) -> None:
    assert pdf.page_count(contact_card.build(data)) == 1
