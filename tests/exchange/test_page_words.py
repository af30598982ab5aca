"""The words that a page draws, whatever the fonts, without a program that draws pages."""

from __future__ import annotations

from collections.abc import Mapping

import pikepdf
import pytest

from csf_desktop.exchange.limits import MAX_DRAWN_BYTES
from csf_desktop.exchange.page_words import Drawn, words_of_page

TABLE = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap
1 begincodespacerange <0000> <FFFF> endcodespacerange
2 beginbfchar
<0001> <0046>
<00 02> <0069 0063>
endbfchar
3 beginbfrange
<0010> <0012> <0068>
<0020> <0021> [<00E9> <20AC>]
<0030> <0030> <>
endbfrange
endcmap end end"""


def page(
    content: bytes, *, table: bytes = TABLE, used: Mapping[str, tuple[str, bytes]] | None = None
) -> pikepdf.Object:
    """Return a page with a two-byte font F, a plain font P, and what it uses: kind and content."""
    document = pikepdf.new()
    KEPT.append(document)
    made = document.add_blank_page().obj
    two = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type0)
    if table:
        two.ToUnicode = pikepdf.Stream(document, table)
    plain = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1)
    made.Resources = pikepdf.Dictionary(
        Font=pikepdf.Dictionary(F=two, P=plain), XObject=pikepdf.Dictionary()
    )
    for name, (subtype, drawing) in (used or {}).items():
        stream = pikepdf.Stream(document, drawing)
        stream.Subtype = pikepdf.Name(subtype)
        made.Resources.XObject[name] = stream
    made.Contents = pikepdf.Stream(document, content)
    return made


KEPT: list[pikepdf.Pdf] = []
"""Pages do not keep their document alive."""


def seen(content: bytes, table: bytes = TABLE, **used: tuple[str, bytes]) -> Drawn:
    return words_of_page(page(content, table=table, used={f"/{k}": v for k, v in used.items()}))


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"BT /P 9 Tf (Fiche) Tj ET", "Fiche"),
        (b"BT /P 9 Tf (\x9cuvre \x80) ' ET", "œuvre €"),
        (b"BT /P 9 Tf [(Fi) -20 (che)] TJ ET", "Fiche"),
        (b"BT /F 9 Tf <00010002> Tj ET", "Fic"),
        (b"BT /F 9 Tf <001000110012> Tj ET", "hij"),
        (b"BT /F 9 Tf <00200021> Tj ET", "é€"),
        (b"BT /F 9 Tf <00300099> Tj ET", ""),
        (b"BT (sans police) Tj ET", "sans police"),
        (b"BT /Inconnue 9 Tf (x) Tj ET", "x"),
    ],
)
def test_words_are_read(content: bytes, text: str) -> None:
    drawn = seen(content)
    assert drawn.text == text
    assert not drawn.has_picture


def test_font_without_a_table_leaves_its_words_unknown() -> None:
    drawn = seen(b"BT /F 9 Tf <00010002> Tj ET", table=b"")
    assert (drawn.text, drawn.has_unknown) == ("", True)


@pytest.mark.parametrize(
    "table",
    [
        b"beginbfchar <0001",
        b"beginbfchar <0001> [ <0002> endbfchar",
        b"beginbfrange <0001> endbfrange",
        b"beginbfrange [ ] <0001> <0002> endbfrange",
        b"beginbfrange <0000> <FFFFFFFFFF> <FFFF> endbfrange",
        b"beginbfchar " * 20_000,
        b"\xff\xfe",
    ],
)
def test_table_that_is_none_does_no_harm(table: bytes) -> None:
    assert isinstance(seen(b"BT /F 9 Tf <00010002> Tj (x) Tj ET", table=table).text, str)


def test_drawings_within_drawings_are_read_a_few_deep() -> None:
    found = seen(
        b"/In Do /Absent Do /Loop Do",
        In=("/Form", b"BT (dedans) Tj ET"),
        Loop=("/Form", b"BT (a) Tj ET /Loop Do"),
    )
    assert found.text == "dedansaaa"


def test_pictures_are_told() -> None:
    assert seen(b"q /Im Do Q", Im=("/Image", b"\x00")).has_picture
    assert seen(b"BI /W 1 /H 1 /BPC 8 /CS /G ID x EI").has_picture


def test_what_lies_beyond_the_limit_is_left_out() -> None:
    heavy = b"BT (x) Tj ET " * (MAX_DRAWN_BYTES // 13 + 1)
    assert seen(heavy).text == ""


def test_page_without_content_has_no_words() -> None:
    document = pikepdf.new()
    bare = document.add_blank_page().obj
    del bare["/Contents"]
    assert words_of_page(bare).text == ""
