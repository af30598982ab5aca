"""A person in the panel of a contract: what to reach them by, and what may be done with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csf_desktop.labels import label as code_label
from csf_desktop.models.codes import ContactRole
from csf_desktop.services.contract_page import ContactLine
from csf_desktop.ui.contracts.section import join_tab_order
from csf_desktop.ui.formatting import grouped_phone, short_date
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.buttons import button
from csf_desktop.ui.widgets.text import label


class ContactRow(QWidget):
    """``where`` is their organisation, ``successor`` the name of who took their place."""

    change_requested = Signal()
    departure_requested = Signal()  # or their successor, once they left

    def __init__(self, person: ContactLine, where: str, successor: str) -> None:
        super().__init__()
        self.person = person
        self._words = QWidget()
        self._change = button("Modifier", "link")
        self._change.setAccessibleName(f"Modifier {person.name}")
        self._change.clicked.connect(self.change_requested)
        box = QVBoxLayout(self._words)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(label(person.name, "strong", wrap=True))
        for line in _lines(person, where, successor):
            box.addWidget(label(line, "small", wrap=True))
        box.addLayout(self._make_actions())
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(0)
        self._outer.addWidget(self._words)

    def host(self, form: QWidget) -> None:
        """Show a form in the place of the words."""
        self._words.hide()
        self._outer.addWidget(form)
        join_tab_order(self._change, form)
        form.show()

    def show_words(self, *, takes_keyboard: bool) -> None:
        """Show the words again, the keyboard on what changes them if asked."""
        self._words.show()
        if takes_keyboard:
            self._change.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_actions(self) -> QHBoxLayout:
        person, row = self.person, QHBoxLayout()
        row.setSpacing(px(12))
        if person.until is None or not person.replaced_by_id:
            words, name = "Ce contact est parti…", f"{person.name} est parti…"
            if person.until is not None:
                words, name = "Successeur…", f"Nommer le successeur de {person.name}…"
            told = button(words, "link")
            told.setAccessibleName(name)
            told.clicked.connect(self.departure_requested)
            row.addWidget(told)
        row.addWidget(self._change)
        row.addStretch()
        return row


def _lines(person: ContactLine, where: str, successor: str) -> list[str]:
    reach = (grouped_phone(person.phone), person.email)
    follows = f", remplacé par {successor}" if successor else ""
    lines = [
        " · ".join(filter(None, (code_label(ContactRole, person.role), where))),
        " · ".join(filter(None, reach)),
        f"parti le {short_date(person.until)}{follows}" if person.until is not None else "",
    ]
    return [line for line in lines if line]
