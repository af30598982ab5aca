"""Says whether a PDF is intact and whose it is, with or without a vault to know people by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from csf_desktop.errors import CsfError
from csf_desktop.exchange.verification import SignatureStatus, verify_pdf
from csf_desktop.services.files import read_pdf
from csf_desktop.services.identities import trusted_fingerprints
from csf_desktop.storage.unit_of_work import reading_session
from csf_desktop.storage.vault import Vault


@dataclass(frozen=True, slots=True)
class Verified:
    """The answer; ``status`` is valid, unknown_signer, modified, unsigned or unreadable.

    ``date`` is the signer's clock (« heure déclarée »); ``reason`` one French sentence.
    """

    status: str
    signer: str
    academie: str
    fingerprint: str
    words: str
    date: datetime | None
    covers_whole_file: bool
    reason: str


def verify_file(vault: Vault | None, path: Path) -> Verified:
    """Verify a PDF; a signer is known by the contact cards of ``vault``, nobody is without one."""
    known: set[str] = set()
    if vault is not None:
        with reading_session(vault) as session:
            known = trusted_fingerprints(session)
    try:
        found = verify_pdf(read_pdf(path), known=known, name=path.name)
    except CsfError as error:
        unreadable = SignatureStatus.UNREADABLE.value
        return Verified(unreadable, "", "", "", "", None, False, str(error))
    return Verified(
        found.status.value,
        found.signer,
        found.academie,
        found.fingerprint,
        found.words,
        found.declared_at,
        found.covers_whole_file,
        found.reason,
    )
