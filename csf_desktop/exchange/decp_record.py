"""Turn the raw tree of one published record into a checked record, or into a refusal.

What refuses a record and what only warns is the table in docs/decp.md. A record is refused when
the follow-up could not rest on it: no identity, no buyer, no object, no awardee, or dates, amount
and duration that cannot be used.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from csf_desktop.errors import InvalidInputError
from csf_desktop.exchange import decp_fields as fields
from csf_desktop.exchange.decp_fields import FieldError, members, party, text, words
from csf_desktop.exchange.decp_records import (
    DecpAmendment,
    DecpKind,
    DecpParty,
    DecpPlace,
    DecpRecord,
    DecpRefusal,
    DecpSubcontractor,
)
from csf_desktop.reference.cpv import check_cpv

MAX_ID = 64  # the schema says 16, published ids run to about 40
MAX_OBJECT = 1000
MAX_MEMBERS = 500
_LONG_CONTRACT_MONTHS = 180
_NBSP = "\u00a0"
_REMEDY = (
    f"{_NBSP}: demandez à l’acheteur de corriger sa publication, ou saisissez ce marché à la main."
)

Tree = dict[str, object]
Value = TypeVar("Value")


def to_record(kind: DecpKind, tree: object, position: int) -> DecpRecord | DecpRefusal:
    """Check one raw record; ``position`` is its rank in the file, from 1. Never raises."""
    if isinstance(tree, dict) and set(tree) == {"marche"}:
        tree = tree["marche"]
    if not isinstance(tree, dict):
        return _refusal("", position, f"le {position}ᵉ élément du fichier n’est pas un marché")
    try:
        return _Checked(kind, tree, position).record()
    except FieldError as error:
        return _refusal(text(tree.get("id"), MAX_ID), position, str(error))


def _refusal(external_id: str, position: int, problem: str) -> DecpRefusal:
    return DecpRefusal(external_id, position, f"{problem[0].upper()}{problem[1:]}{_REMEDY}")


class _Checked:
    """One record being checked; collects the warnings on the way."""

    def __init__(self, kind: DecpKind, tree: Tree, position: int) -> None:
        is_concession = "concession" in text(tree.get("_type")).lower()
        self.kind = DecpKind.CONCESSION if is_concession else kind
        self.tree = tree
        self.position = position
        self.warnings: list[str] = []

    def record(self) -> DecpRecord:
        """Return the record. Raises ``FieldError`` with what refuses it."""
        external_id = self._external_id()
        buyer_siret, buyer_name = self._buyer()
        duration, amount = self._duration(), self._amount()
        return DecpRecord(
            uid=text(self.tree.get("uid"), 2 * MAX_ID) or f"{buyer_siret}{external_id}",
            external_id=external_id,
            position=self.position,
            kind=self.kind,
            buyer_siret=buyer_siret,
            buyer_name=buyer_name,
            object=self._object(),
            nature=text(self.tree.get("nature")),
            cpv=self._cpv(),
            procedure=text(self.tree.get("procedure")),
            techniques=words(self.tree.get("techniques"), "technique"),
            execution_modes=words(self.tree.get("modalitesExecution"), "modaliteExecution"),
            framework_id=text(self.tree.get("idAccordCadre"), MAX_ID),
            place=self._place(),
            duration_months=duration,
            notification_date=self._notification(),
            publication_date=self._publication(),
            amount_cents=amount,
            awardees=self._awardees(),
            social_considerations=words(
                self.tree.get("considerationsSociales"), "considerationSociale"
            ),
            amendments=self._amendments(),
            subcontractors=self._subcontractors(),
            warnings=tuple(self.warnings),
        )

    def _external_id(self) -> str:
        found = text(self.tree.get("id"), MAX_ID + 1)
        if not found:
            raise FieldError("l’identifiant du marché manque")
        if len(found) > MAX_ID:
            raise FieldError(f"l’identifiant du marché dépasse {MAX_ID}{_NBSP}caractères")
        return found

    def _buyer(self) -> tuple[str, str]:
        buyer = self.tree.get("acheteur") or self.tree.get("autoriteConcedante")
        of_buyer = buyer if isinstance(buyer, dict) else {}
        siret = text(of_buyer.get("id") or self.tree.get("acheteur.id"), 60)
        if not siret:
            raise FieldError("le SIRET de l’acheteur manque")
        if not fields.known_siret(siret):
            raise FieldError(f"le SIRET de l’acheteur {fields.quoted(siret)} est faux")
        return fields.known_siret(siret), text(of_buyer.get("nom"))

    def _object(self) -> str:
        found = text(self.tree.get("objet"), MAX_OBJECT + 1)
        if not found:
            raise FieldError("l’objet du marché manque")
        if len(found) > MAX_OBJECT:
            self._warn(f"L’objet dépasse {MAX_OBJECT}{_NBSP}caractères{_NBSP}: il a été coupé.")
        return text(found, MAX_OBJECT)

    def _cpv(self) -> str:
        written = text(self.tree.get("codeCPV"), 40)
        if not written:
            self._warn(f"Le code CPV manque{_NBSP}: complétez-le si vous le connaissez.")
            return ""
        try:
            # Spreadsheets drop the leading zero of divisions 03 and 09.
            return check_cpv(written.zfill(8) if written.isdigit() else written)
        except InvalidInputError:
            shown = fields.quoted(written)
            self._warn(f"Le code CPV {shown} n’existe pas{_NBSP}: complétez-le à la main.")
            return ""

    def _place(self) -> DecpPlace:
        place = self.tree.get("lieuExecution")
        if not isinstance(place, dict) or not text(place.get("code")):
            self._warn(f"Le lieu d’exécution manque{_NBSP}: complétez-le à la main.")
            place = {}
        code, type_code = text(place.get("code"), 20), text(place.get("typeCode"), 40)
        return DecpPlace(code, type_code, text(place.get("nom")))

    def _duration(self) -> int:
        duration = fields.months(self.tree.get("dureeMois"))
        if duration == 0:
            self._warn(f"La durée est de 0{_NBSP}mois{_NBSP}: vérifiez la date de fin.")
        elif duration > _LONG_CONTRACT_MONTHS:
            self._warn(
                f"La durée de {duration}{_NBSP}mois est très longue{_NBSP}: vérifiez qu’elle "
                "n’a pas été donnée en jours."
            )
        return duration

    def _amount(self) -> int:
        key = "montant" if self.kind is DecpKind.CONTRACT else "valeurGlobale"
        amount = fields.amount_cents(self.tree.get(key))
        if amount == 0:
            self._warn(f"Le montant est nul{_NBSP}: saisissez vous-même les heures de la clause.")
        return amount

    def _notification(self) -> date:
        key = "dateNotification" if self.kind is DecpKind.CONTRACT else "dateSignature"
        return fields.day(self.tree.get(key), "la date de notification")

    def _publication(self) -> date | None:
        value = self.tree.get("datePublicationDonnees")
        if fields.is_missing(value):
            return None
        return self._or_warn(lambda: fields.day(value, "la date de publication"))

    def _awardees(self) -> tuple[DecpParty, ...]:
        contract = self.kind is DecpKind.CONTRACT
        key, wrapper = (
            ("titulaires", "titulaire") if contract else ("concessionnaires", "concessionnaire")
        )
        found = self._parties(self.tree.get(key), wrapper)
        if not found:
            raise FieldError("aucune entreprise titulaire n’est lisible")
        for awardee in found:
            self._warn_unchecked(awardee)
        return found

    def _parties(self, value: object, wrapper: str) -> tuple[DecpParty, ...]:
        found = dict.fromkeys(
            one for member in members(value, wrapper) if (one := party(member)) is not None
        )
        if len(found) > MAX_MEMBERS:
            raise FieldError(f"plus de {MAX_MEMBERS}{_NBSP}entreprises y sont nommées")
        return tuple(found)

    def _warn_unchecked(self, awardee: DecpParty) -> None:
        if awardee.is_checked or awardee.id_type.upper() not in ("SIRET", ""):
            return
        shown = fields.quoted(awardee.id) if awardee.id else "manquant"
        self._warn(
            f"Le SIRET du titulaire {shown} est faux{_NBSP}: vérifiez l’entreprise avant de "
            "l’appeler."
        )

    def _amendments(self) -> tuple[DecpAmendment, ...]:
        found = []
        for rank, member in enumerate(members(self.tree.get("modifications"), "modification"), 1):
            if rank > MAX_MEMBERS:
                raise FieldError(f"plus de {MAX_MEMBERS}{_NBSP}modifications y sont décrites")
            try:
                found.append(self._amendment(member, rank))
            except FieldError as error:
                self._warn(
                    f"La modification n°{_NBSP}{rank} a été laissée de côté{_NBSP}: {error}."
                )
        return tuple(found)

    def _amendment(self, member: object, rank: int) -> DecpAmendment:
        if not isinstance(member, dict):
            raise FieldError("elle n’est pas lisible")
        number = text(member.get("id"), 12)
        notified = next(
            (
                member[key]
                for key in (
                    "dateNotificationModification",
                    "dateSignatureModification",
                    "datePublicationDonneesModification",
                )
                if not fields.is_missing(member.get(key))
            ),
            None,
        )
        awardees = self._parties(member.get("titulaires"), "titulaire")
        amount = member.get("montant", member.get("valeurGlobale"))
        amendment = DecpAmendment(
            number=int(number) if number.isascii() and number.isdigit() else rank,
            notification_date=fields.day(notified, "sa date"),
            duration_months=_if_given(member.get("dureeMois"), fields.months),
            amount_cents=_if_given(amount, fields.amount_cents),
            awardees=awardees,
        )
        for awardee in awardees:
            self._warn_unchecked(awardee)
        return amendment

    def _subcontractors(self) -> tuple[DecpSubcontractor, ...]:
        found = []
        deeds = members(self.tree.get("actesSousTraitance"), "acteSousTraitance")
        for rank, deed in enumerate(deeds, 1):
            if rank > MAX_MEMBERS:
                raise FieldError(f"plus de {MAX_MEMBERS}{_NBSP}sous-traitances y sont déclarées")
            who = party(deed.get("sousTraitant")) if isinstance(deed, dict) else None
            if who is not None and isinstance(deed, dict):
                found.append(_deed(who, deed))
        return tuple(found)

    def _or_warn(self, read: Callable[[], Value]) -> Value | None:
        try:
            return read()
        except FieldError as error:
            problem = str(error)
            self._warn(f"{problem[0].upper()}{problem[1:]}{_NBSP}: elle a été laissée de côté.")
            return None

    def _warn(self, sentence: str) -> None:
        if sentence not in self.warnings:
            self.warnings.append(sentence)


def _deed(who: DecpParty, deed: Tree) -> DecpSubcontractor:
    return DecpSubcontractor(
        party=who,
        duration_months=_or_none(lambda: fields.months(deed.get("dureeMois"))),
        amount_cents=_or_none(lambda: fields.amount_cents(deed.get("montant"))),
        notification_date=_or_none(lambda: fields.day(deed.get("dateNotification"), "sa date")),
    )


def _if_given(value: object, read: Callable[[object], int]) -> int | None:
    return None if fields.is_missing(value) else read(value)


def _or_none(read: Callable[[], Value]) -> Value | None:
    try:
        return read()
    except FieldError:
        return None
