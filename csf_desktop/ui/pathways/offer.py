"""What the company offers: title, tasks, conditions; saved as each field is left."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csf_desktop.errors import CsfError
from csf_desktop.services.pathway_page import PathwayDetails
from csf_desktop.services.pathways import update_pathway
from csf_desktop.ui.pathways.auto_save import AutoSave
from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.form_field import FormField
from csf_desktop.ui.widgets.line_field import LineField
from csf_desktop.ui.widgets.text import label
from csf_desktop.ui.widgets.text_field import TextField


class OfferSection(QWidget):
    """The offer of a pathway. Tasks may be rewritten together at the presentation meeting."""

    def __init__(self, runner: TaskRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._pathway_id = ""
        self.title = LineField("Accueil et vente, second œuvre…", max_length=200)
        self.tasks = TextField("Ce que le jeune fera", lines=3, reminder="")
        self.conditions = TextField("Repas, transport, tenue, horaires…", lines=2, reminder="")
        fields = {
            "title": FormField("Intitulé", self.title),
            "tasks": FormField("Missions", self.tasks),
            "conditions": FormField("Conditions", self.conditions),
        }
        self._auto_save = AutoSave(fields, self)
        self._auto_save.field_saved.connect(self._on_field_saved)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(10))
        box.addWidget(label("Offre", "h3"))
        for field in fields.values():
            box.addWidget(field)

    def show_details(self, details: PathwayDetails) -> None:
        """Show the offer of a pathway."""
        self._pathway_id = details.id
        self._auto_save.load(details.id, details.fields)

    @Slot(str, object)
    def _on_field_saved(self, name: str, value: Any) -> None:  # noqa: ANN401
        failed = partial(self._on_save_failed, name)
        self._runner.run(
            update_pathway, self._pathway_id, {name: value}, on_error=failed, parent=self
        )

    def _on_save_failed(self, name: str, error: CsfError) -> None:
        self._auto_save.fail(name, error)
