"""Measure the static pictures of 300 and of 1,500 marks, as issue 6 asks. Takes half a minute."""

import statistics
import time
from collections.abc import Callable

from tests.viz.scenes import crowded_scene
from yhdysverkko.viz.pictures.pdf import draw_pdf
from yhdysverkko.viz.pictures.png import draw_png
from yhdysverkko.viz.pictures.svg import draw_svg
from yhdysverkko.viz.scene import Scene

ASKED = {300: 1.0, 1500: 4.0}
"""Seconds by number of marks."""

DRAWN: dict[str, Callable[[Scene], str | bytes]] = {
    "SVG": draw_svg,
    "PNG, 200 dpi": draw_png,
    "PNG, 300 dpi": lambda scene: draw_png(scene, dpi=300),
    "PDF": draw_pdf,
}
CALLS = 5


def main() -> None:
    for count, asked in ASKED.items():
        scene = crowded_scene(count)
        for form, draw in DRAWN.items():
            seconds = [timed(draw, scene) for _ in range(CALLS)]
            size = len(draw(scene)) / 1024
            print(
                f"{form} of {count} marks and {len(scene.lines)} lines: {statistics.median(seconds):.2f} s, "
                f"at most {max(seconds):.2f} s (asked: ≤ {asked:.0f} s), {size:.0f} KiB"
            )


def timed(draw: Callable[[Scene], str | bytes], scene: Scene) -> float:
    start = time.perf_counter()
    draw(scene)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
