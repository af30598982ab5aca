"""The 34 877 communes: suggestions as one types, postal codes, positions.

The table is read once, when first asked for. Rows stay as text until one is handed out, and
names are folded one initial letter at a time, so that the first answer comes quickly.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from csf_desktop.reference.academies import academie_of_department, departments
from csf_desktop.reference.tables import fold, rows

_CODE, _NAME, _POSTAL, _DEPARTMENT = 0, 1, 2, 3
_POPULATION, _LATITUDE, _LONGITUDE, _PRECISION = 6, 7, 8, 9
_ARTICLES = ("le ", "la ", "les ", "l ")
_SHORT_WORDS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
# Arrondissements have codes of their own in public data; the table holds the whole city.
_CITIES = (("751", "75056"), ("6938", "69123"), ("132", "13055"))


@dataclass(frozen=True, slots=True)
class Commune:
    """One commune. ``label`` tells homonyms apart: « Saint-Denis (Seine-Saint-Denis) ».

    ``precision`` says what the position is the one of: ``commune`` itself, or the area of its
    ``code postal`` or ``arrondissement``; empty when there is no position.
    """

    code_insee: str
    name: str
    label: str
    postal_codes: tuple[str, ...]
    department: str
    academie: str
    population: int
    latitude: float | None
    longitude: float | None
    precision: str


def suggest_communes(text: str, limit: int = 8) -> tuple[Commune, ...]:
    """Return the communes whose name or postal code begins with ``text``, at most ``limit``.

    Accents, case, hyphens and a leading article do not matter, « St » reads as « Saint ». A name
    typed in full comes first; then the biggest population, since that is the likelier one.
    """
    wanted = " ".join(_SHORT_WORDS.get(word, word) for word in fold(text).split())
    if not wanted:
        return ()
    found = _starting_with_postal(wanted) if wanted.isdigit() else _starting_with_name(wanted)
    ranked = sorted(found, key=lambda hit: (not hit[0], -int(hit[1][_POPULATION] or 0)))
    return tuple(_commune(row) for _, row in ranked[:limit])


def commune(code_insee: str) -> Commune | None:
    """Return one commune by INSEE code; an arrondissement of Paris, Lyon or Marseille is its city.

    ``None`` if no commune has this code.
    """
    row = _by_code().get(code_insee.upper())
    if row is None:
        city = next((city for start, city in _CITIES if code_insee.startswith(start)), "")
        row = _by_code().get(city) if len(code_insee) == 5 else None
    return _commune(row) if row else None


def communes_of_postal_code(postal_code: str) -> tuple[Commune, ...]:
    """Return the communes served by one postal code, the most populated first."""
    found = _by_postal_code().get(postal_code, [])
    return tuple(
        _commune(row) for row in sorted(found, key=lambda row: -int(row[_POPULATION] or 0))
    )


def _commune(row: list[str]) -> Commune:
    name, department = row[_NAME], row[_DEPARTMENT]
    academie = academie_of_department(department)
    latitude, longitude = row[_LATITUDE], row[_LONGITUDE]
    return Commune(
        code_insee=row[_CODE],
        name=name,
        label=f"{name} ({departments()[department].label})" if _is_homonym(name) else name,
        postal_codes=tuple(row[_POSTAL].split()),
        department=department,
        academie=academie.code if academie else "",
        population=int(row[_POPULATION] or 0),
        latitude=float(latitude) if latitude else None,
        longitude=float(longitude) if longitude else None,
        precision=row[_PRECISION],
    )


def _is_homonym(name: str) -> bool:
    return _name_counts()[name] > 1


def _starting_with_postal(digits: str) -> Iterator[tuple[bool, list[str]]]:
    for postal_code, communes in _by_postal_code().items():
        if postal_code.startswith(digits):
            yield from ((False, row) for row in communes)


def _starting_with_name(wanted: str) -> Iterator[tuple[bool, list[str]]]:
    for folded, bare, row in _folded_by_initial(wanted[0]):
        if folded.startswith(wanted) or bare.startswith(wanted):
            yield wanted in (folded, bare), row


@cache
def _table() -> list[list[str]]:
    return list(rows("communes.csv"))


@cache
def _by_code() -> dict[str, list[str]]:
    return {row[_CODE]: row for row in _table()}


@cache
def _name_counts() -> Counter[str]:
    return Counter(row[_NAME] for row in _table())


@cache
def _by_postal_code() -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = defaultdict(list)
    for row in _table():
        for postal_code in row[_POSTAL].split():
            found[postal_code].append(row)
    return dict(found)


@cache
def _rows_by_initial() -> dict[str, list[list[str]]]:
    """Return the rows under the first letter of their name, as written (É is not E)."""
    found: dict[str, list[list[str]]] = defaultdict(list)
    for row in _table():
        found[row[_NAME][0]].append(row)
    return dict(found)


@cache
def _folded_by_initial(letter: str) -> list[tuple[str, str, list[str]]]:
    """Return (folded name, the same without its article, row) that may begin with ``letter``."""
    found = []
    for initial, communes in _rows_by_initial().items():
        # « Le Havre » is also looked for under « h »: articles make L a bucket of its own.
        if initial != "L" and not fold(initial).startswith(letter):
            continue
        for row in communes:
            folded = fold(row[_NAME])
            bare = _without_article(folded)
            if folded.startswith(letter) or bare.startswith(letter):
                found.append((folded, bare, row))
    return found


def _without_article(folded: str) -> str:
    article = next((start for start in _ARTICLES if folded.startswith(start)), "")
    return folded[len(article) :]
