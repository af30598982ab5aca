"""The next action in one field: by whom, what, when."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csf_desktop.labels import choices
from csf_desktop.models.codes import Actor
from csf_desktop.ui.follow_up.proposals import SUGGESTED_ACTIONS, FollowingAction, matches
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.choice_field import ChoiceField
from csf_desktop.ui.widgets.date_field import DateField
from csf_desktop.ui.widgets.field import Field
from csf_desktop.ui.widgets.pick_field import PickField
from csf_desktop.ui.widgets.suggest_field import Suggestion
from csf_desktop.ui.widgets.text import label

BY_THE_RULES = "Selon l’étape"
NO_OWNER = "Indiquez qui doit faire la prochaine action."
NO_WORDS = "Dites en quelques mots ce qui est à faire."


class NextActionField(Field):
    """Three editors side by side. « Selon l’étape » leaves the next action to the rules."""

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        self.owner = ChoiceField(choices(Actor), empty_label=BY_THE_RULES)
        super().__init__(self.owner.combo, parent)
        self.what = PickField(_suggest_actions, "Rappeler, visiter…")
        self.due = DateField(today)
        self.what.edit.setAccessibleName("Prochaine action\u00a0: quoi")
        self.due.edit.setAccessibleName("Prochaine action\u00a0: quand")
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addLayout(_captioned("Par qui", self.owner), 3)
        row.addLayout(_captioned("Quoi", self.what), 4)
        row.addLayout(_captioned("Quand", self.due), 4)
        self._box.addLayout(row)
        for part in (self.owner, self.what, self.due):
            part.value_changed.connect(self.value_changed)
        self.due.edit_finished.connect(self.edit_finished)

    def value(self) -> FollowingAction:
        """Return what is shown; a day that cannot be read is ``None`` (see ``problem``)."""
        return FollowingAction(self.owner.value(), self.what.value(), self.due.value())

    def set_value(self, action: FollowingAction) -> None:
        """Show a next action."""
        self.owner.set_value(action.owner)
        self.what.set_value(action.label)
        self.due.set_value(action.due)

    def typed(self) -> tuple[str, str, str]:
        """Return the code of the owner and what was typed, readable or not."""
        return self.owner.value(), self.what.value(), self.due.edit.text()

    def set_typed(self, owner: str, what: str, due: str) -> None:
        """Show again what was typed."""
        self.owner.set_value(owner)
        self.what.set_value(what)
        self.due.edit.setText(due)

    def is_empty(self) -> bool:
        return self.owner.is_empty() and self.what.is_empty() and self.due.is_empty()

    def problem(self) -> str:
        if self.due.problem():
            return self.due.problem()
        if self.owner.is_empty():
            return "" if self.is_empty() else NO_OWNER
        return NO_WORDS if self.what.is_empty() else ""

    def wrong_part(self) -> Field:
        """Return the editor to go back to when there is a problem."""
        if self.due.problem():
            return self.due
        return self.owner if self.owner.is_empty() else self.what

    def _on_focus_moved(self, event: QFocusEvent) -> None:
        """Leaving the first editor for the second is no end: half an action is no mistake yet."""


def _captioned(caption: str, field: Field) -> QVBoxLayout:
    box = QVBoxLayout()
    box.setSpacing(px(2))
    box.addWidget(label(caption, "key"))
    box.addWidget(field)
    return box


def _suggest_actions(typed: str, answer: Callable[[Sequence[Suggestion]], None]) -> None:
    answer([Suggestion(words) for words in SUGGESTED_ACTIONS if matches(typed, words)])
