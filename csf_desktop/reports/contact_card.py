"""« Carte de contact »: a card to cut out, that lets a colleague trust our signature."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from csf_desktop.reports.blocks import Block, Field, FieldGrid, Section, Stack, Text
from csf_desktop.reports.code_groups import CodeGroups, in_groups
from csf_desktop.reports.cut_line import CutLine
from csf_desktop.reports.fonts import printable
from csf_desktop.reports.formatting import NBSP, or_missing, phone
from csf_desktop.reports.forms import NumberedList
from csf_desktop.reports.frame import DocumentFrame, render
from csf_desktop.reports.issue import DocumentIssue
from csf_desktop.reports.qr_code import QrCode
from csf_desktop.reports.styles import COLOUR, GAP, MM, sheet_styles
from csf_desktop.reports.text import typesetting

TITLE = "Carte de contact"
QR_PREFIX = "CSF1:"
_DIGITS = 64
_GROUPS_PER_LINE = 8


@dataclass(frozen=True)
class ContactCardData:
    """A tutor's card.

    ``fingerprint`` is the SHA-256 of the certificate, 64 hexadecimal digits; ``words`` are those
    that people compare by voice, separated by spaces. The académie is that of ``issue``.
    """

    issue: DocumentIssue
    name: str
    role: str = ""
    phone: str = ""
    email: str = ""
    fingerprint: str = ""
    words: str = ""


def build(data: ContactCardData) -> bytes:
    """Return the card as a PDF of one page; the same data gives the same bytes."""
    frame = DocumentFrame(TITLE, "Carte de contact, clause sociale de formation", data.issue)
    page: list[Block] = [
        _Card(data),
        CutLine("Découpez la carte suivant cette ligne"),
        _comparison(),
        _use(),
    ]
    with typesetting():
        return render([page], frame)


@dataclass(frozen=True)
class _Card:
    """The outlined card: who on the left, the code on the right, the fingerprint below."""

    data: ContactCardData

    _PAD = 5 * MM
    _QR = 46 * MM
    _GUTTER = 6 * MM

    def height(self, width: float) -> float:
        inner = width - 2 * self._PAD
        fingerprint = self._fingerprint()
        upper = max(self._QR, self._who().height(inner - self._QR - self._GUTTER))
        return 2 * self._PAD + upper + GAP + fingerprint.height(inner)

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        height = self.height(width)
        canvas.setStrokeColor(COLOUR.primary)
        canvas.setLineWidth(1.2)
        canvas.roundRect(x, top - height, width, height, 3 * MM, stroke=1, fill=0)
        inner, left = width - 2 * self._PAD, x + self._PAD
        who, top = self._who(), top - self._PAD
        who_width = inner - self._QR - self._GUTTER
        who.draw(canvas, left, top, who_width)
        content = qr_content(self.data.fingerprint)
        QrCode(content, self._QR).draw(canvas, left + inner - self._QR, top, self._QR)
        top -= max(self._QR, who.height(who_width)) + GAP
        self._fingerprint().draw(canvas, left, top, inner)

    def _who(self) -> Block:
        data, styles = self.data, sheet_styles()
        title = Text(or_missing(printable(data.name), "Nom à compléter"), styles.lead, 2)
        academy = or_missing(printable(data.issue.academy), "Académie à compléter")
        fields = (
            Field("Fonction", data.role, 2),
            Field("Téléphone", phone(data.phone)),
            Field("Courriel", data.email),
        )
        kind = Text(f"{TITLE} · clause sociale de formation", styles.small, 1)
        return Stack((kind, title, Text(academy, styles.body, 2), FieldGrid(fields, columns=2)))

    def _fingerprint(self) -> Block:
        styles = sheet_styles()
        words = " · ".join(printable(self.data.words).split())
        groups = in_groups(_digits(self.data.fingerprint))
        return Section(
            "Empreinte à comparer",
            (
                Text(or_missing(words), styles.lead, 2),
                CodeGroups(groups, per_row=_GROUPS_PER_LINE, size=11),
            ),
        )


def qr_content(fingerprint: str) -> str:
    """Return what the code carries: ``CSF1:`` and the fingerprint in lower-case hexadecimal."""
    return f"{QR_PREFIX}{_digits(fingerprint)}"


def _digits(fingerprint: str) -> str:
    return re.sub(r"[^0-9a-f]", "", fingerprint.lower())[:_DIGITS]


def _comparison() -> Block:
    steps = (
        "Appelez la personne au numéro que vous connaissez déjà, pas à celui de cette carte.",
        "Demandez-lui de lire les mots de l’empreinte que son application affiche avec son "
        "identité. Suivez-les sur cette carte, dans l’ordre.",
        f"Tous les mots sont les mêmes{NBSP}: confirmez dans l’application que l’empreinte a été "
        f"comparée. Ses fichiers signés seront reconnus.",
        f"Un seul mot diffère{NBSP}: n’acceptez pas la carte et prévenez la personne.",
    )
    return Section("Comparer de vive voix, en une minute", (NumberedList(steps),))


def _use() -> Block:
    text = (
        "La carte permet de reconnaître la signature de cette personne et de lui adresser des "
        "fichiers qu’elle seule pourra ouvrir. Elle ne contient aucun secret et peut être copiée. "
        "Le code carré porte la même empreinte, pour un lecteur de codes."
    )
    return Section("À quoi sert cette carte", (Text(text, sheet_styles().body),))
