"""Draw the pictures of the editors' guide anew: `python docs/editors/screenshots.py`. Needs the packages of the tests and a Chromium.

It makes a demo of its own in a temporary folder, logs in as its author, editor and province (password and code), does what the guide tells,
and throws the demo away. `--site http://localhost:8000` looks at a demo that runs already instead: one shop there is then handed in.
The pictures land in images/, 1280 CSS pixels wide, in few colours, so that each stays under 60 kB.
"""

import argparse
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from urllib.error import URLError

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[2]
IMAGES = Path(__file__).with_name("images")
SIZE = {"width": 1280, "height": 800}  # CSS pixels
MOST_COLOURS = (64, 48, 32, 24)
LARGEST = 60_000  # bytes
PASSWORD = "lokaal-kopen-demo"  # noqa: S105 - of every login of the demo
CODE = re.compile(r"\b\d{6}\b")
STARTING_SECONDS = 60
SETTLING_MS = 1000  # until panels and letters stand still
AUTHOR, EDITOR, PROVINCE = (f"{name}@ikkooplokaal.example" for name in ("auteur.tielt", "redacteur.tielt", "provincie"))
SHOPS = "/admin/snippets/shops/shop/"
HANDED_IN, SHOWN_SHOP = "Kopnoot", "Boekhandel De Letterzetter"  # shops of the demo in Tielt
REPORTED, CHANGED = "Het Zevende Laagje", "Kaas van om de hoek"  # those about which something comes in

Show = Callable[[Page], None]


def main() -> None:
    options = read_options()
    IMAGES.mkdir(exist_ok=True)
    with running(options.site) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=options.chromium or None, args=["--no-sandbox", "--disable-background-networking"])
        for email, pictures in PICTURES.items():
            page = tab(browser, site)
            if email:
                log_in(page, email)
            for name, show in pictures.items():
                show(page)
                page.wait_for_timeout(SETTLING_MS)
                print(f"{name}: {keep(page, name)} bytes")
            page.context.close()
        browser.close()


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Draw the pictures of the editors' guide.")
    parser.add_argument("--site", default="", help="a demo that runs already; without it one is made and thrown away")
    parser.add_argument("--chromium", default=os.environ.get("CHROMIUM", ""), help="its program; without it Playwright's own")
    return parser.parse_args()


# -- a demo of its own


@contextmanager
def running(site: str) -> Iterator[str]:
    """The address of a demo: `site`, or one that lives as long as the block."""
    if site:
        yield site
        return
    with tempfile.TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
        environment = demo_environment(Path(folder), port)
        found.close()
        for command in (["migrate", "--verbosity", "0"], ["load_demo"]):
            subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
        serve = [sys.executable, "manage.py", "runserver", "--noreload", "--skip-checks", f"127.0.0.1:{port}"]
        server = subprocess.Popen(serve, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
        try:
            yield answering(f"http://localhost:{port}")
        finally:
            server.terminate()
            server.wait()


def demo_environment(folder: Path, port: int) -> dict[str, str]:
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "ikkooplokaal.settings.dev",
        "DATABASE_URL": f"sqlite:///{folder / 'demo.sqlite3'}",
        "MEDIA_ROOT": str(folder / "media"),
        "BASE_URL": f"http://localhost:{port}",
        "EMAIL_URL": "dummymail://",
        "DEBUG": "0",
    }


def answering(site: str) -> str:
    """`site`, as soon as it answers. Raises TimeoutError."""
    until = time.monotonic() + STARTING_SECONDS
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{site}/healthz"):  # noqa: S310 - an address of our own
                return site
        except URLError:
            time.sleep(0.2)
    raise TimeoutError(f"{site} does not answer")


# -- somebody at work


def tab(browser: Browser, site: str) -> Page:
    return browser.new_page(base_url=site, viewport=SIZE, locale="nl-BE", timezone_id="Europe/Brussels", color_scheme="light")  # type: ignore[arg-type]


def log_in(page: Page, email: str) -> None:
    """By both steps; the code stands in the mailbox of the demo."""
    page.goto("/postvak/")
    code = CODE.search(page.locator("main").inner_text().partition(email)[2])
    page.goto("/account/login/")
    page.fill("[name=login]", email)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.fill("[name=code]", code[0] if code else "")
    page.press("[name=code]", "Enter")
    page.wait_for_url("**/admin/")


def open_shop(page: Page, name: str) -> None:
    page.goto(f"{SHOPS}?q={name}")
    page.get_by_role("link", name=name, exact=True).first.click()
    page.wait_for_url("**/edit/**")


def open_own_page(page: Page) -> None:
    page.goto("/admin/")
    page.get_by_role("link", name="De pagina van Tielt").first.click()
    page.wait_for_url("**/admin/pages/*/edit/")


def open_panel(page: Page, name: str) -> None:
    """One of the panels at the right: "status", "preview". Wagtail opens the one that was open on the page before."""
    page.wait_for_timeout(SETTLING_MS)
    toggle = page.locator(f"[data-side-panel-toggle='{name}']")
    if toggle.get_attribute("aria-expanded") != "true":
        toggle.click()
    page.wait_for_timeout(SETTLING_MS)


def more_actions(page: Page) -> None:
    """Open what stands behind the arrow below the form."""
    page.locator("footer, .footer").get_by_role("button", name="Meer acties").first.click()


# -- what each picture shows


def signing_in(page: Page) -> None:
    page.goto("/account/login/")


def second_step(page: Page) -> None:
    page.goto("/account/tweede-stap/")


def handing_in(page: Page) -> None:
    open_shop(page, HANDED_IN)
    page.get_by_label("in woorden", exact=True).check()
    page.fill("[name=opening_hours]", "dinsdag tot zaterdag 9u-18u30; zondag 9u-12u")
    page.fill("[name=phone]", "051 40 12 99")
    more_actions(page)


def start(page: Page) -> None:
    page.goto("/admin/")


def shops(page: Page) -> None:
    page.goto(f"{SHOPS}?q=de")


def hours(page: Page) -> None:
    open_shop(page, SHOWN_SHOP)
    page.get_by_label("per dag", exact=True).check()
    page.get_by_label("Maandag: van", exact=True).fill("13:30")
    page.get_by_label("Maandag: tot", exact=True).fill("18:00")
    page.locator(".hours-field").evaluate("field => field.scrollIntoView({block: 'start'})")


def story(page: Page) -> None:
    open_shop(page, SHOWN_SHOP)
    page.get_by_role("tab", name="Verhaal").click()
    page.locator("[name=texts-0-tagline]").click()


def everything_is_right(page: Page) -> None:
    open_shop(page, SHOWN_SHOP)
    more_actions(page)


def importing(page: Page) -> None:
    page.goto("/admin/winkels/import/nieuw/")


def doubles(page: Page) -> None:
    page.goto("/admin/winkels/dubbels/")
    page.get_by_role("link", name="Vergelijk").first.click()


def suggestions(page: Page) -> None:
    page.goto("/admin/winkels/voorstellen/")


def reports(page: Page) -> None:
    page.goto("/admin/winkels/meldingen/")
    page.get_by_role("link", name=REPORTED).click()


def from_shops(page: Page) -> None:
    page.goto("/admin/winkels/van-winkels/")
    page.get_by_role("link", name=CHANGED).click()


def own_page(page: Page) -> None:
    open_own_page(page)
    page.locator("[name=townline]").click()


def preview(page: Page) -> None:
    open_own_page(page)
    open_panel(page, "preview")
    page.frame_locator("iframe[title]").first.locator("h1").wait_for()


def languages(page: Page) -> None:
    open_own_page(page)
    open_panel(page, "status")
    page.get_by_text("Taal wijzigen").first.click()


def image(page: Page) -> None:
    page.goto("/admin/images/add/")
    page.fill("[name=title]", "Toog van De Haan en de Hen")
    page.fill("[name=credit]", "Stad Tielt")
    page.fill("[name=rights]", "toestemming van de winkel, 3 mei 2026")
    page.locator("textarea[name=description]").press_sequentially("De toog van de bakkerij, met broden tot aan het plafond")


def planning(page: Page) -> None:
    open_own_page(page)
    open_panel(page, "status")
    page.get_by_role("button", name="Stel schema in").first.click()


def reviewing(page: Page) -> None:
    page.goto("/admin/nakijken/")
    page.locator("main").get_by_role("link", name=HANDED_IN).first.click()


def towns(page: Page) -> None:
    page.goto("/admin/gemeenten/?q=ie")


def people(page: Page) -> None:
    page.goto("/admin/gemeenten/")
    page.get_by_role("link", name="Tielt", exact=True).first.click()


def send_in(page: Page) -> None:
    """No picture of its own: what the author prepared is handed in, so that the editor finds it."""
    page.get_by_role("button", name="Laat nakijken").click()
    page.wait_for_load_state()


PICTURES: dict[str, dict[str, Show]] = {
    "": {"inloggen": signing_in},
    AUTHOR: {"laten-nakijken": handing_in},
    EDITOR: {
        "tweede-stap": second_step,
        "start": start,
        "winkels": shops,
        "verhaal": story,
        "uren": hours,
        "bevestigen": everything_is_right,
        "invoeren": importing,
        "dubbels": doubles,
        "voorstellen": suggestions,
        "meldingen": reports,
        "van-winkels": from_shops,
        "pagina": own_page,
        "voorbeeld": preview,
        "talen": languages,
        "beeld": image,
        "plannen": planning,
        "nakijken": reviewing,
    },
    PROVINCE: {"gemeenten": towns, "mensen": people},
}
AFTERWARDS: dict[str, Show] = {"laten-nakijken": send_in}


def keep(page: Page, name: str) -> int:
    """Store what the page shows, in as many colours as stay under LARGEST; returns the number of bytes."""
    picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
    for colours in MOST_COLOURS:
        few = picture.quantize(colours, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        few.save(IMAGES / f"{name}.png", optimize=True)
        if (IMAGES / f"{name}.png").stat().st_size < LARGEST:
            break
    if name in AFTERWARDS:
        AFTERWARDS[name](page)
    return (IMAGES / f"{name}.png").stat().st_size


if __name__ == "__main__":
    main()
