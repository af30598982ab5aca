"""Judges a passphrase: length and how easily it is guessed; nothing is refused silently."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

MIN_LENGTH = 8
MAX_JUDGED = 72
"""zxcvbn's time grows fast with length; beyond this a passphrase is strong or a repetition."""

_SENTENCES = (
    "Très faible\u00a0: elle serait devinée aussitôt.",
    "Faible\u00a0: elle serait devinée en peu de temps.",
    "Moyenne\u00a0: ajoutez un ou deux mots.",
    "Bonne\u00a0: elle résiste longtemps.",
    "Très bonne\u00a0: elle résiste très longtemps.",
)
_COMMON = ("clause sociale", "formation", "parcours", "tuteur", "azerty", "motdepasse")


@dataclass(frozen=True, slots=True)
class Judgement:
    """0 (very weak) to 4 (very strong), in words, with advice."""

    score: int
    sentence: str
    advice: tuple[str, ...] = ()


def judge_passphrase(passphrase: str, user_words: Sequence[str] = ()) -> Judgement:
    """Judge a passphrase; ``user_words`` (name, académie…) make it weaker where they appear."""
    from zxcvbn import zxcvbn  # its word lists take a tenth of a second to load

    if not passphrase:
        return Judgement(0, _SENTENCES[0], ("Tapez quatre ou cinq mots sans lien entre eux.",))
    known = [word for words in (*user_words, *_COMMON) for word in (words, *words.split()) if word]
    score = int(zxcvbn(passphrase[:MAX_JUDGED], user_inputs=known)["score"])
    if len(passphrase) < MIN_LENGTH:
        score = min(score, 1)
    return Judgement(score, _SENTENCES[score], _advice(passphrase, score, known))


def _advice(passphrase: str, score: int, known: Sequence[str]) -> tuple[str, ...]:
    advice = []
    if len(passphrase) < MIN_LENGTH:
        advice.append(f"Allongez-la\u00a0: au moins {MIN_LENGTH}\u00a0caractères.")
    folded = passphrase.casefold()
    if any(len(word) > 3 and word.casefold() in folded for word in known):
        advice.append("Évitez votre nom, votre académie et les mots du métier.")
    if score < 3 and " " not in passphrase.strip():
        advice.append("Quatre ou cinq mots sans lien entre eux se retiennent bien.")
    return tuple(advice)
