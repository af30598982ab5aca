"""Buyer's forms filled in by programs that are not ours: pypdf in Python, mutool as a process."""

from __future__ import annotations

import io
import json
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pypdf
import pypdfium2
from pypdf.generic import NameObject

from csf_desktop.models.buyer_form import FIELDS
from csf_desktop.models.form_fields import FieldKind
from csf_desktop.reports.buyer_form import BuyerFormData, build
from csf_desktop.reports.issue import DocumentIssue

NUMBER = "R-7K3MQ-2XD9P"
SIRET, OTHER_SIRET = "21350238800019", "21590350100017"
COMPANY_SIRET = "55210055400013"
ISSUE = DocumentIssue(NUMBER, "Académie de Rennes", datetime(2026, 11, 24, 9, tzinfo=UTC), "Karim")

ANSWERS = {
    "buyer_name": "Ville d’Exemple-sur-Œuvre",
    "buyer_siret": "213 502 388 00019",
    "buyer_service": "Direction des bâtiments",
    "buyer_contact_1_name": "Zoé Façade",
    "buyer_contact_1_role": "Achat, commande publique",
    "buyer_contact_1_phone": "02 99 00 00 01",
    "buyer_contact_1_email": "zoe@ville.example",
    "contract_number": "2026-0042",
    "contract_kind": "Public",
    "contract_procedure": "Appel d’offres ouvert",
    "contract_object": "Peinture des écoles çà et là",
    "contract_sector": "peinture",
    "contract_cpv": "45442100-8",
    "contract_amount": "120 000 €",
    "contract_published_on": "2026-09-01",
    "contract_notified_on": "3 novembre 2026",
    "contract_starts_on": "1/12/2026",
    "contract_ends_on": "30/11/2027",
    "contract_renewal_count": "2",
    "contract_renewal_months": "12",
    "contract_place": "Rennes",
    "contract_place_code": "35000",
    "place_1_address": "École Joséphine",
    "place_1_postal_code": "35400",
    "place_1_commune": "Saint-Malo",
    "lot_1_number": "1",
    "lot_1_title": "Intérieurs",
    "lot_1_hours": "600 h",
    "lot_2_title": "Extérieurs",
    "lot_2_hours": "300",
    "clause_mode": "Fixées par le marché",
    "clause_hours": "900 h",
    "clause_penalties": "50 € par jour ouvré\nde retard",
    "company_name": "Peintures de l’Ouest",
    "company_siret": COMPANY_SIRET,
    "company_commune": "Rennes",
    "company_referent_name": "Loïc Pinceau",
    "company_referent_phone": "02 99 00 00 02",
    "company_hr_name": "Inès Rouleau",
    "company_hr_email": "rh@peintures.example",
    "pathway_1_title": "Aide-peintre",
    "pathway_1_tasks": "Poncer\nPeindre",
    "pathway_1_hours": "300",
    "pathway_1_week_hours": "35",
    "pathway_1_starts_on": "04/01/2027",
    "pathway_1_place": "École Joséphine",
    "pathway_1_commune": "Saint-Malo",
    "pathway_1_postal_code": "35400",
    "pathway_1_tutor": "Loïc Pinceau",
    "pathway_1_meals": "Cantine",
    "pathway_1_is_minor_fit": "oui",
    "pathway_2_title": "Accueil",
    "pathway_2_hours": "150",
}
"""A form as a careful buyer fills it in."""


def blank(number: str = NUMBER) -> bytes:
    """Return a form that nobody has filled in."""
    return build(BuyerFormData(DocumentIssue(number, "", ISSUE.issued_at, "Karim")))


def fill(pdf: bytes, answers: Mapping[str, str]) -> bytes:
    """Return a form filled in by pypdf; a check box is ticked by any text."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf))
    for page in writer.pages:
        values = {name: "/Oui" if _is_box(name) else text for name, text in answers.items()}
        writer.update_page_form_field_values(page, values, auto_regenerate=False)
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


def edit(pdf: bytes, name: str, value: object) -> bytes:
    """Return a form whose field holds a value written as it is, by pypdf."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf))
    for page in writer.pages:
        for annotation in page.get("/Annots", ()):
            field = annotation.get_object()
            if field.get("/T") == name:
                field[NameObject("/V")] = value
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


_MUTOOL_SCRIPT = """
var answers = %s, doc = new PDFDocument(scriptArgs[0]);
doc.enableJS();
for (var i = 0; i < doc.countPages(); ++i) {
  var page = doc.loadPage(i), widgets = page.getWidgets();
  for (var k = 0; k < widgets.length; ++k) {
    var widget = widgets[k], value = answers[widget.getLabel()];
    if (value === undefined) continue;
    var type = widget.getFieldType();
    if (type == "checkbox") widget.toggle();
    else if (type == "combobox") widget.setChoiceValue(value);
    else widget.setTextValue(value);
  }
  page.update();
}
doc.save(scriptArgs[1], "incremental");
"""


def fill_with_mutool(pdf: bytes, answers: Mapping[str, str], folder: Path) -> bytes:
    """Return a form filled in by MuPDF, its scripts running, saved as a further revision."""
    source, filled, script = (folder / name for name in ("blank.pdf", "filled.pdf", "fill.js"))
    source.write_bytes(pdf)
    filled.write_bytes(pdf)
    by_label = {FIELDS[name].tooltip: text for name, text in answers.items()}
    script.write_text(_MUTOOL_SCRIPT % json.dumps(by_label), encoding="utf-8")
    subprocess.run(["mutool", "run", script, source, filled], check=True, capture_output=True)
    return filled.read_bytes()


def fill_with_pdfium(pdf: bytes, answers: Mapping[str, str]) -> bytes:
    """Return a form typed in through PDFium, field after field, as in Edge; scripts do not run."""
    raw, document, output = pypdfium2.raw, pypdfium2.PdfDocument(pdf), io.BytesIO()
    document.init_forms()
    form, pages = document.formenv, [document[number] for number in range(len(document))]
    for page in pages:
        raw.FORM_OnAfterLoadPage(page.raw, form)
    for name, (number, x, y) in _middles(pdf).items():
        if name in answers:
            at = (form, pages[number].raw, 0, x, y)
            raw.FORM_OnMouseMove(*at)
            raw.FORM_OnLButtonDown(*at)
            raw.FORM_OnLButtonUp(*at)
            for letter in "" if _is_box(name) else answers[name].replace("\n", "\r"):
                raw.FORM_OnChar(form, pages[number].raw, ord(letter), 0)
            raw.FORM_ForceToKillFocus(form)
    document.save(output)
    for page in pages:
        page.close()
    document.close()
    return output.getvalue()


def _middles(pdf: bytes) -> dict[str, tuple[int, float, float]]:
    """Return the page, from 0, and the middle of each field."""
    found: dict[str, tuple[int, float, float]] = {}
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for number, page in enumerate(document.pages):
            for one in page.obj.Annots:
                left, bottom, right, top = (float(edge) for edge in one.Rect)
                found[str(one.T)] = (number, (left + right) / 2, (bottom + top) / 2)
    return found


def as_pictures(pdf: bytes) -> bytes:
    """Return the pages as a scanner gives them: one picture each."""
    pages, source, output = pikepdf.new(), pypdfium2.PdfDocument(pdf), io.BytesIO()
    for number in range(len(source)):
        bitmap = source[number].render(scale=0.5, grayscale=True)
        picture = pikepdf.Stream(pages, bytes(bitmap.buffer))
        picture.Type, picture.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        picture.Width, picture.Height = bitmap.stride, bitmap.height
        picture.ColorSpace, picture.BitsPerComponent = pikepdf.Name.DeviceGray, 8
        page = pages.add_blank_page(page_size=(595, 842))
        page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=picture))
        page.obj.Contents = pikepdf.Stream(pages, b"q 595 0 0 842 0 0 cm /Im Do Q")
    source.close()
    pages.save(output)
    return output.getvalue()


def _is_box(name: str) -> bool:
    return name in FIELDS and FIELDS[name].kind is FieldKind.CHECK
