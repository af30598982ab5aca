"""A gateway over no vault at all: what it was asked, and what it answers."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from csf_desktop.errors import CsfError, WrongPasswordError
from csf_desktop.ui.unlock.gateway import CreatedVault, Judgement, NewVaultRequest

CODE = "-".join(f"{group}{group}X{at}" for at, group in enumerate("ABCDEFGHJ"))
WORDS = "arbre lune sable canal forge neige"
PASSPHRASE = "quatre mots sans lien"


@dataclass
class FakeGateway:
    """Opens with ``PASSPHRASE`` only; ``failure`` is raised by the next call that writes."""

    asked: list[tuple[object, ...]] = field(default_factory=list)
    failure: CsfError | None = None
    passphrase: str = PASSPHRASE

    def open(self, path: Path, passphrase: str) -> object:
        self.asked.append(("open", path))
        self._fail()
        if passphrase != self.passphrase:
            raise WrongPasswordError
        return "vault"

    def create(self, path: Path, request: NewVaultRequest) -> CreatedVault:
        self.asked.append(("create", path, request))
        self._fail()
        return CreatedVault("vault", CODE, WORDS)

    def recover(self, path: Path, code: str, new_passphrase: str) -> object:
        self.asked.append(("recover", path, code, new_passphrase))
        self._fail()
        return "vault"

    def change_passphrase(self, path: Path, old: str, new: str) -> None:
        self.asked.append(("change", path, old, new))
        if old != self.passphrase:
            raise WrongPasswordError
        self.passphrase = new

    def judge(self, passphrase: str, user_words: tuple[str, ...]) -> Judgement:
        self.asked.append(("judge", user_words))
        if len(passphrase) < 12:
            return Judgement(1, "Faible\u00a0: devinable en une heure.", ("Ajoutez un mot.",))
        return Judgement(4, "Très solide.")

    def recovery_sheet_pdf(self, path: Path, tutor_name: str, recovery_code: str) -> bytes:
        self.asked.append(("sheet", tutor_name, recovery_code))
        buffer = io.BytesIO()
        canvas = Canvas(buffer)
        canvas.drawString(100, 700, recovery_code)
        canvas.showPage()
        canvas.save()
        return buffer.getvalue()

    def named(self, name: str) -> list[tuple[object, ...]]:
        """Return the calls of one name."""
        return [call for call in self.asked if call[0] == name]

    def _fail(self) -> None:
        if self.failure is not None:
            raise self.failure
