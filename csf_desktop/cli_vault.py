"""Opens the vault that a command names, and closes it whatever happens."""

from __future__ import annotations

import logging
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager

from csf_desktop.cli_output import print_error
from csf_desktop.cli_secrets import ask_passphrase
from csf_desktop.errors import StorageError
from csf_desktop.services import vaults
from csf_desktop.services.vaults import Vault

logger = logging.getLogger(__name__)

NO_BACKUP = (
    "Tout est enregistré, mais la sauvegarde de fin de commande n’a pas pu être faite\u00a0: "
    "vérifiez la place libre et le dossier backups, puis lancez csf-desktop backup."
)


@contextmanager
def reading(arguments: Namespace) -> Iterator[Vault]:
    """Give the vault of ``arguments.vault_dir`` to a command that changes nothing."""
    vault = vaults.open_vault(arguments.vault_dir, ask_passphrase(arguments.passphrase_file))
    try:
        yield vault
    finally:
        vault.close()


@contextmanager
def changing(arguments: Namespace) -> Iterator[Vault]:
    """Give the vault to a command that may change it; a backup is taken at the end if it did.

    A backup that fails is told and does not make a failure of what is done and kept.
    """
    with reading(arguments) as vault:
        yield vault
        try:
            vaults.close_vault(vault)
        except StorageError as error:
            logger.warning("no backup at the end: %s", type(error).__name__)
            print_error(NO_BACKUP)
