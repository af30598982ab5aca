"""The words around the list of Parcours."""

from __future__ import annotations

from collections.abc import Mapping

from csf_desktop.ui.formatting import count_of, grouped
from csf_desktop.ui.list_view import EmptyWords
from csf_desktop.ui.widgets.list_head import HeadWords

NEW = "Nouveau parcours"
WHAT_FOR = (
    "Un parcours est l’immersion due par une entreprise\u00a0: on le crée depuis un marché, on le "
    "réserve pour un jeune, on suit ses étapes et ses heures."
)
HEAD = HeadWords(
    title="Parcours",
    search_hint="Nom, entreprise, référence…",
    search_name="Rechercher un parcours",
    new=NEW,
    chips_name="Filtrer les parcours",
    chips=(
        ("", "Tous"),
        ("late", "En retard"),
        ("soon", "Cette semaine"),
        ("open", "À pourvoir"),
        ("running", "En cours"),
        ("ended", "Terminés"),
    ),
)
"""The keys are those of ``services.pathway_list``."""

EMPTY = EmptyWords(
    ("Aucun parcours", WHAT_FOR, NEW),
    ("Aucun résultat", "Aucun parcours ne répond à cette recherche.", "Tout afficher"),
)


def summary(counts: Mapping[str, int]) -> str:
    """Return « 128 parcours, dont 6 en retard et 12 à pourvoir »."""
    whole = count_of(counts.get("", 0), "parcours", "parcours")
    parts = [
        f"{grouped(counts[key])}\u00a0{words}"
        for key, words in (("late", "en retard"), ("open", "à pourvoir"))
        if counts.get(key)
    ]
    return f"{whole}, dont {' et '.join(parts)}" if parts else whole
