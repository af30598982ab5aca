"""An e-mail made ready for the person's own program: the address bar of « mailto: »."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote


@dataclass(frozen=True)
class MailDraft:
    """An e-mail to send by hand; what is attached is added by hand too (RFC 6068 has no way)."""

    subject: str
    body: str
    to: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()

    def url(self) -> str:
        """Return the « mailto: » link, every value percent-encoded."""
        fields = {
            "cc": ",".join(quote(address, safe="@") for address in self.copies),
            "subject": quote(self.subject, safe=""),
            "body": quote(self.body.replace("\n", "\r\n"), safe=""),
        }
        asked = "&".join(f"{name}={value}" for name, value in fields.items() if value)
        return f"mailto:{','.join(quote(address, safe='@') for address in self.to)}?{asked}"
