"""The first articles of the clause: what is owed, for whom, how much, and who answers for it.

Every figure comes from the contract or from ``Rules``. Articles name each other by their titles:
their numbers change when a buyer pastes them among others.
"""

from __future__ import annotations

from csf_desktop.models.codes import VolumeMode
from csf_desktop.reports.clause_data import ClauseData, ClauseLot, ClausePeriod, ClauseVolume
from csf_desktop.reports.clause_terms import (
    Terms,
    ages_of,
    days_of,
    euros_of,
    hours_of,
    known,
    months_of,
    paragraphs,
    period_of,
    to_fill_in,
)
from csf_desktop.reports.formatting import NBSP, count, siret

NO_HOURS = "nombre d’heures de la clause"
_NO_MORE_HOURS = "sans heures de plus sauf mention expresse."


def purpose(data: ClauseData, terms: Terms) -> tuple[str, ...]:
    """Return what the clause is, and which contract it belongs to."""
    buyer = known(data.buyer, "nom de l’acheteur")
    if data.buyer_siret.strip():
        buyer += f" (SIRET {siret(data.buyer_siret)})"
    place = f" Lieu d’exécution : {data.place.strip()}." if data.place.strip() else ""
    number = known(data.market_number, f"numéro {terms.of_contract}")
    subject = known(data.contract_object, f"objet {terms.of_contract}")
    return paragraphs(
        f"La présente clause sociale de formation s’applique {terms.to_contract} n°{NBSP}{number}, "
        f"« {subject} », passé par {buyer}, ci-après « l’acheteur », et exécuté par le titulaire."
        f"{place}",
        f"C’est une condition d’exécution {terms.of_contract}. Le titulaire s’engage à accueillir "
        "en immersion professionnelle un ou plusieurs jeunes en remobilisation scolaire, pour le "
        "volume fixé à l’article « Volume d’heures ».",
        "L’immersion est une démarche citoyenne, accompagnée par l’académie. Elle n’est ni un "
        "emploi ni une candidature à un emploi : elle donne au jeune une représentation du milieu "
        "professionnel, et l’aide à trouver une orientation ou à en écarter une.",
    )


def beneficiaries(data: ClauseData, _terms: Terms) -> tuple[str, ...]:
    """Return who the young people are, who chooses them, and what may not rule them out."""
    return paragraphs(
        f"Les bénéficiaires ont {ages_of(data.rules)}. Ils n’ont pas reçu d’affectation dans un "
        "établissement, ont arrêté d’aller en cours ou sont suivis en prévention, et reprennent "
        "un parcours avec un tuteur pilote de l’académie (MLDS).",
        "Le tuteur pilote choisit le jeune avec soin, au regard des missions proposées. Le jeune "
        "garde son statut scolaire pendant toute l’immersion.",
        "Nul n’est écarté en raison de son origine, de son sexe, de son âge, de son lieu de "
        "résidence, de son apparence, de son état de santé, d’un handicap ou de tout autre motif "
        "interdit par la loi. Un refus se motive par écrit et ne peut tenir qu’aux missions.",
    )


def volume(data: ClauseData, terms: Terms) -> tuple[str, ...]:
    """Return the hours, when they are owed, how they may be split and how they are counted."""
    return paragraphs(
        _amount(data.volume),
        _by_lot(data.volume),
        f"Ce volume est dû sur la période ferme, {period_of(data.period, terms)}."
        + _renewals(data.period),
        "Il se réalise en un ou plusieurs parcours, successifs ou simultanés. Deux jeunes ne sont "
        "jamais accueillis au même moment, au même endroit, par le même tuteur entreprise.",
        "Le titulaire s’acquitte de la clause par les heures prévues aux conventions des parcours "
        "commencés. Les heures réellement faites par chaque jeune sont relevées à part ; les deux "
        "décomptes ne se confondent pas.",
    )


def _amount(volume: ClauseVolume) -> str:
    if volume.mode is VolumeMode.FIXED:
        known_hours = hours_of(volume.minutes) if volume.minutes else to_fill_in(NO_HOURS)
        return f"Le volume de la clause est de {known_hours}."
    ceiling = (
        f" Le volume total ne dépasse pas {hours_of(volume.minutes)}." if volume.minutes else ""
    )
    own = ", sauf si le bon fixe lui-même un nombre d’heures."
    if volume.mode is VolumeMode.PER_ORDER:
        hours = hours_of(volume.per_order) if volume.per_order else to_fill_in("heures par bon")
        return (
            "Le volume de la clause dépend des bons de commande. Chaque bon de commande ouvre "
            f"{hours}{own}{ceiling}"
        )
    hours = hours_of(volume.per_amount) if volume.per_amount else to_fill_in("heures par tranche")
    step = (
        euros_of(volume.amount_step_cents)
        if volume.amount_step_cents
        else to_fill_in("montant d’une tranche")
    )
    return (
        "Le volume de la clause dépend du montant commandé, d’un bon à l’autre. Chaque tranche "
        f"entière de {step} commandée ouvre {hours}{own}{ceiling}"
    )


def _by_lot(volume: ClauseVolume) -> str:
    """Return the hours of each lot that has its own: its share, or the most its orders open."""
    said = [f"{_lot_name(lot)} : {hours_of(lot.minutes)}" for lot in volume.lots if lot.minutes]
    if not said:
        return ""
    is_fixed = volume.mode is VolumeMode.FIXED
    begins = "Il se répartit ainsi" if is_fixed else "Les bons de commande d’un lot ouvrent au plus"
    return f"{begins} : {' ; '.join(said)}."


def _lot_name(lot: ClauseLot) -> str:
    number = f"lot {lot.number.strip()}" if lot.number.strip() else "lot"
    return f"{number}, « {lot.title.strip()} »" if lot.title.strip() else number


def _renewals(period: ClausePeriod) -> str:
    if not period.renewals:
        return ""
    length = f" de {months_of(period.renewal_months)}" if period.renewal_months else ""
    if period.renewals == 1:
        return f" Elle peut être suivie d’une reconduction{length}, {_NO_MORE_HOURS}"
    return (
        f" Elle peut être suivie de {count(period.renewals, 'reconduction')}{length} chacune, "
        f"{_NO_MORE_HOURS}"
    )


def contacts(data: ClauseData, terms: Terms) -> tuple[str, ...]:
    """Return who speaks for the company, by when, and who stays responsible."""
    within = days_of(data.rules.declare_days)
    return paragraphs(
        f"Dans les {within} qui suivent {terms.notification}, le titulaire désigne par écrit un "
        "référent unique, avec son téléphone et son courriel, et remet la fiche entreprise : "
        "missions, lieux, horaires, conditions d’accueil, tuteur entreprise, responsable RH.",
        "Dans le même délai, l’acheteur déclare les parcours à la MLDS et lui transmet ces "
        "coordonnées.",
        "Tout changement de référent ou de tuteur entreprise est signalé sans attendre, avec le "
        "nom du successeur. Les engagements déjà pris demeurent.",
        "Un cotraitant ou un sous-traitant peut accueillir le jeune, après information écrite de "
        "l’acheteur. Le titulaire reste responsable envers l’acheteur du volume, des délais et "
        "des documents.",
    )


def proposal(data: ClauseData, _terms: Terms) -> tuple[str, ...]:
    """Return how a young person is proposed, and the deadlines of the company's answer."""
    rules = data.rules
    return paragraphs(
        "Chaque parcours est réservé à un seul jeune, dont le tuteur pilote transmet le CV et la "
        "lettre de motivation au référent. Les jeunes ne sont mis en concurrence ni entre eux ni "
        "entre tuteurs : le titulaire ne demande pas plusieurs profils pour un même parcours.",
        f"Le titulaire répond dans les {days_of(rules.remind_days)} qui suivent l’envoi du "
        "profil. À défaut, le tuteur pilote le relance et met l’acheteur en copie ; au bout de "
        f"{days_of(rules.buyer_calls_days)}, l’acheteur l’appelle ; au bout de "
        f"{days_of(rules.company_failed_days)}, le délai est tenu pour manqué et l’acheteur "
        "intervient par écrit.",
        "Une rencontre de présentation réunit le jeune, l’entreprise et le tuteur pilote. Ce "
        "n’est pas un entretien d’embauche : les missions, le lieu et le rythme peuvent y être "
        "ajustés d’un commun accord.",
    )
