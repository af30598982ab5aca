"""The last articles of the clause: the stay in the company, its end, penalties, powers.

Every figure comes from the contract or from ``Rules``, as in ``clause_articles``.
"""

from __future__ import annotations

from csf_desktop.models.rules import Rules
from csf_desktop.reports.clause_data import PROPOSAL, ClauseData
from csf_desktop.reports.clause_terms import (
    Terms,
    euros_of,
    hours_of,
    paragraphs,
    working_days_of,
)
from csf_desktop.reports.formatting import NBSP, count


def agreement(_data: ClauseData, _terms: Terms) -> tuple[str, ...]:
    """Return what is signed before entry, and how the young person is received."""
    return paragraphs(
        "Avant toute entrée en entreprise, une convention de stage sous statut scolaire est "
        "signée par l’entreprise d’accueil, par l’établissement ou la MLDS, et par le jeune ou, "
        "s’il est mineur, par son représentant légal. Aucun accueil ne commence sans elle.",
        "Ses annexes pédagogique et financière précisent les missions, les horaires, les lieux, "
        "les repas, les déplacements et, le cas échéant, la gratification.",
        "L’entreprise d’accueil désigne un tuteur entreprise présent auprès du jeune, lui fait "
        "connaître les règles de sécurité et lui fournit l’équipement nécessaire aux missions.",
    )


def hours_and_minors(data: ClauseData, _terms: Terms) -> tuple[str, ...]:
    """Return the limits of a week, of minors, and of the holidays."""
    rules = data.rules
    return paragraphs(
        f"La présence ne dépasse pas {hours_of(rules.adult_week_minutes)} par semaine.",
        f"Un mineur n’est présent ni plus de {hours_of(rules.minor_day_minutes)} par jour, ni "
        f"plus de {hours_of(rules.minor_week_minutes)} par semaine. Ses pauses sont respectées et "
        "il ne travaille pas la nuit. Les travaux réglementés lui sont interdits, sauf "
        "dérogation obtenue au préalable.",
        "Il n’y a pas d’accueil les jours fériés. Hors été, l’accueil occupe au plus la moitié de "
        "chaque période de vacances scolaires ; en été, il est possible jusqu’à une semaine après "
        "la fin des cours et à partir d’une semaine avant la rentrée.",
    )


def gratification(data: ClauseData, _terms: Terms) -> tuple[str, ...]:
    """Return when a gratification is due."""
    threshold = hours_of(data.rules.gratification_minutes)
    return paragraphs(
        f"L’accueil ne donne lieu à aucune rémunération. Au-delà de {threshold} de présence d’un "
        "même jeune, une gratification lui est due par l’entreprise d’accueil, dans les "
        "conditions de l’annexe financière de la convention.",
        "En deçà de ce seuil, l’entreprise reste libre d’en verser une.",
    )


def follow_up(data: ClauseData, _terms: Terms) -> tuple[str, ...]:
    """Return the visits, the documents owed with their deadline, and the review."""
    within = working_days_of(data.rules.document_working_days)
    return paragraphs(
        "Le tuteur pilote rend visite au jeune pendant l’immersion. L’entreprise tient l’"
        "attestation de présence et laisse au jeune le temps de son journal de bord.",
        "À la fin du parcours, le jeune, le tuteur entreprise et le tuteur pilote tiennent un "
        "bilan croisé. Lorsqu’une réunion est consacrée à la clause, le référent y est présent.",
        f"Le titulaire remet les documents qui lui sont demandés dans les {within} : fiche "
        "entreprise, convention signée, attestation de présence, bilan.",
        "L’acheteur reçoit l’état d’avancement des parcours, sans leur contenu pédagogique.",
    )


def interruption(_data: ClauseData, _terms: Terms) -> tuple[str, ...]:
    """Return what an interrupted pathway counts: every week begun, at its planned hours."""
    return paragraphs(
        "Lorsqu’un parcours s’interrompt, chaque semaine commencée est décomptée du volume dû "
        "pour les heures qui y étaient prévues. Les heures réellement faites restent relevées à "
        "part, et le parcours garde sa valeur pour le jeune.",
        "Le solde demeure dû : il est offert à un autre jeune pendant la période ferme. Chacun "
        "prévient les deux autres, jeune, entreprise et tuteur pilote, dès la première "
        "difficulté.",
    )


def personal_data(_data: ClauseData, terms: Terms) -> tuple[str, ...]:
    """Return what the company may know of a young person, and for how long."""
    return paragraphs(
        "L’entreprise ne reçoit que les données utiles à l’accueil. Elle ne demande ni donnée de "
        "santé, ni numéro de sécurité sociale, ni renseignement sur la famille, sauf ce que la loi "
        "exige pour la convention ou la gratification.",
        "Elle les réserve aux personnes qui accueillent le jeune, n’en fait aucun autre usage et "
        "les efface à la fin du parcours, à l’exception des documents qu’elle est tenue de garder.",
        f"Les échanges relatifs à l’exécution {terms.of_contract} désignent les parcours par leur "
        "référence, sans le nom des jeunes.",
    )


def penalties(data: ClauseData, _terms: Terms) -> tuple[str, ...]:
    """Return the penalties as the contract writes them, else the model's as proposals."""
    written = [line.strip() for line in data.penalties.splitlines() if line.strip()]
    return paragraphs(*(written or proposed_penalties(data.rules)))


def proposed_penalties(rules: Rules) -> tuple[str, str]:
    """Return the penalties of the model clause, in brackets: the buyer confirms or removes them."""
    return (
        f"[{PROPOSAL}{NBSP}: {euros_of(rules.late_document_cents)} par jour ouvré de retard dans "
        "la remise d’un document.]",
        f"[{PROPOSAL}{NBSP}: {euros_of(rules.absent_contact_cents)} pour l’absence du référent à "
        "la réunion consacrée à la clause.]",
    )


def powers(data: ClauseData, terms: Terms) -> tuple[str, ...]:
    """Return what the buyer keeps in hand."""
    return paragraphs(
        "L’acheteur peut à tout moment demander l’état des heures et les pièces qui le justifient, "
        "réunir le titulaire au sujet de la clause, et le mettre en demeure par écrit.",
        "Il peut accepter par écrit d’autres dates ou une autre répartition des heures. Les heures "
        "qui n’ont pu être faites faute de jeune proposé ne donnent lieu à aucune pénalité.",
        f"Le silence du titulaire au-delà de {count(data.rules.company_failed_days, 'jour')}, ou "
        "un manquement répété, relève des mesures que prévoit "
        f"{terms.contract} en cas de défaillance, sans préjudice des pénalités.",
    )
