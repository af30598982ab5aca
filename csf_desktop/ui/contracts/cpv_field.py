"""The CPV code of a contract: typed, or found by what is bought."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from csf_desktop.errors import InvalidInputError
from csf_desktop.reference.cpv import check_cpv
from csf_desktop.services.nomenclature import CpvSuggestion, cpv_problem, cpv_words, suggest_cpv
from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.widgets.suggest_field import SuggestField, Suggestion

# A code, alone or followed by its label.
_LEADING_CODE = re.compile(r"(\d{8}(?:-?\d)?)(?!\S)", re.ASCII)


class CpvField(SuggestField):
    """Shows « 45000000-7 Travaux de construction », and its value is the code."""

    def __init__(self, runner: TaskRunner, parent: QWidget | None = None) -> None:
        super().__init__(
            self._ask_service,
            "Code, ou ce qui est acheté\u00a0: peinture…",
            check=cpv_problem,
            parent=parent,
        )
        self._runner = runner

    def value(self) -> str:
        """Return the code, with its check digit if it has one; else what was typed."""
        text = super().value()
        found = _LEADING_CODE.match(text)
        try:
            return check_cpv(found[1] if found else text)
        except InvalidInputError:
            return text

    def set_value(self, text: str) -> None:
        """Show a code with its label; a long one is read in full in the tooltip."""
        super().set_value(cpv_words(text))
        self.edit.setToolTip(self.edit.text())

    def _tidy(self) -> None:
        self.set_value(self.value())

    def _ask_service(self, typed: str, answer: Callable[[Sequence[Suggestion]], None]) -> None:
        def show(found: Sequence[CpvSuggestion]) -> None:
            answer([Suggestion(one.code, one.shown, one.code) for one in found])

        self._runner.run(suggest_cpv, typed, on_success=show, parent=self)
