"""Companies to hand over: an ordinary one, one of hundreds of lines, one that nobody knows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from csf_desktop.reports.follow_up_data import TimelineEvent
from csf_desktop.reports.handover_data import (
    Awaited,
    HandoverData,
    HeldContract,
    HeldPathway,
    PersonLine,
)
from tests.reports.samples import ISSUE

NB = "\u00a0"
ABOUT = replace(ISSUE, reference=f"552{NB}045{NB}999{NB}00869")
PRESENT = (
    PersonLine("Léa Roy", "Tuteur entreprise", "0299112233", "lea@bati.example", date(2026, 11, 2)),
    PersonLine("Ana Vidal", "Responsable RH", "0299112234"),
)
PAST = (
    PersonLine("Marc Blanc", "Tuteur entreprise", until=date(2026, 11, 1), successor="Léa Roy"),
    PersonLine("Zoé Petit", "Référent entreprise", until=date(2026, 6, 1)),
)
CONTRACTS = (
    HeldContract("M-2026-014", "Réhabilitation du lycée", "Titulaire", "Notifié", 54_000, 18_000),
)
PATHWAYS = (
    HeldPathway(
        "P-2026-014-01",
        "Yanis",
        "Marchand",
        "Aide peintre",
        "En entreprise",
        f"accueil chez Le Goff, sous-traitant{NB}; Bâti Ouest reste responsable",
        18_000,
        9_000,
    ),
    HeldPathway("P-2026-014-02", title="Aide maçon", status="À pourvoir"),
)
AWAITED = (
    Awaited("Tuteur pilote", "Joindre Léa Roy pour Marchand", "P-2026-014-01", date(2026, 12, 2)),
    Awaited("Entreprise", "Répondre au profil", "P-2026-014-02"),
)
EVENTS = tuple(
    TimelineEvent(
        date(2026, 11, 24) - timedelta(days=3 * number),
        "Téléphone",
        "Marc Blanc",
        f"Message laissé n° {number}, rappeler pour Yanis Marchand",
        "Entreprise : renvoyer la convention",
    )
    for number in range(4)
)


def handover(times: int = 1, *, show_names: bool = False) -> HandoverData:
    """Return a company, every list of it repeated."""
    return HandoverData(
        ABOUT,
        "Bâti Ouest",
        "55204599900869",
        sector="Gros œuvre",
        phone="0299001122",
        email="contact@bati.example",
        address="12 rue du Port, 35000 Rennes",
        sites=("Dépôt de Chantepie",) * times,
        pace=f"répond en 4{NB}jours (médiane de 6{NB}échanges), 1{NB}relance",
        points=("Sans réponse de l’entreprise depuis 12 jours.",) * times,
        present=PRESENT * times,
        past=PAST * times,
        contracts=CONTRACTS * times,
        pathways=PATHWAYS * times,
        awaited=AWAITED * times,
        events=EVENTS * times,
        note="Préfère être appelée le matin, voir avec Yanis." * times,
        show_names=show_names,
    )


def handovers() -> dict[str, HandoverData]:
    """Return every sample by name."""
    return {
        "handover": handover(),
        "handover-long": handover(60),
        "handover-names": handover(3, show_names=True),
        "handover-empty": HandoverData(ABOUT, ""),
    }
