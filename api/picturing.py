"""The commands `map` and `snapshot`: a view from its choices, written as a page or as a picture."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from yhdysverkko.api.session import tell
from yhdysverkko.graph.errors import WrongUse
from yhdysverkko.graph.ledger import settled
from yhdysverkko.graph.settings import Settings
from yhdysverkko.graph.store import Store
from yhdysverkko.queries.catalogue import read_catalogue
from yhdysverkko.viz.choices import View, parse_view
from yhdysverkko.viz.compose import compose
from yhdysverkko.viz.gathering import evidence_of
from yhdysverkko.viz.map import render_map
from yhdysverkko.viz.pictures.pdf import draw_pdf
from yhdysverkko.viz.pictures.png import draw_png
from yhdysverkko.viz.pictures.svg import draw_svg
from yhdysverkko.viz.saved import read_saved
from yhdysverkko.viz.scene import Scene


def read_view(
    store: Store, choices: Sequence[str], *, region: str | None, as_of: date | None, title: str | None
) -> View:
    """A view from "name=value" choices; "view=NAME" begins with a saved one. Raises WrongUse for what does not fit."""
    pairs: list[tuple[str, str]] = []
    for choice in choices:
        name, equals, value = choice.partition("=")
        if not equals:
            raise WrongUse("cypher.bad_parameter", given=choice)
        pairs += read_saved(store, value).view.pairs() if name == "view" else [(name, value)]
    given = {"region": region, "as_of": as_of.isoformat() if as_of else None, "title": title}
    return parse_view([*pairs, *((name, value) for name, value in given.items() if value)])


def write_map(store: Store, view: View, settings: Settings, output: Path) -> None:
    """Write a view as one HTML file, with the evidence of everything in it."""
    scene = compose(store, view, settings.language, questions=read_catalogue(settings.queries))
    with settled(store):
        details = evidence_of(store, scene)
    output.write_text(render_map(scene, details), encoding="utf-8")
    tell("map.written", path=output, entities=len(scene.shown_marks), ties=len(scene.shown_lines))


def write_snapshot(store: Store, view: View, settings: Settings, output: Path, *, dpi: int) -> None:
    """Write a view as a picture, or as a page, of the format that the file's ending names."""
    form = output.suffix.removeprefix(".").lower()
    if form == "html":
        write_map(store, view, settings, output)
        return
    if form not in DRAWERS:
        raise WrongUse("snapshot.format", given=output.suffix or "–", known=", ".join([*DRAWERS, "html"]))
    scene = compose(store, view, settings.language, questions=read_catalogue(settings.queries))
    output.write_bytes(DRAWERS[form](scene, dpi))
    tell("map.written", path=output, entities=len(scene.shown_marks), ties=len(scene.shown_lines))


DRAWERS: Mapping[str, Callable[[Scene, int], bytes]] = {
    "svg": lambda scene, dpi: draw_svg(scene).encode(),  # noqa: ARG005 - vectors have no dots
    "png": lambda scene, dpi: draw_png(scene, dpi=dpi),
    "pdf": lambda scene, dpi: draw_pdf(scene),  # noqa: ARG005 - vectors have no dots
}
"""What draws a scene, by format; dots per inch count for pixels only."""
