"""Choosing a passphrase: twice, with its strength judged as one types."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.theme import px
from csf_desktop.ui.unlock import calls
from csf_desktop.ui.unlock.gateway import Judgement
from csf_desktop.ui.unlock.passphrase_field import PassphraseField
from csf_desktop.ui.unlock.strength_meter import StrengthMeter
from csf_desktop.ui.widgets.form_field import FormField, check_all

MIN_LENGTH = 8
DELAY_MS = 150
TOO_SHORT = f"Choisissez au moins {MIN_LENGTH}\u00a0caractères, par exemple quatre mots."
DIFFERENT = "Les deux phrases de passe diffèrent\u00a0: tapez de nouveau la seconde."


class NewPassphraseForm(QWidget):
    """Two passphrase fields and a strength meter over the runner's gateway."""

    def __init__(self, runner: TaskRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._words: tuple[str, ...] = ()
        self.first = PassphraseField()
        self.second = PassphraseField()
        self.meter = StrengthMeter()
        self.first_field = FormField(
            "Phrase de passe",
            self.first,
            required=True,
            missing="Choisissez une phrase de passe.",
        )
        self.second_field = FormField(
            "La même, une seconde fois",
            self.second,
            required=True,
            missing="Tapez la phrase de passe une seconde fois.",
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(10))
        for part in (self.first_field, self.meter, self.second_field):
            box.addWidget(part)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self._on_timer_timeout)
        self.first.value_changed.connect(self._timer.start)

    def set_user_words(self, words: tuple[str, ...]) -> None:
        """Tell the words (name, académie…) that weaken a passphrase."""
        self._words = words

    def value(self) -> str:
        """Return the passphrase chosen."""
        return self.first.value()

    def check(self) -> bool:
        """Show what is wrong, if anything; return whether the passphrase can be used."""
        if not check_all([self.first_field, self.second_field]):
            return False
        if len(self.first.value()) < MIN_LENGTH:
            self.first_field.set_error(TOO_SHORT)
            self.first.setFocus()
            return False
        if self.first.value() != self.second.value():
            self.second_field.set_error(DIFFERENT)
            self.second.setFocus()
            return False
        return True

    def clear(self) -> None:
        """Forget both."""
        self.first.clear()
        self.second.clear()
        self.meter.show_judgement(None)

    @Slot()
    def _on_timer_timeout(self) -> None:
        typed = self.first.value()
        if not typed:
            self.meter.show_judgement(None)
            return
        self._runner.run(calls.judge, typed, self._words, on_success=self._on_judged)

    def _on_judged(self, judgement: Judgement) -> None:
        if self.first.value():
            self.meter.show_judgement(judgement)
