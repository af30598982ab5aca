"""The words that the clause, the guide and the sheets share: figures said as French says them."""

from __future__ import annotations

from dataclasses import dataclass

from csf_desktop.models.rules import HOUR, OFFICIAL_MIN_AGE, Rules
from csf_desktop.reports.clause_data import TO_FILL_IN, ClausePeriod
from csf_desktop.reports.formatting import NBSP, count, hours, long_date, number
from csf_desktop.reports.text import bound


@dataclass(frozen=True)
class Terms:
    """What a public contract and a private one are called, with their articles."""

    contract: str
    of_contract: str
    to_contract: str
    notification: str
    papers: str
    notice: str


PUBLIC = Terms(
    "le marché",
    "du marché",
    "au marché",
    "la notification du marché",
    "le cahier des clauses administratives particulières",
    "l’avis de publicité ou le règlement de la consultation",
)
PRIVATE = Terms(
    "le contrat",
    "du contrat",
    "au contrat",
    "la signature du contrat",
    "les conditions particulières du contrat",
    "l’appel d’offres ou la lettre de consultation",
)


def terms_of(*, is_private: bool) -> Terms:
    """Return the words for a contract."""
    return PRIVATE if is_private else PUBLIC


def to_fill_in(what: str) -> str:
    """Return the mark of something that is missing: « [à compléter : nombre d’heures] »."""
    return f"[{TO_FILL_IN}{NBSP}: {what}]"


def known(text: str, what: str) -> str:
    """Return ``text``, or the mark of what is missing."""
    return text.strip() or to_fill_in(what)


def hours_of(minutes: int) -> str:
    """Return « 900 heures » for whole hours, else « 12 h 30 »."""
    whole, rest = divmod(minutes, HOUR)
    return hours(minutes) if rest else count(whole, "heure")


def days_of(days: int) -> str:
    """Return « 15 jours »."""
    return count(days, "jour")


def months_of(number_of: int) -> str:
    """Return « 12 mois », as contracts say it."""
    return count(number_of, "mois", "mois")


def working_days_of(days: int) -> str:
    """Return « 10 jours ouvrés »."""
    return count(days, f"jour{NBSP}ouvré", f"jours{NBSP}ouvrés")


def euros_of(cents: int) -> str:
    """Return « 50 € », or « 50,50 € » when there are cents."""
    euros, rest = divmod(cents, 100)
    return f"{number(euros)},{rest:02d}{NBSP}€" if rest else f"{number(euros)}{NBSP}€"


def ages_of(rules: Rules) -> str:
    """Return « de 16 à 25 ans (15 ans possible en prévention) », by the rules in force."""
    if rules.min_age < OFFICIAL_MIN_AGE:
        return (
            f"de {OFFICIAL_MIN_AGE} à {rules.max_age}{NBSP}ans ({rules.min_age}{NBSP}ans possible "
            "en prévention)"
        )
    return f"de {rules.min_age} à {rules.max_age}{NBSP}ans"


def period_of(period: ClausePeriod, terms: Terms) -> str:
    """Return the firm period in words, with the mark of what is missing when nothing is known."""
    if period.starts_on and period.ends_on:
        start = long_date(period.starts_on, with_weekday=False)
        end = long_date(period.ends_on, with_weekday=False)
        return f"du {start} au {end}"
    if period.ends_on:
        end = long_date(period.ends_on, with_weekday=False)
        return f"de {terms.notification} au {end}"
    if period.months:
        return f"de {months_of(period.months)} à compter de {terms.notification}"
    return to_fill_in("dates de la période ferme")


def paragraphs(*texts: str) -> tuple[str, ...]:
    """Return the texts that say something, with no-break spaces where French has them."""
    return tuple(bound(text) for text in texts if text)
