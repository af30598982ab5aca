"""What became of one file that a person gave."""

from __future__ import annotations

from dataclasses import dataclass

from csf_desktop.services.reports import ImportReport


@dataclass(frozen=True)
class FileOutcome:
    """The file's name, one sentence, whether it was refused, and the report if there is one."""

    name: str
    sentence: str
    is_refused: bool = False
    report: ImportReport | None = None
