"""What personal data a table may not bring in: identity codes never, contact details only when they are asked for."""

import re
from dataclasses import dataclass

from stdnum.fi import hetu

from yhdysverkko.graph.ontology import Kind
from yhdysverkko.graph.records import MASK, BadValue
from yhdysverkko.graph.values import Value

# What must not stand before the code is looked at after its first digit: every row passes here, so speed counts.
_LIKE_HETU = re.compile(r"[0-3](?<![0-9A-Za-z].)\d[01]\d{3}[-+A-FU-Ya-fu-y]\d{3}[0-9A-Ya-y](?![0-9A-Za-z])", re.DOTALL)


@dataclass
class Contacts:
    """Whether contact details are kept, and how many were not."""

    keep: bool = False
    dropped: int = 0


def refuse_identity_code(text: str) -> None:
    """Raise BadValue, without the code in it, if `text` holds a Finnish personal identity code."""
    if _LIKE_HETU.search(text) and any(hetu.is_valid(code) for code in _LIKE_HETU.findall(text)):
        raise BadValue("", MASK, "loaders.identity_code")


def with_visibility(kind: Kind, properties: dict[str, Value]) -> None:
    """A volunteer is shown inside only, unless the table says otherwise: consent is theirs to give."""
    if kind.name == "Person" and properties.get("subject") == "volunteer":
        properties.setdefault("visibility", "internal")
