"""The deadlines and limits that an académie may set for a vault (DOMAIN.md: « settings »)."""

from __future__ import annotations

from dataclasses import asdict, fields

from csf_desktop.errors import InvalidInputError
from csf_desktop.models.rules import DEFAULT_RULES, Rules
from csf_desktop.services.settings import write_setting
from csf_desktop.services.text import MAX_CENTS, MAX_MINUTES
from csf_desktop.storage.projections import RULES_SETTING, read_rules, rebuild
from csf_desktop.storage.unit_of_work import UnitOfWork, reading_session
from csf_desktop.storage.vault import Vault

MAX_DAYS = 3650
LADDER = ("remind_days", "buyer_calls_days", "company_failed_days")
"""The reminder ladder: each step comes after the one before (DOMAIN [L]: 7, 10, 15 days)."""


def get_rules(vault: Vault) -> Rules:
    """Return the rules of an open vault."""
    with reading_session(vault) as session:
        return read_rules(session)


def save_rules(vault: Vault, rules: Rules) -> Rules:
    """Keep rules and work out every deadline again by them; return them as kept.

    Only what differs from the defaults is kept, so that a later program's defaults still apply.
    Raises ``InvalidInputError`` naming the rule to mend.
    """
    _check(rules)
    own = {
        name: value
        for name, value in asdict(rules).items()
        if value != getattr(DEFAULT_RULES, name)
    }
    with UnitOfWork(vault, "Règles et délais") as work:
        write_setting(work.session, RULES_SETTING, own)
        work.flush()
        rebuild(work.session)
        work.commit()
    return rules


def _check(rules: Rules) -> None:
    for field in fields(rules):
        if not 1 <= getattr(rules, field.name) <= _largest(field.name):
            raise InvalidInputError(
                "Cette valeur est impossible\u00a0: tapez un nombre plus grand que zéro, sans "
                "excès.",
                field=field.name,
            )
    steps = [getattr(rules, name) for name in LADDER]
    for name, before, after in zip(LADDER[1:], steps, steps[1:], strict=False):
        if after <= before:
            raise InvalidInputError(
                "Les relances se suivent\u00a0: ce délai doit être plus long que celui de l’étape "
                "d’avant.",
                field=name,
            )


def _largest(name: str) -> int:
    """Return the most a rule may be, by the unit its name ends with."""
    if name.endswith("_minutes"):
        return MAX_MINUTES
    return MAX_CENTS if name.endswith("_cents") else MAX_DAYS
