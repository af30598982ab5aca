"""Forms that come back: filled in by programs that are not ours, or no longer forms at all."""

from __future__ import annotations

import io
import subprocess
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pikepdf
import pypdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    NameObject,
    TextStringObject,
)

from csf_desktop.errors import (
    CsfError,
    FlattenedFormError,
    NewerFormatError,
    ScannedFormError,
    UnreadableFileError,
)
from csf_desktop.exchange.buyer_form import (
    FormState,
    ReturnedForm,
    UnreadableField,
    form_state,
    has_form_fields,
    looks_like_form,
    read_form,
)
from csf_desktop.exchange.signing import sign_pdf
from csf_desktop.models.buyer_form import FIELDS
from tests.helpers.buyer_forms import (
    ANSWERS,
    COMPANY_SIRET,
    NUMBER,
    SIRET,
    as_pictures,
    blank,
    edit,
    fill,
    fill_with_mutool,
    fill_with_pdfium,
)
from tests.helpers.exchange import claire, exchange_pdf
from tests.helpers.pdf import page_pdf

V1 = Path(__file__).parents[1] / "data" / "forms" / "fiche-v1.pdf"

EXPECTED = {
    "buyer_name": "Ville d’Exemple-sur-Œuvre",
    "buyer_siret": SIRET,
    "buyer_contact_1_role": "buyer",
    "contract_kind": "public",
    "contract_procedure": "Appel d'offres ouvert",
    "contract_amount": 12_000_000,
    "contract_published_on": date(2026, 9, 1),
    "contract_notified_on": date(2026, 11, 3),
    "contract_starts_on": date(2026, 12, 1),
    "contract_ends_on": date(2027, 11, 30),
    "contract_renewal_months": 12,
    "lot_1_hours": 36_000,
    "clause_mode": "fixed",
    "clause_hours": 54_000,
    "clause_penalties": "50 € par jour ouvré\nde retard",
    "company_siret": COMPANY_SIRET,
    "pathway_1_tasks": "Poncer\nPeindre",
    "pathway_1_is_minor_fit": True,
}


@pytest.fixture(scope="module")
def form() -> bytes:
    return blank()


@pytest.fixture(scope="module")
def filled(form: bytes) -> bytes:
    return fill(form, ANSWERS)


def changed(pdf: bytes, change: Callable[[pikepdf.Pdf], object]) -> bytes:
    """Return a PDF changed by qpdf."""
    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        change(document)
        document.save(output)
    return output.getvalue()


def field_of(document: pikepdf.Pdf, name: str) -> pikepdf.Object:
    return next(one for one in document.Root.AcroForm.Fields if str(one.T) == name)


# --- filled in


def test_form_filled_in_by_pypdf_is_read(filled: bytes) -> None:
    found = read_form(filled, "fiche.pdf")
    assert (found.version, found.number, found.contract_id) == (2, NUMBER, "")
    assert {name: found.values[name] for name in EXPECTED} == EXPECTED
    assert found.values.keys() == ANSWERS.keys()
    assert found.unreadable == ()


def test_form_filled_in_by_mutool_is_read(form: bytes, tmp_path: Path) -> None:
    # Its own scripts run there: a date that is not written as they want is refused at typing.
    answers = ANSWERS | {"contract_published_on": "1/9/2026", "contract_notified_on": "3/11/2026"}
    found = read_form(fill_with_mutool(form, answers, tmp_path))
    assert {name: found.values[name] for name in EXPECTED} == EXPECTED
    assert found.values.keys() == ANSWERS.keys()


def test_form_typed_in_through_pdfium_is_read(form: bytes) -> None:
    # A closed list is chosen from by its first letters there.
    found = read_form(fill_with_pdfium(form, ANSWERS))
    lists = {"buyer_contact_1_role", "contract_kind", "clause_mode"}
    typed = {name: value for name, value in EXPECTED.items() if name not in lists}
    assert {name: found.values[name] for name in typed} == typed
    assert found.unreadable == ()


def test_blank_form_has_no_answers(form: bytes) -> None:
    found = read_form(form)
    assert found == ReturnedForm(2, NUMBER, "", {}, {}, ())


def test_half_filled_form_gives_what_it_has(form: bytes) -> None:
    found = read_form(fill(form, {"contract_number": "12", "clause_hours": "300"}))
    assert found.values == {"contract_number": "12", "clause_hours": 18_000}


def test_what_cannot_be_read_is_named_and_the_rest_is_kept(form: bytes) -> None:
    answers = {
        "contract_number": "12",
        "contract_notified_on": "31/02/2026",
        "contract_amount": "à voir",
        "buyer_siret": "213 502 388 00018",
        "company_siret": "12345",
        "contract_cpv": "peinture",
        "buyer_contact_1_email": "zoé",
        "clause_hours": "beaucoup " * 20,
    }
    found = read_form(fill(form, answers))
    assert found.values == {"contract_number": "12"}
    said = {one.name: one.sentence for one in found.unreadable}
    assert said.keys() == answers.keys() - {"contract_number"}
    assert said["contract_notified_on"] == (
        "Marché, notification\u00a0: «\u00a031/02/2026\u00a0», ce n’est pas une date du "
        "calendrier, comme 03/02/2026."
    )
    assert "clé de contrôle" in said["buyer_siret"]
    assert "14\u00a0chiffres" in said["company_siret"]
    assert len(said["clause_hours"]) < 200


def test_answer_to_a_question_that_cannot_be_read_follows_its_mark() -> None:
    said = UnreadableField("clause_mode", FIELDS["clause_mode"].label, "peut-être", "c’est flou")
    assert said.sentence == (
        "Comment les heures sont-elles dues\u00a0? «\u00a0peut-être\u00a0», c’est flou."
    )


TEXT = "Œuvre d’été à 12 €"


@pytest.mark.parametrize(
    "value",
    [
        TextStringObject(TEXT),
        ByteStringObject(b"\xfe\xff" + TEXT.encode("utf-16-be")),
        ByteStringObject(b"\xef\xbb\xbf" + TEXT.encode()),
        ByteStringObject(b"\x96uvre d\x90\xe9t\xe9 \xe0 12 \xa0"),  # PDFDocEncoding
        ArrayObject([TextStringObject(TEXT), TextStringObject("une autre")]),
    ],
)
def test_text_is_read_in_every_encoding(form: bytes, value: object) -> None:
    assert read_form(edit(form, "buyer_name", value)).values == {"buyer_name": TEXT}


def test_text_held_by_a_stream_is_read(form: bytes) -> None:
    def put(document: pikepdf.Pdf) -> None:
        content = b"\xfe\xff" + TEXT.encode("utf-16-be")
        field_of(document, "contract_note").V = pikepdf.Stream(document, content)

    assert read_form(changed(form, put)).values == {"contract_note": TEXT}


@pytest.mark.parametrize(
    ("state", "is_ticked"),
    [("/Oui", True), ("/Yes", True), ("/On", True), ("/1", True), ("/Off", False), ("/Non", False)],
)
def test_box_is_ticked_whatever_the_program_calls_it(
    form: bytes,
    state: str,
    is_ticked: bool,
) -> None:
    found = read_form(edit(form, "pathway_1_is_minor_fit", NameObject(state)))
    assert found.values == ({"pathway_1_is_minor_fit": True} if is_ticked else {})


def test_box_without_value_is_read_from_the_way_it_looks(form: bytes) -> None:
    def tick(document: pikepdf.Pdf) -> None:
        box = field_of(document, "pathway_1_is_minor_fit")
        del box["/V"]
        box.AS = pikepdf.Name("/Oui")

    assert read_form(changed(form, tick)).values == {"pathway_1_is_minor_fit": True}


@pytest.mark.parametrize("value", ["Privé", "private", "PRIVE"])
def test_choice_is_read_by_its_words_or_its_code(form: bytes, value: str) -> None:
    found = read_form(edit(form, "contract_kind", TextStringObject(value)))
    assert found.values == {"contract_kind": "private"}


def test_answer_that_is_only_drawn_is_read(filled: bytes) -> None:
    def forget(document: pikepdf.Pdf) -> None:
        del field_of(document, "contract_number")["/V"]

    assert read_form(changed(filled, forget)).values["contract_number"] == "2026-0042"


def test_answer_drawn_in_a_font_that_tells_nothing_is_named(form: bytes) -> None:
    def draw(document: pikepdf.Pdf) -> None:
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type0)
        look = pikepdf.Stream(document, b"BT /F 9 Tf <00010002> Tj ET")
        look.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        field_of(document, "contract_number").AP = pikepdf.Dictionary(N=look)

    found = read_form(changed(form, draw))
    assert [one.name for one in found.unreadable] == ["contract_number"]
    assert "dessinée sans être enregistrée" in found.unreadable[0].sentence


def test_longer_answer_than_the_form_admits_is_kept_and_a_monstrous_one_named(form: bytes) -> None:
    long, monstrous = "x" * 200, "y" * 50_000
    found = read_form(fill(form, {"company_name": long, "contract_note": monstrous}))
    assert found.values == {"company_name": long}
    assert [one.name for one in found.unreadable] == ["contract_note"]


def test_form_made_for_a_contract_says_which(filled: bytes) -> None:
    contract_id = "0190c5a0-1111-7abc-8def-0123456789ab"
    assert read_form(edit(filled, "form_contract", TextStringObject(contract_id))).contract_id == (
        contract_id
    )
    assert read_form(edit(filled, "form_contract", TextStringObject("'; --"))).contract_id == ""


def test_signed_copy_with_a_further_revision_is_read(filled: bytes) -> None:
    signed = sign_pdf(filled, claire(), signed_at=datetime(2026, 11, 25, tzinfo=UTC), reason="Lu")
    assert read_form(signed).values["contract_number"] == "2026-0042"


# --- versions


def test_form_of_the_first_version_is_read_with_its_own_names() -> None:
    found = read_form(V1.read_bytes(), V1.name)
    assert (found.version, found.number, found.unreadable) == (1, "R-0V1AA-0V1AB", ())
    assert found.values == {
        "buyer_name": "Métropole d’Œuvre",
        "buyer_siret": SIRET,
        "buyer_contact_1_name": "Anaïs Lefèvre",
        "buyer_contact_1_email": "anais@metropole.example",
        "contract_number": "2025-7",
        "contract_object": "Entretien des espaces verts",
        "contract_amount": 9_500_000,
        "contract_notified_on": date(2025, 10, 15),
        "contract_starts_on": date(2025, 11, 1),
        "contract_place": "Lille",
        "clause_mode": "per_order",
        "clause_hours_per_order": 1800,
        "company_name": "Jardins du Nord",
        "company_referent_name": "Paul Haie",
        "pathway_1_title": "Aide-jardinier",
        "pathway_1_tasks": "Tailler\nPlanter",
        "pathway_1_hours": 9000,
        "pathway_1_is_minor_fit": True,
        "contract_note": "Accès par le parc",
    }


def test_form_of_a_later_version_asks_for_the_later_program(filled: bytes) -> None:
    with pytest.raises(NewerFormatError):
        read_form(edit(filled, "form_version", TextStringObject("3")))


def test_version_that_never_was_is_refused(filled: bytes) -> None:
    with pytest.raises(UnreadableFileError, match="version de fiche inconnue"):
        read_form(edit(filled, "form_version", TextStringObject("0")))


# --- no longer a form


def flattened_by_qpdf(pdf: bytes, folder: Path) -> bytes:
    return run(["qpdf", "--generate-appearances", "--flatten-annotations=all"], pdf, folder)


def printed_to_pdf(pdf: bytes, folder: Path) -> bytes:
    """Return the pages as a printer driver writes them: other fonts, no properties."""
    return run(["pdftocairo", "-pdf"], pdf, folder)


def flattened_by_pdfium(pdf: bytes, _folder: Path) -> bytes:
    document, output = pypdfium2.PdfDocument(pdf), io.BytesIO()
    for number in range(len(document)):
        page = document[number]
        pypdfium2.raw.FPDFPage_Flatten(page.raw, 0)
        page.close()
    document.save(output)
    document.close()
    return output.getvalue()


def run(command: list[str], pdf: bytes, folder: Path) -> bytes:
    source, target = folder / "source.pdf", folder / "target.pdf"
    source.write_bytes(pdf)
    subprocess.run([*command, source, target], check=True, capture_output=True)
    return target.read_bytes()


@pytest.mark.parametrize("flatten", [flattened_by_qpdf, printed_to_pdf, flattened_by_pdfium])
def test_flattened_form_is_refused_and_told_apart(
    filled: bytes, tmp_path: Path, flatten: Callable[[bytes, Path], bytes]
) -> None:
    flat = flatten(filled, tmp_path)
    assert form_state(flat) is FormState.FLATTENED
    with pytest.raises(FlattenedFormError) as caught:
        read_form(flat, "fiche.pdf")
    assert "«\u00a0fiche.pdf\u00a0» ont été aplatis" in str(caught.value)
    assert "simplement enregistré" in str(caught.value)


def test_scanned_form_is_refused_and_told_apart(filled: bytes) -> None:
    scanned = as_pictures(filled)
    assert form_state(scanned) is FormState.PICTURES
    with pytest.raises(ScannedFormError, match="ne contient que des images"):
        read_form(scanned, "scan.pdf")


def test_other_pdfs_are_no_forms() -> None:
    for pdf in (page_pdf(), exchange_pdf()):
        assert form_state(pdf) is FormState.NOT_A_FORM
        assert not looks_like_form(pdf)
    with pytest.raises(UnreadableFileError, match="ce n’est pas une fiche de recensement"):
        read_form(page_pdf(), "autre.pdf")


def test_pdf_with_nothing_on_its_page_is_no_form() -> None:
    empty, output = pikepdf.new(), io.BytesIO()
    empty.add_blank_page()
    empty.save(output)
    assert form_state(output.getvalue()) is FormState.NOT_A_FORM


def test_encrypted_form_is_refused(filled: bytes, tmp_path: Path) -> None:
    command = ["qpdf", "--encrypt", "secret", "secret", "256", "--"]
    source, target = tmp_path / "source.pdf", tmp_path / "target.pdf"
    source.write_bytes(filled)
    subprocess.run(["qpdf", source, *command[1:], target], check=True)
    with pytest.raises(UnreadableFileError, match="protégé par un mot de passe"):
        read_form(target.read_bytes(), "fiche.pdf")


@pytest.mark.parametrize("number", ["", "R-1", "R-7K3MQ-2XD9P\nR-7K3MQ-2XD9Q", "x" * 99])
def test_number_that_is_not_ours_makes_no_form(filled: bytes, number: str) -> None:
    assert not has_form_fields(edit(filled, "form_number", TextStringObject(number)))


# --- hostile


def test_scripts_and_attachments_are_left_alone(filled: bytes) -> None:
    def arm(document: pikepdf.Pdf) -> None:
        action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1); while (true);")
        document.Root.OpenAction = action
        field_of(document, "contract_number").AA = pikepdf.Dictionary(C=action, K=action)
        document.attachments["charge.exe"] = b"MZ"

    found = read_form(changed(filled, arm))
    assert found.values["contract_number"] == "2026-0042"


def test_fields_in_a_loop_are_refused_at_once(filled: bytes) -> None:
    def loop(document: pikepdf.Pdf) -> None:
        node = document.make_indirect(pikepdf.Dictionary(T="boucle"))
        node.Kids = pikepdf.Array([node, node])
        document.Root.AcroForm.Fields.insert(0, node)

    refused_quickly(changed(filled, loop), "trop de champs")


def test_thousands_of_fields_are_refused_at_once(filled: bytes) -> None:
    def crowd(document: pikepdf.Pdf) -> None:
        fields = document.Root.AcroForm.Fields
        for number in range(5000):
            fields.append(pikepdf.Dictionary(T=f"champ{number}", FT=pikepdf.Name.Tx))

    refused_quickly(changed(filled, crowd), "trop de champs")


def refused_quickly(pdf: bytes, reason: str) -> None:
    begun = time.monotonic()
    with pytest.raises(UnreadableFileError, match=reason):
        read_form(pdf)
    assert time.monotonic() - begun < 2


def test_first_of_two_fields_of_one_name_counts(filled: bytes) -> None:
    def double(document: pikepdf.Pdf) -> None:
        twin = pikepdf.Dictionary(T="contract_number", FT=pikepdf.Name.Tx, V="autre")
        document.Root.AcroForm.Fields.append(document.make_indirect(twin))

    assert read_form(changed(filled, double)).values["contract_number"] == "2026-0042"


def test_heavy_drawing_is_not_looked_into(form: bytes) -> None:
    def swell(document: pikepdf.Pdf) -> None:
        field = field_of(document, "contract_number")
        field.AP = pikepdf.Dictionary(N=pikepdf.Stream(document, b"(x) Tj " * 500_000))

    begun = time.monotonic()
    assert read_form(changed(form, swell)).values == {}
    assert time.monotonic() - begun < 2


@pytest.mark.parametrize(
    "drawing",
    [
        b"BT /\xde\xff 9 Tf (x) Tj ET",  # a name that is no text
        b"BT (x) \xe7\xff ET",  # an operator that is none
        b"BT (x Tj",  # cut short
        b"1 0 R Tj",  # what may not be there
        b"/Im Do " * 10,
    ],
)
def test_drawing_that_is_none_does_no_harm(form: bytes, drawing: bytes) -> None:
    def draw(document: pikepdf.Pdf) -> None:
        field = field_of(document, "contract_number")
        field.AP = pikepdf.Dictionary(N=pikepdf.Stream(document, drawing))
        document.pages[0].obj.Contents = pikepdf.Stream(document, drawing)

    pdf = changed(form, draw)
    assert read_form(pdf).number == NUMBER
    document = pikepdf.open(io.BytesIO(pdf))
    document.flatten_annotations()
    output = io.BytesIO()
    document.save(output)
    assert form_state(output.getvalue()) is FormState.FLATTENED


@pytest.mark.parametrize("value", [12, True, {"Type": "/X"}, [], [[["x"]]]])
def test_value_of_any_other_type_does_no_harm(form: bytes, value: object) -> None:
    def spoil(document: pikepdf.Pdf) -> None:
        for one in list(document.Root.AcroForm.Fields)[3:]:
            one.V = pikepdf.Object.parse(_as_pdf(value))

    assert read_form(changed(form, spoil)).number == NUMBER


def _as_pdf(value: object) -> bytes:
    if isinstance(value, bool):
        return b"true" if value else b"false"
    if isinstance(value, dict):
        return b"<< /Type /X >>"
    if isinstance(value, list):
        return b"[" + b" ".join(_as_pdf(one) for one in value) + b"]"
    return b"(x)" if isinstance(value, str) else str(value).encode()


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_damaged_bytes_are_read_or_refused_with_a_sentence(data: st.DataObject) -> None:
    pdf = bytearray(FILLED)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(pdf) - 1))
        pdf[at] = data.draw(st.integers(0, 255))
    try:
        read_form(bytes(pdf))
    except CsfError as error:
        assert str(error)  # noqa: PT017 - either end is right


FILLED = fill(blank(), {"contract_number": "12", "pathway_1_is_minor_fit": "oui"})


def test_pypdf_reads_the_same_as_we_do(filled: bytes) -> None:
    fields = pypdf.PdfReader(io.BytesIO(filled)).get_form_text_fields()
    texts = read_form(filled).texts
    assert {name: text for name, text in fields.items() if name in texts} == {
        name: text for name, text in texts.items() if name in fields
    }
