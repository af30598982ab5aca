"""« Code de secours »: the page to put in a closed envelope, the only one with the code."""

from __future__ import annotations

from dataclasses import dataclass

from csf_desktop.reports.blocks import Block, Field, FieldGrid, Section, Text
from csf_desktop.reports.code_groups import CodeGroups, in_groups
from csf_desktop.reports.formatting import NBSP, TO_COMPLETE, long_date
from csf_desktop.reports.forms import Callout, NumberedList
from csf_desktop.reports.frame import DocumentFrame, render
from csf_desktop.reports.issue import DocumentIssue
from csf_desktop.reports.styles import sheet_styles
from csf_desktop.reports.text import typesetting

TITLE = "Code de secours"
_GROUPS = 9


@dataclass(frozen=True)
class RecoverySheetData:
    """The recovery code of a vault (``storage.recovery_code``), with or without its dashes.

    ``issue.issued_at`` is the day it was made. The sheet is printed or saved where the person
    says; the bytes are a secret as the code is.
    """

    issue: DocumentIssue
    code: str
    tutor_name: str
    vault_folder: str


def build(data: RecoverySheetData) -> bytes:
    """Return the sheet as a PDF of one page; the same data gives the same bytes."""
    frame = DocumentFrame(TITLE, "Code de secours d’un coffre", data.issue)
    with typesetting():
        return render([[_code(data.code), _origin(data), _what_to_do(), _how_to_use()]], frame)


def _code(code: str) -> Block:
    styles = sheet_styles()
    note = (
        "Lettres et chiffres, sans I, L, O ni U. Le zéro est barré. Les espaces, les tirets et "
        "les majuscules ne comptent pas."
    )
    return Callout(
        (
            Text("Neuf groupes de quatre caractères", styles.heading, 1),
            CodeGroups(in_groups(code)[:_GROUPS], per_row=3, size=25, is_boxed=True),
            Text(note, styles.small, 2),
        )
    )


def _origin(data: RecoverySheetData) -> Block:
    made_on = long_date(data.issue.issued_at.date())
    fields = (
        Field("Tuteur pilote", data.tutor_name, missing=TO_COMPLETE),
        Field("Code créé le", made_on, max_lines=1),
        Field("Dossier du coffre", data.vault_folder, 2, 3, missing=TO_COMPLETE),
    )
    return Section("De quel coffre", (FieldGrid(fields, columns=2),))


def _what_to_do() -> Block:
    steps = (
        "Glissez cette feuille dans une enveloppe fermée, signez sur le rabat et écrivez-y la "
        "date.",
        "Rangez l’enveloppe sous clé au bureau, ou confiez-la à votre coordination. Jamais avec "
        "l’ordinateur, ni dans sa housse.",
        "Ne photographiez pas ce code, ne l’envoyez pas par messagerie et ne gardez pas de copie "
        "de ce fichier.",
        f"Si l’enveloppe a été ouverte sans vous, changez de phrase de passe et créez un nouveau "
        f"code{NBSP}: l’ancien n’ouvrira plus rien.",
    )
    return Section("Que faire de cette feuille", (NumberedList(steps),))


def _how_to_use() -> Block:
    text = (
        f"Phrase de passe oubliée{NBSP}: ouvrez CSF Desktop, choisissez le coffre, puis le code "
        f"de secours. Recopiez les neuf groupes et donnez une nouvelle phrase de passe. Sans "
        f"phrase de passe et sans ce code, personne ne peut rouvrir le coffre."
    )
    body = Text(text, sheet_styles().body)
    return Section("Le jour où il servira", (body,))
