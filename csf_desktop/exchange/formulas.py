"""Keeps a spreadsheet from taking a text of ours for a formula, and takes the guard off again.

What a buyer or a file gave as a name may begin with « = »: opened in a spreadsheet, it would be
calculated, and could call out or run a command (OWASP, *CSV Injection*). OWASP's remedy is a
leading apostrophe, which spreadsheets take for « this is text ». A text that has apostrophes there
already gets one more, so that taking one off always gives the original.
"""

from __future__ import annotations

import re

STARTERS = "=+-@\t\r\n＝＋－＠"
"""What a formula begins with; the last four are the wide forms that spreadsheets also obey."""
_RISKY = re.compile(f"'*[{re.escape(STARTERS)}]")
_GUARDED = re.compile(f"''*[{re.escape(STARTERS)}]")


def guarded(text: str) -> str:
    """Return a text that no spreadsheet calculates. Numbers are not texts: leave them be."""
    return f"'{text}" if _RISKY.match(text) else text


def without_guard(text: str) -> str:
    """Return the text that ``guarded`` was given."""
    return text[1:] if _GUARDED.match(text) else text
