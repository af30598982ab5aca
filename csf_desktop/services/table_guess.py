"""Guesses what each column of a table holds, by its title, then by what its cells look like.

Deterministic: the same titles and cells give the same guess, whatever the order of dictionaries.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from csf_desktop.errors import InvalidInputError
from csf_desktop.exchange import cells
from csf_desktop.exchange.tables import Cell
from csf_desktop.reference.cpv import check_cpv
from csf_desktop.services.table_fields import FIELDS, Shape, TargetField
from csf_desktop.storage.french import fold

EXACT, SAME_WORDS, CONTAINED = 1.0, 0.95, 0.9
LIKELY = 0.82
"""Likeness of titles under which nothing is proposed."""
MISSHAPEN = 0.3
"""What a title is worth when the cells are not of its kind."""
_LINKS = {
    *("a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les"),
    *("e", "s"),  # « Titulaire(s) »
}
_WORDS = re.compile(r"[a-z0-9]+")

DEMARCHES_TITLES = {"etat du dossier", "depose le"}
"""Titles that every export of Démarches simplifiées has."""
DEMARCHES = {
    "id": ("row_id", EXACT),
    "dossier id": ("row_id", EXACT),
    "etablissement siret": ("buyer_siret", CONTAINED),
    "entreprise raison sociale": ("buyer_name", CONTAINED),
    "email": ("buyer_contact_email", CONTAINED),
}
"""There the file is the buyer's: « Établissement » and « Entreprise » are who filled it in."""
DEMARCHES_OWN = re.compile(
    r"^(?:etablissement|entreprise|archive|etat du dossier|derniere mise a jour|depose le|"
    r"passe en instruction|traite le|motivation|instructeurs|groupe instructeur|franceconnect|"
    r"civilite|siret siege)"
)


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """The field proposed for a column, empty for none, and how sure that is, from 0 to 1."""

    key: str = ""
    confidence: float = 0.0


def guess_columns(
    headers: Sequence[str], samples: Sequence[Sequence[Cell]]
) -> tuple[ColumnGuess, ...]:
    """Return a guess for each column; a field goes to the column it fits best, once.

    ``samples`` are a few cells of each column that are not empty.
    """
    titles = [title_key(header) for header in headers]
    is_demarches = set(titles) >= DEMARCHES_TITLES
    scored = []
    for column, title in enumerate(titles):
        for order, field in enumerate(FIELDS.values()):
            score = _score(title, field, samples[column], is_demarches=is_demarches)
            if score >= LIKELY:
                scored.append((-score, column, order, field))
    guesses = [ColumnGuess() for _ in headers]
    taken: set[str] = set()
    for negative, column, _, field in sorted(scored, key=lambda one: one[:3]):
        if not guesses[column].key and (field.key not in taken or field.is_repeatable):
            guesses[column] = ColumnGuess(field.key, round(-negative, 2))
            taken.add(field.key)
    return tuple(guesses)


def title_key(header: str) -> str:
    """Return a title as it is compared: « N° SIRET du titulaire * » is « n siret du titulaire »."""
    return " ".join(_WORDS.findall(fold(header)))


def _score(title: str, field: TargetField, sample: Sequence[Cell], *, is_demarches: bool) -> float:
    if is_demarches:
        if title in DEMARCHES:
            key, score = DEMARCHES[title]
            return score if key == field.key else 0.0
        if DEMARCHES_OWN.match(title):
            return 0.0
    score = max(_likeness(title, synonym) for synonym in field.synonyms)
    if score >= LIKELY and not _fits(field.shape, sample):
        return score * MISSHAPEN
    return score


def _likeness(title: str, synonym: str) -> float:
    if title == synonym:
        return EXACT
    words, wanted = _telling(title), _telling(synonym)
    if words and sorted(words) == sorted(wanted):
        return SAME_WORDS
    if len(wanted) > 1 and set(wanted) <= set(words):
        # The longer the synonym, the more of the title it explains.
        return CONTAINED - 0.05 + 0.1 * len(wanted) / len(words)
    return fuzz.token_sort_ratio(title, synonym) / 100 * CONTAINED


def _telling(title: str) -> list[str]:
    """Return the words of a title that tell something, in the singular."""
    return [word.rstrip("sx") or word for word in title.split() if word not in _LINKS]


def _fits(shape: Shape, sample: Sequence[Cell]) -> bool:
    """Tell whether most cells are of a shape; nothing to see fits everything."""
    check = _CHECKS.get(shape)
    if check is None or not sample:
        return True
    right = 0
    for cell in sample:
        try:
            check(cell)
            right += 1
        except InvalidInputError as error:
            right += "perdu" in str(error)  # a SIRET that a spreadsheet spoilt is one
    return right * 2 >= len(sample)


def _number(cell: Cell) -> None:
    if not any(char.isdigit() for char in cells.shown(cell)):
        raise InvalidInputError("Ce n’est pas un nombre.")


_CHECKS: dict[Shape, Callable[[Cell], object]] = {
    Shape.DAY: cells.read_day,
    Shape.NUMBER: _number,
    Shape.SIRET: lambda cell: [cells.read_siret(one) for one in cells.split_values(cell)],
    Shape.EMAIL: cells.read_email,
    Shape.PHONE: cells.read_phone,
    Shape.CPV: lambda cell: check_cpv(cells.split_values(cell)[0]),
}
