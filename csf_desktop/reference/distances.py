"""How far apart communes are, as the crow flies, and how to say it.

The table of communes does not place all of them alike: « commune » is the place itself, « code
postal » and « arrondissement » the middle of an area around it. A distance is told with no more
precision than its two ends have.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from csf_desktop.reference.communes import Commune, commune

_EARTH_RADIUS_KM = 6371.0
# Half of the communes lie within 4 km of the middle of their postal code, nine in ten within 9.
_MARGINS_KM = {"commune": 0, "code postal": 5, "arrondissement": 20}
_NEAR_KM = 20
_STEP_KM = 5
_NBSP = "\u00a0"


def distance_km(code_insee_a: str, code_insee_b: str) -> float | None:
    """Return the great-circle distance between two communes in kilometres.

    ``None`` when one of the codes is no commune's, or has no position in the table
    (Saint-Pierre-et-Miquelon). ``margin_km`` tells how sure it is.
    """
    first, second = _position(code_insee_a), _position(code_insee_b)
    return _great_circle(*first, *second) if first and second else None


def margin_km(code_insee_a: str, code_insee_b: str) -> int:
    """Return by how many kilometres ``distance_km`` may be out: 0, 5 or 20, an order of magnitude.

    A commune is at no distance from itself, however vaguely it is placed.
    """
    if code_insee_a == code_insee_b:
        return 0
    found = (commune(code) for code in (code_insee_a, code_insee_b))
    return max((_MARGINS_KM.get(one.precision, 0) for one in found if one), default=0)


def nearest(code_insee: str, among: Iterable[str]) -> str | None:
    """Return the code of the commune of ``among`` that is nearest to one commune.

    Codes without a position are left aside; ``None`` when none is left. Equally near ones are
    told apart by their code, so that the answer does not depend on the order.
    """
    reached = ((distance_km(code_insee, code), code) for code in among)
    return min(((km, code) for km, code in reached if km is not None), default=(0, None))[1]


def kilometre_words(km: float, margin: int = 0) -> str:
    """Return « à 12 km », « à 35 km », or « à environ 40 km » when there is a margin.

    Whole kilometres under 20 and steps of five above; with a margin, steps of that margin.
    """
    step = margin or (1 if km < _NEAR_KM else _STEP_KM)
    rounded = int(km / step + 0.5) * step
    if not rounded:
        return f"à moins de {step}{_NBSP}km"
    return f"à {'environ ' if margin else ''}{rounded:,}{_NBSP}km".replace(",", _NBSP)


def _position(code_insee: str) -> tuple[float, float] | None:
    """Return a latitude and a longitude in radians."""
    found: Commune | None = commune(code_insee)
    if found is None or found.latitude is None or found.longitude is None:
        return None
    return math.radians(found.latitude), math.radians(found.longitude)


def _great_circle(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Haversine formula, in radians; good to 0.5 % on the globe, far less within France."""
    half = (
        math.sin((lat2 - lat1) / 2) ** 2
        + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return 2 * _EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, half)))
