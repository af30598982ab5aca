"""The words around the list of contracts."""

from __future__ import annotations

from collections.abc import Mapping

from csf_desktop.ui.formatting import count_of, grouped
from csf_desktop.ui.list_view import EmptyWords
from csf_desktop.ui.widgets.list_head import HeadWords

HEAD = HeadWords(
    title="Marchés",
    search_hint="Objet, acheteur, entreprise…",
    search_name="Rechercher un marché",
    new="Nouveau marché",
    chips_name="Filtre",
    chips=(
        ("", "Tous"),
        ("late", "En retard"),
        ("uncontacted", "Notifiés sans contact"),
        ("unplaced", "Se terminent dans 6\u00a0mois sans jeune"),
        ("to_place", "Se terminent dans 6\u00a0mois, heures à placer"),
        ("order", "Bons de commande à prévoir"),
        ("document", "Documents attendus"),
        ("gone", "Contact parti"),
        ("no_volume", "Sans volume d’heures"),
        ("drafted", "Clause en préparation"),
        ("active", "En cours"),
    ),
    file_import="Importer un fichier…",
    file_kinds="DECP, tableau CSV ou Excel, fiche d’un acheteur, fichier d’un collègue",
)
"""The keys are those of ``services.contract_list``."""

EMPTY = EmptyWords(
    (
        "Aucun marché pour l’instant",
        "Ici se suivent les marchés qui portent une clause sociale de formation\u00a0: "
        "les heures dues, celles qui sont placées, et qui doit agir.",
        "Créer un premier marché",
    ),
    (
        "Aucun marché trouvé",
        "Aucun marché ne correspond à cette recherche et à ce filtre.",
        "Voir tous les marchés",
    ),
)


def summary(counts: Mapping[str, int], total: int | None = None) -> str:
    """Return « 12 marchés sur 340, 6 en retard, 2 bientôt finis sans jeune ».

    ``total`` is how many there are whatever is searched; said where the search leaves some out.
    """
    late, unplaced = counts["late"], counts["unplaced"]
    whole = count_of(counts[""], "marché")
    is_part = total is not None and counts[""] < total
    said = [f"{whole} sur {grouped(total or 0)}" if is_part else whole]
    if late:
        said.append(f"dont {late} en retard" if not unplaced else f"{late} en retard")
    if unplaced:
        said.append(f"{unplaced} bientôt {'finis' if unplaced > 1 else 'fini'} sans jeune")
    return ", ".join(said)
