"""XML: elements written as text, with nothing in them that XML forbids or that a reader would change."""

from collections.abc import Iterable, Mapping
from html import escape
from re import compile as pattern

from yhdysverkko.graph.cells import cell_text
from yhdysverkko.graph.values import Value

_FORBIDDEN = pattern("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_KEPT = str.maketrans({"\t": "&#9;", "\n": "&#10;", "\r": "&#13;"})

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def allowed(text: str) -> str:
    """A text without the characters that no XML document, and so no workbook, may hold."""
    return _FORBIDDEN.sub("", text)


def xml_text(value: Value) -> str:
    """A value as it stands between tags or in an attribute; line ends in it survive reading."""
    return escape(allowed(cell_text(value))).translate(_KEPT)


def tag(name: str, attributes: Mapping[str, Value | None], content: Iterable[str] | None = None) -> str:
    """An element; attributes without a value are left out, `content` is XML already."""
    written = "".join(f' {key}="{xml_text(value)}"' for key, value in attributes.items() if value is not None)
    return f"<{name}{written}/>" if content is None else f"<{name}{written}>{''.join(content)}</{name}>"


def xml_types(records: Iterable[Mapping[str, Value]]) -> dict[str, str]:
    """Field -> the type that holds all of its values (boolean, long, double or string), in order of appearance."""
    found: dict[str, set[str]] = {}
    for record in records:
        for name, value in record.items():
            found.setdefault(name, set()).add(_TYPES.get(type(value), "string"))
    return {name: _widest(types) for name, types in found.items()}


_TYPES = {bool: "boolean", int: "long", float: "double"}


def _widest(types: set[str]) -> str:
    if types == {"long", "double"}:
        return "double"
    return next(iter(types)) if len(types) == 1 else "string"
