"""Who to call: name, role and telephone, the likeliest first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from csf_desktop.services.people import PersonLine
from csf_desktop.ui.formatting import grouped_phone
from csf_desktop.ui.names import shown_name
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.buttons import button
from csf_desktop.ui.widgets.layouts import empty
from csf_desktop.ui.widgets.text import label

AT_HAND = 2
"""People shown at first."""

NOBODY = "Personne n’est connu\u00a0: ajoutez un contact à l’entreprise."


class PeopleCard(QWidget):
    """One line a person; the telephone can be selected and copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people: tuple[PersonLine, ...] = ()
        self._is_masked = False
        self._empty = label(NOBODY, "small", wrap=True)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(px(6))
        self.all_button = button("Tous les contacts", "link")
        self.all_button.clicked.connect(self._on_all_clicked)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(6))
        box.addWidget(label("À joindre", "h3"))
        box.addWidget(self._empty)
        box.addLayout(self._lines)
        box.addWidget(self.all_button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_people(self, people: Sequence[PersonLine], *, initials_only: bool) -> None:
        """Show people in the order given; with ``initials_only`` young people by initials."""
        if (tuple(people), initials_only) == (self._people, self._is_masked):
            return
        self._people, self._is_masked = tuple(people), initials_only
        self._fill(AT_HAND)

    def _fill(self, limit: int) -> None:
        empty(self._lines)
        for person in self._people[:limit]:
            self._lines.addWidget(self._line(person))
        self._empty.setVisible(not self._people)
        self.all_button.setVisible(len(self._people) > limit)
        self.all_button.setText(f"Tous les contacts ({len(self._people)})")
        self.all_button.setAccessibleName(self.all_button.text())

    def _line(self, person: PersonLine) -> QWidget:
        name = shown_name(person.name, person.actor, initials_only=self._is_masked)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(10))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(name, "strong", wrap=True))
        words.addWidget(label(person.role, "small", wrap=True))
        row.addLayout(words, 1)
        row.addWidget(_reach(person), 0, Qt.AlignmentFlag.AlignTop)
        return line

    @Slot()
    def _on_all_clicked(self) -> None:
        self._fill(len(self._people))


def _reach(person: PersonLine) -> QLabel:
    """Return the telephone, else the address, else that neither is known."""
    made = label(grouped_phone(person.phone) or person.email or "sans téléphone", "value")
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    made.setAccessibleName(f"{person.name}\u00a0: {made.text()}")
    return made
