"""« Qui sont les jeunes ? »: one A4 page that answers what people think before they meet them.

No figure is invented: ages come from ``Rules``, the number of pathways from the historic synthesis.
"""

from __future__ import annotations

from dataclasses import dataclass

from csf_desktop.models.rules import DEFAULT_RULES, Rules
from csf_desktop.reports.blocks import Block, Section, Text
from csf_desktop.reports.clause_terms import ages_of, hours_of
from csf_desktop.reports.formatting import NBSP
from csf_desktop.reports.frame import DocumentFrame, render
from csf_desktop.reports.issue import DocumentIssue
from csf_desktop.reports.people import NOBODY, ContactLine
from csf_desktop.reports.styles import MM, sheet_styles
from csf_desktop.reports.tables import Column, DataTable
from csf_desktop.reports.text import bound, typesetting
from csf_desktop.reports.tutor_card import tutor_section

TITLE = f"Qui sont les jeunes{NBSP}?"
_PATHWAYS, _YEARS = 140, "cinq"
"""« 140 parcours réalisés en 5 ans » (DOMAIN [S], the historic synthesis)."""
_TIGHT = 1.4 * MM
_CELL_LINES = 6


@dataclass(frozen=True)
class YoungPeopleSheetData:
    """Who issues the sheet; nothing in it is about one young person or one company."""

    issue: DocumentIssue
    tutor: ContactLine = NOBODY
    rules: Rules = DEFAULT_RULES


def build(data: YoungPeopleSheetData) -> bytes:
    """Return the sheet as a PDF of one page; the same data gives the same bytes."""
    frame = DocumentFrame(TITLE, "Les jeunes de la clause sociale de formation", data.issue)
    with typesetting():
        return render([page(data)], frame)


def page(data: YoungPeopleSheetData) -> list[Block]:
    """Return the page."""
    return [
        Text("Des jeunes en remobilisation scolaire", sheet_styles().lead, 1),
        _who(data.rules),
        _said_and_true(data.rules),
        _what_it_brings(),
        _welcome(),
        _right_words(),
        tutor_section(data.tutor, "À qui poser vos questions"),
    ]


def _who(rules: Rules) -> Block:
    texts = (
        f"Ils ont {ages_of(rules)}. Certains n’ont pas reçu d’affectation : aucun lycée n’avait de "
        "place pour eux. D’autres ont arrêté d’aller en cours, pour des raisons qui leur "
        "appartiennent. D’autres encore sont suivis avant que cela n’arrive.",
        "Tous reprennent un parcours avec un tuteur pilote de l’académie, et gardent leur statut "
        "scolaire. Il leur manque une chose que l’école seule ne peut pas leur donner : l’"
        "expérience d’un vrai lieu de travail.",
    )
    return _paragraphs("Qui ils sont", texts)


def _said_and_true(rules: Rules) -> Block:
    day, week = hours_of(rules.minor_day_minutes), hours_of(rules.minor_week_minutes)
    rows = (
        (
            "Ils n’ont pas envie de travailler.",
            "Chacun présente un CV et une lettre de motivation pour ces missions, et il est choisi "
            "avec soin pour elles.",
        ),
        (
            "C’est une embauche qui ne dit pas son nom.",
            "C’est une immersion sous statut scolaire, avec une convention signée avant l’entrée. "
            "Il n’y a ni contrat de travail ni entretien d’embauche.",
        ),
        (
            "Nous n’avons pas de mission pour un débutant.",
            "Les missions se précisent ensemble, à la rencontre : une tâche administrative devient "
            "de la vente ou de l’accueil, cinq jours deviennent quatre.",
        ),
        (
            "Il faudra s’en occuper seuls.",
            "Le tuteur pilote prépare l’arrivée, vient sur place et répond au téléphone. Le jeune "
            "tient un journal de bord.",
        ),
        (
            "Un mineur, c’est trop compliqué.",
            f"Au plus {day} par jour et {week} par semaine, des pauses, pas de nuit, et une "
            "dérogation pour les travaux réglementés.",
        ),
        (
            "S’il s’arrête avant la fin, c’est un échec.",
            "Ce qui est fait garde sa valeur. Écarter une orientation qui ne convenait pas est une "
            "réussite.",
        ),
    )
    table = DataTable(
        (
            Column("Ce qu’on entend", 4, is_strong=True, max_lines=_CELL_LINES),
            Column("Ce qu’il en est", 7, max_lines=_CELL_LINES),
        ),
        tuple((f"«{NBSP}{said}{NBSP}»", bound(true)) for said, true in rows),
    )
    return Section("Ce qu’on entend, ce qu’il en est", (table,))


def _what_it_brings() -> Block:
    texts = (
        "Une représentation du monde du travail ; une orientation trouvée, ou écartée. Ensuite "
        "viennent une reprise de scolarité, un contrat d’apprentissage, un projet professionnel, "
        "un emploi ou un service civique.",
        f"Les premières années de la clause en témoignent : {_PATHWAYS} parcours réalisés en "
        f"{_YEARS} ans.",
    )
    return _paragraphs("Ce que l’immersion leur apporte", texts)


def _welcome() -> Block:
    texts = (
        "Un accueil le premier jour par une personne nommée à l’avance, une tâche claire, et des "
        "horaires connus. Ni son passé ni sa santé ne sont des questions à lui poser : ce qui "
        "compte commence le jour de son arrivée.",
    )
    return _paragraphs("Ce qui fait une bonne arrivée", texts)


def _right_words() -> Block:
    texts = (
        "Nous disons « un jeune », « une bénéficiaire », « en remobilisation scolaire », et « "
        "immersion professionnelle » plutôt que stage ou emploi. Ces mots disent où ils vont, non "
        "d’où ils viennent.",
    )
    return _paragraphs("Les mots justes", texts)


def _paragraphs(title: str, texts: tuple[str, ...]) -> Block:
    body = sheet_styles().body
    return Section(title, tuple(Text(text, body) for text in texts), _TIGHT)
