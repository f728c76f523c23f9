"""XML: elements written as text, with nothing in them that XML forbids or that a reader would change."""

from collections.abc import Iterable
from datetime import date
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


def tag(name: str, content: Iterable[str] | None = None, /, **attributes: Value | None) -> str:
    """An element of a line; attributes without a value are left out, and a "_" before a name or in "xml_base" counts as
    nothing or ":"."""
    written = "".join(
        f' {key.strip("_").replace("__", ":")}="{xml_text(value)}"' for key, value in attributes.items() if value is not None
    )
    return f"<{name}{written}/>" if content is None else f"<{name}{written}>{''.join(content)}</{name}>"


def xml_type(values: Iterable[Value]) -> str:
    """The type that holds all of some values: boolean, long, double or string."""
    types = {_type(value) for value in values}
    if types == {"long", "double"}:
        return "double"
    return types.pop() if len(types) == 1 else "string"


def _type(value: Value) -> str:
    match value:
        case bool():
            return "boolean"
        case int():
            return "long"
        case float():
            return "double"
        case date() | str() | _:
            return "string"
