"""The fields of the edit form, in groups that a long form is read by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from csf_desktop.labels import choices
from csf_desktop.models.codes import VolumeMode
from csf_desktop.ui.contracts.cpv_field import CpvField
from csf_desktop.ui.contracts.fields import PlaceField, SiretField, buyer_field, fill_siret_from
from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.widgets.amount_field import AmountField
from csf_desktop.ui.widgets.choice_field import ChoiceField
from csf_desktop.ui.widgets.date_field import DateField
from csf_desktop.ui.widgets.field import Field
from csf_desktop.ui.widgets.form_field import FormField
from csf_desktop.ui.widgets.hours_field import HoursField
from csf_desktop.ui.widgets.line_field import LineField
from csf_desktop.ui.widgets.number_field import NumberField
from csf_desktop.ui.widgets.text_field import TextField

PUBLIC, PRIVATE = "public", "private"
LONGEST = 300


@dataclass(frozen=True)
class FieldGroup:
    """A title and the fields under it, by the names of the record."""

    title: str
    fields: dict[str, FormField]


def parties_group(runner: TaskRunner) -> FieldGroup:
    """Return what the contract is called and who buys."""
    name, siret = buyer_field(runner), SiretField()
    fill_siret_from(name, siret)
    kinds = ((PUBLIC, "Public"), (PRIVATE, "Privé"))
    text = TextField(lines=3, reminder="", max_length=LONGEST)
    return FieldGroup(
        "Marché et acheteur",
        {
            "object": FormField("Objet", text, required=True),
            "external_reference": _line("Numéro chez l’acheteur"),
            "is_private": FormField("Type de marché", ChoiceField(kinds)),
            "buyer_name": FormField("Acheteur", name),
            "buyer_siret": FormField("SIRET de l’acheteur", siret),
            "service": _line("Service prescripteur", "Direction des achats, bâtiments…"),
        },
    )


def purchase_group(runner: TaskRunner) -> FieldGroup:
    """Return what is bought, how, and where it is carried out."""
    return FieldGroup(
        "Ce qui est acheté",
        {
            "sector": _line("Secteur", "Peinture, espaces verts, restauration…"),
            "cpv": FormField("Code CPV", CpvField(runner)),
            "nature": _line("Nature"),
            "procedure": _line("Procédure"),
            "framework_reference": _line("Accord-cadre de rattachement"),
            "social_considerations": _line("Considérations sociales", "Clause sociale"),
            "place": FormField("Lieu d’exécution", PlaceField(runner)),
        },
    )


def dates_group(today: Callable[[], date]) -> FieldGroup:
    """Return the days of its life and its renewals."""

    def day(title: str, hint: str = "") -> FormField:
        return FormField(title, DateField(today), hint=hint)

    return FieldGroup(
        "Calendrier",
        {
            "published_on": day("Publication"),
            "notified_on": day("Notification"),
            "starts_on": day("Début d’exécution", "S’il diffère de la notification."),
            "duration_months": FormField("Durée", NumberField("mois", "12")),
            "ends_on": day("Fin du marché", "Dernier jour de la période ferme."),
            "renewal_count": FormField("Reconductions possibles", NumberField("fois", "2")),
            "renewal_months": FormField("Durée d’une reconduction", NumberField("mois", "12")),
        },
    )


def hours_group(mode: ChoiceField) -> FieldGroup:
    """Return the amount and how it makes hours."""
    mode.set_choices(choices(VolumeMode))
    fields: dict[str, tuple[str, Field]] = {
        "amount_cents": ("Montant", AmountField()),
        "volume_mode": ("Calcul des heures", mode),
        "clause_minutes": ("Heures de la clause", HoursField("900")),
        "minutes_per_order": ("Heures par bon de commande", HoursField("150")),
        "minutes_per_amount": ("Heures par tranche commandée", HoursField("150")),
        "amount_step_cents": ("Montant d’une tranche", AmountField("100 000")),
    }
    made = {name: FormField(title, field) for name, (title, field) in fields.items()}
    return FieldGroup("Montant et heures", made)


def rest_group() -> FieldGroup:
    """Return what is written at length."""
    return FieldGroup(
        "Pénalités et note",
        {
            "penalties": FormField("Pénalités prévues", TextField(lines=3, reminder="")),
            "note": FormField("Note", TextField(lines=4)),
        },
    )


def _line(title: str, example: str = "") -> FormField:
    return FormField(title, LineField(example, max_length=LONGEST))
