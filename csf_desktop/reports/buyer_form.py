"""« Fiche de recensement »: the form that a public buyer fills in without an account, offline.

It is not signed: it must stay editable. What says which form it is (number, version, contract) is
printed in the footer, held by hidden fields, and by the properties of the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from csf_desktop.models.buyer_form import (
    CONTRACT_FIELD,
    FIELDS,
    FORM_TITLE,
    FORM_VERSION,
    NUMBER_FIELD,
    SECTIONS,
    VERSION_FIELD,
)
from csf_desktop.models.form_fields import FormSection
from csf_desktop.models.form_values import Value, write_value
from csf_desktop.reports.blocks import Block, Section, Stack, Text, stack_height
from csf_desktop.reports.fonts import printable
from csf_desktop.reports.form_fields import add_fields
from csf_desktop.reports.form_rows import FormRow, Placements
from csf_desktop.reports.formatting import NBSP
from csf_desktop.reports.forms import Callout, NumberedList
from csf_desktop.reports.frame import DocumentFrame, render
from csf_desktop.reports.issue import DocumentIssue
from csf_desktop.reports.styles import GAP, GEOMETRY, MM, sheet_styles
from csf_desktop.reports.text import typesetting

MARK = "CSFForm"
"""Name of the property that tells the form, its number and contract when its fields are gone."""

_ROW_GAP = 1.7 * MM
_SECTION_GAP = 3.4 * MM


@dataclass(frozen=True)
class BuyerFormData:
    """A form to hand out. ``issue.reference`` is its number; it is never signed.

    ``values`` fill fields in, by name. ``contract_id`` and ``contract_reference`` are empty for a
    blank form. ``return_email`` is where to send it back, empty when the tutor gave none.
    """

    issue: DocumentIssue
    contract_id: str = ""
    contract_reference: str = ""
    return_email: str = ""
    values: Mapping[str, Value] = field(default_factory=dict)


def build(data: BuyerFormData) -> bytes:
    """Return the form as a PDF with fields to fill in; the same data gives the same bytes."""
    placements = Placements()
    frame = DocumentFrame(
        FORM_TITLE, "Fiche de recensement, clause sociale de formation", data.issue, _origin(data)
    )
    with typesetting():
        drawn = render(_pages(data, placements), frame)
    texts = {name: write_value(FIELDS[name], value) for name, value in data.values.items()}
    hidden = {
        VERSION_FIELD: str(FORM_VERSION),
        NUMBER_FIELD: data.issue.reference,
        CONTRACT_FIELD: data.contract_id,
    }
    mark = " ".join((str(FORM_VERSION), data.issue.reference, data.contract_id)).strip()
    return add_fields(drawn, placements.found, texts, hidden, (MARK, mark))


def _origin(data: BuyerFormData) -> str:
    form = f"Fiche n°{NBSP}{data.issue.reference}, version{NBSP}{FORM_VERSION} du formulaire"
    if not data.contract_id:
        return form
    return f"{form} · marché {data.contract_reference} ({data.contract_id})"


def _pages(data: BuyerFormData, placements: Placements) -> list[list[Block]]:
    """Return the pages: a section is never parted, and begins a new page when it must."""
    blocks: list[tuple[bool, Block]] = [(False, _welcome(data))]
    blocks += [(one.starts_page, _section(one, placements)) for one in SECTIONS]
    blocks += [(False, _return(data)), (False, _notice())]
    pages: list[list[Block]] = [[]]
    for starts_page, block in blocks:
        so_far = [*pages[-1], block]
        height = stack_height(so_far, GEOMETRY.body_width, GAP)
        if pages[-1] and (starts_page or height > GEOMETRY.body_height):
            pages.append([block])
        else:
            pages[-1] = so_far
    return pages


def _section(one: FormSection, placements: Placements) -> Block:
    rows = Stack(tuple(FormRow(row, placements) for row in one.rows()), _ROW_GAP)
    intro = (Text(one.intro, sheet_styles().note),) if one.intro else ()
    return Section(one.title, (*intro, rows), 1.4 * MM)


def _welcome(data: BuyerFormData) -> Block:
    styles = sheet_styles()
    what = (
        f"Marché {printable(data.contract_reference)}{NBSP}: vérifiez ce qui est déjà rempli et "
        "complétez. "
        if data.contract_id
        else ""
    )
    text = (
        f"{what}Cette fiche déclare un marché qui porte une clause sociale de formation, ses "
        "heures et les parcours proposés. Remplissez ce que vous savez aujourd’hui, à l’écran, "
        "sans vous connecter nulle part. Vous pourrez la compléter et la renvoyer plus tard."
    )
    return Callout((Text(text, styles.body),))


def _return(data: BuyerFormData) -> Block:
    address = printable(data.return_email)
    to = f" à {address}" if address else " à la personne qui vous l’a remise"
    steps = (
        "Enregistrez le fichier rempli. N’utilisez pas «\u00a0Imprimer en PDF\u00a0» et ne le "
        f"numérisez pas{NBSP}: les réponses ne pourraient plus être reprises.",
        f"Envoyez-le par courriel{to}, ou remettez-le sur une clé USB.",
    )
    return Section("Remettre la fiche", (NumberedList(steps),), 1.4 * MM)


def _notice() -> Block:
    text = (
        "Les noms et coordonnées écrits ici servent aux tuteurs pilotes de l’académie à suivre la "
        "clause, dans le cadre de leur mission d’intérêt public. Ils restent chiffrés sur le poste "
        "du tuteur et sont effacés quand ils ne servent plus. Prévenez les personnes que vous "
        "nommez. Chacun peut demander à voir, corriger ou effacer ce qui le concerne, auprès du "
        "tuteur ou du délégué à la protection des données de l’académie."
    )
    return Section("Vos données", (Text(text, sheet_styles().small),), 1.4 * MM)
