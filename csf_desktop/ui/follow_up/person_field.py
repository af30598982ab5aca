"""Who was reached: one of the people known for the pathway, or any name."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from csf_desktop.labels import label
from csf_desktop.models.codes import Actor
from csf_desktop.services.people import PersonLine
from csf_desktop.ui.follow_up.proposals import matches
from csf_desktop.ui.formatting import grouped_phone
from csf_desktop.ui.names import shown_name
from csf_desktop.ui.widgets.pick_field import PickField
from csf_desktop.ui.widgets.suggest_field import Suggestion
from csf_desktop.ui.widgets.text import label as text_label


class PersonField(PickField):
    """Picks a person; under the field, their role and telephone, or the side a free name is on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self._suggest, "Nom, ou flèche vers le bas", parent=parent)
        self._people: tuple[PersonLine, ...] = ()
        self._is_hiding = False
        self._kept = ("", "")
        self._said = text_label("", "small", wrap=True)
        self._box.addWidget(self._said)
        self._said.hide()
        self.value_changed.connect(self._on_value_changed)

    def set_people(self, people: Sequence[PersonLine], *, initials_only: bool) -> None:
        """Offer these people; with ``initials_only`` the young ones are shown by initials."""
        self._people = tuple(people)
        self._is_hiding = initials_only
        self._say()

    def set_person(self, person: PersonLine) -> None:
        """Show one of the people offered."""
        self._kept = ("", "")
        self.set_value(self._shown(person))
        self._say()

    def set_free(self, name: str, actor: str) -> None:
        """Show a name written before, and the side it was said to be on."""
        self._kept = (name, actor)
        self.set_value(shown_name(name, actor, initials_only=self._is_hiding))
        self._say()

    def person(self) -> PersonLine | None:
        """Return the person picked, or whose name was typed; ``None`` for another name."""
        picked = self.picked()
        if picked is not None and picked.code:
            return self._people[int(picked.code)]
        typed = self.value()
        return next((one for one in self._people if self._shown(one) == typed), None)

    def name(self) -> str:
        """Return the whole name, also where initials are shown."""
        person = self.person()
        return person.name if person else self._kept[0] or self.value()

    def actor(self) -> str:
        """Return the side of the person reached; a name nobody knows is the company's."""
        person = self.person()
        return person.actor if person else self._kept[1] or Actor.COMPANY

    def _suggest(self, typed: str, answer: Callable[[Sequence[Suggestion]], None]) -> None:
        answer(
            [
                Suggestion(self._shown(person), self._line(person), str(at))
                for at, person in enumerate(self._people)
                if matches(typed, person.name, person.role)
            ]
        )

    def _shown(self, person: PersonLine) -> str:
        return shown_name(person.name, person.actor, initials_only=self._is_hiding)

    def _line(self, person: PersonLine) -> str:
        parts = (self._shown(person), person.role, grouped_phone(person.phone))
        return " · ".join(part for part in parts if part)

    def _say(self) -> None:
        person = self.person()
        if person is not None:
            said = " · ".join(part for part in (person.role, grouped_phone(person.phone)) if part)
        else:
            side = label(Actor, self.actor())
            said = f"{side}\u00a0: personne qui n’est pas dans les contacts" if self.value() else ""
        self._said.setText(said)
        self._said.setVisible(bool(said))

    @Slot()
    def _on_value_changed(self) -> None:
        self._kept = ("", "")
        self._say()
