"""People as the sheets name them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ContactLine:
    """A person around the pathway; ``detail`` is a role or an organisation."""

    name: str = ""
    detail: str = ""
    phone: str = ""
    email: str = ""


NOBODY = ContactLine()
