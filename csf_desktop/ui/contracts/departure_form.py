"""« Ce contact est parti… » : the day, and who succeeds, if it is known."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from csf_desktop.errors import InvalidInputError
from csf_desktop.labels import choices
from csf_desktop.models.codes import ContactRole
from csf_desktop.services.contract_page import ContactLine
from csf_desktop.services.organisations import ContactDraft
from csf_desktop.ui.contracts.inline_form import InlineForm
from csf_desktop.ui.widgets.choice_field import ChoiceField
from csf_desktop.ui.widgets.contact_checks import check_email, check_phone
from csf_desktop.ui.widgets.date_field import DateField
from csf_desktop.ui.widgets.form_field import FormField
from csf_desktop.ui.widgets.line_field import LineField

KNOWN, UNKNOWN = "known", "unknown"
KNOWLEDGE = ((KNOWN, "Je l’indique ici"), (UNKNOWN, "Je ne sais pas encore"))
COMPANY_ROLES = tuple(one for one in choices(ContactRole) if one[0] != ContactRole.BUYER)
BUYER_ROLES = tuple(
    one for one in choices(ContactRole) if one[0] in (ContactRole.BUYER, ContactRole.OTHER)
)
_BUYER, _COMPANY = dict(BUYER_ROLES), dict(COMPANY_ROLES)
NAMELESS = "Indiquez le nom du successeur, ou choisissez «\u00a0Je ne sais pas encore\u00a0»."


def roles_beside(
    role: str, roles: tuple[tuple[str, str], ...] = COMPANY_ROLES
) -> tuple[tuple[str, str], ...]:
    """Return the roles at the organisation of somebody; ``roles`` when theirs tells no side."""
    if (role in _BUYER) == (role in _COMPANY):
        return roles
    return BUYER_ROLES if role in _BUYER else COMPANY_ROLES


def person_fields(name: str, roles: tuple[tuple[str, str], ...]) -> dict[str, FormField]:
    """Return the fields of a person by the names of the service; ``name`` titles the first."""
    return {
        "name": FormField(name, LineField(max_length=120)),
        "role": FormField("Fonction", ChoiceField(roles)),
        "phone": FormField("Téléphone", LineField(check=check_phone, max_length=30)),
        "email": FormField("Courriel", LineField(check=check_email, max_length=120)),
    }


def draft_of(form: InlineForm) -> ContactDraft:
    """Return the person that the fields of a form tell."""
    values = form.values()
    return ContactDraft(values["name"], values["role"], values["phone"], values["email"])


class DepartureForm(InlineForm):
    """Opened for a person who is there, or, once they left, to name their successor."""

    departure_told = Signal(str, object, object)  # contact's id, date, ContactDraft or None
    successor_named = Signal(str, object)  # contact's id, ContactDraft

    def __init__(
        self,
        today: Callable[[], date],
        roles: tuple[tuple[str, str], ...] = COMPANY_ROLES,
        parent: QWidget | None = None,
    ) -> None:
        self._today, self._roles = today, roles
        self._person: ContactLine | None = None
        self._day = FormField("Parti le", DateField(today), required=True)
        self._knowledge = FormField("Qui lui succède\u00a0?", ChoiceField(KNOWLEDGE))
        self._successor = person_fields("Nom du successeur", roles)
        fields = {"until": self._day, "knowledge": self._knowledge, **self._successor}
        super().__init__("", fields, "Enregistrer", parent=parent)
        self.hide()
        self._knowledge.field.value_changed.connect(self._show_successor)
        self.submitted.connect(self._on_submitted)
        self.folded.connect(self.hide)

    def open_for(self, person: ContactLine) -> None:
        """Ask about a person: when they left and who follows, or only who follows."""
        self._person = person
        has_left = person.until is not None
        self.set_choices("role", roles_beside(person.role, self._roles))
        self.load({"until": person.until or self._today(), "knowledge": KNOWN, "role": person.role})
        self._day.set_title(f"{person.name} est parti le")
        self._successor["name"].set_title(f"Nom du successeur de {person.name}")
        self._day.setVisible(not has_left)
        self._knowledge.setVisible(not has_left)
        self._show_successor()
        self.open()
        if has_left:
            self.focus("name")

    @Slot()
    def _show_successor(self) -> None:
        is_known = self.field("knowledge").value() == KNOWN  # type: ignore[attr-defined]
        for field in self._successor.values():
            field.setVisible(is_known)

    @Slot()
    def _on_submitted(self) -> None:
        person, values = self._person, self.values()
        if person is None:
            return
        is_known = values["knowledge"] == KNOWN
        if is_known and not values["name"]:
            self.show_error(InvalidInputError(NAMELESS, field="name"))
        elif person.until is not None:
            self.successor_named.emit(person.id, draft_of(self))
        else:
            successor = draft_of(self) if is_known else None
            self.departure_told.emit(person.id, values["until"], successor)
