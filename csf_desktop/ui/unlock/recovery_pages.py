"""The pages of the first run that give: the recovery code, then the signing identity."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from csf_desktop.ui.theme import px
from csf_desktop.ui.unlock.page import Page
from csf_desktop.ui.widgets.buttons import button
from csf_desktop.ui.widgets.form_field import FormField, check_all
from csf_desktop.ui.widgets.line_field import LineField
from csf_desktop.ui.widgets.text import label

CODE = (
    "Ce code ouvre le coffre si vous oubliez la phrase de passe. Il n’est montré qu’une "
    "fois\u00a0: imprimez-le ou recopiez-le, et gardez-le loin de ce poste."
)
SELECTABLE = (
    Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
)
DONE = (
    "Vous pouvez commencer. Vos fiches PDF porteront votre signature, et vos collègues verront si "
    "un fichier a été modifié."
)
COMPARE = (
    "Rien à retenir\u00a0: quand vous remettrez votre carte de contact à une collègue, comparez "
    "ces mots avec elle, de vive voix ou sur papier. Vous les retrouverez sur la carte."
)
WRONG_GROUP = (
    "Ce n’est pas le dernier groupe du code\u00a0: relisez les quatre derniers caractères "
    "de votre fiche."
)
_GROUPS_A_LINE = 3


class RecoveryPage(Page):
    """The recovery code, and a check that it was noted."""

    print_requested = Signal()
    save_requested = Signal()
    can_go_back = False

    def __init__(self) -> None:
        super().__init__("Votre code de secours", CODE)
        self._last_group = ""
        self.code = label("", "code")
        self.code.setAccessibleName("Code de secours")
        self.code.setTextInteractionFlags(SELECTABLE)
        self.print_button = button("Imprimer…", icon_name="printer-line")
        self.save_button = button("Enregistrer la fiche en PDF…", icon_name="save-3-line")
        self.told = label("", "hint", wrap=True)
        self.group = LineField("XXXX", max_length=12, check=self._check_group)
        self.field = FormField(
            "Retapez le dernier groupe de quatre caractères",
            self.group,
            required=True,
            hint="Pour vérifier que le code est bien noté.",
            missing="Retapez les quatre derniers caractères du code de secours.",
        )
        self.print_button.clicked.connect(self.print_requested)
        self.save_button.clicked.connect(self.save_requested)
        self._build_layout()

    def show_code(self, code: str) -> None:
        """Show a code of groups with hyphens between."""
        groups = code.split("-")
        self._last_group = groups[-1]
        lines = (groups[at : at + _GROUPS_A_LINE] for at in range(0, len(groups), _GROUPS_A_LINE))
        self.code.setText("\n".join("\u2002".join(line) for line in lines))

    def forget(self) -> None:
        """Take the code off the screen and out of memory."""
        self._last_group = ""
        self.code.clear()
        self.group.set_value("")

    def check(self) -> bool:
        return check_all([self.field])

    def focus_first(self) -> bool:
        self.print_button.setFocus()
        return True

    def _check_group(self, text: str) -> str:
        typed = text.replace("-", "").replace(" ", "")
        return "" if typed.upper() == self._last_group.upper() else WRONG_GROUP

    def _build_layout(self) -> None:
        card = QFrame()
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(px(16), px(12), px(16), px(12))
        inside.addWidget(self.code, 0, Qt.AlignmentFlag.AlignHCenter)
        self.box.addWidget(card)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self.print_button)
        row.addWidget(self.save_button)
        row.addStretch()
        self.box.addLayout(row)
        self.box.addWidget(self.told)
        self.box.addWidget(self.field)


class DonePage(Page):
    """The words of the signing identity."""

    primary = "Commencer"
    can_go_back = False

    def __init__(self) -> None:
        super().__init__("Votre coffre est prêt", DONE)
        self.words = label("", "h2", wrap=True)
        self.words.setAccessibleName("Mots de votre empreinte")
        self.words.setTextInteractionFlags(SELECTABLE)
        card = QFrame()
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(px(16), px(12), px(16), px(12))
        inside.addWidget(label("Les mots auxquels on reconnaît votre signature", "key"))
        inside.addWidget(self.words)
        self.box.addWidget(card)
        self.box.addWidget(label(COMPARE, "lead", wrap=True))

    def show_words(self, fingerprint_words: str) -> None:
        """Show the words that colleagues compare."""
        self.words.setText(fingerprint_words)
