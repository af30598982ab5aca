"""« Guide de l’acheteur »: seven steps, each with what it lets one copy, save or send."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QGuiApplication,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from csf_desktop.services.buyer_documents import Guide, GuideCode, clause_plain_text
from csf_desktop.ui.contracts.guide_page import GuidePage, text_view
from csf_desktop.ui.contracts.guide_steps import StepField, StepList
from csf_desktop.ui.contracts.size_helper import SizeHelper
from csf_desktop.ui.exchange.notice import Notice
from csf_desktop.ui.screen import MIN_HEIGHT, resize_on_screen
from csf_desktop.ui.theme import px
from csf_desktop.ui.tokens import Tone
from csf_desktop.ui.widgets.buttons import button
from csf_desktop.ui.widgets.text import label, separator

TITLE = "Guide de l’acheteur"
NARROW = 760
"""Below this width, in pixels of zoom 1, the steps are one field over the text."""
CLAUSE_COPIED = "La clause est copiée\u00a0: collez-la dans votre document."
NOTICE_COPIED = "Le paragraphe est copié\u00a0: collez-le dans votre annonce."
NO_CONTRACT = "Ouvrez ce guide depuis un marché pour préparer les feuilles de son entreprise."
_NOTICE_HEIGHT = 110


class GuideDialog(QDialog):
    """Copies by itself; what is written or issued is asked of its owner by signals."""

    clause_file_requested = Signal()
    guide_requested = Signal()
    young_people_requested = Signal()
    sheets_requested = Signal()
    mail_requested = Signal()

    def __init__(self, guide: Guide, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.guide = guide
        title = f"{TITLE}\u00a0– {guide.reference}" if guide.reference else TITLE
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setMinimumSize(px(320), MIN_HEIGHT - 60)
        self._build_widgets()
        self._build_layout()
        self._connect_signals()
        self.show_step(0)
        resize_on_screen(self, 900, 640)
        self._arrange()

    @property
    def step(self) -> GuideCode:
        """The step in sight."""
        return self.guide.steps[self.pages.currentIndex()].code

    @Slot(int)
    def show_step(self, at: int) -> None:
        """Bring a step in sight, counted from 0."""
        self.pages.setCurrentIndex(at)
        self.step_list.show_step(at)
        self.step_field.show_step(at)
        self.back_button.setEnabled(at > 0)
        self.next_button.setEnabled(at < self.pages.count() - 1)
        self.tell("")

    def tell(self, sentence: str) -> None:
        """Say what has just been done, aloud too; empty takes it away."""
        self.told.setText(sentence)
        self.told.setVisible(bool(sentence))
        if sentence:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def choose_company(self, names: Sequence[str], chosen: Callable[[int], None]) -> None:
        """Ask which company the e-mail is for, under its button; ``chosen`` gets its place."""
        menu = QMenu(self)
        menu.setAccessibleName("Entreprise à qui écrire")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for at, name in enumerate(names):
            menu.addAction(name).triggered.connect(lambda _on=False, at=at: chosen(at))
        menu.popup(self.mail_button.mapToGlobal(self.mail_button.rect().bottomLeft()))

    # --- building

    def _build_widgets(self) -> None:
        self.step_list = StepList(self.guide.steps)
        self.step_field = StepField(self.guide.steps)
        self.sizes = SizeHelper(self.guide.amount_cents)
        self._build_buttons()
        self.pages = QStackedWidget()
        for at, step in enumerate(self.guide.steps, start=1):
            extra, buttons = self._parts_of(step.code)
            self.pages.addWidget(GuidePage(at, step, extra, buttons))
        self.told = label("", "strong", wrap=True)
        self.told.hide()
        self.back_button = button("Précédent", icon_name="arrow-left-line")
        self.next_button = button("Suivant", "primary")
        self.guide_button = button("Guide en PDF…", icon_name="file-pdf-2-line")
        self.close_button = button("Fermer", on_click=self.close)

    def _build_buttons(self) -> None:
        self.copy_clause_button = button("Copier la clause", icon_name="file-copy-line")
        self.save_clause_button = button("Enregistrer la clause…", icon_name="save-3-line")
        self.copy_notice_button = button("Copier le paragraphe", icon_name="file-copy-line")
        self.young_people_button = button(
            "«\u00a0Qui sont les jeunes\u00a0?\u00a0»…", icon_name="file-pdf-2-line"
        )
        self.sheets_button = button("Feuilles pour l’entreprise…", icon_name="save-3-line")
        self.mail_button = button("Préparer le courriel", icon_name="mail-line")

    def _parts_of(self, code: GuideCode) -> tuple[QWidget | None, list[QPushButton]]:
        """Return what a step shows besides its text, and its buttons."""
        if code is GuideCode.WHY:
            return None, [self.young_people_button]
        if code is GuideCode.CHOOSE:
            return self.sizes, []
        if code is GuideCode.WRITE:
            return self._clause_part(), [self.copy_clause_button, self.save_clause_button]
        if code is GuideCode.PUBLISH:
            notice = text_view(
                self.guide.clause.notice, "Paragraphe pour l’annonce", _NOTICE_HEIGHT
            )
            return notice, [self.copy_notice_button]
        if code is GuideCode.NOTIFY:
            if self.guide.contract_id:
                return None, [self.sheets_button, self.mail_button]
            return Notice(NO_CONTRACT), []
        return None, []

    def _clause_part(self) -> QWidget:
        made = QWidget()
        box = QVBoxLayout(made)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(8))
        missing = self.guide.clause.missing
        if missing:
            box.addWidget(Notice(f"À compléter\u00a0: {', '.join(missing)}.", Tone.SOON))
        self.clause_view = text_view(clause_plain_text(self.guide.clause), "Texte de la clause")
        box.addWidget(self.clause_view)
        return made

    def _build_layout(self) -> None:
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.step_list)
        middle.addWidget(self.pages, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(px(14), px(8), px(14), px(12))
        foot.setSpacing(px(8))
        for part in (self.back_button, self.next_button):
            foot.addWidget(part)
        foot.addStretch(1)
        for part in (self.guide_button, self.close_button):
            foot.addWidget(part)
        self._head = QHBoxLayout()
        self._head.setContentsMargins(px(14), px(10), px(14), 0)
        self._head.addWidget(self.step_field, 1)
        said = QHBoxLayout()
        said.setContentsMargins(px(16), px(4), px(16), 0)
        said.addWidget(self.told)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(self._head)
        box.addLayout(middle, 1)
        box.addWidget(separator())
        box.addLayout(said)
        box.addLayout(foot)

    def _connect_signals(self) -> None:
        self.step_list.step_chosen.connect(self.show_step)
        self.step_field.step_chosen.connect(self.show_step)
        self.back_button.clicked.connect(self._on_back_clicked)
        self.next_button.clicked.connect(self._on_next_clicked)
        self.copy_clause_button.clicked.connect(self._on_copy_clause_clicked)
        self.copy_notice_button.clicked.connect(self._on_copy_notice_clicked)
        for made, signal in (
            (self.save_clause_button, self.clause_file_requested),
            (self.guide_button, self.guide_requested),
            (self.young_people_button, self.young_people_requested),
            (self.sheets_button, self.sheets_requested),
            (self.mail_button, self.mail_requested),
        ):
            made.clicked.connect(signal)

    # --- what a person does

    @Slot()
    def _on_back_clicked(self) -> None:
        self._go(-1)

    @Slot()
    def _on_next_clicked(self) -> None:
        self._go(1)

    def _go(self, by: int) -> None:
        """Go to the step beside; a button that greys hands the keyboard to the other one."""
        self.show_step(self.pages.currentIndex() + by)
        if not (self.back_button if by < 0 else self.next_button).isEnabled():
            (self.next_button if by < 0 else self.back_button).setFocus()

    @Slot()
    def _on_copy_clause_clicked(self) -> None:
        QGuiApplication.clipboard().setText(clause_plain_text(self.guide.clause))
        self.tell(CLAUSE_COPIED)

    @Slot()
    def _on_copy_notice_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self.guide.clause.notice)
        self.tell(NOTICE_COPIED)

    def _arrange(self) -> None:
        """Put the steps on the left, or on top where room is short."""
        is_narrow = self.width() < px(NARROW) or self.height() < px(MIN_HEIGHT + 40)
        self.step_list.setVisible(not is_narrow)
        self.step_field.setVisible(is_narrow)

    # --- Qt's side

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
