"""The recovery code: nine groups of four characters that a person can copy from paper.

33 random characters of 5 bits each (165 bits) and 3 check characters. The alphabet is Crockford's
base 32: digits and capitals without I, L, O, U; what looks alike is read alike.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import unicodedata

from csf_desktop.errors import WrongRecoveryCodeError

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_RANDOM_CHARACTERS = 33
_CHECK_CHARACTERS = 3
_GROUP = 4
_LOOK_ALIKE = str.maketrans("OIL", "011")


def new_recovery_code() -> str:
    """Return a new code as printed: ``XXXX-XXXX-…``, nine groups."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(_RANDOM_CHARACTERS))
    code = body + _check(body)
    return "-".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP))


def normalise_recovery_code(typed: str) -> str:
    """Return the 36 characters of a code typed with any case, spaces, dashes, O for 0, I for 1.

    Raises ``WrongRecoveryCodeError`` for a typing error, before anything is derived.
    """
    upper = unicodedata.normalize("NFKC", typed).upper()
    code = re.sub(r"[\s\-\u2010-\u2015\u2212.·_]", "", upper).translate(_LOOK_ALIKE)
    body = code[:_RANDOM_CHARACTERS]
    known = all(char in ALPHABET for char in code)
    if (
        not known
        or len(code) != _RANDOM_CHARACTERS + _CHECK_CHARACTERS
        or code != body + _check(body)
    ):
        raise WrongRecoveryCodeError
    return code


def _check(body: str) -> str:
    number = int.from_bytes(hashlib.sha256(body.encode()).digest()[:2])
    return "".join(ALPHABET[(number >> shift) & 31] for shift in (10, 5, 0))
