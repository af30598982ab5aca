"""The buyer's guide: seven steps, from the reason of a clause to its last hour.

The window and the PDF show the same steps. Figures come from ``Rules`` and ``models.sizing``; with
a contract the steps say its own dates and hours.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from csf_desktop.models.codes import VolumeMode
from csf_desktop.models.sizing import USUAL_SIZES
from csf_desktop.reports.clause_data import NO_CONTRACT, ClauseData
from csf_desktop.reports.clause_terms import (
    Terms,
    days_of,
    euros_of,
    hours_of,
    paragraphs,
    terms_of,
    working_days_of,
)
from csf_desktop.reports.formatting import count, long_date, months
from csf_desktop.reports.text import bound

MONTH_MINUTES = USUAL_SIZES[0][1]
"""The smallest usual volume is one month in a company (DOMAIN [L])."""
_DAYS_A_MONTH = 30.5


class GuideCode(StrEnum):
    """The steps; the window puts its buttons beside them by these codes."""

    WHY = "why"
    CHOOSE = "choose"
    WRITE = "write"
    PUBLISH = "publish"
    NOTIFY = "notify"
    FOLLOW = "follow"
    END = "end"


@dataclass(frozen=True)
class GuideStep:
    """A step: what to know, what to do, who helps, with which document, by when.

    ``short`` is its name in a list of steps.
    """

    code: GuideCode
    short: str
    title: str
    lead: str
    actions: tuple[str, ...]
    helper: str
    document: str
    deadline: str


@dataclass(frozen=True)
class UsualSize:
    """A row of the table of sizes, in words; ``minutes`` is what they say."""

    amount: str
    hours: str
    length: str
    minutes: int


@dataclass(frozen=True)
class GuideData:
    """What the guide is written from; ``clause`` is empty when no contract is meant."""

    clause: ClauseData = NO_CONTRACT
    notified_on: date | None = None


def guide_steps(data: GuideData) -> tuple[GuideStep, ...]:
    """Return the seven steps."""
    terms = terms_of(is_private=data.clause.is_private)
    return tuple(_clean(write(data, terms)) for write in _STEPS)


def usual_sizes() -> tuple[UsualSize, ...]:
    """Return the usual volumes by amount of the firm period, smallest first."""
    rows, lower = [], 0
    for bound_cents, minutes in USUAL_SIZES:
        amount = f"moins de {euros_of(bound_cents)}" if bound_cents else "davantage"
        if bound_cents and lower:
            amount = f"de {euros_of(lower)} à moins de {euros_of(bound_cents)}"
        elif lower:
            amount = f"{euros_of(lower)} et plus"
        rows.append(UsualSize(amount, hours_of(minutes), length_of(minutes), minutes))
        lower = bound_cents or lower
    return tuple(rows)


def length_of(minutes: int) -> str:
    """Return how long a volume lasts for one young person, in whole months: « 3 mois »."""
    return months(minutes // MONTH_MINUTES)


def _clean(step: GuideStep) -> GuideStep:
    """Return the step with no-break spaces where French has them."""
    return GuideStep(
        step.code,
        step.short,
        bound(step.title),
        bound(step.lead),
        paragraphs(*step.actions),
        bound(step.helper),
        bound(step.document),
        bound(step.deadline),
    )


def _why(data: GuideData, _terms: Terms) -> GuideStep:
    threshold = hours_of(data.clause.rules.gratification_minutes)
    return GuideStep(
        GuideCode.WHY,
        "Pourquoi",
        "Pourquoi une clause de formation",
        "La clause sociale de formation réserve, dans un contrat, des heures d’immersion "
        "professionnelle à des jeunes en remobilisation scolaire.",
        (
            "Le jeune découvre le monde du travail, trouve une orientation ou en écarte une : les "
            "deux sont des réussites.",
            "L’entreprise tient un engagement citoyen, accompagnée par l’académie, sans emploi à "
            f"créer et sans gratification due jusqu’à {threshold} de présence.",
            "L’acheteur dispose d’une clause simple à exécuter : un volume d’heures, un tuteur "
            "pilote qui s’occupe du jeune, un état d’avancement à chaque étape.",
        ),
        "Le tuteur pilote ou le coordonnateur MLDS, qui présentent la démarche à vos services.",
        "« Qui sont les jeunes ? », une page pour répondre aux questions.",
        "Avant d’écrire le cahier des charges.",
    )


def _choose(data: GuideData, terms: Terms) -> GuideStep:
    largest, half = USUAL_SIZES[-1][1], USUAL_SIZES[1][1]
    return GuideStep(
        GuideCode.CHOOSE,
        "Choisir",
        "Choisir le contrat et le volume d’heures",
        "Un contrat d’un an ou plus laisse le temps de trouver le jeune qui convient.",
        (
            "Estimez le montant de la période ferme et prenez le volume d’usage. Vous pouvez "
            "choisir plus court, pas plus long.",
            f"Le volume se partage : {hours_of(largest)}, c’est un jeune, ou plusieurs l’un après "
            f"l’autre, par exemple {largest // half} fois {hours_of(half)}. Deux jeunes ne sont "
            "jamais au même endroit, au même moment, avec le même tuteur entreprise.",
            "Pour un contrat à bons de commande, fixez un volume ferme, ou écrivez ce que chaque "
            "bon, ou chaque tranche de montant, ouvre d’heures.",
            "Prévoyez des missions qu’un débutant peut tenir, et l’endroit où il les tiendra.",
        ),
        "Le coordonnateur MLDS, qui connaît les jeunes suivis près du lieu d’exécution.",
        "La fiche de recensement, que vous remplissez hors ligne et sans compte.",
        "Au moment de définir le besoin.",
    )


def _write(data: GuideData, terms: Terms) -> GuideStep:
    return GuideStep(
        GuideCode.WRITE,
        "Insérer",
        "Insérer la clause",
        f"La clause est prête à coller dans {terms.papers}.",
        (
            "Copiez les articles, ou enregistrez-les pour votre traitement de texte.",
            "Complétez ce qui est entre crochets. Confirmez, changez ou retirez les pénalités "
            "proposées.",
            "Gardez les délais : ce sont eux qui font répondre les entreprises à temps.",
            "Faites relire l’ensemble par votre service juridique.",
        ),
        "Le coordonnateur MLDS, pour le volume et les missions.",
        "La clause à insérer : texte, document .docx ou PDF.",
        "Avant la publication.",
    )


def _publish(data: GuideData, terms: Terms) -> GuideStep:
    return GuideStep(
        GuideCode.PUBLISH,
        "Publier",
        "Publier",
        "Une entreprise qui a vu la clause avant de répondre l’applique mieux ensuite.",
        (
            f"Annoncez la clause dans {terms.notice} : un paragraphe est prêt à coller.",
            "Aux candidats, parlez d’« immersion professionnelle » et de « démarche citoyenne ».",
            "Prévenez le tuteur pilote de la date de publication et de celle qui est prévue pour "
            "la suite.",
        ),
        "Le tuteur pilote, pour les questions sur l’accueil d’un jeune.",
        "Le paragraphe d’annonce, et « Qui sont les jeunes ? ».",
        "Le jour de la publication.",
    )


def _notify(data: GuideData, terms: Terms) -> GuideStep:
    rules = data.clause.rules
    deadline = f"Dans les {days_of(rules.declare_days)} qui suivent {terms.notification}."
    if data.notified_on:
        due = long_date(data.notified_on + timedelta(days=rules.declare_days))
        deadline = f"Au plus tard le {due}."
    return GuideStep(
        GuideCode.NOTIFY,
        "Notifier",
        "Notifier et déclarer le parcours",
        "Entre la publication et la notification, l’entreprise oublie souvent la clause : "
        "rappelez-la le jour même.",
        (
            "Remettez à l’entreprise les deux feuilles, « L’entreprise et la clause » et « Qui "
            "sont les jeunes ? ».",
            "Demandez-lui un référent unique et la fiche entreprise : missions, lieux, horaires.",
            f"Déclarez le ou les parcours à la MLDS{_volume_of(data.clause)}, avec les noms de ces "
            "contacts et le vôtre.",
            "Si un sous-traitant accueille le jeune, notez-le : le titulaire reste responsable.",
        ),
        f"Le tuteur pilote, qui appelle l’entreprise dans les {days_of(rules.first_contact_days)}.",
        "« L’entreprise et la clause », « Qui sont les jeunes ? », fiche entreprise.",
        deadline,
    )


def _volume_of(clause: ClauseData) -> str:
    """Return the hours of the contract, when they are known, as the end of a sentence."""
    volume = clause.volume
    if volume.mode is VolumeMode.FIXED and volume.minutes:
        return f", pour {hours_of(volume.minutes)}"
    return ""


def _follow(data: GuideData, _terms: Terms) -> GuideStep:
    rules = data.clause.rules
    reminder, call = days_of(rules.remind_days), days_of(rules.buyer_calls_days)
    failed = days_of(rules.company_failed_days)
    documents = working_days_of(rules.document_working_days)
    return GuideStep(
        GuideCode.FOLLOW,
        "Suivre",
        "Suivre, et intervenir quand l’entreprise se tait",
        "Le tuteur pilote conduit le parcours ; le pouvoir que donne le contrat reste le vôtre.",
        (
            f"{reminder} après l’envoi d’un profil sans réponse : le tuteur pilote relance et vous "
            "met en copie. Vous lisez, rien de plus.",
            f"{call} : vous appelez l’entreprise et rappelez la clause.",
            f"{failed} : le délai est manqué, vous intervenez par écrit en citant la clause et ses "
            "pénalités.",
            f"Les documents demandés sont dus sous {documents}.",
            "À chaque bon de commande, prévenez le tuteur pilote : les heures ouvertes deviennent "
            "des parcours.",
        ),
        "Le tuteur pilote, qui vous dit qui doit agir et depuis quand.",
        "La fiche de marché, avec ses heures.",
        f"{reminder}, {call}, puis {failed} après chaque profil envoyé.",
    )


def _end(data: GuideData, terms: Terms) -> GuideStep:
    rules = data.clause.rules
    ahead = count(round(rules.late_contract_days / _DAYS_A_MONTH), "mois", "mois")
    deadline = f"Dès {ahead} avant la fin {terms.of_contract}"
    if data.clause.period.ends_on:
        end = long_date(data.clause.period.ends_on, with_weekday=False)
        deadline += f", qui est le {end}"
    return GuideStep(
        GuideCode.END,
        "Terminer",
        "Terminer",
        "Une clause dont les heures n’ont accueilli personne est perdue pour les jeunes.",
        (
            f"{ahead.capitalize()} avant la fin, s’il reste des heures sans jeune, faites le point "
            "avec l’entreprise et le tuteur pilote.",
            "À la fin de chaque parcours, le bilan croisé réunit le jeune, le tuteur entreprise et "
            "le tuteur pilote.",
            "Demandez l’état des heures. Les heures comptées sont celles que doit l’entreprise ; "
            "les heures faites, celles du jeune. Une semaine commencée compte, même interrompue.",
            "Classez l’attestation de présence avec les pièces du contrat.",
        ),
        "Le tuteur pilote, qui prépare le bilan et l’état des heures.",
        "La fiche de marché signée, et l’attestation de présence.",
        f"{deadline}.",
    )


_STEPS: tuple[Callable[[GuideData, Terms], GuideStep], ...] = (
    _why,
    _choose,
    _write,
    _publish,
    _notify,
    _follow,
    _end,
)
