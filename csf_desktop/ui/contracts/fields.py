"""Fields of contracts: a SIRET, and the organisations and places that the services suggest."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QWidget

from csf_desktop.reference.siret import format_siret
from csf_desktop.services.organisations import siret_problem, suggest_buyers, suggest_companies
from csf_desktop.services.places import PlaceSuggestion, suggest_places
from csf_desktop.services.rows import BuyerRow, CompanyRow
from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.line_field import LineField
from csf_desktop.ui.widgets.suggest_field import SuggestField, Suggestion

Answer = Callable[[Sequence[Suggestion]], None]

OFFICIAL_COMMUNE = "Code commune"
"""``place_code_type`` of an INSEE code, in the words of the official format."""


class SiretField(LineField):
    """A SIRET, checked with its key; shown in groups once the field is left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("123 456 789 00012", check=siret_problem, max_length=40, parent=parent)
        self.edit.setMaximumWidth(px(220))

    def value(self) -> str:
        """Return what was typed, without spaces."""
        return "".join(super().value().split())

    def set_value(self, text: str) -> None:
        """Show a SIRET in groups."""
        super().set_value(format_siret(text))

    def _tidy(self) -> None:
        self.edit.setText(format_siret(self.edit.text().strip()))


class OrganisationField(SuggestField):
    """The name of a company or a buyer; the ``code`` of a suggestion is its SIRET."""

    def __init__(
        self,
        runner: TaskRunner,
        service: Callable[..., Sequence[CompanyRow | BuyerRow]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(self._ask_service, "Nom ou SIRET", parent=parent)
        self._runner = runner
        self._service = service

    def _ask_service(self, typed: str, answer: Answer) -> None:
        def show(rows: Sequence[CompanyRow | BuyerRow]) -> None:
            answer([_suggestion(row) for row in rows if row.name])

        self._runner.run(self._service, typed, on_success=show, parent=self)


def company_field(runner: TaskRunner) -> OrganisationField:
    """Return a field that suggests the companies of the vault."""
    return OrganisationField(runner, suggest_companies)


def buyer_field(runner: TaskRunner) -> OrganisationField:
    """Return a field that suggests the buyers of the vault."""
    return OrganisationField(runner, suggest_buyers)


def fill_siret_from(name: OrganisationField, siret: SiretField) -> None:
    """Put the SIRET of a suggestion in its field, before the name is told as finished."""

    def fill(picked: Suggestion) -> None:
        siret.set_value(picked.code)
        siret.value_changed.emit()

    name.suggestion_picked.connect(fill)


COMMUNE_FIELDS = ("commune", "commune_code", "postal_code", "department", "academie")
"""What a commune brings to a further place of execution."""


class CommuneField(SuggestField):
    """The commune of a further place: one that is suggested, with its codes, or any words."""

    def __init__(self, runner: TaskRunner, parent: QWidget | None = None) -> None:
        super().__init__(self._ask_service, "Commune ou code postal", parent=parent)
        self._runner = runner
        self._known: dict[str, dict[str, str]] = {}

    def remember(self, values: Mapping[str, str]) -> None:
        """Keep the codes of the commune that is being edited, for as long as its name stays."""
        self._known[values["commune"]] = dict(values)

    def commune_values(self) -> dict[str, str]:
        """Return the fields of ``COMMUNE_FIELDS``; codes are empty for free words."""
        name = self.value()
        return self._known.get(name) or {**dict.fromkeys(COMMUNE_FIELDS, ""), "commune": name}

    def _ask_service(self, typed: str, answer: Answer) -> None:
        def show(found: Sequence[PlaceSuggestion]) -> None:
            self._known |= {place.label: _commune_values(place) for place in found}
            answer([Suggestion(place.label, place.shown, place.code_insee) for place in found])

        self._runner.run(suggest_places, typed, on_success=show, parent=self)


def _commune_values(place: PlaceSuggestion) -> dict[str, str]:
    return {
        "commune": place.label,
        "commune_code": place.code_insee,
        "postal_code": place.postal_code,
        "department": place.department,
        "academie": place.academie,
    }


class PlaceField(SuggestField):
    """Where a contract is carried out: a commune that is suggested, or any words."""

    def __init__(self, runner: TaskRunner, parent: QWidget | None = None) -> None:
        super().__init__(self._ask_service, "Commune ou code postal", parent=parent)
        self._runner = runner
        self._known: dict[str, PlaceSuggestion] = {}

    def place_values(self) -> dict[str, str]:
        """Return the five fields of a contract's place; codes are empty for free words."""
        picked = self.picked()
        place = self._known.get(picked.code) if picked else None
        return {
            "place": self.value(),
            "place_code": place.code_insee if place else "",
            "place_code_type": OFFICIAL_COMMUNE if place else "",
            "department": place.department if place else "",
            "academie": place.academie if place else "",
        }

    def _ask_service(self, typed: str, answer: Answer) -> None:
        def show(found: Sequence[PlaceSuggestion]) -> None:
            self._known |= {place.code_insee: place for place in found}
            answer([Suggestion(place.label, place.shown, place.code_insee) for place in found])

        self._runner.run(suggest_places, typed, on_success=show, parent=self)


def _suggestion(row: CompanyRow | BuyerRow) -> Suggestion:
    commune = row.commune if isinstance(row, CompanyRow) else ""
    parts = (row.name, format_siret(row.siret), commune)
    return Suggestion(row.name, " · ".join(part for part in parts if part), row.siret)
