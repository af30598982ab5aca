"""Texts of every length and script, well formed or not, for the property tests."""

from __future__ import annotations

from hypothesis import strategies as st

_ANY_CHARACTER = st.characters(exclude_categories=())  # lone surrogates and controls too
_FRENCH = "Élève à l’école, façade n° 1er : « prêt » ? <b>&amp; Noël\u00a0; 44000 Nantes "
_LONG_WORD = "Anticonstitutionnellement" * 40

any_text = st.one_of(
    st.just(""),
    st.text(_ANY_CHARACTER, max_size=20),
    st.text(_ANY_CHARACTER, min_size=1, max_size=12).map(lambda text: text * 60),
    st.integers(1, 30).map(lambda times: _FRENCH * times),
    st.sampled_from([_LONG_WORD, "i" * 3000, "W" * 3000, "\u00a0;" * 900, "1er " * 600, "œ" * 400]),
)
