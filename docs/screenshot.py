"""Take a picture of an explorer page, for the docs: `python docs/screenshot.py graph.html graph.png [NAME]`.

With a NAME it is searched and picked first. Needs `playwright` and an installed Chromium.
"""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

FLAGS = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-background-networking"]


def take(page_file: Path, picture: Path, name: str | None = None) -> None:
    """Open the page offline, pick `name` if given, and write what is seen as PNG."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        sys.exit("no Chromium found: install the package 'chromium'")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.context.set_offline(True)
        page.goto(page_file.resolve().as_uri())
        page.wait_for_selector("html[data-ready]", state="attached")
        if name:
            page.fill("#search", name)
            page.keyboard.press("Enter")
        page.wait_for_timeout(1200)
        page.screenshot(path=picture)
        browser.close()


if __name__ == "__main__":
    take(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:4])
