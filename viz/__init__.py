"""Layouts, maps, pictures, reports and exports. Imports graph and queries."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from yhdysverkko.viz.notebook import show as show


def __getattr__(name: str) -> Any:
    """`show`, imported when it is asked for: the rest of the folder must not wait for map drawing to be loaded."""
    if name != "show":
        raise AttributeError(name)
    from yhdysverkko.viz.notebook import show  # noqa: PLC0415

    return show
