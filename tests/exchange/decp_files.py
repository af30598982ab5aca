"""Build DECP files for the tests: one valid record, and the shapes it is published in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from csf_desktop.exchange.decp import DecpRecord, DecpRefusal, read_decp

SAMPLES = Path(__file__).parents[1] / "data" / "decp"
BUYER = "21750001630040"
AWARDEE = "55204599900869"

Tree = dict[str, Any]
# Lists of the format, with the element that wraps each member.
LISTS = {
    "titulaires": "titulaire",
    "modifications": "modification",
    "actesSousTraitance": "acteSousTraitance",
}


def contract(**changes: object) -> Tree:
    """Return a record that the official schema accepts, with ``changes``; ``None`` drops a key."""
    tree: Tree = {
        "id": "M1",
        "acheteur": {"id": BUYER},
        "marcheInnovant": False,
        "ccag": "Travaux",
        "offresRecues": 4,
        "formePrix": "Forfaitaire",
        "typesPrix": {"typePrix": ["Définitif ferme"]},
        "considerationsEnvironnementales": {
            "considerationEnvironnementale": ["Pas de considération environnementale"]
        },
        "attributionAvance": False,
        "considerationsSociales": {"considerationSociale": ["Clause sociale"]},
        "nature": "Marché",
        "objet": "Réfection de la toiture de l’école",
        "codeCPV": "45000000-7",
        "techniques": {"technique": ["Sans objet"]},
        "modalitesExecution": {"modaliteExecution": ["Bons de commande"]},
        "titulaires": [{"titulaire": {"id": AWARDEE, "typeIdentifiant": "SIRET"}}],
        "typeGroupementOperateurs": "Pas de groupement",
        "sousTraitanceDeclaree": False,
        "datePublicationDonnees": "2024-05-25",
        "procedure": "Procédure adaptée",
        "lieuExecution": {"code": "35238", "typeCode": "Code commune"},
        "dureeMois": 24,
        "dateNotification": "2024-05-15",
        "montant": 575000,
    }
    tree.update(changes)
    return {key: value for key, value in tree.items() if value is not None}


def write(path: Path, content: object) -> Path:
    """Write bytes or text as they are, anything else as JSON."""
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
        path.write_text(text, encoding="utf-8")
    return path


def as_json(*trees: object) -> Tree:
    """Return the official document around records."""
    return {"marches": {"marche": list(trees)}}


def as_xml(*trees: Tree, declaration: str = "") -> str:
    """Return the same records in the official XML form."""
    records = "".join(f"<marche>{_elements(tree)}</marche>" for tree in trees)
    return f"{declaration}<marches>{records}</marches>"


def _elements(tree: Tree) -> str:
    return "".join(_element(key, value) for key, value in tree.items())


def _element(key: str, value: object) -> str:
    if isinstance(value, list) and key in LISTS:
        return f"<{key}>{''.join(_elements(member) for member in value)}</{key}>"
    if isinstance(value, list):
        return "".join(_element(key, member) for member in value)
    inner = _elements(value) if isinstance(value, dict) else escape(_scalar(value))
    return f"<{key}>{inner}</{key}>"


def _scalar(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def read(path: Path) -> list[DecpRecord | DecpRefusal]:
    """Read a file whole."""
    return list(read_decp(path))


def accepted(path: Path) -> DecpRecord:
    """Return the only record of a file, which must have been accepted."""
    (found,) = read(path)
    assert isinstance(found, DecpRecord), found
    return found


def refused(path: Path) -> DecpRefusal:
    """Return the only record of a file, which must have been refused."""
    (found,) = read(path)
    assert isinstance(found, DecpRefusal), found
    return found
