"""How soon the interactive map is drawn in Chromium, beside pyvis as it draws by default, and how it pans.

`python -m bench.maps` draws made-up networks of growing size from files; `python -m bench.maps national` opens the
whole made-up country from a server, in groups, and unfolds municipalities.
"""

import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize
from pyvis.network import Network as PyvisNetwork

from bench.national import NATIONAL, write_tables
from bench.run import fresh_server
from tests.api.serving import served
from tests.viz.chromium import chromium
from tests.viz.scenes import crowded_scene
from yhdysverkko.api.app import create_app
from yhdysverkko.graph.ledger import load
from yhdysverkko.graph.ontology import ontology
from yhdysverkko.graph.store import open_store
from yhdysverkko.loaders.tables import open_tables
from yhdysverkko.viz.map import render_map
from yhdysverkko.viz.scene import Scene

DRAWN_S = {300: 0.6, 1_500: 0.8, 5_000: 1.2}
"""Marks -> seconds asked from navigation to drawn."""

TIMES_PYVIS = {300: 25, 1_500: 100}
"""Marks -> how many times as fast as pyvis is asked; larger networks take pyvis minutes."""

FRAME_MS = {1_500: 33, 5_000: 60}
"""Marks -> milliseconds a frame asked while panning."""

OVERVIEW_S, UNFOLDED_S = 1.5, 0.5
UNFOLDED = ("077", "179", "091")
"""Municipalities unfolded: Hankasalmi, Jyväskylä and Helsinki."""

GROUPS = 20
"""Marks that the country in groups has at least."""

MEMBERS = 500
"""Members that an unfolded municipality shows at least; more marks than the country in groups has."""

CALLS = 5
WINDOW = ViewportSize(width=1280, height=900)

WATCH = """
{
  // Filled shapes are counted between frames: a frame that filled half of the marks has drawn them.
  let filled = 0, last = 0, drawn = false, marks = MARKS, since = 0;
  window.frames_ = [];
  window.watch = (more) => {
    marks = more;
    addEventListener("click", () => { [drawn, since] = [false, performance.now()]; }, { capture: true, once: true });
  };
  for (const name of ["fill", "fillRect"]) {
    const plain = CanvasRenderingContext2D.prototype[name];
    CanvasRenderingContext2D.prototype[name] = function (...given) { filled += 1; return plain.apply(this, given); };
  }
  const look = (now) => {
    if (filled >= marks / 2 && !drawn) {
      drawn = true;
      console.debug(`drawn ${performance.now() - since}`);
    }
    if (filled) window.frames_.push(now - last);
    filled = 0;
    last = now;
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
"""


def main(names: list[str]) -> None:
    with tempfile.TemporaryDirectory() as work:
        if "national" in names:
            measure_country(Path(work))
        else:
            with chromium() as browser:
                for marks in DRAWN_S:
                    measure(Path(work), browser, crowded_scene(marks))


def measure(work: Path, browser: Browser, scene: Scene) -> None:
    """Print the time of our map of a scene, that of pyvis where asked, and how long frames take while panning."""
    marks = len(scene.marks)
    ours = work / f"ours-{marks}.html"
    ours.write_text(render_map(scene), encoding="utf-8")
    opened(browser, ours.as_uri(), marks)  # what the browser does once after its start is not the map's
    seconds = statistics.median(opened(browser, ours.as_uri(), marks) for _ in range(CALLS))
    print(f"{marks} marks, {len(scene.lines)} lines: drawn after {seconds:.2f} s (asked: ≤ {DRAWN_S[marks]} s)")
    if marks in TIMES_PYVIS:
        theirs = work / f"pyvis-{marks}.html"
        theirs.write_text(pyvis_default(scene), encoding="utf-8")
        longer = opened(browser, theirs.as_uri(), marks)
        print(f"  pyvis by default: {longer:.1f} s, {longer / seconds:.0f} × (asked: ≥ {TIMES_PYVIS[marks]} ×)")
    if marks in FRAME_MS:
        frames = sorted(pan(browser, ours, marks))
        middle, late = statistics.median(frames), frames[int(0.95 * len(frames))]
        print(f"  panning: {middle:.0f} ms a frame, 95 % ≤ {late:.0f} ms (asked: ≤ {FRAME_MS[marks]} ms)")


def pyvis_default(scene: Scene) -> str:
    """The page that pyvis makes of the same nodes and edges when nothing is chosen."""
    network = PyvisNetwork(cdn_resources="in_line")
    numbers = {mark.ref: number for number, mark in enumerate(scene.marks)}
    for mark in scene.marks:
        network.add_node(numbers[mark.ref], label=mark.name)
    for line in scene.lines:
        network.add_edge(numbers[line.start], numbers[line.end])
    return str(network.generate_html())


@contextmanager
def page_of(browser: Browser, marks: int) -> Iterator[Page]:
    """A page of its own that watches what is drawn and asks nobody but this machine."""
    context = browser.new_context(viewport=WINDOW)
    context.route("https://**", lambda route: route.abort())
    page = context.new_page()
    page.set_default_timeout(600_000)
    page.add_init_script(WATCH.replace("MARKS", str(marks)))
    try:
        yield page
    finally:
        context.close()


def time_to_drawn(page: Page, address: str) -> float:
    """Seconds from navigation until a frame has drawn the marks."""
    with page.expect_console_message(lambda message: message.text.startswith("drawn ")) as drawn:
        page.goto(address, wait_until="commit")
    return float(drawn.value.text.removeprefix("drawn ")) / 1000


def opened(browser: Browser, address: str, marks: int) -> float:
    """Seconds until a page of its own has drawn the marks."""
    with page_of(browser, marks) as page:
        return time_to_drawn(page, address)


def pan(browser: Browser, file: Path, marks: int) -> list[float]:
    """Milliseconds of each frame drawn while the map is dragged about."""
    with page_of(browser, marks) as page:
        time_to_drawn(page, file.as_uri())
        x, y = WINDOW["width"] * 2 // 3, WINDOW["height"] // 2
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + 20, y + 20, steps=5)
        page.evaluate("window.frames_.length = 0")
        for step in range(60):
            page.mouse.move(x + 4 * (step % 30), y + 3 * (step % 20))
        page.mouse.up()
        return [float(each) for each in page.evaluate("window.frames_")]


def measure_country(work: Path) -> None:
    """Print how soon the country opens in groups once computed, and how soon municipalities unfold."""
    write_tables(work / "national", NATIONAL, None)
    with fresh_server(work, "server") as settings, open_store(settings) as store:
        [reader] = open_tables(work / "national", vocabulary=ontology())
        load(store, ontology(), reader)
        with served(create_app(store, settings)) as address, chromium() as browser:
            open_country(browser, address)


def open_country(browser: Browser, address: str) -> None:
    first = opened(browser, f"{address}/map", GROUPS)
    again = statistics.median(opened(browser, f"{address}/map", GROUPS) for _ in range(CALLS))
    print(f"the country in groups: {first:.2f} s at first, then {again:.2f} s (asked: ≤ {OVERVIEW_S} s)")
    for code in UNFOLDED:
        first, *others = (unfold(browser, address, code) for _ in range(1 + CALLS))
        again = statistics.median(others)
        print(f"  unfolding {code}: {first:.2f} s at first, {again:.2f} s again (asked: ≤ {UNFOLDED_S} s)")


def unfold(browser: Browser, address: str, code: str) -> float:
    """Seconds from the click on "unfold" in the open map of the country until most members have been drawn."""
    with page_of(browser, GROUPS) as page:
        time_to_drawn(page, f"{address}/map#municipality:{code}")
        page.evaluate("window.confirm = () => true")  # a reader who agrees at once
        page.evaluate(f"watch({2 * MEMBERS})")
        with page.expect_console_message(lambda message: message.text.startswith("drawn ")) as drawn:
            page.locator("#details .actions a").first.click()
        return float(drawn.value.text.removeprefix("drawn ")) / 1000


if __name__ == "__main__":
    main(sys.argv[1:])
