"""The buyer's form as other programs see it: fields, scripts, words, places."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import combinations, pairwise
from typing import Any

import pikepdf
import pypdf
import pypdfium2
import pytest

from csf_desktop.models.buyer_form import FIELDS, FORM_VERSION
from csf_desktop.models.form_fields import FieldKind
from csf_desktop.reports.buyer_form import BuyerFormData, build
from csf_desktop.reports.form_drawing import text_drawing
from csf_desktop.reports.issue import DocumentIssue
from tests.reports.pdf import page_texts

NUMBER, CONTRACT_ID = "R-7K3MQ-2XD9P", "0190c5a0-1111-7abc-8def-0123456789ab"
ISSUE = DocumentIssue(
    NUMBER, "Académie de Rennes", datetime(2026, 11, 25, 9, 5, tzinfo=UTC), "Claire Essai"
)
VALUES: dict[str, Any] = {
    "buyer_name": "Cœur d’Îlot, çà & là (1 € – été)",
    "contract_object": "Façades\u00a0: œuvre d’été",
    "contract_amount": 12_000_000,
    "contract_notified_on": date(2026, 2, 3),
    "contract_kind": "private",
    "clause_hours": 54_000,
    "pathway_1_is_minor_fit": True,
}


@pytest.fixture(scope="module")
def blank() -> bytes:
    return build(BuyerFormData(ISSUE))


@pytest.fixture(scope="module")
def filled() -> bytes:
    return build(
        BuyerFormData(ISSUE, CONTRACT_ID, "M-2026-014", "claire@exemple.fr", values=VALUES)
    )


def widgets(pdf: bytes) -> Iterator[tuple[int, Any]]:
    """Yield the fields with the number of their page, in the order of the tab key."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for number, page in enumerate(document.pages):
            for annotation in page.obj.Annots:
                yield number, annotation


def test_same_data_gives_the_same_bytes(filled: bytes) -> None:
    again = BuyerFormData(ISSUE, CONTRACT_ID, "M-2026-014", "claire@exemple.fr", values=VALUES)
    assert build(again) == filled


def test_every_field_is_there_and_is_said_in_french(blank: bytes) -> None:
    said = {str(one.T): str(one.get("/TU", "")) for _, one in widgets(blank)}
    assert {name: field.tooltip for name, field in FIELDS.items()}.items() <= said.items()
    assert said.keys() - FIELDS.keys() == {"form_version", "form_number", "form_contract"}


def test_fields_are_reached_in_reading_order(blank: bytes) -> None:
    with pikepdf.open(io.BytesIO(blank)) as document:
        assert {str(page.obj.Tabs) for page in document.pages} == {"/S"}
    places = [
        (number, -round(float(one.Rect[3])), float(one.Rect[0]))
        for number, one in widgets(blank)
        if str(one.T) in FIELDS
    ]
    names = [str(one.T) for _, one in widgets(blank) if str(one.T) in FIELDS]
    assert names == list(FIELDS)
    rows = [(number, top) for number, top, _ in places]
    # A box to tick is lower than the boxes beside it.
    assert all(before[0] <= after[0] for before, after in pairwise(rows))
    assert all(one[0] != two[0] or one[1] <= two[1] + 12 for one, two in pairwise(rows))


def test_fields_lie_on_their_page_and_never_on_each_other(blank: bytes) -> None:
    boxes: dict[int, list[list[float]]] = {}
    for number, one in widgets(blank):
        if str(one.T) in FIELDS:
            boxes.setdefault(number, []).append([float(edge) for edge in one.Rect])
    for page in boxes.values():
        assert all(40 < box[0] < box[2] < 555 and 70 < box[1] < box[3] < 780 for box in page)
        for this, that in combinations(page, 2):
            beside = this[2] <= that[0] or that[2] <= this[0]
            assert beside or this[3] <= that[1] or that[3] <= this[1]


def test_looks_are_drawn_and_no_program_is_asked_to_draw_them(blank: bytes) -> None:
    with pikepdf.open(io.BytesIO(blank)) as document:
        form: Any = document.Root.AcroForm
        assert form.NeedAppearances is False
        assert str(form.DR.Font.Helv.Encoding) == "/WinAnsiEncoding"
        assert str(document.Root.Lang) == "fr-FR"
        assert "/XFA" not in form
    assert all("/N" in one.AP for _, one in widgets(blank))


def test_only_dates_and_counts_have_scripts_and_only_those_of_every_reader(blank: bytes) -> None:
    for _, one in widgets(blank):
        name = str(one.T)
        kind = FIELDS[name].kind if name in FIELDS else FieldKind.TEXT
        scripts = [str(one.AA[key].JS) for key in ("/K", "/F")] if "/AA" in one else []
        if kind is FieldKind.DATE:
            assert scripts == [
                'AFDate_KeystrokeEx("dd/mm/yyyy");',
                'AFDate_FormatEx("dd/mm/yyyy");',
            ]
        elif kind is FieldKind.COUNT:
            assert all(script.startswith("AFNumber_") for script in scripts)
            assert len(scripts) == 2
        else:
            assert scripts == []
    with pikepdf.open(io.BytesIO(blank)) as document:
        assert "/OpenAction" not in document.Root
        assert "/JavaScript" not in document.Root.get("/Names", {})


def test_form_says_which_it_is_in_its_fields_properties_and_footer(filled: bytes) -> None:
    reader = pypdf.PdfReader(io.BytesIO(filled))
    fields = reader.get_form_text_fields()
    assert fields["form_version"] == str(FORM_VERSION)
    assert fields["form_number"] == NUMBER
    assert fields["form_contract"] == CONTRACT_ID
    assert reader.metadata is not None
    assert str(reader.metadata["/CSFForm"]) == f"{FORM_VERSION} {NUMBER} {CONTRACT_ID}"
    assert reader.metadata.title == f"Fiche de recensement {NUMBER}"
    for text in page_texts(filled):
        assert f"version {FORM_VERSION} du formulaire" in text
        assert NUMBER in text
        assert f"marché M-2026-014 ({CONTRACT_ID})" in text
    for _, one in widgets(filled):
        if str(one.T).startswith("form_"):
            assert int(one.F) & 2
            assert int(one.Ff) & 1


def test_how_to_return_it_and_what_becomes_of_the_data_are_said(filled: bytes) -> None:
    said = " ".join(page_texts(filled))
    assert "Envoyez-le par courriel à claire@exemple.fr, ou remettez-le sur une clé USB." in said
    assert "N’utilisez pas « Imprimer en PDF »" in said
    assert "Prévenez les personnes que vous nommez." in said
    assert "N’y nommez personne" in said
    assert "décroch" not in said.lower()


def test_blank_form_has_no_contract_and_no_address(blank: bytes) -> None:
    said = " ".join(page_texts(blank))
    assert "à la personne qui vous l’a remise" in said
    assert "marché M-" not in said


def test_values_are_held_and_drawn(filled: bytes) -> None:
    fields = pypdf.PdfReader(io.BytesIO(filled)).get_fields()
    assert fields is not None
    held = {name: fields[name].get("/V") for name in VALUES}
    assert held == {
        "buyer_name": VALUES["buyer_name"],
        "contract_object": VALUES["contract_object"],
        "contract_amount": "120\u00a0000",
        "contract_notified_on": "03/02/2026",
        "contract_kind": "Privé",
        "clause_hours": "900",
        "pathway_1_is_minor_fit": "/Oui",
    }


def test_letters_of_french_are_drawn_by_another_program(filled: bytes) -> None:
    """PDFium flattens the fields into the page: what it reads there is what it drew."""
    raw = pypdfium2.raw
    document = pypdfium2.PdfDocument(filled)
    page = document[0]
    assert raw.FPDFPage_Flatten(page.raw, 0) == raw.FLATTEN_SUCCESS
    page.close()
    text = document[0].get_textpage().get_text_bounded()
    document.close()
    for said in (VALUES["buyer_name"], "Façades", "œuvre d’été", "120 000", "Privé", "03/02/2026"):
        assert said in text.replace("\u00a0", " ")


@pytest.mark.parametrize("is_long", [False, True])
def test_text_of_any_length_is_drawn_within_its_box(is_long: bool) -> None:
    drawn = text_drawing("Réhabilitation d’un lycée " * 8, 200, 60, is_long=is_long).decode()
    size = float(drawn.split("/Helv ")[1].split()[0])
    assert 4 <= size <= 10
    assert "0 0 200.00 60.00 re W n" in drawn


def test_letter_that_the_font_lacks_leaves_the_value_whole() -> None:
    pdf = build(BuyerFormData(ISSUE, values={"buyer_name": "Łódź 東京"}))
    assert pypdf.PdfReader(io.BytesIO(pdf)).get_form_text_fields()["buyer_name"] == "Łódź 東京"
