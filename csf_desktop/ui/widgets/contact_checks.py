"""Sentences for a phone number or an e-mail address that cannot be one. Qt-free."""

from __future__ import annotations

import re

WRONG_PHONE = (
    "Ce numéro est incomplet\u00a0: tapez dix chiffres, par exemple 03\u00a020\u00a012 34 56."
)
WRONG_EMAIL = (
    "Cette adresse est incomplète\u00a0: tapez-la en entier, par exemple prenom.nom@ac-lille.fr."
)
_PHONE = re.compile(r"(?:0\d{9}|\+\d{8,15})")
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]{2,}")


def check_phone(text: str) -> str:
    """Return what is wrong with a French or international phone number, empty if nothing."""
    plain = re.sub(r"[\s.\-\u00a0\u202f]|\(0\)", "", text)
    return "" if not plain or _PHONE.fullmatch(plain) else WRONG_PHONE


def check_email(text: str) -> str:
    """Return what is wrong with an e-mail address, empty if nothing."""
    return "" if not text.strip() or _EMAIL.fullmatch(text.strip()) else WRONG_EMAIL
