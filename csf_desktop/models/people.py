"""Ages, minority and the limits that come with them."""

from __future__ import annotations

from datetime import date

from csf_desktop.models.rules import DEFAULT_RULES, Rules

MAJORITY = 18


def age_on(birth_date: date, day: date) -> int:
    """Return the age in whole years; somebody born on 29 February is older on 1 March."""
    had_birthday = (day.month, day.day) >= (birth_date.month, birth_date.day)
    return day.year - birth_date.year - (0 if had_birthday else 1)


def is_minor_on(birth_date: date, day: date) -> bool:
    """Tell whether a person is under 18 on ``day``."""
    return age_on(birth_date, day) < MAJORITY


def week_limit(birth_date: date | None, monday: date, rules: Rules = DEFAULT_RULES) -> int:
    """Return the most minutes a person may spend in a company in the week of ``monday``.

    An unknown birth date gets the limit of minors, the more protective one.
    """
    if birth_date is None:
        return rules.minor_week_minutes
    if age_on(birth_date, monday) < 15:
        return rules.under_15_week_minutes
    if is_minor_on(birth_date, monday):
        return rules.minor_week_minutes
    return rules.adult_week_minutes


def initials(given_name: str, family_name: str) -> str:
    """Return « I. B. » for Inès Benali; compound names keep one letter a part."""
    parts = [*given_name.replace("-", " ").split(), *family_name.replace("-", " ").split()]
    return "\u00a0".join(f"{part[0].upper()}." for part in parts)
