"""The detail panel of a pathway: who owes what, people, hours, outcomes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QTabBar, QVBoxLayout, QWidget

from csf_desktop.errors import CsfError
from csf_desktop.models.codes import PathwayStatus
from csf_desktop.reference.siret import format_siret
from csf_desktop.services.pathway_page import PathwayDetails
from csf_desktop.ui.formatting import hours, short_date
from csf_desktop.ui.names import person_name
from csf_desktop.ui.pathways.columns import status_of
from csf_desktop.ui.pathways.company_tutor import CompanyTutorSection
from csf_desktop.ui.pathways.course import CourseSection
from csf_desktop.ui.pathways.documents import DocumentsSection
from csf_desktop.ui.pathways.foot import PathwayFoot
from csf_desktop.ui.pathways.offer import OfferSection
from csf_desktop.ui.pathways.outcomes import OutcomesSection
from csf_desktop.ui.pathways.plan import PlanSection
from csf_desktop.ui.pathways.weeks import WeeksSection
from csf_desktop.ui.pathways.young_person import YoungPersonSection
from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.theme import px
from csf_desktop.ui.widgets.detail_panel import DetailPanel
from csf_desktop.ui.widgets.next_card import NextCard
from csf_desktop.ui.widgets.text import KeyValueGrid, label, separator
from csf_desktop.ui.widgets.timeline import Timeline

TABS = (
    ("course", "Suivi"),
    ("people", "Personnes"),
    ("hours", "Heures"),
    ("outcomes", "Issues"),
)


class PathwayPanel(DetailPanel):
    """One tab at a time under a head that stays; what is typed is saved as a field is left."""

    step_chosen = Signal(str)  # PathwayStatus
    delete_requested = Signal(str)  # pathway id
    event_requested = Signal(str)  # pathway id
    export_requested = Signal(str)  # pathway id
    contract_requested = Signal(str)  # contract id

    def __init__(
        self, runner: TaskRunner, today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        super().__init__("Détail du parcours", parent)
        self._runner, self._today = runner, today
        self._details: PathwayDetails | None = None
        self._pages: tuple[QWidget, ...] = ()

    @property
    def details(self) -> PathwayDetails | None:
        """The pathway shown, ``None`` when there is none."""
        return self._details

    def show_details(self, details: PathwayDetails, *, initials_only: bool) -> None:
        """Show a pathway, keeping the tab and what is being typed when it is the same one."""
        self._build()
        is_same = self._details is not None and self._details.id == details.id
        self._details = details
        self._show_head(details, initials_only=initials_only)
        self._show_facts(details)
        self.next_card.show_action(details.next, self._today())
        self._warnings.setText("\n".join(details.warnings))
        self._warnings.setVisible(bool(details.warnings))
        self.course.show_details(details)
        self.timeline.show_events(
            details.events, is_same_subject=is_same, initials_only=initials_only
        )
        self.documents.show_documents(details.documents)
        self.young_person.show_person(
            details.beneficiary,
            initials_only=initials_only,
            can_reserve=details.fields["status"] == PathwayStatus.OPEN,
        )
        self.company_tutor.show_details(details)
        for part in (self.offer, self.plan, self.weeks, self.outcomes, self.step_bar):
            part.show_details(details)
        self.show_foot()
        if not is_same:
            self.scroll_to_top()

    def show_tab(self, key: str) -> None:
        """Bring a tab in sight."""
        self._build()
        keys = [tab for tab, _ in TABS]
        self.tabs.setCurrentIndex(keys.index(key))
        self._on_tab_changed(keys.index(key))

    def forget(self) -> None:
        """Forget every word; the panel is filled again when a pathway is shown."""
        super().forget()
        self._details, self._pages = None, ()
        self.clear_body()

    def show_step_failure(self, error: CsfError) -> None:
        """Show why a step could not be taken, under the course of the pathway in sight."""
        if self._details is None:
            return
        self.step_bar.set_busy(is_busy=False)
        self.show_tab("course")
        self.course.show_failure(error)

    # --- building

    def _build(self) -> None:
        """Fill the panel when it is first needed: the window opens on the list alone."""
        if self._pages:
            return
        self._build_widgets(self._runner)
        self._pages = self._build_pages()
        self._connect_signals()
        self.show_tab("course")

    def _build_widgets(self, runner: TaskRunner) -> None:
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("Rubriques du parcours")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(True)
        for _, title in TABS:
            self.tabs.addTab(title)
        self.facts = KeyValueGrid(2)
        self.next_card = NextCard()
        self._warnings = label("", "warning", wrap=True)
        self.course = CourseSection(self._today)
        self.timeline = Timeline()
        self.documents = DocumentsSection()
        self.young_person = YoungPersonSection(runner, self._today)
        self.company_tutor = CompanyTutorSection(runner)
        self.offer = OfferSection(runner)
        self.plan = PlanSection(runner, self._today)
        self.weeks = WeeksSection(runner)
        self.outcomes = OutcomesSection(runner, self._today)
        self.step_bar = PathwayFoot()

    def _build_pages(self) -> tuple[QWidget, ...]:
        pages = (
            (
                self.next_card,
                self._warnings,
                self.facts,
                self.course,
                self.documents,
                self.timeline,
            ),
            (self.young_person, separator(), self.company_tutor, separator(), self.offer),
            (self.weeks, separator(), self.plan),
            (self.outcomes,),
        )
        self.body.addWidget(self.tabs)
        made = []
        for parts in pages:
            page = QWidget()
            box = QVBoxLayout(page)
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(px(12))
            for part in parts:
                box.addWidget(part)
            self.body.addWidget(page)
            made.append(page)
        self.foot.addWidget(self.step_bar)
        return tuple(made)

    def _connect_signals(self) -> None:
        self.tabs.currentChanged.connect(self._on_tab_changed)
        self.course.completion_requested.connect(self._on_completion_requested)
        self.step_bar.step_chosen.connect(self.step_chosen)
        self.step_bar.delete_requested.connect(self._on_delete_requested)
        self.step_bar.event_requested.connect(self._on_event_requested)
        self.step_bar.export_requested.connect(self._on_export_requested)
        self.young_person.reserve_requested.connect(self._on_reserve_requested)
        self.company_tutor.contract_requested.connect(self._on_contract_requested)

    # --- showing

    def _show_head(self, details: PathwayDetails, *, initials_only: bool) -> None:
        person = details.beneficiary
        given = person.fields["given_name"] if person else ""
        family = person.fields["family_name"] if person else ""
        status = PathwayStatus(details.fields["status"])
        word, tone = status_of(status, details.next.due, self._today())
        name = person_name(given, family, initials_only=initials_only)
        self.set_head(name, details.reference, word, tone)

    def _show_facts(self, details: PathwayDetails) -> None:
        planned, done = int(details.fields["planned_minutes"]), details.done_minutes
        starts, ends = details.fields["starts_on"], details.fields["ends_on"]
        dates = f"{short_date(starts)} au {short_date(ends)}" if starts else "à fixer"
        self.facts.set_value("Marché", details.contract_reference)
        company = details.company_name or format_siret(details.company_siret)
        self.facts.set_value("Entreprise", company)
        self.facts.set_value("Offre", str(details.fields["title"]))
        self.facts.set_value("Acheteur", details.buyer_name)
        self.facts.set_value("Heures réalisées", f"{hours(done)} sur {hours(planned)}")
        self.facts.set_value("Dates", dates)

    # --- slots

    @Slot(int)
    def _on_tab_changed(self, at: int) -> None:
        for number, page in enumerate(self._pages):
            page.setVisible(number == at)
        self.scroll_to_top()

    @Slot(str)
    def _on_completion_requested(self, tab: str) -> None:
        self.show_tab(tab)
        if tab == "hours":
            self.plan.focus_missing()
        else:
            self.outcomes.focus_first()

    @Slot()
    def _on_reserve_requested(self) -> None:
        self.step_chosen.emit(PathwayStatus.RESERVED.value)

    @Slot()
    def _on_delete_requested(self) -> None:
        if self._details is not None:
            self.delete_requested.emit(self._details.id)

    @Slot()
    def _on_event_requested(self) -> None:
        if self._details is not None:
            self.event_requested.emit(self._details.id)

    @Slot()
    def _on_export_requested(self) -> None:
        if self._details is not None:
            self.export_requested.emit(self._details.id)

    @Slot()
    def _on_contract_requested(self) -> None:
        if self._details is not None:
            self.contract_requested.emit(self._details.contract_id)
