"""The values that an académie may set, with the more protective default where sources disagree."""

from __future__ import annotations

from dataclasses import dataclass, fields

HOUR = 60
"""Minutes; durations are whole minutes everywhere."""

OFFICIAL_MIN_AGE = 16
"""Age from which the official texts open the clause; prevention may begin at ``min_age``."""


@dataclass(frozen=True, slots=True)
class Rules:
    """Deadlines in days, durations in minutes, ages in years, amounts in cents.

    DOMAIN.md gives each source. The penalties are those of the model clause, a day being a working
    one: a contract writes its own.
    """

    declare_days: int = 15
    first_contact_days: int = 15
    send_profile_days: int = 7
    remind_days: int = 7
    buyer_calls_days: int = 10
    company_failed_days: int = 15
    meeting_days: int = 15
    agreement_days: int = 15
    review_working_days: int = 10
    close_days: int = 15
    visit_every_days: int = 60
    late_contract_days: int = 183
    plan_order_days: int = 15
    find_contact_days: int = 7
    document_working_days: int = 10
    soon_days: int = 7
    minor_day_minutes: int = 7 * HOUR
    minor_week_minutes: int = 35 * HOUR
    adult_week_minutes: int = 35 * HOUR
    under_15_week_minutes: int = 30 * HOUR
    gratification_minutes: int = 300 * HOUR
    min_age: int = 15
    max_age: int = 25
    late_document_cents: int = 50_00
    absent_contact_cents: int = 500_00
    auto_lock_minutes: int = 10

    @classmethod
    def from_settings(cls, values: dict[str, int]) -> Rules:
        """Return the rules with the values that were set; unknown names are left out."""
        known = {field.name for field in fields(cls)}
        return cls(**{name: value for name, value in values.items() if name in known})


DEFAULT_RULES = Rules()
