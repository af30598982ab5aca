"""A list of what a contract is made of: each line is added, edited in place, and removed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from csf_desktop.services.contract_page import ContractDetails
from csf_desktop.ui.contracts.inline_form import InlineForm
from csf_desktop.ui.contracts.section import Lines, Section, join_tab_order
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.buttons import button
from csf_desktop.ui.widgets.form_field import FormField
from csf_desktop.ui.widgets.text import label


class Part(Protocol):
    """A line of a contract."""

    @property
    def id(self) -> str: ...


P = TypeVar("P", bound=Part)


@dataclass(frozen=True, slots=True)
class PartWords:
    """The title of the section, what stands there without lines, and the link that adds one."""

    title: str
    empty: str
    add: str


@dataclass(frozen=True, slots=True)
class LineWords:
    """A line: its name (said with its buttons), what follows it, and a warning if any."""

    name: str
    rest: str = ""
    warning: str = ""


class PartSection(Section, Generic[P]):
    """A subclass gives the words, the fields, and how a line is said and put in the fields.

    It only tells: the panel calls the services, then ``finish`` or the form's ``show_error``.
    """

    add_requested = Signal(object)  # dict[str, Any]: what the fields hold
    edit_requested = Signal(str, object)  # id, dict[str, Any]
    removal_requested = Signal(str)  # id

    words: PartWords

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.words.title, parent)
        self._shown: tuple[P, ...] | None = None
        self._edited_id = ""
        self._empty = label(self.words.empty, "small", wrap=True)
        self._choices: dict[str, Sequence[tuple[str, str]]] = {}
        self._add_link = button(self.words.add, "link", icon_name="add-line")
        self._rows: dict[str, QWidget] = {}
        self._lines = Lines(spacing=8)
        self.box.addWidget(self._empty)
        self.box.addWidget(self._lines)
        self.box.addWidget(self._add_link, 0, Qt.AlignmentFlag.AlignLeft)
        self._add_link.clicked.connect(self._on_add_link_clicked)

    # --- the two forms, made when they are first opened: most sections are only read

    @cached_property
    def adding(self) -> InlineForm:
        """The form of a new line, in the place of the link that asks for it."""
        made = self._make_form(self.words.add, "Ajouter")
        made.submitted.connect(self._on_adding_submitted)
        self._add_link.hide()
        self.box.addWidget(made)
        join_tab_order(self._add_link, made)
        self.arrange_adding(made)
        return made

    @cached_property
    def editing(self) -> InlineForm:
        """The form of a line, which stands in its row."""
        made = self._make_form("", "Enregistrer")
        made.hide()
        made.folded.connect(self._on_editing_folded)
        made.submitted.connect(self._on_editing_submitted)
        return made

    def _make_form(self, link: str, accept: str) -> InlineForm:
        made = InlineForm(link, self.make_fields(), accept)
        for name, choices in self._choices.items():
            made.set_choices(name, choices)
        return made

    def _made_forms(self) -> list[InlineForm]:
        return [vars(self)[name] for name in ("adding", "editing") if name in vars(self)]

    def set_choices(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        """Replace what a closed list of the forms offers."""
        self._choices[name] = choices
        for form in self._made_forms():
            form.set_choices(name, choices)

    # --- what a subclass gives

    def make_fields(self) -> Mapping[str, FormField]:
        """Return new fields by the names of the service; called once for each of the two forms."""
        raise NotImplementedError

    def parts(self, details: ContractDetails) -> tuple[P, ...]:
        """Return the lines of a contract."""
        raise NotImplementedError

    def say(self, part: P) -> LineWords:
        """Return a line in words."""
        raise NotImplementedError

    def values_of(self, part: P) -> dict[str, Any]:
        """Return what the fields show to edit a line."""
        raise NotImplementedError

    def fill(self, form: InlineForm, part: P) -> None:
        """Put a line in the fields."""
        form.load(self.values_of(part))

    def read(self, form: InlineForm) -> dict[str, Any]:
        """Return what to write from the fields."""
        return form.values()

    def arrange_adding(self, form: InlineForm) -> None:
        """Leave out of the form of a new line what only an older one has."""

    def buttons_of(self, _part: P) -> Sequence[QWidget]:
        """Return what else may be done with a line, under its words."""
        return ()

    # --- what the panel calls

    def set_details(self, details: ContractDetails) -> None:
        """Show the lines of a contract; a form that is open keeps what was typed."""
        self.show_parts(self.parts(details))

    def show_parts(self, found: tuple[P, ...], *, anew: bool = False) -> None:
        """Show these lines; ``anew`` when what is said of them changed besides."""
        if found == self._shown and not anew:
            return
        self._shown = found
        self._empty.setVisible(not found)
        focused = QApplication.focusWidget()
        was_typing = False
        if self._edited_id:
            was_typing = focused is not None and self.editing.isAncestorOf(focused)
        if "editing" in vars(self):
            self.editing.setParent(self)  # the row it stands in goes
        self._rows = {part.id: self._make_row(part) for part in found}
        self._lines.set_rows(list(self._rows.values()))
        if self._edited_id in self._rows:
            self._host_editing()
            if focused is not None and was_typing:
                focused.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._end_edit()

    def reset(self) -> None:
        """Fold and empty both forms: another contract is shown."""
        self._end_edit()
        for form in self._made_forms():
            form.finish()

    def start_edit(self, part_id: str, field: str = "") -> None:
        """Put a line in the fields, where it stands."""
        part = next((one for one in self._shown or () if one.id == part_id), None)
        if part is None:
            return
        self._end_edit()
        self._edited_id = part_id
        self.fill(self.editing, part)
        self._host_editing()
        self.editing.open()
        if field:
            self.editing.focus(field)

    # --- rows

    def _make_row(self, part: P) -> QWidget:
        made = QWidget()
        self._rows[part.id] = made
        box = QVBoxLayout(made)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(1))
        said = self.say(part)
        box.addWidget(self._make_head(part, said.name))
        if said.rest:
            box.addWidget(label(said.rest, "small", wrap=True))
        if said.warning:
            box.addWidget(label(said.warning, "warning", wrap=True))
        for one in self.buttons_of(part):
            box.addWidget(one, 0, Qt.AlignmentFlag.AlignLeft)
        return made

    def _make_head(self, part: P, name: str) -> QWidget:
        """Return the name of a line, and at its right what may be done with it."""
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(4))
        change = button("Modifier", "link", on_click=partial(self.start_edit, part.id))
        remove = button("Retirer", "link", on_click=partial(self.removal_requested.emit, part.id))
        change.setAccessibleName(f"Modifier {name}")
        remove.setAccessibleName(f"Retirer {name}")
        row.addWidget(label(name, "strong", wrap=True), 1)
        for one in (change, remove):
            row.addWidget(one, 0, Qt.AlignmentFlag.AlignTop)
        return made

    def _host_editing(self) -> None:
        """Show the fields in the place of the line's words."""
        row = self._rows[self._edited_id]
        last = row.findChildren(QPushButton)[-1]
        for one in self._words_of(row):
            one.hide()
        box = row.layout()
        if box is not None:
            box.addWidget(self.editing)
        join_tab_order(last, self.editing)
        self.editing.show()

    def _words_of(self, row: QWidget) -> list[QWidget]:
        """Return what stands in a row besides the fields."""
        box = row.layout()
        items = [box.itemAt(at) for at in range(box.count())] if box is not None else []
        found = [item.widget() for item in items if item is not None]
        editing = vars(self).get("editing")
        return [one for one in found if one is not None and one is not editing]

    def _end_edit(self) -> None:
        if self._edited_id:
            self.editing.finish()

    # --- slots

    @Slot(bool)
    def _on_editing_folded(self, had_keyboard: bool) -> None:
        row = self._rows.get(self._edited_id)
        self._edited_id = ""
        self.editing.hide()
        if row is None:
            return
        for one in self._words_of(row):
            one.show()
        if had_keyboard:
            row.findChildren(QPushButton)[0].setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_add_link_clicked(self) -> None:
        self.adding.open()

    @Slot()
    def _on_adding_submitted(self) -> None:
        self.add_requested.emit(self.read(self.adding))

    @Slot()
    def _on_editing_submitted(self) -> None:
        self.edit_requested.emit(self._edited_id, self.read(self.editing))
