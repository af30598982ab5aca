"""Invented data of every kind for the printed sheets."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from csf_desktop.paths import resource_path
from csf_desktop.reports.contact_card import ContactCardData
from csf_desktop.reports.contract_data import (
    ClauseHours,
    ContractReportData,
    LotLine,
    OrderLine,
    Organisation,
    PathwayLine,
)
from csf_desktop.reports.follow_up_data import (
    Beneficiary,
    CourseStep,
    FollowUpReportData,
    NextAction,
    TimelineEvent,
)
from csf_desktop.reports.issue import DocumentIssue
from csf_desktop.reports.people import ContactLine
from csf_desktop.reports.recovery_sheet import RecoverySheetData
from csf_desktop.reports.synthesis_sheet import SynthesisReportData
from csf_desktop.reports.weeks import WeekHours
from csf_desktop.reports.year_table import OutcomeCount, SchoolYear

FINGERPRINT = "9f2c41d07ab35e8816c4f0a9d3b7526e4810cc9f7be23d5a61f0e94b8d27a35c"
WORDS = "abricot balcon cerise dauphin école fougère girafe horizon"
RECOVERY_CODE = "0Q7D-8K0B-ZXNP-4M2R-T9GW-HC30-VE6Y-1SAJ-5F08"
LONG = (
    "Réfection des façades, isolation thermique par l’extérieur, remplacement des menuiseries "
    "et mise en accessibilité des bâtiments A, B et C du groupe scolaire Simone-Veil "
) * 6

ISSUE = DocumentIssue(
    reference="P-2026-014-02",
    academy="Académie de Nantes",
    issued_at=datetime(2026, 11, 24, 17, 5, tzinfo=UTC),
    issuer="Nadia Benali",
    signer="Nadia Benali",
    fingerprint="9f2c 41d0 7ab3 5e88",
)

ISSUE_DAY = ISSUE.issued_at.date()
STEPS = (
    CourseStep("Réservé", "done", date(2026, 9, 1)),
    CourseStep("Profil envoyé", "done", date(2026, 9, 7)),
    CourseStep("Rencontre", "done", date(2026, 9, 18)),
    CourseStep("Convention", "done", date(2026, 9, 28)),
    CourseStep("En entreprise", "current", date(2026, 10, 5)),
    CourseStep("Bilan croisé", "to_come", date(2026, 12, 18)),
    CourseStep("Clos", "to_come"),
)
EVENTS = (
    TimelineEvent(
        date(2026, 11, 17), "Téléphone", "Mme Garnier",
        "Les horaires conviennent ; Loïc découvre l’atelier de menuiserie avec plaisir.",
        "Visite le 1er décembre",
    ),
    TimelineEvent(
        date(2026, 10, 20), "Visite en entreprise", "M. Ferrand",
        "Première visite : l’accueil est bon. Loïc Le Goff a demandé à voir la pose.",
        "Envoyer le journal de bord",
    ),
    TimelineEvent(date(2026, 9, 18), "Rencontre", "M. Ferrand", "Missions précisées", "Convention"),
    TimelineEvent(date(2026, 9, 7), "Courriel", "Mme Garnier", "Profil envoyé", ""),
)  # fmt: skip


def weeks(number: int, done: int) -> tuple[WeekHours, ...]:
    """Return ``number`` weeks of 30 h, the first ``done`` of them with their hours done."""
    start = date(2026, 10, 5)
    return tuple(
        WeekHours(
            start + timedelta(weeks=at),
            30 * 60,
            (30 * 60 - (at % 4) * 105) if at < done else None,
        )
        for at in range(number)
    )


def events(number: int) -> tuple[TimelineEvent, ...]:
    """Return ``number`` events of ordinary length, a few days apart."""
    channels = ("Téléphone", "Courriel", "Visite en entreprise", "Réunion")
    return tuple(
        TimelineEvent(
            date(2026, 1, 5) + timedelta(days=9 * at),
            channels[at % 4],
            "Mme Garnier, ressources humaines",
            f"Échange n° {at + 1} : le planning des semaines à venir est confirmé par l’atelier.",
            "Rappeler dans une semaine",
        )
        for at in range(number)
    )


def typical() -> FollowUpReportData:
    """Return a minor with a guardian, in company, names shown."""
    return FollowUpReportData(
        issue=ISSUE,
        status="En entreprise",
        status_tone="info",
        contract_reference="M-2026-014",
        contract_object="Réfection des façades du groupe scolaire Simone-Veil, lot 3 menuiserie",
        buyer="Ville de Saint-Herblain",
        company="Menuiserie Ferrand et Fils",
        siret="73282932000074",
        site="Atelier principal",
        place="44800 Saint-Herblain",
        starts_on=date(2026, 10, 1),
        ends_on=date(2026, 12, 18),
        tasks=("Préparer le bois", "Poser des fenêtres avec un compagnon", "Ranger l’atelier"),
        show_names=True,
        beneficiary=Beneficiary(
            "Loïc", "Le Goff", 17, is_minor=True, phone="0612345678", email="loic@exemple.fr"
        ),
        guardian=ContactLine("Maëlle Le Goff", "Mère", "0698765432", "maelle@exemple.fr"),
        tutor=ContactLine("Nadia Benali", "MLDS, Nantes Nord", "0240000001", "nadia@exemple.fr"),
        company_tutor=ContactLine("Yves Ferrand", "Gérant", "0240000002", "yves@exemple.fr"),
        school=ContactLine(
            "Lycée Jean-Perrin", "Établissement support", "0240000003", "lp@exemple.fr"
        ),
        planned_minutes=330 * 60,
        done_minutes=187 * 60 + 30,
        weeks=weeks(11, 7),
        steps=STEPS,
        next_action=NextAction(
            "Tuteur pilote", "Deuxième visite en entreprise avec M. Ferrand", date(2026, 12, 1)
        ),
        events=EVENTS,
        missing=("Journal de bord de la semaine du 9 novembre", "Attestation de présence signée"),
    )


def follow_ups() -> dict[str, FollowUpReportData]:
    """Return follow-up sheets of every kind, by name."""
    usual = typical()
    long_person = Beneficiary(
        "Marie-Antoinette-Éléonore-Joséphine", "de La Rochefoucauld-Montbazon d’Estouteville " * 3,
        16, is_minor=True, phone="06 12 34 56 78", email="adresse.tres.longue" * 6 + "@exemple.fr",
    )  # fmt: skip
    long_contact = ContactLine(LONG, LONG, "+33 6 12 34 56 78 (le matin)" * 3, "x" * 200)
    return {
        "typical": usual,
        "short": FollowUpReportData(
            issue=ISSUE, status="Ouvert", company="Éclair SARL", show_names=True,
            beneficiary=Beneficiary("Zoé", "Roy", 19), planned_minutes=150 * 60,
            steps=STEPS[:3], events=EVENTS[-1:],
        ),
        "long": replace(
            usual, status="En préparation de convention avec l’entreprise et l’établissement",
            contract_reference=LONG, contract_object=LONG, buyer=LONG, company=LONG, site=LONG,
            place=LONG, tasks=(LONG,) * 9, beneficiary=long_person, guardian=long_contact,
            tutor=long_contact, company_tutor=long_contact, school=long_contact,
            weeks=weeks(60, 50),
            steps=tuple(replace(step, label=LONG) for step in STEPS * 3),
            next_action=NextAction(LONG, LONG * 3, date(2026, 11, 1)),
            events=tuple(TimelineEvent(e.day, LONG, LONG, LONG, LONG) for e in events(30)),
            missing=(LONG,) * 12, outcomes=(LONG,) * 4, benefits=(LONG,) * 3,
            issue=replace(ISSUE, reference="P-" * 60, academy=LONG, issuer=LONG, signer=LONG,
                          is_demo=True),
        ),
        "weeks40": replace(usual, weeks=weeks(40, 22), planned_minutes=1200 * 60,
                           done_minutes=640 * 60),
        "events30": replace(usual, events=events(30)),
        "interrupted": replace(
            usual, status="Interrompu", status_tone="warn", weeks=weeks(11, 4),
            done_minutes=104 * 60, counted_minutes=120 * 60,
            beneficiary=Beneficiary("Loïc", "Le Goff", 18), guardian=ContactLine(),
            steps=(*STEPS[:4], CourseStep("Interrompu", "current", date(2026, 11, 1))),
        ),
        "closed": replace(
            usual, status="Terminé", status_tone="ok", next_action=NextAction(),
            outcomes=("Projet professionnel établi", "Contrat d’apprentissage"),
            benefits=("Une orientation trouvée",),
        ),
        "overdone": replace(usual, done_minutes=351 * 60),
        "initials": replace(usual, show_names=False),
        "demo": replace(usual, issue=replace(ISSUE, is_demo=True)),
        "unsigned": replace(usual, issue=replace(ISSUE, signer="", fingerprint="")),
        "empty": FollowUpReportData(
            issue=DocumentIssue("", "", ISSUE.issued_at, ""), status=""
        ),
    }  # fmt: skip


def contract() -> ContractReportData:
    """Return a contract with two pathways, one of them interrupted."""
    return ContractReportData(
        issue=replace(ISSUE, reference="M-2026-014"),
        status="Notifié",
        market_number="2026-SH-0143",
        contract_object="Réfection des façades du groupe scolaire Simone-Veil, lot 3 menuiserie",
        buyer=Organisation("Ville de Saint-Herblain", "21440162000017"),
        awardees=(
            Organisation("Menuiserie Ferrand et Fils", "73282932000074"),
            Organisation("Ouest Façades SAS", "55208131766522"),
        ),
        cpv="45421000-4",
        cpv_label="Travaux de menuiserie",
        place="44800 Saint-Herblain",
        amount_cents=48_250_000,
        published_on=date(2026, 3, 1),
        notified_on=date(2026, 6, 12),
        starts_on=date(2026, 9, 1),
        ends_on=date(2027, 8, 31),
        duration_months=12,
        hours=ClauseHours(900 * 60, 450 * 60, 150 * 60, 291 * 60 + 30),
        show_names=True,
        pathways=(
            PathwayLine(
                "P-2026-014-01", "Inès", "Moreau", "Interrompu", 300 * 60, 104 * 60, 120 * 60
            ),
            PathwayLine(
                "P-2026-014-02", "Loïc", "Le Goff", "En entreprise", 330 * 60, 187 * 60 + 30, None,
                "Tuteur pilote", "Visite de Loïc en entreprise", date(2026, 12, 1),
            ),
            PathwayLine("P-2026-014-03", status="Ouvert", planned_minutes=150 * 60),
        ),
        contacts=(
            ContactLine(
                "Claire Garnier", "Ressources humaines, Ferrand", "0240000004", "cg@exemple.fr"
            ),
            ContactLine("Yves Ferrand", "Tuteur d’entreprise, Ferrand", "0240000002"),
            ContactLine("Hélène Roux", "Acheteuse, Ville", "0240000005", "hr@exemple.fr"),
        ),
        alerts=(
            "Le marché se termine dans 9 mois : 300 h ne sont pas encore placées.",
            "Inès Moreau : bilan croisé attendu depuis le 16 novembre.",
        ),
    )  # fmt: skip


def framework() -> ContractReportData:
    """Return a contract with lots and purchase orders, told in full."""
    return replace(
        contract(),
        hours=ClauseHours(900 * 60, 450 * 60, 150 * 60, 90 * 60, 150 * 60),
        service="Direction des achats",
        sector="Second œuvre",
        procedure="Appel d’offres ouvert",
        places=("Lycée Jean-Moulin, Rezé", "Cité scolaire, Orvault"),
        renewals="2\u00a0fois 12\u00a0mois",
        lots=(
            LotLine("Lot 1, Peinture", ClauseHours(600 * 60, 300 * 60, 150 * 60, 90 * 60)),
            LotLine("Lot 2, Menuiserie", ClauseHours(300 * 60, 150 * 60, 0, 0, 150 * 60)),
        ),
        orders=(
            OrderLine(
                "BC-2026-01", date(2026, 9, 1), "Lot 1, Peinture", 4_500_000, 600 * 60, 450 * 60
            ),
            OrderLine("BC-2026-02", None, "", None, None),
        ),
    )


def contracts() -> dict[str, ContractReportData]:
    """Return contracts of every kind, by name."""
    usual = contract()
    many = tuple(
        replace(usual.pathways[at % 3], reference=f"P-2026-014-{at + 1:02d}") for at in range(60)
    )
    long_line = PathwayLine(LONG, LONG, LONG, LONG, 10**9, 10**9, 10**9, LONG, LONG, ISSUE_DAY)
    long_contact = ContactLine(LONG, LONG, LONG, LONG)
    return {
        "contract": usual,
        "contract-initials": replace(usual, show_names=False),
        "contract-lots": framework(),
        "contract-many": replace(usual, pathways=many, contacts=usual.contacts * 6),
        "contract-contacts": replace(usual, contacts=usual.contacts * 30),
        "contract-beyond": replace(usual, hours=ClauseHours(18_000, 27_000, 9_000, 30_000)),
        "contract-unknown": replace(usual, hours=ClauseHours(None, 450 * 60, 0, 90), alerts=()),
        "contract-long": replace(
            usual, issue=replace(ISSUE, reference=LONG, academy=LONG, is_demo=True), status=LONG,
            market_number=LONG, contract_object=LONG, buyer=Organisation(LONG, LONG),
            awardees=(Organisation(LONG, LONG),) * 9, cpv=LONG, cpv_label=LONG, place=LONG,
            pathways=(long_line,) * 40, contacts=(long_contact,) * 40, alerts=(LONG,) * 12,
            service=LONG, sector=LONG, procedure=LONG, renewals=LONG, places=(LONG,) * 9,
            lots=(LotLine(LONG, ClauseHours(10**9, 10**9, 10**9, 10**9, 10**9)),) * 40,
            orders=(OrderLine(LONG, ISSUE_DAY, LONG, 10**15, 10**9, 10**9),) * 40,
        ),
        "contract-empty": ContractReportData(
            issue=DocumentIssue("", "", ISSUE.issued_at, ""), status=""
        ),
    }  # fmt: skip


def card() -> ContactCardData:
    """Return a tutor's card."""
    return ContactCardData(
        issue=replace(ISSUE, reference=""),
        name="Nadia Benali",
        role="Tutrice pilote, MLDS Nantes Nord",
        phone="0240000001",
        email="nadia.benali@exemple.fr",
        fingerprint=FINGERPRINT,
        words=WORDS,
    )


def recovery() -> RecoverySheetData:
    """Return a recovery sheet."""
    return RecoverySheetData(
        issue=replace(ISSUE, reference="", signer="", fingerprint=""),
        code=RECOVERY_CODE,
        tutor_name="Nadia Benali",
        vault_folder="C:\\Users\\nbenali\\AppData\\Local\\CSF Desktop\\coffre",
    )


def historic_years() -> tuple[SchoolYear, ...]:
    """Return the five school years counted before the program, as their file holds them."""
    path = resource_path("reference", "synthese-historique.csv")
    years: dict[str, SchoolYear] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            label = row["annee_scolaire"]
            known = years.get(label) or SchoolYear(label, int(row["jeunes"]), int(row["clauses"]))
            counted = OutcomeCount(row["libelle"], int(row["nombre"]))
            years[label] = replace(known, outcomes=(*known.outcomes, counted))
    return tuple(years.values())


def synthesis() -> SynthesisReportData:
    """Return the historic years and a recent one."""
    recent = SchoolYear(
        "2025-2026", 11, 9, (OutcomeCount("Reprise de scolarité", 7), OutcomeCount("Emploi", 2)),
        2450 * 60 + 30,
    )  # fmt: skip
    return SynthesisReportData(
        issue=replace(ISSUE, reference=""),
        scope="Académie de Nantes",
        years=(*historic_years(), recent),
        note="140 parcours réalisés en 5 ans.",
    )


def syntheses() -> dict[str, SynthesisReportData]:
    """Return syntheses of every kind, by name."""
    usual = synthesis()
    many = tuple(
        SchoolYear(f"{at}-{at + 1}", at, at, usual.years[at % 5].outcomes * 2, at)
        for at in range(1980, 2026)
    )
    endless = SchoolYear(LONG, 10**12, 10**12, (OutcomeCount(LONG, 10**9),) * 40, 10**12)
    return {
        "synthesis": usual,
        "synthesis-two": replace(usual, years=many[-12:]),
        "synthesis-many": replace(usual, years=many, note=LONG),
        "synthesis-long": replace(usual, scope=LONG, note=LONG, years=(endless,) * 5),
        "synthesis-empty": SynthesisReportData(DocumentIssue("", "", ISSUE.issued_at, ""), ""),
    }
