"""What a pathway led to and, apart, what the immersion brought: boxes to tick."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from csf_desktop.errors import CsfError
from csf_desktop.labels import choices
from csf_desktop.models.codes import BenefitCode, OutcomeCode
from csf_desktop.services.pathway_page import PathwayDetails
from csf_desktop.services.pathways import set_outcomes
from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.text import label

SEVERAL = "Plusieurs peuvent être vraies à la fois."
SUCCESS = "Écarter une orientation après l’avoir essayée est une réussite."


class OutcomesSection(QWidget):
    """Each click is saved at once."""

    def __init__(
        self, runner: TaskRunner, today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._runner, self._today = runner, today
        self._pathway_id = ""
        self._boxes: dict[str, QCheckBox] = {}
        self._error = label("", "error", wrap=True)
        self._error.hide()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(px(2))
        self._add_group("Issues du parcours", SEVERAL, choices(OutcomeCode))
        self._layout.addSpacing(px(10))
        self._add_group("Ce que l’immersion a apporté", SUCCESS, choices(BenefitCode))
        self._layout.addWidget(self._error)

    def show_details(self, details: PathwayDetails) -> None:
        """Tick what holds for a pathway."""
        self._pathway_id = details.id
        ticked = {outcome.code for outcome in details.outcomes}
        for code, box in self._boxes.items():
            box.setChecked(code in ticked)
        self._error.hide()

    def focus_first(self) -> None:
        """Put the keyboard on the first box."""
        next(iter(self._boxes.values())).setFocus()

    def _add_group(self, title: str, hint: str, codes: tuple[tuple[str, str], ...]) -> None:
        self._layout.addWidget(label(title, "h3"))
        self._layout.addWidget(label(hint, "hint", wrap=True))
        for code, text in codes:
            box = QCheckBox(text)
            box.clicked.connect(self._on_box_clicked)
            self._boxes[code] = box
            self._layout.addWidget(box)

    @Slot()
    def _on_box_clicked(self) -> None:
        codes = {code for code, box in self._boxes.items() if box.isChecked()}
        self._runner.run(
            set_outcomes,
            self._pathway_id,
            codes,
            self._today(),
            on_error=self._on_save_failed,
            parent=self,
        )

    @Slot(object)
    def _on_save_failed(self, error: CsfError) -> None:
        self._error.setText(str(error))
        self._error.show()
