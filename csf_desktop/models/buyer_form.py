"""« Fiche de recensement »: what a public buyer is asked, in the words of the form.

One specification for the builder (reports.buyer_form) and the reader (exchange.buyer_form). Names
of fields belong to the version: whoever renames one, or changes what it means, raises
``FORM_VERSION`` and keeps the former names readable (models.buyer_form_versions).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from csf_desktop.models.codes import VolumeMode
from csf_desktop.models.form_fields import Choice, FieldKind, FormField, FormSection

NBSP = "\u00a0"
FORM_TITLE = "Fiche de recensement"
FORM_VERSION = 2

VERSION_FIELD = "form_version"
NUMBER_FIELD = "form_number"
CONTRACT_FIELD = "form_contract"
"""Hidden fields that cannot be edited: which form this is, and of which contract (may be empty)."""

BUYER_CONTACTS, PLACES, LOTS, PATHWAYS = 2, 2, 4, 3
"""How many of each the form has room for."""

PUBLIC, PRIVATE = "public", "private"
BUYING, PRESCRIBING = "buyer", "other"
"""Roles of the buyer's contacts, codes of ``ContactRole``."""

# As the official data writes them (DECP), so that both sources say the same.
PROCEDURES = (
    "Procédure adaptée",
    "Appel d'offres ouvert",
    "Appel d'offres restreint",
    "Procédure avec négociation",
    "Dialogue compétitif",
    "Marché passé sans publicité ni mise en concurrence préalable",
)
NO_THIRD_PARTY = (
    "N’y nommez personne et n’y écrivez rien qui touche à la santé ou à la vie privée de quelqu’un."
)

_TEXT, _LONG, _DATE = FieldKind.TEXT, FieldKind.LONG_TEXT, FieldKind.DATE
_COUNT, _HOURS, _AMOUNT = FieldKind.COUNT, FieldKind.HOURS, FieldKind.AMOUNT
_SIRET, _EMAIL, _CHOICE = FieldKind.SIRET, FieldKind.EMAIL, FieldKind.CHOICE
_HELP = {
    _DATE: "Jour, mois, année, par exemple 03/02/2026.",
    _HOURS: "En heures, par exemple 300.",
    _AMOUNT: "En euros hors taxes, par exemple 250000.",
    _SIRET: "14 chiffres.",
}
_LENGTHS = {_DATE: 30, _COUNT: 4, _HOURS: 20, _AMOUNT: 24, _SIRET: 20, _LONG: 1500}


@dataclass(frozen=True)
class _About:
    """Makes the fields about one thing: its name before theirs, its words before theirs."""

    name: str
    words: str

    def field(
        self,
        name: str,
        label: str,
        span: int,
        kind: FieldKind = _TEXT,
        help: str = "",
        **more: Any,  # noqa: ANN401 - attributes of FormField
    ) -> FormField:
        said = label if label[1:2].isupper() else label[0].lower() + label[1:]
        more.setdefault("max_length", _LENGTHS.get(kind, 120))
        return FormField(
            f"{self.name}_{name}",
            label,
            kind,
            span,
            " ".join(part for part in (help, _HELP.get(kind, "")) if part),
            f"{self.words}, {said}",
            **more,
        )

    def reach(self, span: int) -> tuple[FormField, FormField]:
        return (
            self.field("phone", "Téléphone", span, max_length=30),
            self.field("email", "Courriel", span, _EMAIL),
        )

    def town(self, span: int) -> tuple[FormField, FormField]:
        return (
            self.field("postal_code", "Code postal", 2, FieldKind.POSTAL_CODE, max_length=10),
            self.field("commune", "Commune", span),
        )


def _buyer() -> FormSection:
    about = _About("buyer", "Acheteur")
    return FormSection(
        "Votre organisation",
        "L’acheteur qui passe le marché, et les personnes que le tuteur pilote peut joindre.",
        (
            about.field("name", "Nom de l’organisation", 8),
            about.field("siret", "SIRET", 4, _SIRET),
            about.field(
                "service", "Service prescripteur", 12, help="Le service qui exprime le besoin."
            ),
            *(field for rank in range(1, BUYER_CONTACTS + 1) for field in _buyer_contact(rank)),
        ),
    )


def _buyer_contact(rank: int) -> tuple[FormField, ...]:
    about = _About(f"buyer_contact_{rank}", f"Contact {rank} de l’acheteur")
    roles = (
        Choice(BUYING, "Achat, commande publique"),
        Choice(PRESCRIBING, "Service prescripteur ou autre"),
    )
    return (
        about.field("name", f"Contact {rank}{NBSP}: prénom et nom", 6),
        about.field("role", "Rôle", 6, _CHOICE, choices=roles),
        *about.reach(6),
    )


def _contract() -> FormSection:
    about = _About("contract", "Marché")
    kinds = (Choice(PUBLIC, "Public"), Choice(PRIVATE, "Privé"))
    procedures = tuple(Choice(words, words.replace("'", "’")) for words in PROCEDURES)
    return FormSection(
        "Le marché",
        "Ce que disent l’avis de marché ou l’acte d’engagement.",
        (
            about.field("number", "Numéro du marché", 4, max_length=64),
            about.field("kind", "Public ou privé", 3, _CHOICE, choices=kinds),
            about.field(
                "procedure",
                "Procédure",
                5,
                _CHOICE,
                choices=procedures,
                help="Choisissez, ou écrivez la vôtre.",
                is_open=True,
            ),
            about.field("object", "Objet", 12, _LONG, max_length=300, lines=2),
            about.field("sector", "Secteur, en mots simples", 6, help="Par exemple peinture."),
            about.field("cpv", "Code CPV", 3, FieldKind.CPV, help="Huit chiffres.", max_length=12),
            about.field("amount", "Montant de la période ferme", 3, _AMOUNT),
            about.field("published_on", "Publication", 3, _DATE),
            about.field("notified_on", "Notification", 3, _DATE),
            about.field("starts_on", "Début", 3, _DATE),
            about.field("ends_on", "Fin de période ferme", 3, _DATE),
            about.field("renewal_count", "Nombre de reconductions", 3, _COUNT, help="0 si aucune."),
            about.field("renewal_months", "Mois par reconduction", 3, _COUNT),
            about.field("place", "Lieu principal d’exécution", 4),
            about.field("place_code", "Code postal", 2, FieldKind.POSTAL_CODE, max_length=10),
            *(field for rank in range(1, PLACES + 1) for field in _place(rank)),
        ),
    )


def _place(rank: int) -> tuple[FormField, ...]:
    about = _About(f"place_{rank}", f"Autre lieu {rank}")
    return (about.field("address", f"Autre lieu {rank}{NBSP}: site ou adresse", 6), *about.town(4))


def _lots() -> FormSection:
    fields: list[FormField] = []
    for rank in range(1, LOTS + 1):
        about = _About(f"lot_{rank}", f"Lot {rank}")
        fields += (
            about.field("number", "N° du lot", 2, max_length=20),
            about.field("title", "Intitulé", 8),
            about.field("hours", "Heures", 2, _HOURS),
        )
    return FormSection(
        "Les lots",
        "S’il y en a. Les heures sont celles que la clause met à la charge du lot.",
        tuple(fields),
    )


def _clause() -> FormSection:
    about = _About("clause", "Clause")
    modes = (
        Choice(VolumeMode.FIXED, "Fixées par le marché"),
        Choice(VolumeMode.PER_ORDER, "À chaque bon de commande"),
        Choice(VolumeMode.PER_AMOUNT, "Selon le montant commandé"),
    )
    return FormSection(
        "Les heures de la clause",
        "Remplissez ce qui correspond à votre choix, laissez le reste vide.",
        (
            about.field(
                "mode", f"Comment les heures sont-elles dues{NBSP}?", 6, _CHOICE, choices=modes
            ),
            about.field("hours", f"Fixées{NBSP}: heures en tout", 3, _HOURS),
            about.field("hours_per_order", f"Par bon{NBSP}: heures", 3, _HOURS),
            about.field("hours_per_step", f"Par tranche{NBSP}: heures", 3, _HOURS),
            about.field("step_amount", "Pour chaque tranche de", 3, _AMOUNT),
            about.field(
                "penalties",
                "Pénalités, comme le marché les écrit",
                12,
                _LONG,
                lines=4,
            ),
        ),
    )


def _company() -> FormSection:
    about = _About("company", "Entreprise titulaire")
    return FormSection(
        "L’entreprise titulaire",
        "Une fois le marché notifié. Les personnes que le tuteur pilote appellera.",
        (
            about.field("name", "Nom de l’entreprise", 8),
            about.field("siret", "SIRET", 4, _SIRET),
            about.field("address", "Adresse", 6),
            *about.town(4),
            *_company_contact("company_referent", f"Référent{NBSP}: prénom et nom", "Référent"),
            *_company_contact(
                "company_hr", f"Responsable RH{NBSP}: prénom et nom", "Responsable RH"
            ),
        ),
    )


def _company_contact(name: str, label: str, who: str) -> tuple[FormField, ...]:
    about = _About(name, f"{who} de l’entreprise")
    return (about.field("name", label, 4), *about.reach(4))


def _pathway(rank: int) -> FormSection:
    about = _About(f"pathway_{rank}", f"Parcours {rank}")
    return FormSection(
        f"Parcours proposé {rank}",
        "Une immersion professionnelle pour un jeune en remobilisation scolaire. Les missions se "
        "revoient ensemble lors de la rencontre de présentation."
        if rank == 1
        else "",
        (
            about.field("title", "Intitulé", 8, help="Par exemple aide-peintre."),
            about.field("is_minor_fit", "Convient à un mineur", 4, FieldKind.CHECK),
            about.field("tasks", "Missions", 12, _LONG, help="Une par ligne.", lines=3),
            about.field("hours", "Heures en tout", 4, _HOURS),
            about.field("week_hours", "Heures par semaine", 4, _HOURS),
            about.field("starts_on", "Début possible", 4, _DATE),
            about.field("place", f"Lieu d’accueil{NBSP}: site ou adresse", 6),
            *about.town(4),
            about.field("tutor", f"Tuteur entreprise{NBSP}: prénom et nom", 12),
            about.field("meals", "Repas", 4),
            about.field("transport", "Transport", 4),
            about.field("dress", "Tenue", 4),
        ),
        starts_page=rank == 1,
    )


def _remark() -> FormSection:
    about = _About("contract", "Marché")
    return FormSection(
        "Remarque",
        f"Ce que le tuteur pilote gagne à savoir du marché. {NO_THIRD_PARTY}",
        (about.field("note", "Remarque", 12, _LONG, help=NO_THIRD_PARTY, lines=3),),
    )


SECTIONS: tuple[FormSection, ...] = (
    _buyer(),
    _contract(),
    _lots(),
    _clause(),
    _company(),
    *(_pathway(rank) for rank in range(1, PATHWAYS + 1)),
    _remark(),
)
"""The form of ``FORM_VERSION``, in reading order."""

FIELDS: dict[str, FormField] = {
    field.name: field for section in SECTIONS for field in section.fields
}
"""The fields by name, in reading order."""
