"""The calls that the unlock screens hand to their worker thread (the gateway comes first)."""

from __future__ import annotations

from pathlib import Path

from csf_desktop.ui.unlock.gateway import (
    CreatedVault,
    Judgement,
    NewVaultRequest,
    VaultGateway,
)


def open_vault(gateway: VaultGateway, path: Path, passphrase: str) -> object:
    return gateway.open(path, passphrase)


def create_vault(gateway: VaultGateway, path: Path, request: NewVaultRequest) -> CreatedVault:
    return gateway.create(path, request)


def recover_vault(gateway: VaultGateway, path: Path, code: str, passphrase: str) -> object:
    return gateway.recover(path, code, passphrase)


def change_passphrase(gateway: VaultGateway, path: Path, old: str, new: str) -> None:
    gateway.change_passphrase(path, old, new)


def judge(gateway: VaultGateway, passphrase: str, words: tuple[str, ...]) -> Judgement:
    return gateway.judge(passphrase, words)


def recovery_sheet(gateway: VaultGateway, path: Path, tutor_name: str, code: str) -> bytes:
    return gateway.recovery_sheet_pdf(path, tutor_name, code)
