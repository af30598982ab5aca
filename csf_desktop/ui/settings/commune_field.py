"""A commune of the official list, kept by its INSEE code."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from csf_desktop.reference.communes import commune
from csf_desktop.services.places import PlaceSuggestion, commune_code_of, suggest_places
from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.widgets.suggest_field import SuggestField, Suggestion

_NOT_FOUND = (
    "Cette commune n’est pas reconnue\u00a0: choisissez-la dans la liste qui s’ouvre quand vous "
    "tapez son nom ou son code postal."
)


class CommuneField(SuggestField):
    """Picked in the list, or typed in full when one commune only has the name."""

    def __init__(self, runner: TaskRunner, parent: QWidget | None = None) -> None:
        super().__init__(
            self._ask_service,
            "Commune ou code postal",
            check=lambda _typed: "" if self.code() else _NOT_FOUND,
            parent=parent,
        )
        self._runner = runner
        self._kept = Suggestion("")

    def code(self) -> str:
        """Return the INSEE code of the commune, empty if there is none or it is not known."""
        typed = self.value()
        for known in (self.picked(), self._kept):
            if known is not None and known.text == typed:
                return known.code
        return commune_code_of(typed)

    def set_code(self, code: str) -> None:
        """Show a commune by its INSEE code; an unknown one empties the field."""
        found = commune(code)
        self._kept = Suggestion(found.label if found else "", code=code if found else "")
        self.set_value(self._kept.text)

    def _tidy(self) -> None:
        code = self.code()
        if code:
            self.set_code(code)

    def _ask_service(self, typed: str, answer: Callable[[Sequence[Suggestion]], None]) -> None:
        def show(found: Sequence[PlaceSuggestion]) -> None:
            answer([Suggestion(place.label, place.shown, place.code_insee) for place in found])

        self._runner.run(suggest_places, typed, on_success=show, parent=self)
