"""The places where a company hosts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from PySide6.QtWidgets import QWidget

from csf_desktop.services.company_page import SiteLine
from csf_desktop.ui.contracts.fields import CommuneField
from csf_desktop.ui.contracts.inline_form import InlineForm
from csf_desktop.ui.contracts.part_section import LineWords, PartSection, PartWords
from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.widgets.form_field import FormField
from csf_desktop.ui.widgets.line_field import LineField

WRITTEN = ("commune", "commune_code", "postal_code")


class SitesSection(PartSection[SiteLine]):
    """A line a site, with its name or its town."""

    words = PartWords(
        "Sites", "Aucun site n’est noté\u00a0: celui du siège suffit souvent.", "Ajouter un site"
    )

    def __init__(self, runner: TaskRunner, parent: QWidget | None = None) -> None:
        self._runner = runner
        super().__init__(parent)

    def make_fields(self) -> Mapping[str, FormField]:
        return {
            "name": FormField("Nom du site", LineField("Dépôt, chantier, atelier…")),
            "address": FormField("Adresse", LineField()),
            "commune": FormField("Commune", CommuneField(self._runner)),
        }

    def say(self, part: SiteLine) -> LineWords:
        town = f"{part.postal_code} {part.commune}".strip()
        name, *rest = [one for one in (part.name, part.address, town) if one]
        return LineWords(name, ", ".join(rest))

    def values_of(self, part: SiteLine) -> dict[str, Any]:
        return {"name": part.name, "address": part.address, "commune": part.commune}

    def fill(self, form: InlineForm, part: SiteLine) -> None:
        super().fill(form, part)
        commune = cast("CommuneField", form.field("commune"))
        commune.remember({name: getattr(part, name) for name in WRITTEN})

    def read(self, form: InlineForm) -> dict[str, Any]:
        commune = cast("CommuneField", form.field("commune")).commune_values()
        return {**form.values(), **{name: commune[name] for name in WRITTEN}}
