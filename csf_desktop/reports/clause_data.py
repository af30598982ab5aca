"""What the clause to insert is written from, and what it is made of once written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from csf_desktop.models.codes import VolumeMode
from csf_desktop.models.rules import DEFAULT_RULES, Rules

TO_FILL_IN = "à compléter"
PROPOSAL = "proposition à confirmer"
_MARKED = re.compile(rf"\[{TO_FILL_IN}\s*: ([^\]]+)\]")


@dataclass(frozen=True)
class ClauseLot:
    """A lot and its own hours, in minutes; zero when the clause gives it none."""

    number: str = ""
    title: str = ""
    minutes: int = 0


@dataclass(frozen=True)
class ClauseVolume:
    """How the hours are known (``models.codes.VolumeMode``), in minutes and cents.

    ``minutes`` is the volume of a fixed clause, else its upper bound; zero when not known.
    """

    mode: VolumeMode = VolumeMode.FIXED
    minutes: int = 0
    per_order: int = 0
    per_amount: int = 0
    amount_step_cents: int = 0
    lots: tuple[ClauseLot, ...] = ()


@dataclass(frozen=True)
class ClausePeriod:
    """The firm period, and the renewals that may follow it, in whole months."""

    starts_on: date | None = None
    ends_on: date | None = None
    months: int | None = None
    renewals: int = 0
    renewal_months: int = 0


@dataclass(frozen=True)
class ClauseData:
    """A contract as the clause needs it; whatever is empty is marked « à compléter ».

    ``reference`` is the file's own (M-2026-014), ``market_number`` the buyer's. ``penalties`` are
    those of the contract as written; without any the model's figures are proposed.
    """

    reference: str = ""
    market_number: str = ""
    contract_object: str = ""
    buyer: str = ""
    buyer_siret: str = ""
    place: str = ""
    is_private: bool = False
    volume: ClauseVolume = ClauseVolume()
    period: ClausePeriod = ClausePeriod()
    penalties: str = ""
    rules: Rules = DEFAULT_RULES


NO_CONTRACT = ClauseData()
"""Nothing is known: everything is to complete."""


@dataclass(frozen=True)
class Article:
    """An article; its paragraphs are numbered after it (3.1, 3.2 …)."""

    number: int
    title: str
    paragraphs: tuple[str, ...]

    @property
    def heading(self) -> str:
        """« Article 3. Volume d’heures »."""
        return f"Article\u00a0{self.number}. {self.title}"

    def numbered(self) -> Iterator[tuple[str, str]]:
        """Yield the number of each paragraph and its text."""
        for at, paragraph in enumerate(self.paragraphs, start=1):
            yield f"{self.number}.{at}.", paragraph


@dataclass(frozen=True)
class Clause:
    """The clause of a contract: articles to paste, and a paragraph for the notice."""

    title: str
    subject: str
    articles: tuple[Article, ...]
    notice_title: str
    notice: str

    @property
    def missing(self) -> tuple[str, ...]:
        """What is left to complete, each once, in the order of the text."""
        texts = (text for article in self.articles for text in article.paragraphs)
        found = (match[1] for text in texts for match in _MARKED.finditer(text))
        return tuple(dict.fromkeys(found))

    @property
    def proposals(self) -> int:
        """How many paragraphs wait for the buyer's agreement."""
        return sum(PROPOSAL in text for article in self.articles for text in article.paragraphs)
