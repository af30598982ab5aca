"""An open vault in its window: the views, and what connects them to the flows around them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from csf_desktop.app_gateway import academie_choices
from csf_desktop.models.rules import Rules
from csf_desktop.reference.communes import commune
from csf_desktop.services import maintenance, vaults
from csf_desktop.services.global_search import search_everything
from csf_desktop.services.history import undo_transaction
from csf_desktop.services.profile import Profile, get_profile, save_profile
from csf_desktop.services.rules import get_rules, save_rules
from csf_desktop.ui.contracts.guide_flow import GuideFlow
from csf_desktop.ui.contracts.view import ContractsView
from csf_desktop.ui.exchange.card_flow import CardFlow
from csf_desktop.ui.exchange.export_flow import ExportFlow
from csf_desktop.ui.exchange.form_flow import FormFlow
from csf_desktop.ui.exchange.handover_flow import HandoverFlow
from csf_desktop.ui.exchange.import_flow import ImportFlow
from csf_desktop.ui.exchange.list_export_flow import ListExportFlow
from csf_desktop.ui.exchange.synthesis_flow import SynthesisFlow
from csf_desktop.ui.exchange.verify_flow import VerifyFlow
from csf_desktop.ui.follow_up.view import FollowUpView
from csf_desktop.ui.main_window import MainWindow
from csf_desktop.ui.navigation import backup_text
from csf_desktop.ui.pathways.view import PathwaysView
from csf_desktop.ui.preferences import Appearance, Preferences
from csf_desktop.ui.settings.profile_section import TutorProfile
from csf_desktop.ui.settings.rules_section import RulesSection
from csf_desktop.ui.settings.settings_dialog import SettingsDialog
from csf_desktop.ui.tasks import TaskRunner
from csf_desktop.ui.unlock.change_passphrase import ChangePassphraseDialog
from csf_desktop.ui.unlock.gateway import VaultGateway
from csf_desktop.ui.view_stack import ViewMaker

if TYPE_CHECKING:
    from csf_desktop.services.rows import ListQuery
    from csf_desktop.storage.vault import Vault


class Workspace(QObject):
    """The main window over one open vault; rebuilt when the appearance changes."""

    appearance_changed = Signal(object)  # Appearance: the workspace is to be built again
    lock_minutes_changed = Signal(int)
    lock_requested = Signal()
    closed = Signal()  # the window was closed by the person

    def __init__(
        self,
        vault: Vault,
        runner: TaskRunner,
        gateway: VaultGateway,
        preferences: Preferences,
        *,
        is_demo: bool,
        today: Callable[[], date] = date.today,
    ) -> None:
        super().__init__()
        self._today = today
        self._backed_up_at: datetime | None = None
        self._vault, self._runner, self._gateway = vault, runner, gateway
        self._preferences = preferences
        self._build_window(is_demo=is_demo)
        self._build_flows()
        self._connect_window()
        self._show_backup_time()

    @property
    def appearance(self) -> Appearance:
        """How the window looks now."""
        return self._preferences.appearance

    def _build_window(self, *, is_demo: bool) -> None:
        self.window = MainWindow(
            self._runner,
            (
                ViewMaker(ContractsView, self._make_contracts),
                ViewMaker(PathwaysView, self._make_pathways),
                ViewMaker(FollowUpView, partial(FollowUpView, self._runner, today=self._today)),
            ),
            undo=undo_transaction,
            search=search_everything,
            appearance=self.appearance,
            is_demo=is_demo,
        )
        if not self._preferences.geometry.isEmpty():
            self.window.restoreGeometry(self._preferences.geometry)

    def _make_contracts(self) -> ContractsView:
        made = ContractsView(self._runner, today=self._today, preferences=self._preferences)
        made.list_export_requested.connect(self._on_list_export_requested)
        made.pathway_creation_requested.connect(self._on_pathway_wanted)
        made.export_requested.connect(self._on_export_requested)
        made.form_requested.connect(self._on_form_requested)
        made.event_requested.connect(self._on_event_requested)
        made.guide_requested.connect(self._on_guide_wanted)
        made.sheets_requested.connect(self._on_sheets_wanted)
        made.handover_requested.connect(self._on_handover_wanted)
        return made

    def _make_pathways(self) -> PathwaysView:
        made = PathwaysView(self._runner, today=self._today, preferences=self._preferences)
        made.export_requested.connect(self._on_export_requested)
        made.event_requested.connect(self._on_event_requested)
        return made

    def _build_flows(self) -> None:
        self.imports = ImportFlow(
            self.window, self._runner, self.window.run_long, initials_only=self._shows_initials
        )
        self.exports = ExportFlow(self.window, self._runner)
        self.list_exports = ListExportFlow(
            self.window, self.window.run_long, self.window.messages.show_message
        )
        self.forms = FormFlow(self.window, self._runner)
        self.handovers = HandoverFlow(self.window, self._runner)
        self.cards = CardFlow(self.window, self._runner, self.imports)
        self.synthesis = SynthesisFlow(self.window, self._runner)
        self.verifications = VerifyFlow(self.window, self._runner)
        self.guides = GuideFlow(self.window, self._runner)

    def _connect_window(self) -> None:
        window = self.window
        self.imports.message_posted.connect(window.show_message)
        window.import_requested.connect(self.imports.start)
        window.files_dropped.connect(self.imports.start)
        window.card_requested.connect(self.cards.start)
        window.synthesis_requested.connect(self.synthesis.start)
        window.verification_requested.connect(self.verifications.start)
        window.form_requested.connect(lambda: self.forms.start())
        window.guide_requested.connect(self._on_guide_requested)
        window.backup_requested.connect(self._on_backup_requested)
        window.settings_requested.connect(self._on_settings_requested)
        window.lock_requested.connect(self._on_lock_requested)
        window.closed.connect(self._on_window_closed)
        window.zoom_changed.connect(lambda zoom: self._change(zoom=zoom))
        window.theme_changed.connect(lambda theme: self._change(theme=theme))
        window.legible_font_changed.connect(lambda is_on: self._change(legible_font=is_on))
        window.initials_changed.connect(self._on_initials_changed)

    # --- what views ask of each other

    @Slot(str)
    def _on_pathway_wanted(self, contract_id: str) -> None:
        stack = self.window.stack
        self.window.select_view(stack.place_of(PathwaysView))
        stack.view_of(PathwaysView).create_for_contract(contract_id)

    @Slot(str)
    def _on_form_requested(self, contract_id: str) -> None:
        self.forms.start(contract_id)

    @Slot(str, str)
    def _on_export_requested(self, kind: str, subject_id: str) -> None:
        self.exports.start(kind, subject_id)

    @Slot(object, object)
    def _on_list_export_requested(self, query: ListQuery, keys: list[str]) -> None:
        self.list_exports.start(query, keys)

    @Slot(str, str)
    def _on_event_requested(self, kind: str, subject_id: str) -> None:
        self.window.stack.view_of(FollowUpView).note_exchange(kind, subject_id)

    @Slot()
    def _on_guide_requested(self) -> None:
        self.guides.start()

    @Slot(str)
    def _on_guide_wanted(self, contract_id: str) -> None:
        self.guides.start(contract_id)

    @Slot(str)
    def _on_handover_wanted(self, company_id: str) -> None:
        self.handovers.start(company_id)

    @Slot(str)
    def _on_sheets_wanted(self, contract_id: str) -> None:
        self.guides.start_sheets(contract_id)

    @Slot()
    def _on_lock_requested(self) -> None:
        self.imports.stop()
        self.lock_requested.emit()

    # --- appearance

    def _shows_initials(self) -> bool:
        return self.appearance.initials_only

    def _change(self, **values: Any) -> None:  # noqa: ANN401 - fields of Appearance
        self._keep(**values)
        self.appearance_changed.emit(self.appearance)

    def _keep(self, **values: Any) -> None:  # noqa: ANN401
        self._preferences.appearance = replace(self.appearance, **values)

    @Slot(bool)
    def _on_initials_changed(self, is_on: bool) -> None:
        self._keep(initials_only=is_on)

    # --- backup, settings

    @Slot()
    def _on_backup_requested(self) -> None:
        self._runner.run(vaults.back_up, on_success=self._on_backed_up, parent=self.window)

    def _on_backed_up(self, _folder: Path) -> None:
        self.window.show_message("La sauvegarde est faite et vérifiée.")
        self._show_backup_time()

    def _show_backup_time(self) -> None:
        self._runner.run(maintenance.last_backup, on_success=self._on_backup_known)

    def _on_backup_known(self, when: datetime | None) -> None:
        self._backed_up_at = when
        self.window.set_backup_time(when, datetime.now().astimezone())

    @Slot()
    def _on_settings_requested(self) -> None:
        self._runner.run(_settings_of, on_success=self._show_settings, parent=self.window)

    def _show_settings(self, found: tuple[Profile, Rules]) -> None:
        profile, rules = found
        dialog = SettingsDialog(
            self.appearance,
            _tutor(profile),
            academie_choices(),
            rules,
            self._runner,
            lock_minutes=self._preferences.lock_minutes,
            folder=self._vault.path,
            backup=backup_text(self._backed_up_at, datetime.now().astimezone()),
            parent=self.window,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.appearance_changed.connect(self._on_appearance_chosen)
        dialog.lock_minutes_changed.connect(self.lock_minutes_changed)
        dialog.profile_changed.connect(partial(self._on_profile_changed, profile))
        dialog.rules_changed.connect(partial(self._on_rules_changed, dialog.rules))
        dialog.passphrase_change_requested.connect(self._on_passphrase_change_requested)
        dialog.backup_requested.connect(self._on_backup_requested)
        dialog.open()

    @Slot(object)
    def _on_appearance_chosen(self, appearance: Appearance) -> None:
        self._preferences.appearance = appearance
        self.appearance_changed.emit(appearance)

    def _on_profile_changed(self, kept: Profile, tutor: TutorProfile) -> None:
        self._runner.run(save_profile, replace(kept, **asdict(tutor)), parent=self.window)

    def _on_rules_changed(self, section: RulesSection, rules: Rules) -> None:
        """Work out every deadline again by the rules chosen, then show them."""
        self._runner.run(
            save_rules,
            rules,
            on_success=lambda _rules: self.window.refresh(),
            on_error=section.show_error,
            parent=section,
        )

    @Slot()
    def _on_passphrase_change_requested(self) -> None:
        dialog = ChangePassphraseDialog(self._gateway, self._vault.path, self.window)
        dialog.passphrase_changed.connect(
            lambda: self.window.show_message("La phrase de passe est changée.")
        )
        dialog.open()

    @Slot()
    def _on_window_closed(self) -> None:
        self._preferences.geometry = self.window.save_place()
        self.closed.emit()


def _settings_of(vault: Vault) -> tuple[Profile, Rules]:
    """Read what the settings show; the communes too, which would hold up the window's thread."""
    profile = get_profile(vault)
    if profile.commune_code:
        commune(profile.commune_code)
    return profile, get_rules(vault)


def _tutor(profile: Profile) -> TutorProfile:
    return TutorProfile(
        profile.name, profile.phone, profile.email, profile.academie, profile.commune_code
    )
