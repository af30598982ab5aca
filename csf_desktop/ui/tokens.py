"""The colours of the window, as two frozen themes. No Qt here, so that contrast is tested bare."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Tone(Enum):
    """What a status means to the eye; a word and an icon always go with it."""

    LATE = "late"
    SOON = "soon"
    DONE = "done"
    PROGRESS = "progress"
    MUTE = "mute"


@dataclass(frozen=True, slots=True)
class Tokens:
    """One theme: ``#RRGGBB`` strings by role.

    ``ctl`` is the border of what can be acted on (3:1 at least), ``line`` a mere separator.
    ``focus`` is blue, for red is what an error has. ``placeholder`` is never that of an entry.
    """

    name: str
    bg: str
    surface: str
    surface2: str
    line: str
    line2: str
    ctl: str
    text: str
    text2: str
    text3: str
    placeholder: str
    primary: str
    primary_hover: str
    primary_press: str
    primary_soft: str
    primary_softer: str
    on_primary: str
    focus: str
    focus_on_primary: str
    accent: str
    late: str
    late_bg: str
    soon: str
    soon_bg: str
    done: str
    done_bg: str
    progress: str
    progress_bg: str
    mute: str
    mute_bg: str

    @property
    def is_flat(self) -> bool:
        """Tell whether surfaces do not differ by colour, so that outlines must tell them apart."""
        return self.surface == self.bg

    def tone(self, tone: Tone) -> tuple[str, str]:
        """Return the text colour and the background of a status tone."""
        return getattr(self, tone.value), getattr(self, f"{tone.value}_bg")


NEUTRAL = Tokens(
    name="neutral",
    bg="#FFFFFF",
    surface="#F5F6FA",
    surface2="#ECEEF5",
    line="#DFE2EA",
    line2="#C5CAD8",
    ctl="#7D8599",
    text="#1B1F2A",
    text2="#4C5366",
    text3="#5F677B",
    placeholder="#5F677B",
    primary="#24408E",
    primary_hover="#1B3273",
    primary_press="#14265A",
    primary_soft="#EAEEFA",
    primary_softer="#F4F6FD",
    on_primary="#FFFFFF",
    focus="#0B5FD6",
    focus_on_primary="#F2B736",
    accent="#E0A526",
    late="#A81E1E",
    late_bg="#FBE3E1",
    soon="#8A4B00",
    soon_bg="#FDEBD0",
    done="#17663A",
    done_bg="#DDF3E4",
    progress="#164FA3",
    progress_bg="#E3EDFC",
    mute="#4C5366",
    mute_bg="#ECEEF3",
)

HIGH_CONTRAST = Tokens(
    name="high_contrast",
    bg="#FFFFFF",
    surface="#FFFFFF",
    surface2="#FFFFFF",
    line="#000000",
    line2="#000000",
    ctl="#000000",
    text="#000000",
    text2="#000000",
    text3="#000000",
    placeholder="#595959",
    primary="#000066",
    primary_hover="#000000",
    primary_press="#000000",
    primary_soft="#FFFFFF",
    primary_softer="#FFFFFF",
    on_primary="#FFFFFF",
    focus="#0060FF",
    focus_on_primary="#FFD800",
    accent="#000000",
    late="#7A0000",
    late_bg="#FFFFFF",
    soon="#5A2F00",
    soon_bg="#FFFFFF",
    done="#00421D",
    done_bg="#FFFFFF",
    progress="#00246B",
    progress_bg="#FFFFFF",
    mute="#000000",
    mute_bg="#FFFFFF",
)

THEMES: dict[str, Tokens] = {tokens.name: tokens for tokens in (NEUTRAL, HIGH_CONTRAST)}


def contrast(first: str, second: str) -> float:
    """Return the WCAG 2 contrast ratio (1 to 21) of two ``#RRGGBB`` colours."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
