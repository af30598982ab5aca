"""What a returned form changes, answer by answer: shown before, then taken where left ticked.

Showing and taking in are one pass over the same answers: the preview takes everything in a
transaction that is rolled back, so that it can show no more and no less than the import does.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from csf_desktop.errors import InvalidInputError
from csf_desktop.exchange.buyer_form import ReturnedForm
from csf_desktop.models.base import Record
from csf_desktop.models.codes import DocumentKind
from csf_desktop.models.entities import Change, Document, Transaction
from csf_desktop.services import text
from csf_desktop.services.record_words import value_in_words
from csf_desktop.storage.journal import CREATION, DELETION

CREATED, UPDATED, UNCHANGED = "created", "updated", "unchanged"


@dataclass(frozen=True, slots=True)
class FormLine:
    """One answer that differs from what is here; ``is_proposed``: taken unless unticked.

    ``key`` is what ``import_form`` is given to take it.
    """

    key: str
    label: str
    now: str
    new: str
    is_proposed: bool


@dataclass(frozen=True, slots=True)
class FormRecord:
    """The answers about one record; ``outcome`` is what taking them all would do.

    ``known`` is the name here of the organisation that an answer puts in, empty for a new one.
    """

    kind: str
    title: str
    outcome: str
    lines: tuple[FormLine, ...]
    known: str = ""


@dataclass(frozen=True)
class Answer:
    """An answer for one field of a record.

    ``shown`` replaces the words of the value, ``shown_now`` those of what is here; ``on_take`` is
    done when it is taken, before the field is set; ``is_free`` says that what is here was nobody's
    choice, ``is_bold`` that it is never proposed against something that is here.
    """

    key: str
    label: str
    attribute: str
    value: Any
    clean: text.Cleaner = text.same
    shown: str = ""
    shown_now: str = ""
    on_take: Callable[[], object] | None = None
    is_free: bool = False
    is_bold: bool = False


class Choice:
    """Which answers are taken: all of them, those proposed, or those that were left ticked."""

    def __init__(self, keys: Collection[str] | None = None, *, takes_all: bool = False) -> None:
        self._keys = None if keys is None else frozenset(keys)
        self._takes_all = takes_all

    def takes(self, line: FormLine) -> bool:
        """Tell whether an answer is taken."""
        if self._takes_all:
            return True
        return line.is_proposed if self._keys is None else line.key in self._keys


class Ledger:
    """Compares the answers of one form with the records, and sets what is taken."""

    def __init__(self, session: Session, form: ReturnedForm, choice: Choice) -> None:
        self.session, self.form = session, form
        self.records: list[FormRecord] = []
        self.warnings: list[str] = []
        self.counts = {CREATED: 0, UPDATED: 0, UNCHANGED: 0}
        self._choice = choice
        self._from_form = frozenset(session.scalars(_transactions(form.number)))

    @property
    def has_written(self) -> bool:
        """Tell whether anything was taken."""
        return bool(self.counts[CREATED] or self.counts[UPDATED])

    def compare(
        self,
        kind: str,
        title: str,
        record: Record | None,
        answers: Sequence[Answer],
        apply: Callable[[dict[str, Any]], object],
        *,
        is_new: bool = False,
        known: str = "",
    ) -> None:
        """Note what differs; call ``apply`` with the values taken, by attribute, if there are any.

        ``record`` is ``None`` for one that ``apply`` makes; ``is_new`` says so of one just made.
        ``known`` names the organisation here that it puts in instead of making one.
        """
        is_new = is_new or record is None
        lines: list[FormLine] = []
        taken: dict[str, Any] = {}
        for answer in answers:
            line = self._line(kind, record, answer, is_new=is_new)
            if line is None:
                continue
            lines.append(line)
            if self._choice.takes(line):
                if answer.on_take is not None:
                    answer.on_take()
                taken[answer.attribute] = answer.clean(answer.value)
        if taken:
            apply(taken)
        if lines or not is_new:
            made = CREATED if is_new and not known else UPDATED
            outcome = made if lines else UNCHANGED
            self.records.append(FormRecord(kind, title, outcome, tuple(lines), known))
            self.counts[outcome if taken else UNCHANGED] += 1

    def _line(
        self, kind: str, record: Record | None, answer: Answer, *, is_new: bool
    ) -> FormLine | None:
        if answer.value is None or answer.value == "":
            return None
        try:
            value = answer.clean(answer.value)
        except InvalidInputError as error:
            said = text.after_colon(str(error))
            self.warnings.append(f"{title_case(answer.label)}\u00a0: {said}")
            return None
        name = answer.attribute
        here = None if is_new else record
        now = getattr(here, name) if here is not None else None
        if here is not None and now == value:
            return None
        return FormLine(
            answer.key,
            answer.label,
            answer.shown_now or value_in_words(self.session, kind, name, now),
            answer.shown or value_in_words(self.session, kind, name, value),
            here is None
            or answer.is_free
            or _is_empty(now)
            or (not answer.is_bold and self._came_from_form(here, name)),
        )

    def was_undone(self, record_id: str) -> bool:
        """Tell whether a deleted record is gone because its making was undone."""
        return bool(
            self.session.scalars(
                select(Transaction.undoes)
                .join(Change, Change.transaction_id == Transaction.id)
                .where(Change.entity_id == record_id, Change.field == DELETION)
                .order_by(Change.stamp.desc())
            ).first()
        )

    def _came_from_form(self, record: Record, attribute: str) -> bool:
        """Tell whether an earlier return of this form gave a field the value it has."""
        last = self.session.scalars(
            select(Change.transaction_id)
            .where(
                Change.entity_id == record.id,
                Change.field.in_((attribute, CREATION)),
                Change.is_applied,
            )
            .order_by(Change.stamp.desc())
            .limit(1)
        ).first()
        return last in self._from_form


def title_case(words: str) -> str:
    """Return words with a capital first."""
    return words[:1].upper() + words[1:]


def _transactions(number: str) -> Any:  # noqa: ANN401 - a select
    """Select the transactions that took in a form of this number."""
    return (
        select(Change.transaction_id)
        .join(Document, Document.id == Change.entity_id)
        .where(
            Change.field == CREATION,
            Document.document_kind == DocumentKind.BUYER_FORM_RETURNED,
            Document.number == number,
        )
    )


def _is_empty(value: object) -> bool:
    return value is None or value == "" or (value == 0 and not isinstance(value, bool))
