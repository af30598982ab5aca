"""Answers the unlock screens with the services; heavy imports wait for the worker thread."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from csf_desktop.errors import CsfError
from csf_desktop.ui.unlock.gateway import CreatedVault, Judgement, NewVaultRequest

if TYPE_CHECKING:
    from csf_desktop.storage.vault import Vault

logger = logging.getLogger(__name__)


class Gateway:
    """Vault operations for the window; called in a worker thread.

    The services are imported at the first call, so that the unlock window shows at once.
    """

    def __init__(self) -> None:
        self._open: Vault | None = None
        self._is_demo = False

    @property
    def is_demo(self) -> bool:
        """Whether the vault opened last holds invented data."""
        return self._is_demo

    def open(self, path: Path, passphrase: str) -> Vault:
        """Open a vault."""
        from csf_desktop.services import vaults

        return self._keep(vaults.open_vault(path, passphrase))

    def create(self, path: Path, request: NewVaultRequest) -> CreatedVault:
        """Make a vault in an empty or new folder, and open it."""
        from csf_desktop.services import vaults
        from csf_desktop.services.profile import Profile

        profile = Profile(request.tutor_name, request.academie, request.phone, request.email)
        made = vaults.create_vault(path, request.passphrase, profile)
        return CreatedVault(self._keep(made.vault), made.recovery_code, made.fingerprint_words)

    def recover(self, path: Path, code: str, new_passphrase: str) -> Vault:
        """Set a new passphrase with the recovery code, and open the vault."""
        from csf_desktop.services import vaults

        return self._keep(vaults.recover_vault(path, code, new_passphrase))

    def change_passphrase(self, path: Path, old: str, new: str) -> None:
        """Replace the passphrase of a vault, open here or closed."""
        from csf_desktop.services import vaults

        vault = self._open
        if vault is not None and vault.is_open and vault.path == path:
            vault.change_passphrase(old, new)
        else:
            vaults.change_passphrase(path, old, new)

    def judge(self, passphrase: str, user_words: tuple[str, ...]) -> Judgement:
        """Judge a passphrase."""
        from csf_desktop.services.passphrases import judge_passphrase

        found = judge_passphrase(passphrase, user_words)
        return Judgement(found.score, found.sentence, found.advice)

    def recovery_sheet_pdf(self, path: Path, tutor_name: str, recovery_code: str) -> bytes:
        """Return the printable sheet of the recovery code."""
        from csf_desktop.services import vaults
        from csf_desktop.services.profile import Profile

        return vaults.recovery_sheet_pdf(path, Profile(tutor_name), recovery_code)

    def open_demo(self, path: Path) -> Vault:
        """Open the demonstration vault, made at the first time."""
        from csf_desktop.services import demo

        return self._keep(demo.open_demo(path))

    def _keep(self, vault: Vault) -> Vault:
        # Loaded here, off the window's thread, for the window that opens next.
        import csf_desktop.app_workspace  # noqa: F401
        from csf_desktop.services import vaults

        self._is_demo = vaults.is_demo(vault)
        self._open = vault
        return vault


def open_demo(gateway: Gateway, path: Path) -> Vault:
    """Call ``Gateway.open_demo`` as a task runner's job."""
    return gateway.open_demo(path)


def end_session(vault: Vault) -> Exception | None:
    """Back a vault up and close it, as a task runner's job; return what went wrong, if anything.

    Nothing is raised: whatever happens the window goes on to its next screen, or ends.
    """
    from csf_desktop.services.vaults import close_vault

    try:
        close_vault(vault)
    except CsfError as failure:
        logger.warning("no backup at the end of the session: %s", type(failure).__name__)
        return failure
    except Exception as failure:  # noqa: BLE001 - a bug, handed over to the crash dialog
        return failure
    return None


def academie_choices() -> Sequence[tuple[str, str]]:
    """Return the académies as (code, French label) pairs, for a picker."""
    from csf_desktop.reference.academies import academies

    return tuple((item.code, item.label) for item in academies())
