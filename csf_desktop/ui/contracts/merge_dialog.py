"""« Réunir deux fiches » : both side by side, and which one is kept."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from csf_desktop.reference.siret import format_siret
from csf_desktop.services.company_page import CompanyDetails
from csf_desktop.ui.formatting import grouped_phone
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.choice_field import ChoiceField
from csf_desktop.ui.widgets.form_dialog import FormDialog
from csf_desktop.ui.widgets.form_field import FormField
from csf_desktop.ui.widgets.text import label

SENTENCE = (
    "La fiche gardée reprend les marchés, parcours, personnes, sites et échanges de l’autre, et "
    "ce qui lui manquait. Vous pourrez annuler."
)


class MergeDialog(FormDialog):
    """Accepting it emits ``confirmed``; its owner closes it, or shows why it could not be done."""

    confirmed = Signal(str, str)  # ids of the company kept and of the other

    def __init__(self, one: CompanyDetails, other: CompanyDetails, parent: QWidget) -> None:
        super().__init__(
            "Réunir deux fiches d’entreprise", "Réunir", parent, sentence=SENTENCE, height=560
        )
        self._ids = (one.id, other.id)
        self.body.addWidget(_comparison(one, other))
        names = [(found.id, _title(found)) for found in (one, other)]
        self._kept = ChoiceField(names)
        self.add_field("kept", FormField("Fiche gardée", self._kept))

    def submit(self) -> None:
        kept = self._kept.value()
        first, second = self._ids
        self.primary_button.setEnabled(False)
        self.confirmed.emit(kept, second if kept == first else first)


def _comparison(one: CompanyDetails, other: CompanyDetails) -> QWidget:
    """Return what each file holds, a line a field; what differs is in strong letters."""
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(px(14))
    grid.setVerticalSpacing(px(6))
    grid.setColumnStretch(1, 1)
    grid.setColumnStretch(2, 1)
    ours, theirs = _values(one), _values(other)
    for at, (key, value) in enumerate(ours.items()):
        is_same = value == theirs[key]
        grid.addWidget(label(key, "key", wrap=True), at, 0)
        for column, shown in ((1, value), (2, theirs[key])):
            cell = label(shown or "–", "" if is_same else "strong", wrap=True)
            cell.setAccessibleName(f"{key}\u00a0: {shown or 'rien'}")
            grid.addWidget(cell, at, column)
    return made


def _values(found: CompanyDetails) -> dict[str, str]:
    fields = found.fields
    town = f"{fields['postal_code']} {fields['commune']}".strip()
    return {
        "Nom": fields["name"],
        "SIRET": format_siret(fields["siret"]) or fields["other_id"],
        "Téléphone": grouped_phone(fields["phone"]),
        "Courriel": fields["email"],
        "Adresse": ", ".join(filter(None, (fields["address"], town))),
        "Personnes": ", ".join(one.person.name for one in found.contacts),
        "Marchés": ", ".join(one.reference for one in found.contracts),
        "Parcours": ", ".join(one.row.reference for one in found.pathways),
        "Sites": ", ".join(one.name or one.commune for one in found.sites),
    }


def _title(found: CompanyDetails) -> str:
    number = format_siret(found.fields["siret"]) or found.fields["other_id"]
    return " · ".join(dict.fromkeys(filter(None, (found.fields["name"], number))))
