"""What a returned form would bring, answer by answer, before anything is taken in."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csf_desktop.services.buyer_form import FormPreview
from csf_desktop.ui.exchange.form_answers import FormAnswers
from csf_desktop.ui.exchange.frame import ExchangeDialog
from csf_desktop.ui.exchange.notice import Notice
from csf_desktop.ui.exchange.wording import capital
from csf_desktop.ui.formatting import count_of
from csf_desktop.ui.theme import px
from csf_desktop.ui.tokens import Tone
from csf_desktop.ui.widgets.buttons import button
from csf_desktop.ui.widgets.text import KeyValueGrid, label

TITLE = "Fiche de recensement reçue"
NEW_CONTRACT = "nouveau marché"
AGAIN = "Cette fiche a déjà été reprise."
NOTHING = "Tout ce qu’elle dit est déjà dans votre coffre, rien ne changera."
UNTICKED = (
    "Ce qui remplacerait une valeur que vous avez ici n’est pas coché\u00a0: cochez ce que vous "
    "voulez reprendre."
)
UNREADABLE = "Réponses qui n’ont pas pu être lues"
TO_CHECK = "À vérifier"


class FormPreviewDialog(ExchangeDialog):
    """« Reprendre ces réponses » emits ``confirmed``, then accepts the dialog."""

    confirmed = Signal(object)  # frozenset[str]: the keys of the answers to take

    def __init__(self, preview: FormPreview, parent: QWidget | None = None) -> None:
        super().__init__(TITLE, parent, sentence=preview.name, width=760)
        self._preview = preview
        self.records = self._make_records()
        self._add_facts()
        self._add_notices()
        self._add_sentences(UNREADABLE, preview.unreadable)
        self._add_sentences(TO_CHECK, preview.warnings)
        self._add_answers()
        self._add_foot()
        self.fit()

    def _make_records(self) -> list[FormAnswers]:
        """Return what the form changes, and the people it names who are here already."""
        if self._preview.changes_nothing:
            return []
        shown = (one for one in self._preview.records if one.lines or one.kind == "contact")
        return [FormAnswers(record) for record in shown]

    def _add_facts(self) -> None:
        facts = KeyValueGrid(columns=2)
        facts.set_value("Numéro de la fiche", self._preview.number)
        facts.set_value("Marché", self._preview.contract_reference or NEW_CONTRACT)
        self.body.addWidget(facts)
        self.body.addWidget(label(f"{capital(self._preview.why)}.", "small", wrap=True))

    def _add_notices(self) -> None:
        if self._preview.was_imported:
            self.body.addWidget(Notice(AGAIN))
        if not self.records:
            self.body.addWidget(Notice(NOTHING))
        elif any(not box.isChecked() for record in self.records for box in record.boxes.values()):
            self.body.addWidget(Notice(UNTICKED))

    def _add_sentences(self, title: str, sentences: tuple[str, ...]) -> None:
        if sentences:
            self.add_section(title, *(Notice(sentence, Tone.SOON) for sentence in sentences))

    def _add_answers(self) -> None:
        if not self.records:
            self.body.addStretch(1)
            return
        ticks = QHBoxLayout()
        ticks.setSpacing(px(8))
        self.all_button = button("Tout cocher", "link", on_click=self._tick_all)
        self.none_button = button("Tout décocher", "link", on_click=self._untick_all)
        ticks.addWidget(self.all_button)
        ticks.addWidget(self.none_button)
        ticks.addStretch(1)
        self.add_section("Réponses à reprendre", ticks)
        for record in self.records:
            record.changed.connect(self._on_changed)
            self.body.addWidget(record)

    def _add_foot(self) -> None:
        self.cancel_button = button("Annuler", on_click=self.reject)
        self.take_button = button("Reprendre ces réponses", "primary")
        self.take_button.clicked.connect(self._on_take_clicked)
        if self.records:
            self._counted = label("", "small")
            self.foot.insertWidget(0, self._counted)
            self.add_buttons(self.cancel_button, self.take_button)
            self._on_changed()
            self.take_button.setFocus()
            return
        self.take_button.hide()
        self.cancel_button.setText("Fermer")
        self.cancel_button.setAccessibleName("Fermer")
        self.cancel_button.setProperty("role", "primary")
        self.add_buttons(self.cancel_button)
        self.cancel_button.setFocus()

    def _chosen(self) -> frozenset[str]:
        return frozenset(key for record in self.records for key in record.chosen())

    def _tick_all(self) -> None:
        for record in self.records:
            record.set_all(is_on=True)

    def _untick_all(self) -> None:
        for record in self.records:
            record.set_all(is_on=False)

    @Slot()
    def _on_changed(self) -> None:
        number = len(self._chosen())
        self._counted.setText(count_of(number, "réponse cochée", "réponses cochées"))
        self.take_button.setEnabled(bool(number))

    @Slot()
    def _on_take_clicked(self) -> None:
        self.confirmed.emit(self._chosen())
        self.accept()
