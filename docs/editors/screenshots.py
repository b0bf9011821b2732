"""Draw the pictures of the editors' guide anew, against a running demo: `python docs/editors/screenshots.py http://localhost:8000`.

It logs in with the demo's login, types into forms and saves nothing. The pictures land in docs/editors/images/, with few colours, so
that each stays under 100 kB.
"""

import argparse
import os
import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

IMAGES = Path(__file__).with_name("images")
SHOP, TOWN = "De Warme Korst", "Kortrijk"  # of the demo
WIDTH, HEIGHT = 1000, 640  # CSS pixels
COLOURS = 64
CODE = re.compile(r"\b\d{6}\b")


def main() -> None:
    options = read_options()
    IMAGES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=options.chromium or None, args=["--no-sandbox"])
        size = {"width": WIDTH, "height": HEIGHT}
        page = browser.new_page(base_url=options.site, viewport=size, locale="nl-BE")  # type: ignore[arg-type]
        log_in(page, options.email, options.password)
        for name, show in SHOWN.items():
            show(page)
            page.wait_for_timeout(800)  # until the editor's panels stand still
            keep(page, name)
        browser.close()


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Draw the pictures of the editors' guide.")
    parser.add_argument("site", nargs="?", default="http://localhost:8000")
    parser.add_argument("--email", default="beheer@ikkooplokaal.example")
    parser.add_argument("--password", default="lokaal-kopen-demo")
    parser.add_argument("--chromium", default=os.environ.get("CHROMIUM", ""), help="its program; without it Playwright's own")
    return parser.parse_args()


def log_in(page: Page, email: str, password: str) -> None:
    """By both steps; the code stands in the mailbox of the demo."""
    page.goto("/postvak/")
    code = CODE.search(page.locator("main").inner_text().partition(email)[2])
    page.goto("/account/login/")
    page.fill("[name=login]", email)
    page.fill("[name=password]", password)
    page.press("[name=password]", "Enter")
    page.fill("[name=code]", code[0] if code else "")
    page.press("[name=code]", "Enter")
    page.wait_for_url("**/admin/")


def shops_found(page: Page) -> None:
    page.goto(f"/admin/snippets/shops/shop/?q={SHOP}")


def hours_typed(page: Page) -> None:
    shops_found(page)
    page.get_by_role("link", name=SHOP, exact=True).first.click()
    field = page.locator("[name=opening_hours]")
    field.fill("dinsdag tot zaterdag 6u30-18u30, zondag 6u30-12u30, maandag gesloten")
    field.evaluate("field => field.scrollIntoView({block: 'center'})")


def texts_per_language(page: Page) -> None:
    page.get_by_role("tab", name="Verhaal").click()
    page.evaluate("window.scrollTo(0, 0)")


def town_page(page: Page) -> None:
    page.goto("/admin/pages/")
    page.get_by_role("link", name="Ik koop lokaal", exact=True).first.click()
    page.wait_for_url("**/admin/pages/*/edit/")
    page.goto(f"{page.url.removesuffix('edit/')}?q={TOWN}")
    page.get_by_role("link", name=TOWN, exact=True).first.click()
    page.locator("[name=townline]").wait_for()


SHOWN: dict[str, Callable[[Page], None]] = {
    "winkels": shops_found,
    "uren": hours_typed,
    "teksten": texts_per_language,
    "gemeentepagina": town_page,
}


def keep(page: Page, name: str) -> None:
    picture = Image.open(BytesIO(page.screenshot()))
    few = picture.convert("RGB").quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(IMAGES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
