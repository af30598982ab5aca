"""Official procurement files as they are published: schema 2.0.3, JSON and XML, invented values.

Each contract is a function of its number alone, so that files of two sizes share their contracts
and an amended file speaks of the same ones. Buyers and companies come back from one to the next.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from stdnum import luhn

from csf_desktop.paths import resource_path

Tree = dict[str, Any]

BUYERS, COMPANIES = 900, 3_000
PLAIN_EVERY = 5
"""One record in five has no social clause: it is read, counted, and left out."""
AMENDED_EVERY = 3
"""One contract in three has amendments, in an amended file."""

_WORKS = (
    ("45210000-2", "Construction d’un groupe scolaire", "Travaux"),
    ("45261210-9", "Réfection de la couverture", "Travaux"),
    ("45442100-8", "Peinture et revêtements des bâtiments communaux", "Travaux"),
    ("45233140-2", "Travaux de voirie et réseaux divers", "Travaux"),
    ("45331000-6", "Chauffage, ventilation et climatisation", "Travaux"),
    ("45112700-2", "Aménagement paysager des abords", "Travaux"),
    ("90911200-8", "Nettoyage des locaux administratifs", "Fournitures courantes et services"),
    ("90511100-3", "Collecte des déchets ménagers", "Fournitures courantes et services"),
    ("77310000-6", "Entretien des espaces verts", "Fournitures courantes et services"),
    ("55523100-3", "Restauration scolaire en liaison froide", "Fournitures courantes et services"),
    ("72253000-3", "Assistance informatique et maintenance", "Techniques de l'information et de la "
     "communication"),
    ("71221000-3", "Maîtrise d’œuvre de la rénovation énergétique", "Maitrise d'œuvre"),
)  # fmt: skip
_SITES = (
    "collège Jean-Moulin", "lycée Simone-Veil", "école Jules-Ferry", "hôtel de ville",
    "centre hospitalier", "médiathèque", "gymnase des Tilleuls", "résidence Les Ormes",
    "cité administrative", "piscine intercommunale",
)  # fmt: skip
_PROCEDURES = ("Procédure adaptée", "Appel d'offres ouvert", "Procédure avec négociation")
_SOCIAL = (["Clause sociale"], ["Clause sociale", "Critère social"])
_MONTHS = (12, 12, 18, 24, 24, 36, 48)
_SPAN = date(2026, 9, 30) - date(2023, 1, 2)


def contract(number: int, *, is_amended: bool = False) -> Tree:
    """Return the record of contract ``number``, with its amendments if it has any."""
    draw = random.Random(number)  # a str or tuple would need a hash; a number seeds alike anywhere
    cpv, works, ccag = draw.choice(_WORKS)
    notified = date(2023, 1, 2) + timedelta(days=draw.randrange(_SPAN.days))
    months = draw.choice(_MONTHS)
    amount = round(min(20e6, draw.lognormvariate(12.3, 1.1)), 2)
    has_clause = number % PLAIN_EVERY != PLAIN_EVERY - 1
    tree: Tree = {
        "id": f"{notified.year}{number:08d}",
        "acheteur": {"id": buyer_siret(draw.randrange(BUYERS))},
        "marcheInnovant": False,
        "ccag": ccag,
        "offresRecues": draw.randint(1, 9),
        "formePrix": draw.choice(("Forfaitaire", "Unitaire", "Mixte")),
        "typesPrix": {"typePrix": [draw.choice(("Définitif ferme", "Définitif révisable"))]},
        "considerationsEnvironnementales": {
            "considerationEnvironnementale": [
                draw.choice(("Clause environnementale", "Pas de considération environnementale"))
            ]
        },
        "attributionAvance": draw.random() < 0.3,
        "considerationsSociales": {
            "considerationSociale": (
                draw.choice(_SOCIAL) if has_clause else ["Pas de considération sociale"]
            )
        },
        "nature": "Marché",
        "objet": f"{works}, {draw.choice(_SITES)}, lot n° {draw.randint(1, 14)}",
        "codeCPV": cpv,
        "techniques": {"technique": [draw.choice(("Sans objet", "Accord-cadre"))]},
        "modalitesExecution": {
            "modaliteExecution": [draw.choice(("Sans objet", "Bons de commande", "Tranches"))]
        },
        "titulaires": _awardees(draw, draw.choice((1, 1, 1, 2))),
        "typeGroupementOperateurs": "Pas de groupement",
        "sousTraitanceDeclaree": False,
        "datePublicationDonnees": (notified + timedelta(days=draw.randint(2, 60))).isoformat(),
        "procedure": draw.choice(_PROCEDURES),
        "lieuExecution": {"code": draw.choice(_communes()), "typeCode": "Code commune"},
        "dureeMois": months,
        "dateNotification": notified.isoformat(),
        "montant": amount,
    }
    if is_amended and number % AMENDED_EVERY == 0:
        tree["modifications"] = list(_amendments(draw, notified, months, amount))
    return tree


def clause_count(records: int, *, amended_only: bool = False) -> int:
    """Return how many of the first ``records`` have a social clause, and amendments if asked."""
    return sum(
        number % PLAIN_EVERY != PLAIN_EVERY - 1 and not (amended_only and number % AMENDED_EVERY)
        for number in range(records)
    )


def records_for(contracts: int) -> int:
    """Return how many records a file takes to have this many contracts with a social clause."""
    return contracts * PLAIN_EVERY // (PLAIN_EVERY - 1)


def write_json(path: Path, records: int, *, is_amended: bool = False) -> Path:
    """Write the official JSON document, a record a line; return its path."""
    return _write(
        path, records, is_amended, ('{"marches": {"marche": [\n', ",\n", "\n]}}\n"), _json
    )


def write_xml(path: Path, records: int, *, is_amended: bool = False) -> Path:
    """Write the official XML document; return its path."""
    start = '<?xml version="1.0" encoding="UTF-8"?>\n<marches>\n'
    return _write(path, records, is_amended, (start, "\n", "\n</marches>\n"), _xml)


def buyer_siret(number: int) -> str:
    """Return the SIRET of a buyer, with its check digits."""
    return _siret(20_000_000 + number)


def company_siret(number: int) -> str:
    """Return the SIRET of a company, with its check digits."""
    return _siret(81_000_000 + number)


def _write(
    path: Path,
    records: int,
    is_amended: bool,
    around: tuple[str, str, str],
    written: Callable[[Tree], str],
) -> Path:
    start, between, end = around
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    with partial.open("w", encoding="utf-8") as out:
        out.write(start)
        for number in range(records):
            record = contract(number, is_amended=is_amended)
            out.write(between * bool(number) + written(record))
        out.write(end)
    return partial.rename(path)


def _amendments(draw: random.Random, notified: date, months: int, amount: float) -> Iterator[Tree]:
    """An amount, a duration or an awardee that changed; the second may come months after."""
    day = notified
    for number in range(1, draw.choice((1, 1, 2)) + 1):
        day += timedelta(days=draw.randint(60, 200))
        changed: Tree = {
            "montant": round(amount * draw.uniform(1.02, 1.3) + number, 2),
            "dureeMois": months + 3 * number,
            "titulaires": _awardees(draw, 1),
        }
        named = draw.sample(sorted(changed), draw.randint(1, 3))
        yield {
            "modification": {
                "id": number,
                **{name: changed[name] for name in sorted(named)},
                "dateNotificationModification": day.isoformat(),
                "datePublicationDonneesModification": (day + timedelta(days=15)).isoformat(),
            }
        }


def _awardees(draw: random.Random, number: int) -> list[Tree]:
    return [
        {"titulaire": {"id": company_siret(one), "typeIdentifiant": "SIRET"}}
        for one in draw.sample(range(COMPANIES), number)
    ]


def _json(tree: Tree) -> str:
    return json.dumps(tree, ensure_ascii=False)


_LISTS = {"titulaires", "modifications"}
"""Lists whose members are written each in an element of its own."""


def _xml(tree: Tree) -> str:
    return f"<marche>{_elements(tree)}</marche>"


def _elements(tree: Tree) -> str:
    return "".join(_element(name, value) for name, value in tree.items())


def _element(name: str, value: object) -> str:
    if isinstance(value, list) and name not in _LISTS:
        return "".join(_element(name, member) for member in value)
    if isinstance(value, list):
        inner = "".join(_elements(member) for member in value)
    elif isinstance(value, dict):
        inner = _elements(value)
    elif isinstance(value, bool):
        inner = "oui" if value else "non"
    else:
        inner = escape(str(value))
    return f"<{name}>{inner}</{name}>"


@cache
def _communes() -> tuple[str, ...]:
    """Codes of communes, one in forty of the country's."""
    lines = resource_path("reference/communes.csv").read_text(encoding="utf-8").splitlines()[1::40]
    return tuple(line.split(",", 1)[0] for line in lines)


def _siret(siren_body: int) -> str:
    siren = f"{siren_body}{luhn.calc_check_digit(str(siren_body))}0001"
    return siren + str(luhn.calc_check_digit(siren))
