"""A contact card: read, its words compared, then kept."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from csf_desktop.services.identities import CardPreview, add_colleague, preview_card
from csf_desktop.ui.exchange.outcome import FileOutcome
from csf_desktop.ui.exchange.step import ImportStep
from csf_desktop.ui.exchange.trust_dialog import DIFFERENT, SAME, TrustDialog
from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.widgets import dialogs

OWN_TITLE = "Votre propre carte"
OWN = (
    "C’est votre carte de contact\u00a0: remettez-la à vos collègues, vous n’avez pas à l’importer."
)
DIFFERENT_TITLE = "Carte refusée"
REFUSED = (
    "La carte n’a pas été ajoutée. Ne reprenez aucun fichier qui l’accompagne\u00a0: demandez à "
    "votre collègue de vous remettre sa carte en main propre, puis comparez de nouveau les mots."
)


class CardStep(ImportStep):
    """Asks once for a card not yet trusted; a trusted one only brings its contact details."""

    def __init__(self, window: QWidget, runner: TaskRunner) -> None:
        super().__init__(window, runner)
        self._found: CardPreview | None = None
        self._answer = ""

    def _start(self, path: Path) -> None:
        self._answer = ""
        self._run(preview_card, path, then=self._on_card_read)

    def _on_card_read(self, found: CardPreview) -> None:
        self._found = found
        if found.is_own:
            dialogs.inform(self._window, OWN_TITLE, OWN)
            self._end(FileOutcome(self._path.name, OWN))
        elif found.is_trusted:
            self._keep(is_trusted=True)
        else:
            self._ask(found)

    def _ask(self, found: CardPreview) -> None:
        card = found.card
        dialog = TrustDialog(
            card.name,
            card.academie,
            card.words,
            self._window,
            phone=card.phone,
            has_namesake=found.has_namesake,
        )
        dialog.answered.connect(self._on_answered)
        dialog.rejected.connect(self._on_closed)
        self._show(dialog)

    def _on_answered(self, answer: str) -> None:
        self._answer = answer
        if answer == DIFFERENT:
            dialogs.inform(self._window, DIFFERENT_TITLE, REFUSED, is_warning=True)
            self._end(FileOutcome(self._path.name, REFUSED, is_refused=True))
        else:
            self._keep(is_trusted=answer == SAME)

    def _on_closed(self) -> None:
        self._end(FileOutcome(self._path.name, "Carte laissée de côté, rien n’a changé."))

    def _keep(self, *, is_trusted: bool) -> None:
        if self._found is not None:
            card = self._found.card
            self._run(add_colleague, card, then=self._on_kept, is_trusted=is_trusted)

    def _on_kept(self, _is_new: bool) -> None:
        if self._found is None:
            return
        name = self._found.card.name
        if self._found.is_trusted:
            sentence = f"La carte de {name} était déjà vérifiée."
        elif self._answer == SAME:
            sentence = f"La carte de {name} est vérifiée\u00a0: ses fichiers peuvent être repris."
        else:
            sentence = (
                f"La carte de {name} est gardée sans être vérifiée\u00a0: comparez les mots avant "
                "de reprendre ses fichiers."
            )
        self._end(FileOutcome(self._path.name, sentence))
