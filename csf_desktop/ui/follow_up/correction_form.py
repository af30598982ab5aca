"""« Corriger l’échange »: the same fields, over what was written; the history keeps both."""

from __future__ import annotations

from csf_desktop.services.follow_up_page import FollowUpPage
from csf_desktop.services.follow_ups import EventLine, update_event
from csf_desktop.ui.follow_up.event_form import EventForm


class CorrectionForm(EventForm):
    """Corrects an event; ``event_recorded`` then gives its id."""

    heading = "Corriger l’échange"
    primary = "Enregistrer la correction"

    _event: EventLine | None = None

    def open_event(self, event: EventLine) -> None:
        """Show an event of a pathway or a contract, to correct it."""
        self._event = event
        kind = "pathway" if event.pathway_id else "contract"
        self.begin(kind, event.pathway_id or event.contract_id)
        self.open()

    def screen_key(self) -> str:
        return f"event:{self._event.id}" if self._event else ""

    def save(self) -> None:
        if self._event is not None:
            self._runner.run(
                update_event,
                self._event.id,
                self.exchange.values(),
                on_success=self.saved,
                on_error=self.show_failure,
                parent=self,
            )

    def fill(self, page: FollowUpPage) -> None:
        super().fill(page)
        if self._event is not None:
            self.exchange.show_event(self._event)

    def recorded_id(self, created: str) -> str:
        return self._event.id if self._event else created

    def leave(self) -> None:
        super().leave()
        self._event = None
