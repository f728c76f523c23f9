"""Take the screenshots that the README shows (docs/*.png) of the sample's map: `python scripts/write_screenshots.py`.

Needs .venv with the development packages, Chromium as /usr/bin/chromium, and starts the demo's database.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = [str(Path(sys.executable).parent / "yhdysverkko"), "--data", str(ROOT / ".data" / "demo")]
QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder) / "map.html"
        subprocess.run([*PROGRAM, "load", str(ROOT / "sample" / "keski-suomi")], check=True)
        subprocess.run([*PROGRAM, "map", "-o", str(file), "--region", "13"], check=True)
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=QUIET)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(file.as_uri())
        page.fill("#search", "yhteisöjen tuki")
        page.keyboard.press("Enter")
        page.locator(".evidence summary").first.click()
        page.wait_for_timeout(600)  # the map glides to what was found
        page.screenshot(path=ROOT / "docs" / "map.png")
        browser.close()


if __name__ == "__main__":
    main()
