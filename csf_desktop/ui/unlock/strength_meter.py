"""How strong a passphrase is, in a bar and in words, with advice; it never refuses one."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from csf_desktop.ui.theme import px
from csf_desktop.ui.unlock.gateway import Judgement
from csf_desktop.ui.widgets.text import label, set_role

ADVICE = "Quatre ou cinq mots sans lien entre eux se retiennent bien et résistent longtemps."
_TONES = ("late", "late", "soon", "done", "done")


class StrengthMeter(QWidget):
    """Shows a ``Judgement``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bar = QProgressBar()
        self._bar.setRange(0, 4)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Solidité de la phrase de passe")
        self._sentence = label("", "strong", wrap=True)
        self._advice = label(ADVICE, "hint", wrap=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(4))
        for part in (self._bar, self._sentence, self._advice):
            box.addWidget(part)
        self.show_judgement(None)

    def show_judgement(self, judgement: Judgement | None) -> None:
        """Show a judgement; ``None`` when nothing has been typed."""
        score = judgement.score if judgement else 0
        self._bar.setValue(score)
        set_role(self._bar, "tone", _TONES[score] if judgement else "")
        self._sentence.setText(judgement.sentence if judgement else "")
        self._sentence.setVisible(judgement is not None)
        advice = " ".join(judgement.advice) if judgement and judgement.advice else ADVICE
        self._advice.setText(advice)
        self._bar.setAccessibleDescription(self._sentence.text())

    @property
    def sentence(self) -> str:
        """The judgement in words."""
        return self._sentence.text()
