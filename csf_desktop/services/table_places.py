"""The place of a row, with the codes that its postal code or its name tells."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from csf_desktop.reference.communes import commune, communes_of_postal_code, suggest_communes
from csf_desktop.reference.places import place_from_code
from csf_desktop.storage.french import fold

PLACE_CODES = ("place_code", "place_code_type", "department", "academie")
POSTAL, COMMUNE = "Code postal", "Code commune"
_WITH_CODE = re.compile(r"^(?:(\d{5})\s+(.+)|(.+?)\s*[(,–-]?\s*\(?(\d{5})\)?)$")


def place_values(values: dict[str, Any]) -> dict[str, str]:
    """Return the fields of a contract that say where it is carried out; empty for no place.

    « Évreux (27000) » and « 27000 Évreux » are read as the two they are. A name alone is coded
    only when a single commune of France bears it.
    """
    name, postal_code = values.get("place", ""), values.get("postal_code", "")
    found = _WITH_CODE.match(name) if not postal_code else None
    if found:
        name, postal_code = found[2] or found[3], found[1] or found[4]
    if not name and not postal_code:
        return {}
    code, kind = _code(name, postal_code)
    if not code:
        return {"place": name}
    known = place_from_code(code, kind)
    return {
        "place": name or known.label,
        "place_code": code,
        "place_code_type": kind,
        "department": known.department,
        "academie": known.academie,
    }


@lru_cache(maxsize=4096)  # a file names the same places over and over
def _code(name: str, postal_code: str) -> tuple[str, str]:
    wanted = fold(name).replace("-", " ")
    if postal_code:
        for served in communes_of_postal_code(postal_code):
            if fold(served.name).replace("-", " ") == wanted:
                return served.code_insee, COMMUNE
        return postal_code, POSTAL
    same = [one for one in suggest_communes(name, 3) if fold(one.name).replace("-", " ") == wanted]
    if len(same) == 1 and commune(same[0].code_insee) is not None:
        return same[0].code_insee, COMMUNE
    return "", ""
