"""Hands an e-mail to the person's own program; nothing is sent from here."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from csf_desktop.services.mail import MailDraft

OPENED = "Le courriel est prêt dans votre messagerie\u00a0: "
COPIED = "Aucune messagerie ne s’est ouverte\u00a0: le texte du courriel est copié, collez-le. "


def open_mail(draft: MailDraft) -> bool:
    """Open the e-mail in the system's program; without one, copy its text and return ``False``."""
    if QDesktopServices.openUrl(QUrl.fromEncoded(QByteArray(draft.url().encode()))):
        return True
    QGuiApplication.clipboard().setText(f"{draft.subject}\n\n{draft.body}")
    return False
