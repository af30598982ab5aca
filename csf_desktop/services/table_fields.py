"""What a column of a table may hold: the fields a person maps, and how their cells are read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from csf_desktop.exchange import cells
from csf_desktop.exchange.tables import Cell
from csf_desktop.reference.cpv import check_cpv
from csf_desktop.services import text

NBSP = "\u00a0"


class FieldGroup(StrEnum):
    """What a field is about; the value is its title."""

    CONTRACT = "Marché"
    BUYER = "Acheteur"
    COMPANY = "Entreprise titulaire"
    PATHWAY = "Parcours proposé"
    ROW = "Ligne du fichier"


class Shape(StrEnum):
    """What the cells of a column look like; it helps to tell columns with vague titles."""

    ANY = "any"
    DAY = "day"
    NUMBER = "number"
    SIRET = "siret"
    EMAIL = "email"
    PHONE = "phone"
    CPV = "cpv"


@dataclass(frozen=True, slots=True)
class TargetField:
    """One field. ``read`` gives its value of a cell that is not empty, or ``InvalidInputError``.

    ``synonyms`` are titles of columns, folded: lower case, no accents, words only.
    ``is_repeatable``: several columns may go there, a line each with its title.
    """

    key: str
    title: str
    group: FieldGroup
    read: Callable[[Cell], Any]
    synonyms: tuple[str, ...]
    shape: Shape = Shape.ANY
    is_repeatable: bool = False


def _line(cell: Cell) -> str:
    return text.line(cells.shown(cell)[: text.MAX_LINE])


def _text(cell: Cell) -> str:
    return text.text(cells.read_text(cell)[: text.MAX_TEXT])


def _cpv(cell: Cell) -> str:
    return check_cpv(cells.split_values(cell)[0])


def _minutes(cell: Cell) -> int:
    return text.minutes(cells.read_minutes(cell))


def _cents(cell: Cell) -> int | None:
    return text.cents(cells.read_cents(cell))


def _months(cell: Cell) -> int | None:
    return text.months(cells.read_months(cell))


def _postal_code(cell: Cell) -> str:
    return cells.shown(cell).replace(" ", "").rjust(5, "0")[:10]


_C, _B, _E, _P = FieldGroup.CONTRACT, FieldGroup.BUYER, FieldGroup.COMPANY, FieldGroup.PATHWAY

FIELDS: dict[str, TargetField] = {
    field.key: field
    for field in (
        TargetField("object", "Objet du marché", _C, _line,
            ("objet", "objet du marche", "intitule du marche", "intitule", "marche", "titre",
             "nom du marche", "libelle", "libelle du marche", "nom du projet", "operation",
             "objet de la consultation", "intitule de la consultation", "name")),
        TargetField("external_reference", "Numéro chez l’acheteur", _C, _line,
            ("numero du marche", "n du marche", "reference", "reference du marche", "ref",
             "numero de la consultation", "n de marche", "numero de marche", "ref marche",
             "numero de consultation", "code marche", "reference de la consultation")),
        TargetField("sector", "Secteur, en mots simples", _C, _line,
            ("secteur", "secteur d activite", "domaine", "metier", "corps de metier",
             "domaine d activite")),
        TargetField("cpv", "Code CPV", _C, _cpv, ("cpv", "code cpv", "codes cpv"), Shape.CPV),
        TargetField("procedure", "Procédure", _C, _line,
            ("procedure", "type de procedure", "procedure de passation")),
        TargetField("amount_cents", "Montant", _C, _cents,
            ("montant", "montant ht", "montant estime", "montant estime ht", "montant previsionnel",
             "montant du marche", "montant periode ferme", "budget", "valeur", "montant en euros"),
            Shape.NUMBER),
        TargetField("duration_months", "Durée en mois", _C, _months,
            ("duree", "duree du marche", "duree en mois", "duree ferme", "duree du marche mois",
             "duree ferme du marche", "duree ferme du marche en mois"), Shape.NUMBER),
        TargetField("published_on", "Date de publication", _C, cells.read_day,
            ("date de publication", "publication", "publie le", "date de lancement",
             "date de publication de l avis"), Shape.DAY),
        TargetField("notified_on", "Date de notification", _C, cells.read_day,
            ("date de notification", "notification", "notifie le", "date previsionnelle de "
             "notification", "date notification", "date d attribution"), Shape.DAY),
        TargetField("starts_on", "Date de début", _C, cells.read_day,
            ("date de debut", "debut", "debut du marche", "date de demarrage", "demarrage",
             "commence le", "debut des travaux"), Shape.DAY),
        TargetField("ends_on", "Date de fin", _C, cells.read_day,
            ("date de fin", "fin", "fin du marche", "date de fin du marche", "echeance",
             "fin periode ferme", "date d echeance", "termine le"), Shape.DAY),
        TargetField("clause_minutes", "Heures de la clause", _C, _minutes,
            ("heures", "heures de la clause", "nombre d heures", "nb d heures", "volume d heures",
             "volume horaire", "nb heures", "nombre d heures de la clause", "heures csf",
             "heures de formation", "volume"), Shape.NUMBER),
        TargetField("penalties", "Pénalités", _C, _text, ("penalites", "penalite")),
        TargetField("place", "Lieu ou commune", _C, _line,
            ("lieu", "ville", "commune", "lieu d execution", "commune d execution", "localisation",
             "lieu d execution principal", "lieu du chantier", "site", "ville d execution")),
        TargetField("postal_code", "Code postal du lieu", _C, _postal_code,
            ("code postal", "cp", "code postal du lieu", "code postal d execution"), Shape.NUMBER),
        TargetField("contract_status", "Étape du marché", _C, _line,
            ("statut", "etat", "etape", "avancement", "status", "statut du marche",
             "etat du marche", "etape du marche", "avancement du marche")),
        TargetField("note", "Note", _C, _text,
            ("note", "notes", "observations", "remarques", "commentaire", "commentaires",
             "informations complementaires", "remarque"), is_repeatable=True),
        TargetField("buyer_name", "Acheteur", _B, _line,
            ("acheteur", "nom de l acheteur", "maitre d ouvrage", "donneur d ordre", "collectivite",
             "pouvoir adjudicateur", "acheteur public", "organisme", "acheteur nom",
             "structure acheteuse", "nom de la collectivite")),
        TargetField("buyer_siret", "SIRET de l’acheteur", _B, cells.read_siret,
            ("siret acheteur", "siret de l acheteur", "acheteur siret", "n siret acheteur",
             "siret de la collectivite", "siret du maitre d ouvrage"), Shape.SIRET),
        TargetField("service", "Service prescripteur", _B, _line,
            ("service", "service prescripteur", "direction", "service acheteur", "pole")),
        TargetField("buyer_contact_name", "Contact de l’acheteur", _B, _line,
            ("contact acheteur", "contact de l acheteur", "acheteuse", "nom de l acheteuse",
             "referent acheteur", "contact au sein du service achat", "interlocuteur acheteur",
             "contact achat", "referent achat", "contact chez l acheteur")),
        TargetField("buyer_contact_email", "Courriel, contact acheteur", _B,
            cells.read_email,
            ("email acheteur", "courriel acheteur", "mail acheteur", "courriel du contact achat",
             "email du contact acheteur", "courriel de l acheteur", "mail contact acheteur",
             "adresse mail acheteur"), Shape.EMAIL),
        TargetField("buyer_contact_phone", "Téléphone, contact acheteur", _B,
            cells.read_phone,
            ("telephone acheteur", "tel acheteur", "telephone du contact achat",
             "telephone de l acheteur", "telephone contact acheteur"), Shape.PHONE),
        TargetField("company_name", "Entreprise titulaire", _E, _line,
            ("entreprise", "titulaire", "entreprise titulaire", "attributaire", "nom du titulaire",
             "nom de l entreprise", "entreprise nom", "societe", "raison sociale", "entreprises",
             "entreprise attributaire", "titulaires")),
        TargetField("company_siret", "SIRET de l’entreprise", _E, cells.read_siret,
            ("siret entreprise", "siret de l entreprise", "entreprise siret", "siret titulaire",
             "siret du titulaire", "n siret du titulaire", "n siret entreprise", "siret"),
            Shape.SIRET),
        TargetField("company_contact_name", "Contact de l’entreprise", _E, _line,
            ("contact entreprise", "referent entreprise", "contact de l entreprise", "referent",
             "contact", "tuteur entreprise", "nom du contact", "interlocuteur",
             "responsable rh", "contact titulaire", "nom du referent")),
        TargetField("company_contact_phone", "Téléphone, contact entreprise", _E,
            cells.read_phone,
            ("telephone", "tel", "telephone entreprise", "telephone du referent",
             "telephone du contact", "tel entreprise", "portable", "numero de telephone"),
            Shape.PHONE),
        TargetField("company_contact_email", "Courriel, contact entreprise", _E,
            cells.read_email,
            ("email", "courriel", "mail", "email entreprise", "courriel entreprise",
             "email du referent", "email du contact", "adresse mail", "mail entreprise",
             "courriel du referent"), Shape.EMAIL),
        TargetField("pathway_title", "Intitulé du parcours", _P, _line,
            ("intitule du parcours", "parcours", "poste", "metier propose", "offre",
             "intitule de l offre", "immersion")),
        TargetField("pathway_tasks", "Missions proposées", _P, _text,
            ("missions", "missions proposees", "taches", "taches proposees", "activites",
             "description des missions")),
        TargetField("pathway_minutes", "Heures du parcours", _P, _minutes,
            ("heures du parcours", "duree du parcours", "heures prevues", "heures par parcours"),
            Shape.NUMBER),
        TargetField("pathway_starts_on", "Début du parcours", _P, cells.read_day,
            ("debut du parcours", "debut possible", "date de debut du parcours",
             "date d accueil", "disponible a partir du"), Shape.DAY),
        TargetField("pathway_status", "Étape du parcours, en note", _P, _line,
            ("etat du parcours", "statut du parcours", "etape du parcours",
             "avancement du parcours")),
        TargetField("row_id", "Identifiant de la ligne", FieldGroup.ROW, _line,
            ("id", "identifiant", "dossier", "n dossier", "numero de dossier", "n de dossier",
             "record id", "id airtable", "dossier id", "recordid", "airtable id",
             "identifiant de la ligne")),
    )
}  # fmt: skip
"""Every field by its key, in the order of the choice."""

BUYER_KEYS = ("buyer_name", "buyer_siret")
PATHWAY_KEYS = ("pathway_title", "pathway_tasks", "pathway_minutes", "pathway_starts_on")


def missing_essentials(keys: set[str]) -> tuple[str, ...]:
    """Return what no column gives and no contract can do without, in words."""
    missing = []
    if "object" not in keys:
        missing.append("l’objet du marché")
    if keys.isdisjoint(BUYER_KEYS):
        missing.append("l’acheteur")
    return tuple(missing)
