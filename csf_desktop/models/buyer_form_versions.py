"""The forms that were handed out before the current one, so that late answers are still read."""

from __future__ import annotations

from dataclasses import replace

from csf_desktop.models.buyer_form import FIELDS, FORM_VERSION
from csf_desktop.models.form_fields import Choice, FormField

# Version 1 had one place, one contact at the buyer's, no renewals and no lots of their own; its
# names were French, and its lists had other words.
_NAMES_1 = {
    "acheteur": "buyer_name",
    "siret_acheteur": "buyer_siret",
    "service": "buyer_service",
    "contact": "buyer_contact_1_name",
    "contact_tel": "buyer_contact_1_phone",
    "contact_mel": "buyer_contact_1_email",
    "numero": "contract_number",
    "objet": "contract_object",
    "cpv": "contract_cpv",
    "montant": "contract_amount",
    "publie_le": "contract_published_on",
    "notifie_le": "contract_notified_on",
    "debut": "contract_starts_on",
    "fin": "contract_ends_on",
    "lieu": "contract_place",
    "volume": "clause_mode",
    "heures": "clause_hours",
    "heures_bon": "clause_hours_per_order",
    "penalites": "clause_penalties",
    "titulaire": "company_name",
    "siret_titulaire": "company_siret",
    "referent": "company_referent_name",
    "referent_tel": "company_referent_phone",
    "referent_mel": "company_referent_email",
    "parcours_1": "pathway_1_title",
    "parcours_1_missions": "pathway_1_tasks",
    "parcours_1_heures": "pathway_1_hours",
    "parcours_1_mineur": "pathway_1_is_minor_fit",
    "parcours_2": "pathway_2_title",
    "parcours_2_missions": "pathway_2_tasks",
    "parcours_2_heures": "pathway_2_hours",
    "parcours_2_mineur": "pathway_2_is_minor_fit",
    "remarque": "contract_note",
}
_CHOICES_1 = {
    "volume": (Choice("fixed", "Volume fixe"), Choice("per_order", "Bons de commande")),
}


def _version_1() -> dict[str, FormField]:
    return {
        name: replace(FIELDS[now], choices=_CHOICES_1.get(name, FIELDS[now].choices))
        for name, now in _NAMES_1.items()
    }


def fields_of(version: int) -> dict[str, FormField]:
    """Return the fields of a version by their name in its files.

    Each is a field of the current version: what is read has the current names, whatever the
    form. Raises ``KeyError`` for a version that never was.
    """
    return {FORM_VERSION: FIELDS, 1: _version_1()}[version]
