"""The fields of a fillable PDF, as whatever program filled them in wrote them.

Values may be strings in UTF-16, UTF-8 or PDFDocEncoding, streams, names or lists; boxes may be
ticked as /Yes, /On or anything but /Off. Scripts and attachments are not looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from csf_desktop.errors import UnreadableFileError
from csf_desktop.exchange.limits import MAX_FIELD_CHARACTERS, MAX_FIELD_DEPTH, MAX_FORM_FIELDS
from csf_desktop.exchange.page_words import words_of_drawing
from csf_desktop.exchange.structure import DAMAGED, qpdf_errors

if TYPE_CHECKING:
    import pikepdf

TOO_LONG = "la réponse est beaucoup trop longue"
ONLY_DRAWN = "la réponse est dessinée sans être enregistrée, recopiez-la du PDF"
_UNTICKED = {"", "off", "non", "no", "false", "0"}


@dataclass(frozen=True, slots=True)
class RawField:
    """A field as it is: its text, or for a box whether it is ticked; why it cannot be read."""

    text: str = ""
    is_box: bool = False
    is_ticked: bool = False
    problem: str = ""


def read_fields(document: pikepdf.Pdf, name: str) -> dict[str, RawField]:
    """Return the fields of an open document by their full name; none when it has no form.

    Raises ``UnreadableFileError`` when there are too many of them, they are nested too deep, or
    they are not written as fields are.
    """
    import pikepdf

    form = document.Root.get("/AcroForm")
    if not isinstance(form, pikepdf.Dictionary):
        return {}
    walk = _Walk(form.get("/DR"), name)
    try:
        walk.visit_all(form.get("/Fields"), "", {}, 0)
    except qpdf_errors() as error:
        raise UnreadableFileError(name=name, reason=DAMAGED) from error
    return walk.found


class _Walk:
    """Goes through the tree of fields; what a field does not say it takes from its parent."""

    def __init__(self, resources: Any, name: str) -> None:  # noqa: ANN401 - a pikepdf object
        self.found: dict[str, RawField] = {}
        self._resources, self._name, self._seen = resources, name, 0

    def visit_all(self, nodes: Any, path: str, inherited: dict[str, Any], depth: int) -> None:  # noqa: ANN401
        import pikepdf

        for node in nodes if isinstance(nodes, pikepdf.Array) else ():
            self._seen += 1
            if self._seen > MAX_FORM_FIELDS or depth > MAX_FIELD_DEPTH:
                raise UnreadableFileError(name=self._name, reason="trop de champs")
            if isinstance(node, pikepdf.Dictionary):
                self._visit(node, path, inherited, depth)

    def _visit(
        self, node: pikepdf.Dictionary, path: str, inherited: dict[str, Any], depth: int
    ) -> None:
        import pikepdf

        own = node.get("/T")
        if own is not None:
            path = f"{path}.{_text(own)}" if path else _text(own)
        facts = inherited | {key: node[key] for key in ("/FT", "/V") if key in node}
        kids = node.get("/Kids")
        children = list(kids)[:MAX_FORM_FIELDS] if isinstance(kids, pikepdf.Array) else []
        if any(isinstance(kid, pikepdf.Dictionary) and "/T" in kid for kid in children):
            self.visit_all(kids, path, facts, depth + 1)
        elif path and path not in self.found:
            widgets = [node, *(kid for kid in children if isinstance(kid, pikepdf.Dictionary))]
            self.found[path] = self._read(facts, widgets)

    def _read(self, facts: dict[str, Any], widgets: list[pikepdf.Dictionary]) -> RawField:
        value = facts.get("/V")
        if str(facts.get("/FT", "")) == "/Btn":
            states = [value] if value is not None else [one.get("/AS") for one in widgets]
            return RawField(is_box=True, is_ticked=any(_is_ticked(state) for state in states))
        if value is None:
            return self._drawn(widgets)
        text = _text(value)
        if len(text) > MAX_FIELD_CHARACTERS:
            return RawField(problem=TOO_LONG)
        return RawField(text)

    def _drawn(self, widgets: list[pikepdf.Dictionary]) -> RawField:
        """Read a field without value from the way it looks: some programs only draw it."""
        import pikepdf

        for widget in widgets:
            looks = widget.get("/AP")
            normal = looks.get("/N") if isinstance(looks, pikepdf.Dictionary) else None
            if isinstance(normal, pikepdf.Stream):
                drawn = words_of_drawing(normal, self._resources)
                if drawn.has_unknown:
                    return RawField(problem=ONLY_DRAWN)
                if drawn.text.strip():
                    return RawField(drawn.text[:MAX_FIELD_CHARACTERS])
        return RawField()


def _text(value: Any) -> str:  # noqa: ANN401 - a pikepdf object
    """Return a value as text, whatever it is written as; cut soon after what is too long."""
    import pikepdf

    if isinstance(value, pikepdf.Array):
        value = value[0] if len(value) else ""
    if isinstance(value, pikepdf.Stream):
        try:
            value = pikepdf.String(value.read_bytes()[: 4 * MAX_FIELD_CHARACTERS])
        except qpdf_errors():
            return ""
    if isinstance(value, pikepdf.Dictionary):
        return ""
    text = str(value)[: MAX_FIELD_CHARACTERS + 1]
    return text.removeprefix("/") if isinstance(value, pikepdf.Name) else text


def _is_ticked(state: Any) -> bool:  # noqa: ANN401 - a pikepdf object
    return state is not None and _text(state).strip().casefold() not in _UNTICKED
