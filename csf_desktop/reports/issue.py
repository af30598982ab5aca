"""What every document says about itself: its reference, its origin, its signature."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class DocumentIssue:
    """Who issued a document, when, and how it is signed.

    ``issued_at`` is printed as given, called « heure déclarée »: it is the issuer's own clock.
    ``signer`` is empty for a document that is not signed; ``fingerprint`` is then not printed.
    ``is_demo`` prints the band « DÉMONSTRATION – données inventées » on every page.
    """

    reference: str
    academy: str
    issued_at: datetime
    issuer: str
    signer: str = ""
    fingerprint: str = ""
    is_demo: bool = False
