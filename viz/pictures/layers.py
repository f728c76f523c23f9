"""The layers of the map, from the backdrops at the bottom to the names on top."""

from collections.abc import Iterator, Mapping, Sequence

from yhdysverkko.graph.records import Ref
from yhdysverkko.viz.pictures.ink import element, number, token
from yhdysverkko.viz.pictures.lines import draw_lines
from yhdysverkko.viz.pictures.names import draw_names
from yhdysverkko.viz.pictures.plate import Plate
from yhdysverkko.viz.pictures.shapes import ring, shape
from yhdysverkko.viz.scene import Backdrop, Guide, KindEntry, Mark, Scene, Spot, Tone


def draw_layers(plate: Plate, scene: Scene, numbers: Mapping[Ref, int]) -> list[str]:
    """The map as SVG; marks in `numbers` have the number of their finding before their name."""
    marks, lines = scene.marks, scene.lines
    tones = {tone.name: tone for tone, _ in scene.legend.tones}
    border = {"stroke": "#fff", "stroke_width": 0.6, "stroke_linejoin": "round"}
    return [
        *(_draw_backdrop(plate, backdrop) for backdrop in scene.backdrops),
        *(_draw_guide(plate, guide) for guide in scene.guides),
        element("g", *draw_lines(scene, lines, tones, plate.at), fill="none", class_="lines"),
        element("g", *_draw_marks(plate, marks, scene.legend.kinds), class_="marks", **border),
        element("g", *_draw_rings(plate, marks, tones), fill="none", class_="tones"),
        *draw_names(plate, scene, tones, numbers),
    ]


def _draw_backdrop(plate: Plate, backdrop: Backdrop) -> str:
    path = "".join(_path(plate, outline, closed=True) for outline in backdrop.outline)
    colour = backdrop.colour
    looks = {"fill": colour, "fill_opacity": "0.12", "stroke": colour, "stroke_opacity": "0.45", "stroke_width": 0.6}
    return element("path", d=path, fill_rule="evenodd", stroke_linejoin="round", class_="backdrop", **looks)


def _draw_guide(plate: Plate, guide: Guide) -> str:
    path = _path(plate, guide.points, closed=False)
    return element("path", d=path, fill="none", stroke=token("rule"), stroke_width=0.8, class_="guide")


def _path(plate: Plate, spots: Sequence[Spot], *, closed: bool) -> str:
    corners = (f"{number(x)} {number(y)}" for x, y in map(plate.at, spots))
    return f"M{'L'.join(corners)}{'Z' if closed else ''}" if spots else ""


def _draw_marks(plate: Plate, marks: Sequence[Mark], kinds: Sequence[KindEntry]) -> Iterator[str]:
    """Marks kind by kind, the small ones over the large ones."""
    for entry in kinds:
        own = sorted((mark for mark in marks if mark.group == entry.name), key=lambda mark: (-mark.radius, mark.ref))
        drawn = [shape(entry.shape, *plate.at(mark.spot), plate.radius(mark)) for mark in own]
        if drawn:
            yield element("g", *drawn, fill=entry.colour)


def _draw_rings(plate: Plate, marks: Sequence[Mark], tones: Mapping[str, Tone]) -> Iterator[str]:
    for mark in marks:
        if mark.tone in tones:
            yield ring(tones[mark.tone], *plate.at(mark.spot), plate.radius(mark))
