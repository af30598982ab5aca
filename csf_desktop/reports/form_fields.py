"""Puts fields that can be filled into a PDF whose boxes are drawn (ISO 32000-1 §12.7).

Written with pikepdf: reportlab's own fields have neither scripts, nor lists whose words differ from
their codes, nor a writing that every reader draws alike. Each field has its appearance drawn, in
Helvetica and WinAnsi, which every reader knows; what people write is drawn by their reader.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from csf_desktop.models.form_fields import FieldKind, FormField
from csf_desktop.reports.form_drawing import check_drawing, text_drawing
from csf_desktop.reports.form_rows import ARROW_WIDTH, Placement

if TYPE_CHECKING:
    import pikepdf

CHECKED, UNCHECKED = "/Oui", "/Off"

# Flags of fields (tables 221, 228 and 230) and of annotations (table 165).
_READ_ONLY, _MULTILINE, _COMBO, _EDITABLE = 1, 1 << 12, 1 << 17, 1 << 18
_HIDDEN, _PRINTED = 2, 4
_RIGHT_ALIGNED = 2
# Size 0: the reader makes what is written fit the box.
_TEXT_LOOK = "/Helv 0 Tf 0.106 0.122 0.165 rg"
_CHECK_LOOK = "/ZaDb 0 Tf 0.106 0.122 0.165 rg"
# Known to Adobe Reader, to pdf.js (Firefox) and to PDFium (Edge, Chrome); others see plain text.
_SCRIPTS = {
    FieldKind.DATE: ('AFDate_KeystrokeEx("dd/mm/yyyy");', 'AFDate_FormatEx("dd/mm/yyyy");'),
    FieldKind.COUNT: (
        'AFNumber_Keystroke(0, 3, 0, 0, "", true);',
        'AFNumber_Format(0, 3, 0, 0, "", true);',
    ),
}
_RIGHT = (FieldKind.HOURS, FieldKind.AMOUNT, FieldKind.COUNT)


def add_fields(
    pdf: bytes,
    placements: Sequence[Placement],
    texts: Mapping[str, str],
    hidden: Mapping[str, str],
    mark: tuple[str, str],
) -> bytes:
    """Return ``pdf`` with a field at each placement, filled in with ``texts`` by name.

    A check box is ticked by any text. ``hidden`` are fields that nobody sees or edits. ``mark`` is
    a name and a value of the file's properties, which stay when the fields are flattened.
    Fields are reached in the order of ``placements``. The same input gives the same bytes.
    """
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as document:
        writer = _Writer(document)
        for name, value in hidden.items():
            writer.add_hidden(name, value)
        for placement in placements:
            writer.add(placement, texts.get(placement.field.name, ""))
        writer.finish(mark)
        output = io.BytesIO()
        document.save(output, deterministic_id=True, min_version="1.7")
    return output.getvalue()


class _Writer:
    """Adds fields to one open document."""

    def __init__(self, document: pikepdf.Pdf) -> None:
        import pikepdf

        self._lib = pikepdf
        self._document = document
        self._fields = pikepdf.Array()
        self._fonts = pikepdf.Dictionary(
            Helv=document.make_indirect(
                pikepdf.Dictionary(
                    Type=pikepdf.Name.Font,
                    Subtype=pikepdf.Name.Type1,
                    BaseFont=pikepdf.Name.Helvetica,
                    Encoding=pikepdf.Name.WinAnsiEncoding,
                )
            ),
            ZaDb=document.make_indirect(
                pikepdf.Dictionary(
                    Type=pikepdf.Name.Font,
                    Subtype=pikepdf.Name.Type1,
                    BaseFont=pikepdf.Name.ZapfDingbats,
                )
            ),
        )

    def add_hidden(self, name: str, value: str) -> None:
        """Add a field without place on the first page."""
        annotation = self._annotation("Tx", name, (0.0, 0.0, 0.0, 0.0), _HIDDEN | _PRINTED)
        annotation.Ff = _READ_ONLY
        annotation.DA = self._text(_TEXT_LOOK)
        annotation.V = self._text(value)
        annotation.AP = self._lib.Dictionary(N=self._drawing(b"", 0, 0))
        self._place(annotation, 1)

    def add(self, placement: Placement, text: str) -> None:
        """Add one field, filled in."""
        one = placement.field
        if one.kind is FieldKind.CHECK:
            annotation = self._check(placement, is_ticked=bool(text))
        elif one.kind is FieldKind.CHOICE:
            annotation = self._written("Ch", placement, text)
            annotation.Ff = _COMBO | (_EDITABLE if one.is_open else 0)
            annotation.Opt = self._lib.Array([self._text(words) for words in _options(one)])
        else:
            annotation = self._written("Tx", placement, text)
            annotation.Ff = _MULTILINE if one.kind is FieldKind.LONG_TEXT else 0
            annotation.MaxLen = one.max_length
            if one.kind in _RIGHT:
                annotation.Q = _RIGHT_ALIGNED
            self._add_scripts(annotation, one.kind)
        annotation.TU = self._text(one.tooltip)
        self._place(annotation, placement.page)

    def finish(self, mark: tuple[str, str]) -> None:
        """Declare the fields, and the order in which the tab key reaches them."""
        name, pdf = self._lib.Name, self._document
        pdf.Root.AcroForm = pdf.make_indirect(
            self._lib.Dictionary(
                Fields=self._fields,
                NeedAppearances=False,
                DR=self._lib.Dictionary(Font=self._fonts),
                DA=self._text(_TEXT_LOOK),
            )
        )
        for page in pdf.pages:
            # The order of the structure; where there is none, that of the annotations.
            page.obj.Tabs = name.S
        pdf.docinfo[name(f"/{mark[0]}")] = self._text(mark[1])

    def _written(self, kind: str, placement: Placement, text: str) -> pikepdf.Dictionary:
        """Return a field that shows text."""
        box = (placement.left, placement.bottom, placement.right, placement.top)
        annotation = self._annotation(kind, placement.field.name, box, _PRINTED)
        annotation.DA = self._text(_TEXT_LOOK)
        if text:
            annotation.V = annotation.DV = self._text(text)
        width, height = placement.right - placement.left, placement.top - placement.bottom
        is_list = placement.field.kind is FieldKind.CHOICE
        drawn = text_drawing(
            text,
            width - ARROW_WIDTH if is_list else width,
            height,
            is_long=placement.field.kind is FieldKind.LONG_TEXT,
            is_right=placement.field.kind in _RIGHT,
        )
        annotation.AP = self._lib.Dictionary(N=self._drawing(drawn, width, height))
        return annotation

    def _check(self, placement: Placement, *, is_ticked: bool) -> pikepdf.Dictionary:
        lib = self._lib
        box = (placement.left, placement.bottom, placement.right, placement.top)
        annotation = self._annotation("Btn", placement.field.name, box, _PRINTED)
        side = placement.right - placement.left
        ticked, empty = self._drawing(check_drawing(side), side, side), self._drawing(b"", 0, 0)
        annotation.AP = lib.Dictionary(
            N=lib.Dictionary({CHECKED: ticked, UNCHECKED: empty}),
        )
        annotation.V = annotation.AS = lib.Name(CHECKED if is_ticked else UNCHECKED)
        annotation.DA = self._text(_CHECK_LOOK)
        annotation.MK = lib.Dictionary(CA=self._text("4"))
        return annotation

    def _annotation(
        self, kind: str, name: str, box: tuple[float, float, float, float], flags: int
    ) -> pikepdf.Dictionary:
        lib = self._lib
        made: pikepdf.Dictionary = lib.Dictionary(
            Type=lib.Name.Annot,
            Subtype=lib.Name.Widget,
            FT=lib.Name(f"/{kind}"),
            T=self._text(name),
            Rect=lib.Array([round(edge, 2) for edge in box]),
            F=flags,
        )
        return made

    def _add_scripts(self, annotation: pikepdf.Dictionary, kind: FieldKind) -> None:
        if kind in _SCRIPTS:
            keystroke, shown = _SCRIPTS[kind]
            annotation.AA = self._lib.Dictionary(K=self._script(keystroke), F=self._script(shown))

    def _script(self, code: str) -> pikepdf.Dictionary:
        lib = self._lib
        made: pikepdf.Dictionary = lib.Dictionary(S=lib.Name.JavaScript, JS=self._text(code))
        return made

    def _drawing(self, content: bytes, width: float, height: float) -> pikepdf.Object:
        """Return a drawing of ``width`` by ``height`` points that knows the fonts of fields."""
        lib = self._lib
        stream = lib.Stream(self._document, content)
        stream.Type, stream.Subtype = lib.Name.XObject, lib.Name.Form
        stream.BBox = lib.Array([0, 0, round(width, 2), round(height, 2)])
        stream.Resources = lib.Dictionary(Font=self._fonts)
        made: pikepdf.Object = self._document.make_indirect(stream)
        return made

    def _place(self, annotation: pikepdf.Dictionary, page_number: int) -> None:
        page = self._document.pages[page_number - 1].obj
        annotation.P = page
        made = self._document.make_indirect(annotation)
        if "/Annots" not in page:
            page.Annots = self._lib.Array()
        page.Annots.append(made)
        self._fields.append(made)

    def _text(self, text: str) -> Any:  # noqa: ANN401 - a pikepdf string
        return self._lib.String(text)


def _options(one: FormField) -> list[str]:
    """Return the words of a list, the first one choosing nothing."""
    return [" ", *(choice.label for choice in one.choices)]
