"""French labels of the stored codes, once, for the window, the documents and the command line."""

from __future__ import annotations

from enum import StrEnum

from csf_desktop.models.codes import (
    ActionCode,
    Actor,
    AwardeeRole,
    BenefitCode,
    Channel,
    ContactResult,
    ContactRole,
    ContractStatus,
    Direction,
    DocumentKind,
    EventKind,
    OutcomeCode,
    PathwayStatus,
    Situation,
    Source,
    VolumeMode,
)

LABELS: dict[type[StrEnum], dict[str, str]] = {
    ContractStatus: {
        ContractStatus.DRAFTED: "Clause rédigée",
        ContractStatus.PUBLISHED: "Publié",
        ContractStatus.NOTIFIED: "Notifié",
        ContractStatus.CLOSED: "Terminé",
    },
    PathwayStatus: {
        PathwayStatus.OPEN: "À pourvoir",
        PathwayStatus.RESERVED: "Réservé",
        PathwayStatus.PROFILE_SENT: "Profil envoyé",
        PathwayStatus.MEETING: "Rencontre",
        PathwayStatus.AGREEMENT: "Convention signée",
        PathwayStatus.IN_PROGRESS: "En entreprise",
        PathwayStatus.REVIEW: "Bilan croisé",
        PathwayStatus.CLOSED: "Terminé",
        PathwayStatus.NOT_STARTED: "Non commencé",
        PathwayStatus.INTERRUPTED: "Interrompu",
        PathwayStatus.LOST: "Perdu",
    },
    Actor: {
        Actor.TUTOR: "Tuteur pilote",
        Actor.COORDINATOR: "Coordonnateur",
        Actor.BUYER: "Acheteur",
        Actor.COMPANY: "Entreprise",
        Actor.BENEFICIARY: "Jeune",
        Actor.GUARDIAN: "Représentant légal",
        Actor.SCHOOL: "Établissement",
    },
    ActionCode: {
        ActionCode.PUBLISH: "Publier le marché",
        ActionCode.NOTIFY: "Notifier le marché",
        ActionCode.DECLARE_PATHWAYS: "Déclarer les parcours",
        ActionCode.FIRST_CONTACT: "Joindre l’entreprise",
        ActionCode.PROPOSE: "Proposer à un jeune",
        ActionCode.SEND_PROFILE: "Envoyer le profil",
        ActionCode.ANSWER_PROFILE: "Répondre au profil",
        ActionCode.BUYER_CALLS: "Appeler l’entreprise",
        ActionCode.FORMAL_STEP: "Intervenir par écrit",
        ActionCode.HOLD_MEETING: "Tenir la rencontre",
        ActionCode.SIGN_AGREEMENT: "Faire signer la convention",
        ActionCode.START: "Accueillir le jeune",
        ActionCode.VISIT: "Visiter l’entreprise",
        ActionCode.PREPARE_REVIEW: "Préparer le bilan",
        ActionCode.HOLD_REVIEW: "Tenir le bilan croisé",
        ActionCode.CLOSE: "Clore le parcours",
        ActionCode.OTHER: "Autre action",
    },
    EventKind: {
        EventKind.CONTACT: "Échange",
        EventKind.STATUS: "Étape",
        EventKind.DOCUMENT: "Document",
        EventKind.NOTE: "Note",
    },
    Channel: {
        Channel.PHONE: "Téléphone",
        Channel.EMAIL: "Courriel",
        Channel.VISIT: "Visite",
        Channel.MEETING: "Rencontre",
        Channel.LETTER: "Courrier",
        Channel.OTHER: "Autre",
    },
    Direction: {Direction.OUTGOING: "Sortant", Direction.INCOMING: "Entrant"},
    ContactResult: {
        ContactResult.REACHED: "Joint",
        ContactResult.NO_ANSWER: "Pas de réponse",
        ContactResult.MESSAGE_LEFT: "Message laissé",
        ContactResult.AGREED: "D’accord",
        ContactResult.REFUSED: "Refus",
        ContactResult.TO_CALL_BACK: "À rappeler",
        ContactResult.CONTACT_GONE: "Contact parti",
    },
    OutcomeCode: {
        OutcomeCode.BACK_TO_SCHOOL: "Reprise de scolarité",
        OutcomeCode.APPRENTICESHIP: "Contrat d’apprentissage",
        OutcomeCode.NEW_MLDS_ACTION: "Nouvelle action MLDS",
        OutcomeCode.DISABILITY_RECOGNITION: "Reconnaissance de travailleur handicapé",
        OutcomeCode.CAREER_PLAN: "Projet professionnel établi",
        OutcomeCode.PREPARATION: "Préparation en entreprise",
        OutcomeCode.EMPLOYMENT: "Emploi",
        OutcomeCode.CIVIC_SERVICE: "Service civique",
        OutcomeCode.INTERRUPTED_PLAN: "Interruption, projet non conforme",
        OutcomeCode.INTERRUPTED_ABSENCE: "Interruption, absentéisme",
        OutcomeCode.FAILURE: "Échec",
        OutcomeCode.NOT_STARTED: "Parcours non commencé",
    },
    BenefitCode: {
        BenefitCode.WORKING_LIFE: "Une représentation du milieu professionnel",
        BenefitCode.ORIENTATION_FOUND: "Une orientation trouvée",
        BenefitCode.ORIENTATION_RULED_OUT: "Une orientation écartée",
    },
    VolumeMode: {
        VolumeMode.FIXED: "Volume fixe",
        VolumeMode.PER_ORDER: "Par bon de commande",
        VolumeMode.PER_AMOUNT: "Par montant commandé",
    },
    ContactRole: {
        ContactRole.REFERENT: "Référent entreprise",
        ContactRole.COMPANY_TUTOR: "Tuteur entreprise",
        ContactRole.HUMAN_RESOURCES: "Responsable RH",
        ContactRole.BUYER: "Acheteur",
        ContactRole.OTHER: "Autre",
    },
    AwardeeRole: {
        AwardeeRole.TITULAIRE: "Titulaire",
        AwardeeRole.COTRAITANT: "Cotraitant",
        AwardeeRole.SUBCONTRACTOR: "Sous-traitant",
    },
    Situation: {
        Situation.UNASSIGNED: "Sans affectation",
        Situation.STOPPED: "A arrêté d’aller en cours",
        Situation.PREVENTION: "En prévention",
        Situation.SECOND_CHANCE: "Deuxième chance",
    },
    DocumentKind: {
        DocumentKind.FOLLOW_UP_SHEET: "Fiche de suivi",
        DocumentKind.CONTRACT_SHEET: "Fiche de marché",
        DocumentKind.CONTACT_CARD: "Carte de contact",
        DocumentKind.SYNTHESIS: "Synthèse",
    },
    Source: {
        Source.MANUAL: "Saisie",
        Source.DECP: "Fichier DECP",
        Source.EXCHANGE: "Fichier d’échange",
        Source.DEMO: "Démonstration",
    },
}

FIELDS: dict[str, str] = {
    "reference": "référence",
    "object": "objet",
    "title": "intitulé",
    "tasks": "missions",
    "conditions": "conditions",
    "status": "étape",
    "status_since": "date de l’étape",
    "reason": "motif",
    "planned_minutes": "heures prévues",
    "done_minutes": "heures réalisées",
    "week_minutes": "heures par semaine",
    "starts_on": "date de début",
    "ends_on": "date de fin",
    "agreement_signed_on": "signature de la convention",
    "interrupted_on": "date d’interruption",
    "beneficiary_id": "jeune",
    "company_id": "entreprise",
    "company_tutor_id": "tuteur entreprise",
    "buyer_id": "acheteur",
    "amount_cents": "montant",
    "duration_months": "durée",
    "published_on": "date de publication",
    "notified_on": "date de notification",
    "clause_minutes": "heures de la clause",
    "volume_mode": "mode de calcul des heures",
    "place": "lieu d’exécution",
    "note": "note",
    "name": "nom",
    "given_name": "prénom",
    "family_name": "nom",
    "birth_date": "date de naissance",
    "phone": "téléphone",
    "email": "courriel",
    "siret": "SIRET",
    "deleted_at": "suppression",
    "wishes": "souhaits",
    "skills": "compétences",
    "result": "résultat",
    "next_label": "prochaine action",
    "next_due": "échéance",
    "next_owner": "responsable de l’action",
}

KINDS: dict[str, str] = {
    "buyer": "acheteur",
    "company": "entreprise",
    "site": "site",
    "contact": "contact",
    "school": "établissement",
    "beneficiary": "jeune",
    "guardian": "représentant légal",
    "contract": "marché",
    "lot": "lot",
    "purchase_order": "bon de commande",
    "awardee": "titulaire",
    "pathway": "parcours",
    "pathway_week": "semaine",
    "outcome": "issue",
    "event": "événement",
    "visit": "visite",
    "document": "document",
}


def label(codes: type[StrEnum], code: str) -> str:
    """Return the French label of a stored code; a code of a newer version shows as it is."""
    return LABELS[codes].get(code, code)


def choices(codes: type[StrEnum]) -> tuple[tuple[str, str], ...]:
    """Return the codes of an enumeration with their labels, in its order."""
    return tuple((code.value, LABELS[codes][code]) for code in codes)


def action_label(action: str, own_words: str = "") -> str:
    """Return what is to be done: the words somebody wrote, else the label of the rule's action."""
    return own_words or (label(ActionCode, action) if action else "")


def field_label(name: str) -> str:
    """Return what a field is called in sentences."""
    return FIELDS.get(name, name.replace("_", " "))
