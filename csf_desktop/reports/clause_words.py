"""The clause to insert in a contract, in our own words, from the contract's data.

It is given as articles that a buyer pastes in the contract's clauses, and as one paragraph for the
notice. What the data do not say is marked « [à compléter : …] ».
"""

from __future__ import annotations

from collections.abc import Callable

from csf_desktop.models.codes import VolumeMode
from csf_desktop.reports import clause_articles, clause_duties
from csf_desktop.reports.clause_data import Article, Clause, ClauseData
from csf_desktop.reports.clause_terms import (
    Terms,
    ages_of,
    hours_of,
    paragraphs,
    period_of,
    terms_of,
    to_fill_in,
)

TITLE = "Clause sociale de formation"

_ARTICLES: tuple[tuple[str, Callable[[ClauseData, Terms], tuple[str, ...]]], ...] = (
    ("Objet de la clause", clause_articles.purpose),
    ("Bénéficiaires", clause_articles.beneficiaries),
    ("Volume d’heures", clause_articles.volume),
    ("Interlocuteurs et responsabilité", clause_articles.contacts),
    ("Proposition d’un jeune", clause_articles.proposal),
    ("Convention et accueil", clause_duties.agreement),
    ("Horaires, mineurs et vacances", clause_duties.hours_and_minors),
    ("Gratification", clause_duties.gratification),
    ("Suivi, documents et bilan", clause_duties.follow_up),
    ("Interruption d’un parcours", clause_duties.interruption),
    ("Données personnelles", clause_duties.personal_data),
    ("Pénalités", clause_duties.penalties),
    ("Pouvoirs de l’acheteur", clause_duties.powers),
)


def clause_text(data: ClauseData) -> Clause:
    """Return the clause of a contract."""
    terms = terms_of(is_private=data.is_private)
    articles = tuple(
        Article(number, title, write(data, terms))
        for number, (title, write) in enumerate(_ARTICLES, start=1)
    )
    return Clause(
        TITLE,
        data.contract_object.strip(),
        articles,
        f"Paragraphe pour {terms.notice}",
        _notice(data, terms),
    )


def clause_plain_text(clause: Clause) -> str:
    """Return the articles as plain text, as they are copied; ends with a line end."""
    blocks = [clause.title]
    for article in clause.articles:
        lines = [article.heading, *(f"{number} {text}" for number, text in article.numbered())]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def whole_plain_text(clause: Clause) -> str:
    """Return the articles, then the paragraph for the notice, as they are written to a file."""
    return f"{clause_plain_text(clause)}\n{clause.notice_title}\n\n{clause.notice}\n"


def _notice(data: ClauseData, terms: Terms) -> str:
    (text,) = paragraphs(
        f"{terms.contract.capitalize()} comporte une clause sociale de formation, qui est une "
        "condition de son exécution. Le titulaire s’engage à accueillir en immersion "
        f"professionnelle un ou plusieurs jeunes {ages_of(data.rules)}, en remobilisation "
        f"scolaire, {_hours_of_notice(data)} sur la période ferme, "
        f"{period_of(data.period, terms)}. "
        "Les jeunes gardent leur statut scolaire et sont accompagnés par un tuteur pilote de "
        "l’académie ; une convention tripartite est signée avant chaque accueil. La clause, avec "
        f"ses délais et ses pénalités, figure dans {terms.papers}. Elle s’impose au "
        "titulaire, qui en reste responsable s’il confie l’accueil à un sous-traitant."
    )
    return text


def _hours_of_notice(data: ClauseData) -> str:
    volume = data.volume
    if volume.mode is VolumeMode.FIXED:
        known = hours_of(volume.minutes) if volume.minutes else to_fill_in(clause_articles.NO_HOURS)
        return f"pour {known}"
    ceiling = f", dans la limite de {hours_of(volume.minutes)}," if volume.minutes else ""
    return f"pour un nombre d’heures fixé par les bons de commande{ceiling}"
