"""From a passphrase to a wrapping key: Argon2id (RFC 9106), tuned to the machine."""

from __future__ import annotations

import math
import secrets
import time
import unicodedata
from dataclasses import dataclass

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

TARGET_SECONDS = 0.3
SALT_BYTES = 16
_TUNED_MEMORY_KIB = 256 * 1024  # tutors' laptops have 4 to 8 GB, shared with a browser
_MAX_MEMORY_KIB = 1024 * 1024
_MAX_PASSES = 64
_MAX_WORK = _TUNED_MEMORY_KIB * _MAX_PASSES
_MAX_LANES = 16


@dataclass(frozen=True, slots=True)
class KdfCost:
    """What one guess costs: memory in KiB, passes over it, parallel lanes."""

    memory_kib: int
    passes: int
    lanes: int = 4

    def is_sane(self) -> bool:
        """Tell whether a vault.json may ask for this: no denial of service by a hostile file."""
        return (
            1 <= self.lanes <= _MAX_LANES
            and 8 * self.lanes <= self.memory_kib <= _MAX_MEMORY_KIB
            and 1 <= self.passes <= _MAX_PASSES
            and self.memory_kib * self.passes <= _MAX_WORK
        )


MINIMUM_COST = KdfCost(memory_kib=64 * 1024, passes=3)


def tune_cost(target_seconds: float = TARGET_SECONDS) -> KdfCost:
    """Return a cost, never under ``MINIMUM_COST``, whose derivation took ``target_seconds`` here.

    Memory grows first (it is what costs an attacker's hardware), up to 256 MiB, then passes.
    A slow machine stops at the minimum; a fast one stops at the first cost over the target, so
    a derivation takes at most some three times the target beyond the minimum.
    """
    cost, elapsed = MINIMUM_COST, _timed(MINIMUM_COST, target_seconds)
    while elapsed < target_seconds and cost.passes < _MAX_PASSES:
        cost = _dearer(cost, wanted=target_seconds / elapsed)
        elapsed = _timed(cost, target_seconds)
    return cost


def derive_key(passphrase: str, salt: bytes, cost: KdfCost) -> bytes:
    """Return the 32-byte key of a passphrase; the same text typed on any keyboard gives the same.

    NFKC: « é » comes composed or not, depending on the system that typed it.
    """
    kdf = Argon2id(
        salt=salt,
        length=32,
        iterations=cost.passes,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    )
    return kdf.derive(unicodedata.normalize("NFKC", passphrase).encode())


def _dearer(cost: KdfCost, wanted: float) -> KdfCost:
    if cost.memory_kib < _TUNED_MEMORY_KIB:
        return KdfCost(cost.memory_kib * 2, cost.passes, cost.lanes)
    passes = min(_MAX_PASSES, max(cost.passes + 1, math.ceil(cost.passes * wanted)))
    return KdfCost(cost.memory_kib, passes, cost.lanes)


def _timed(cost: KdfCost, enough: float) -> float:
    """Return the seconds of a derivation: the better of two, unless one took twice ``enough``."""
    first = _one_derivation(cost)
    return first if first >= 2 * enough else min(first, _one_derivation(cost))


def _one_derivation(cost: KdfCost) -> float:
    started = time.perf_counter()
    derive_key("a passphrase of usual length", secrets.token_bytes(SALT_BYTES), cost)
    return max(time.perf_counter() - started, 1e-4)
