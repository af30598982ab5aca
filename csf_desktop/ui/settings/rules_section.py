"""The deadlines that an académie may set, in the settings."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csf_desktop.errors import CsfError, InvalidInputError
from csf_desktop.models.rules import DEFAULT_RULES, HOUR, Rules
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.form_field import FormField
from csf_desktop.ui.widgets.number_field import NumberField
from csf_desktop.ui.widgets.text import label

DAYS, WORKING_DAYS, HOURS = "jours", "jours ouvrés", "heures"


@dataclass(frozen=True, slots=True)
class _Shown:
    """A rule in the settings: its name in ``Rules``, what it is called, its unit."""

    name: str
    title: str
    unit: str = DAYS

    def number(self, rules: Rules) -> int:
        """Return the value in its unit."""
        value: int = getattr(rules, self.name)
        return value // HOUR if self.unit == HOURS else value

    def stored(self, number: int) -> int:
        """Return the value of a number in this unit, as ``Rules`` has it."""
        return number * HOUR if self.unit == HOURS else number


SHOWN = (
    _Shown("first_contact_days", "Joindre l’entreprise, après la notification"),
    _Shown("declare_days", "Déclarer les parcours, après la notification"),
    _Shown("send_profile_days", "Envoyer le profil, après la réservation"),
    _Shown("remind_days", "Relancer l’entreprise sans réponse"),
    _Shown("buyer_calls_days", "Demander à l’acheteur d’appeler"),
    _Shown("company_failed_days", "Demander à l’acheteur d’intervenir par écrit"),
    _Shown("plan_order_days", "Prévoir les parcours d’un bon de commande"),
    _Shown("find_contact_days", "Trouver qui remplace un contact parti"),
    _Shown("document_working_days", "Remettre un document demandé", WORKING_DAYS),
    _Shown("gratification_minutes", "Gratification due au-delà de", HOURS),
)


class RulesSection(QWidget):
    """Each value is saved as it is left; what is wrong is told and not saved."""

    rules_changed = Signal(object)  # Rules

    def __init__(self, rules: Rules, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._saved = self._kept = rules
        self.fields: dict[str, FormField] = {}
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(10))
        box.addWidget(label("Délais et limites", "h2"))
        box.addWidget(
            label("Ce que votre académie a fixé\u00a0; les échéances suivent.", "small", wrap=True)
        )
        for shown in SHOWN:
            field = NumberField(shown.unit)
            field.set_value(shown.number(rules))
            usual = f"D’ordinaire {shown.number(DEFAULT_RULES)}\u00a0{shown.unit}."
            self.fields[shown.name] = FormField(
                shown.title, field, hint=usual, required=True, missing=f"Tapez un nombre. {usual}"
            )
            box.addWidget(self.fields[shown.name])
            field.edit_finished.connect(self.save)

    def show_error(self, error: CsfError) -> None:
        """Show what was refused, under the field to mend; it will be sent again."""
        self._saved = self._kept
        shown = self.fields.get(error.field) if isinstance(error, InvalidInputError) else None
        if shown is not None:
            shown.set_error(str(error))

    @Slot()
    def save(self) -> None:
        """Tell the rules if all are right and one differs from those last told."""
        are_right = [shown.check() for shown in self.fields.values()]  # each says what is wrong
        if not all(are_right):
            return
        values = {}
        for shown in SHOWN:
            number = self.fields[shown.name].field
            assert isinstance(number, NumberField)  # noqa: S101 - made above
            values[shown.name] = shown.stored(number.value() or 0)
        typed = replace(self._saved, **values)
        if typed != self._saved:
            self._saved = typed
            self.rules_changed.emit(typed)
