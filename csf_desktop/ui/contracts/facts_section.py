"""What is written of a contract: amount, length, what is bought, where, the penalties."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from csf_desktop.services.contract_page import ContractDetails
from csf_desktop.services.nomenclature import cpv_words
from csf_desktop.ui.contracts.places_section import area_words
from csf_desktop.ui.contracts.section import Lines
from csf_desktop.ui.formatting import NBSP, euros
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.text import KeyValueGrid

ALWAYS = ("Montant", "Durée", "Lieu d’exécution")
"""Captions that stay in sight with a dash: what a clause cannot do without."""


class FactsSection(QWidget):
    """Short values two a line, long ones under; what nobody filled in is left out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[object, ...] = ()
        self._lines = Lines(spacing=10)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(10))
        box.addWidget(self._lines)

    def set_details(self, details: ContractDetails, distances: Mapping[str, str]) -> None:
        """Show the facts of a contract; ``distances`` are by the code of a commune."""
        short, long = _short(details.fields), _long(details.fields, distances)
        if (short, long) == self._shown:
            return
        self._shown = (short, long)
        self._lines.set_rows([_grid(short, 2), _grid(long, 1)])


def _grid(values: Mapping[str, str], columns: int) -> KeyValueGrid:
    made = KeyValueGrid(columns=columns)
    for caption, value in values.items():
        if value or caption in ALWAYS:
            made.set_value(caption, value)
    return made


def _short(fields: Mapping[str, Any]) -> dict[str, str]:
    months = fields["duration_months"]
    return {
        "Montant": euros(fields["amount_cents"]),
        "Durée": "" if months is None else f"{months}{NBSP}mois",
        "Type": "Marché privé" if fields["is_private"] else "Marché public",
        "Numéro chez l’acheteur": fields["external_reference"],
        "Procédure": fields["procedure"],
        "Nature": fields["nature"],
        "Secteur": fields["sector"],
    }


def _long(fields: Mapping[str, Any], distances: Mapping[str, str]) -> dict[str, str]:
    area = area_words(fields["department"], fields["academie"])
    where = (fields["place"], area, distances.get(fields["place_code"], ""))
    return {
        "Lieu d’exécution": " · ".join(filter(None, where)),
        "Nature de l’achat (CPV)": cpv_words(fields["cpv"]),
        "Considérations sociales": fields["social_considerations"],
        "Accord-cadre": fields["framework_reference"],
        "Pénalités prévues": fields["penalties"],
        "Note": fields["note"],
    }
