"""SIRET and SIREN numbers: checked with their key, shown in groups.

The key is Luhn's, except for the establishments of La Poste, whose digits add up to a multiple
of five; python-stdnum knows both.
"""

from __future__ import annotations

import re

from stdnum.exceptions import ValidationError
from stdnum.fr import siren as siren_rule
from stdnum.fr import siret as siret_rule

from csf_desktop.errors import InvalidInputError

_NBSP = "\u00a0"
_SEPARATORS = re.compile(r"[\s.\u00a0\u202f-]+")
_LONGEST_SHOWN = 30


def check_siret(text: str) -> str:
    """Return the 14 digits of a SIRET, without spaces.

    Raises ``InvalidInputError`` (field ``siret``) whose sentence says what is wrong and what to do.
    """
    digits = _digits(text, "SIRET", 14)
    try:
        return str(siret_rule.validate(digits))
    except ValidationError:
        raise _wrong_key(digits, "SIRET") from None


def check_siren(text: str) -> str:
    """Return the 9 digits of a SIREN, without spaces.

    Raises ``InvalidInputError`` (field ``siren``) whose sentence says what is wrong and what to do.
    """
    digits = _digits(text, "SIREN", 9)
    try:
        return str(siren_rule.validate(digits))
    except ValidationError:
        raise _wrong_key(digits, "SIREN") from None


def is_siret(text: str) -> bool:
    """Tell whether ``text`` is a SIRET with a right key."""
    return bool(siret_rule.is_valid(_SEPARATORS.sub("", text)))


def siren_of(siret: str) -> str:
    """Return the SIREN (first nine digits) of a checked SIRET."""
    return siret[:9]


def format_siret(text: str) -> str:
    """Return « 123 456 789 00012 » (or « 123 456 789 ») with no-break spaces.

    Anything that has not 14 or 9 digits is given back as it is.
    """
    digits = _SEPARATORS.sub("", text)
    if not (digits.isascii() and digits.isdigit() and len(digits) in (9, 14)):
        return text
    parts = (digits[:3], digits[3:6], digits[6:9], digits[9:])
    return _NBSP.join(part for part in parts if part)


def _digits(text: str, name: str, length: int) -> str:
    digits = _SEPARATORS.sub("", text)
    if not (digits.isascii() and digits.isdigit()):
        raise _not_a_number(text, name, length)
    if len(digits) != length:
        raise InvalidInputError(
            f"Un {name} compte {length}{_NBSP}chiffres et «{_NBSP}{_shown(digits)}{_NBSP}» en "
            f"compte {len(digits)}{_NBSP}: recopiez-le de l’avis de situation INSEE ou du contrat.",
            field=name.lower(),
        )
    return digits


def _not_a_number(text: str, name: str, length: int) -> InvalidInputError:
    return InvalidInputError(
        f"«{_NBSP}{_shown(text)}{_NBSP}» n’est pas un {name}{_NBSP}: tapez ses "
        f"{length}{_NBSP}chiffres, sans lettre.",
        field=name.lower(),
    )


def _wrong_key(digits: str, name: str) -> InvalidInputError:
    return InvalidInputError(
        f"Le {name} {format_siret(digits)} ne tombe pas juste (clé de contrôle fausse)"
        f"{_NBSP}: vérifiez ses chiffres un à un, deux sont souvent inversés.",
        field=name.lower(),
    )


def _shown(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
