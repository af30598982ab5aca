"""What a write answers; the window reloads what it touched and offers to undo it."""

from __future__ import annotations

from csf_desktop.storage.journal import ChangeSet

__all__ = ["ChangeSet"]
