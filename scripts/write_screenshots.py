"""Write the pictures that the README shows (docs/*.png), made of the sample: `python scripts/write_screenshots.py`.

Needs .venv with the development packages, Chromium as /usr/bin/chromium, and starts the demo's database.
"""

import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pypdfium2
from playwright.sync_api import Error, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PROGRAM = [str(Path(sys.executable).parent / "yhdysverkko"), "--data", str(ROOT / ".data" / "demo")]
QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]


def main() -> None:
    run("load", str(ROOT / "sample" / "keski-suomi"))
    with tempfile.TemporaryDirectory() as folder:
        write_map(Path(folder) / "map.html")
        write_pages()
        write_report_pages(Path(folder))
    run("snapshot", "-o", str(DOCS / "gaps.png"), "--region", "13", "--set", "overlay=gaps", "--dpi", "100")


def run(*arguments: str) -> None:
    subprocess.run([*PROGRAM, *arguments], check=True)


def write_map(file: Path) -> None:
    """The map as a coordinator sees it, an association chosen and the evidence of a tie open."""
    run("map", "-o", str(file), "--region", "13")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=QUIET)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(file.as_uri())
        page.fill("#search", "yhteisöjen tuki")
        page.keyboard.press("Enter")
        page.locator(".evidence summary").first.click()
        page.wait_for_timeout(600)  # the map glides to what was found
        page.screenshot(path=DOCS / "map.png")
        browser.close()


def write_pages() -> None:
    """The front page, the page of an answer and that of an entity, the evidence of a tie open."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen([*PROGRAM, "serve", "--port", str(port), "--region", "13"])
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=QUIET)
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            while not _opens(
                page, f"http://127.0.0.1:{port}/ask/workshop-tour-coverage?event_series=elinvoimapajakiertue"
            ):
                time.sleep(0.5)
            page.screenshot(path=DOCS / "question.png")
            page.goto(f"http://127.0.0.1:{port}/")
            page.locator("#gaps").wait_for()
            page.screenshot(path=DOCS / "front.png")
            page.goto(f"http://127.0.0.1:{port}/entity/association/keski-suomen-yhteisöjen-tuki")
            page.locator(".ties .evidence summary").first.click()
            page.screenshot(path=DOCS / "entity.png")
            browser.close()
    finally:
        server.terminate()
        server.wait()


def _opens(page: Page, address: str) -> bool:
    try:
        answer = page.goto(address)
    except Error:  # nobody listens yet
        return False
    return answer is not None and answer.ok


def write_report_pages(folder: Path) -> None:
    """The first page of a municipality card and of a region overview."""
    for template, subject, name in (("municipality-card", "Hankasalmi", "card"), ("region-overview", "13", "overview")):
        run("report", template, "--for", subject, "-o", str(folder / f"{name}.pdf"))
        pypdfium2.PdfDocument(folder / f"{name}.pdf")[0].render(scale=1.2).to_pil().save(DOCS / f"{name}.png")


if __name__ == "__main__":
    main()
