"""The steps of the guide: a list on the left, or one field on top where room is short."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from csf_desktop.services.buyer_documents import GuideStep
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.buttons import button
from csf_desktop.ui.widgets.choice_field import ChoiceField


class StepList(QWidget):
    """The steps by name, one chosen; arrows go from one to the next, Tab leaves the list."""

    step_chosen = Signal(int)  # from 0

    def __init__(self, steps: Sequence[GuideStep], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "nav")
        self.setAccessibleName("Étapes du guide")
        self.buttons = QButtonGroup(self)
        self.buttons.setExclusive(True)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, px(8), 0, px(8))
        box.setSpacing(0)
        for at, step in enumerate(steps):
            made = button(f"{at + 1}. {step.short}", "nav")
            made.setCheckable(True)
            made.setAccessibleName(f"Étape {at + 1}\u00a0: {step.title}")
            self.buttons.addButton(made, at)
            box.addWidget(made)
        box.addStretch(1)
        self.setFixedWidth(px(150))
        self.buttons.idClicked.connect(self.step_chosen)

    def show_step(self, at: int) -> None:
        """Mark a step as the one in sight."""
        self.buttons.button(at).setChecked(True)


class StepField(ChoiceField):
    """The same steps in one field."""

    step_chosen = Signal(int)  # from 0

    def __init__(self, steps: Sequence[GuideStep], parent: QWidget | None = None) -> None:
        choices = [(str(at), f"{at + 1}. {step.title}") for at, step in enumerate(steps)]
        super().__init__(choices, parent=parent)
        self.combo.setAccessibleName("Étape du guide")
        self.value_changed.connect(self._on_value_changed)

    def show_step(self, at: int) -> None:
        """Show a step as the one in sight."""
        self.set_value(str(at))

    @Slot()
    def _on_value_changed(self) -> None:
        self.step_chosen.emit(int(self.value()))
