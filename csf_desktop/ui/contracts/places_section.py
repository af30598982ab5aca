"""Where else a contract is carried out: commune, département, académie, and how far it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from csf_desktop.reference.academies import academie, departments
from csf_desktop.reference.tables import fold
from csf_desktop.services.contract_page import ContractDetails, PlaceLine
from csf_desktop.ui.contracts.fields import COMMUNE_FIELDS, CommuneField
from csf_desktop.ui.contracts.inline_form import InlineForm
from csf_desktop.ui.contracts.part_section import LineWords, PartSection, PartWords
from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.widgets.form_field import FormField
from csf_desktop.ui.widgets.line_field import LineField

COMMUNE = "commune"


class PlacesSection(PartSection[PlaceLine]):
    """The commune brings its codes; the name tells two places of a commune apart."""

    words = PartWords(
        "Autres lieux d’exécution", "Aucun autre lieu que celui du marché.", "Ajouter un lieu"
    )

    def __init__(self, runner: TaskRunner, parent: QWidget | None = None) -> None:
        self._runner = runner
        self._distances: Mapping[str, str] = {}
        self._said: Mapping[str, str] = {}
        super().__init__(parent)

    def make_fields(self) -> Mapping[str, FormField]:
        return {
            COMMUNE: FormField("Commune du lieu", CommuneField(self._runner)),
            "label": FormField("Nom du lieu", LineField("Collège Jean-Zay", max_length=300)),
            "address": FormField("Adresse", LineField(max_length=300)),
        }

    def set_distances(self, distances: Mapping[str, str]) -> None:
        """Say how far communes are, by their code, from the next ``set_details`` on."""
        self._distances = distances

    def set_details(self, details: ContractDetails) -> None:
        self.show_parts(details.places, anew=self._distances != self._said)
        self._said = self._distances

    def parts(self, details: ContractDetails) -> tuple[PlaceLine, ...]:
        return details.places

    def say(self, part: PlaceLine) -> LineWords:
        where = " ".join(filter(None, (part.postal_code, part.commune)))
        name = part.label or where or part.address
        said = [where if part.label else "", part.address if name != part.address else ""]
        said.append(area_words(part.department, part.academie))
        said.append(self._distances.get(part.commune_code, ""))
        return LineWords(name, " · ".join(filter(None, said)))

    def values_of(self, part: PlaceLine) -> dict[str, Any]:
        return {COMMUNE: part.commune, "label": part.label, "address": part.address}

    def fill(self, form: InlineForm, part: PlaceLine) -> None:
        super().fill(form, part)
        field = form.field(COMMUNE)
        if isinstance(field, CommuneField):
            field.remember({name: getattr(part, name) for name in COMMUNE_FIELDS})

    def read(self, form: InlineForm) -> dict[str, Any]:
        field = form.field(COMMUNE)
        codes = field.commune_values() if isinstance(field, CommuneField) else {}
        return {**form.values(), **codes}


def area_words(department: str, academie_code: str) -> str:
    """Return « Nord, académie de Lille » for the codes, what is known of it."""
    known = departments().get(department)
    owner = academie(academie_code)
    said = (known.label if known else department, _academie(owner.label) if owner else "")
    return ", ".join(filter(None, said))


def _academie(label: str) -> str:
    """Return « académie d’Amiens », « académie de Lille »."""
    return f"académie d’{label}" if fold(label)[:1] in "aeiou" else f"académie de {label}"
