"""Names of people as the screens show them, hidden where somebody may look on. Qt-free."""

from __future__ import annotations

from csf_desktop.models.codes import Actor
from csf_desktop.ui.formatting import initials

VACANT = "À pourvoir"

YOUNG = (Actor.BENEFICIARY, Actor.GUARDIAN)
"""The sides whose people are shown by their initials when names are hidden."""


def full_name(given_name: str, family_name: str, *, initials_only: bool) -> str:
    """Return the name of a young person, or their initials; empty when there is nobody."""
    name = f"{given_name} {family_name}".strip()
    return initials(name) if initials_only else name


def person_name(given_name: str, family_name: str, *, initials_only: bool) -> str:
    """Return the name of the young person, their initials, or « À pourvoir » without one."""
    return full_name(given_name, family_name, initials_only=initials_only) or VACANT


def shown_name(name: str, actor: str, *, initials_only: bool) -> str:
    """Return the name of somebody on the side of ``actor``, a code of ``Actor``."""
    return initials(name) if initials_only and actor in YOUNG else name
