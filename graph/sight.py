"""Sight: whose names a reader sees."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

INTERNAL, RESTRICTED = "internal", "restricted"
"""Visibilities of people who are not for everybody: the first are for those who work with the graph, the second for
those alone who may read all of it."""


class Sight(StrEnum):
    """How far somebody sees: what is published, or what those who work with the graph need as well."""

    PUBLISHED = "published"
    INSIDE = "inside"

    @property
    def hides(self) -> tuple[str, ...]:
        """The visibilities of people whose names are not shown."""
        return (INTERNAL, RESTRICTED) if self is Sight.PUBLISHED else (RESTRICTED,)

    def is_hidden(self, stored: Mapping[str, Any]) -> bool:
        """Whether a node, as it is stored, is a person who is not to be shown by name."""
        return stored.get("visibility") in self.hides


def is_shown(name: str) -> str:
    """The condition, in Cypher, that what a query calls `name` is nobody whom `$hides` hides."""
    return f"coalesce(NOT {name}.visibility IN $hides, true)"
