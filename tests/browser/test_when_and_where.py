"""On Sunday at ten, near 8500: by keyboard, by mouse, without JavaScript, on a map, and from where one stands."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.test_finding_a_shop import tab_until

LIST = "/nl/winkels/"
KORTRIJK = {"latitude": 50.82803, "longitude": 3.26487}
ASKED = re.compile(r"open=2026-11-29T10:00&bij=8500#lijst$")
ON_SUNDAY = re.compile(r"Open van .+ op zondag|Dag en nacht open")


def opened_map(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator("[data-map][data-ready]")).to_be_visible()


def type_a_day(page: Page) -> None:
    """29 November 2026, in whichever order the fields of this browser stand."""
    for keys in ("29112026", "11292026"):
        page.keyboard.type(keys)
        if page.locator("#f-dag").input_value() == "2026-11-29":
            return
        page.locator("#f-dag").evaluate("field => { field.value = ''; field.blur(); }")
        page.locator("#f-dag").focus()
    raise AssertionError("the day cannot be typed")


def to_one_shop(page: Page) -> Locator:
    """The first marker of one shop alone, after as many presses on those of several as it takes."""
    for _ in range(8):
        if page.locator(".pin-dot").count():
            break
        page.locator(".pins").first.press("Enter")
        page.wait_for_timeout(700)
    return page.locator(".pin-dot").first


def open_a_marker(page: Page) -> None:
    """Presses markers of several until one shop, or all on one spot, say what they are."""
    for _ in range(8):
        dot, opened = page.locator(".pin-dot"), page.locator(".pin-told a")
        if opened.count():
            break
        (dot if dot.count() else page.locator(".pins")).first.press("Enter")
        page.wait_for_timeout(700)
    expect(page.locator(".pin-told a").first).to_be_visible()


OVERLAPPING = """() => {
    const spots = [...document.querySelectorAll('.pins, .pin-dot')].map(dot => dot.getBoundingClientRect());
    const meet = (one, other) => Math.hypot(one.x + one.width / 2 - other.x - other.width / 2, one.y + one.height / 2 - other.y - other.height / 2)
        < (one.width + other.width) / 2;
    return spots.flatMap((one, at) => spots.slice(at + 1).filter(other => meet(one, other))).length;
}"""


@pytest.mark.parametrize("width", [320, 1280])
def test_markers_stand_apart_so_that_each_can_be_pressed(page_at, width):
    page = page_at(width)
    for question in ("?kaart=1", "kortrijk/?kaart=1", "?bij=8500&straal=10&kaart=1"):
        opened_map(page, f"{LIST}{question}")
        assert page.locator(".pins, .pin-dot").count() > 1
        assert page.evaluate(OVERLAPPING) == 0


def narrow_to_sunday_at_ten_near_8500(page: Page) -> None:
    """By keyboard alone; leaves the focus at the list."""
    tab_until(page, "#f-dag")
    type_a_day(page)
    tab_until(page, "#f-bij")
    page.keyboard.type("8500")
    page.keyboard.press("Enter")
    page.wait_for_url(ASKED)
    expect(page.locator(".shop .status").first).to_have_text(ON_SUNDAY)


def open_the_map_and_the_first_shop_on_it(page: Page) -> None:
    """From the head of the list, by keyboard alone; each step is a few keys from the one before it."""
    expect(page.locator("#lijst")).to_be_focused()
    tab_until(page, ".listtools__map", within=2)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("kaart=1#kaart$"))
    expect(page.locator("[data-map][data-ready]")).to_be_focused()
    tab_until(page, ".pins, .pin-dot", within=2)
    for _ in range(6):  # several together open into fewer, and keep the focus
        before = page.evaluate("document.activeElement.getAttribute('aria-label')")
        page.keyboard.press("Enter")
        page.wait_for_function("(before) => document.activeElement.getAttribute('aria-label') !== before", arg=before)
        page.wait_for_timeout(400)
        if page.evaluate("document.activeElement.matches('.pin-told a')"):
            break
    link = page.locator(".pin-told a").first
    expect(link).to_be_focused()
    expect(page.locator(".pin-told .status").first).to_have_text(ON_SUNDAY)
    name = link.inner_text()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def narrow_without_javascript(page: Page) -> None:
    page.get_by_text("Verfijnen").click()
    page.get_by_label("Dag", exact=True).fill("2026-11-29")
    page.get_by_label("Uur", exact=True).fill("10:00")
    page.get_by_label("Bij", exact=True).fill("8500")
    page.get_by_role("button", name="Toon deze winkels").click()
    page.wait_for_url(ASKED)
    expect(page.locator("#lijst")).to_be_in_viewport()
    expect(page.get_by_role("button", name="Dicht bij mij")).to_be_hidden()
    page.get_by_role("link", name="Toon op de kaart").click()
    expect(page.get_by_text("De kaart werkt alleen met JavaScript.")).to_be_in_viewport()
    expect(page.locator(".shop .status").first).to_have_text(ON_SUNDAY)


def test_by_keyboard_alone_a_shop_that_is_open_on_sunday_at_ten_near_8500_is_found_on_the_map(page_at):
    page = page_at(1280)
    page.goto(LIST)
    narrow_to_sunday_at_ten_near_8500(page)
    open_the_map_and_the_first_shop_on_it(page)


@pytest.mark.parametrize("width", [360, 1280])
def test_a_map_of_one_shop_shows_the_towns_around_it(page_at, width):
    page = page_at(width)
    opened_map(page, f"{LIST}?q=fietsherstelling&open=2026-11-29T10:00&bij=8500&kaart=1")
    expect(page.locator(".pin-dot")).to_have_count(1)
    expect(page.locator(".ground__name span").filter(has_text="Kortrijk")).to_be_visible()


def test_escape_closes_what_a_marker_says_and_gives_the_focus_back_to_it(page_at):
    page = page_at(1280)
    opened_map(page, f"{LIST}?bij=8500&straal=10&kaart=1")
    dot = to_one_shop(page)
    expect(dot).to_have_attribute("aria-label", re.compile(r"\w+.*\. (Open|Sluit|Opent|Uren|Gesloten)"))
    dot.focus()
    page.keyboard.press("Space")
    expect(page.locator(".pin-told a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".pin-told")).to_have_count(0)
    expect(dot).to_be_focused()


def test_without_javascript_the_same_question_gives_the_list_with_a_note_in_the_maps_place(page_at):
    page = page_at(360, javascript=False)
    page.goto(LIST)
    narrow_without_javascript(page)


def test_a_list_without_an_open_map_asks_for_nothing_of_it(page_at):
    page = page_at(1280)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(LIST)
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if re.search(r"leaflet|supercluster|/map|kaart|land\.json", url)] == []


SHIFTS = """() => new Promise(done => new PerformanceObserver(list => done(list.getEntries().reduce((sum, shift) => sum + shift.value, 0)))
    .observe({ type: 'layout-shift', buffered: true }) || setTimeout(done, 500, 0))"""


@pytest.mark.parametrize("width", [360, 1280])
def test_the_list_stays_where_it_is_while_the_map_loads(page_at, width):
    page = page_at(width)
    opened_map(page, f"{LIST}?bij=8500&kaart=1")
    assert page.evaluate(SHIFTS) <= 0.01


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_an_open_map_has_nothing_for_axe_to_find(page_at, flawless, width, dark):
    page = page_at(width, dark=dark)
    opened_map(page, f"{LIST}kortrijk/?kaart=1")
    flawless(page)
    opened_map(page, f"{LIST}?bij=8500&straal=10&kaart=1")
    open_a_marker(page)
    flawless(page)


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_the_list_of_a_chosen_moment_near_a_place_has_nothing_for_axe_to_find(page_at, flawless, width):
    page = page_at(width)
    page.goto(f"{LIST}?open=2026-11-29T10:00&bij=8500&straal=10&webshop=ja")
    if width < 900:
        page.get_by_text("Verfijnen").click()
    flawless(page)


def test_where_one_is_is_asked_only_by_the_button_sent_rounded_and_read_in_no_address(page_at):
    page = page_at(360)
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation(KORTRIJK)
    page.add_init_script(
        "const really = navigator.geolocation.getCurrentPosition.bind(navigator.geolocation); window.asked = 0;"
        "navigator.geolocation.getCurrentPosition = (...about) => { window.asked += 1; really(...about); };"
    )
    sent: list[str] = []
    addresses: list[str] = []
    page.on("request", lambda request: (addresses.append(request.url), sent.append(request.post_data or "")))
    page.goto(f"{LIST}?open=nu")
    assert page.evaluate("window.asked") == 0
    page.get_by_role("button", name="Dicht bij mij").click()
    page.wait_for_url(re.compile(r"open=nu&plek="))
    expect(page.locator(".chip").nth(1)).to_have_text("Binnen 5 km van jou")
    expect(page.locator(".shop__far").first).to_be_visible()
    assert [text for text in sent if "plek" in text] == ["verder=%2Fnl%2Fwinkels%2F%3Fopen%3Dnu&plek=50.828%2C3.264"]
    assert [url for url in addresses if "50.8" in url or "3.26" in url] == []
    assert page.evaluate("[document.cookie, localStorage.length, sessionStorage.length]") == ["", 0, 0]
    page.context.clear_permissions()


def test_who_says_no_hears_what_else_one_can_do(page_at):
    page = page_at(360)
    page.context.clear_permissions()
    page.goto(LIST)
    page.get_by_role("button", name="Dicht bij mij").click()
    expect(page.locator("[data-told]")).to_contain_text("Vul bij “Bij” een postcode in.")
    expect(page.get_by_label("Bij", exact=True)).to_be_focused()
    expect(page.get_by_label("Bij", exact=True)).to_be_in_viewport()


def test_near_me_on_the_list_of_a_town_asks_wherever_one_stands(page_at):
    page = page_at(360)
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation(KORTRIJK)
    page.goto(f"{LIST}oostende/?open=nu")
    page.get_by_role("button", name="Dicht bij mij").click()
    page.wait_for_url(re.compile(r"/nl/winkels/\?open=nu&plek="))
    page.context.clear_permissions()


WHERE_NAMES_STAND = """() => {
    const frame = document.querySelector('.shopmap__frame').getBoundingClientRect();
    return [...document.querySelectorAll('.ground__name')].map(name => [name.textContent, Math.round(name.getBoundingClientRect().y - frame.y)]);
}"""


UNTIL_IT_STANDS_STILL = """() => new Promise(done => {
    let stood = scrollY, since = performance.now();
    const look = now => {
        if (scrollY !== stood) [stood, since] = [scrollY, now];
        now - since > 200 ? done() : requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
})"""


def touched(page: Page, address: str) -> Callable[..., None]:
    """Opens the map on a screen that takes touch; gives a hand that moves so many fingers up over it, 150 pixels."""
    screen = page.context.new_cdp_session(page)
    screen.send("Emulation.setTouchEmulationEnabled", {"enabled": True, "maxTouchPoints": 2})
    page.goto(address)
    page.get_by_role("link", name="Toon op de kaart").click()
    expect(page.locator("[data-map][data-ready]")).to_be_visible()
    expect(page.locator(".shopmap__frame")).to_be_in_viewport(ratio=0.9)
    page.evaluate(UNTIL_IT_STANDS_STILL)  # the page glides to its map
    frame = page.locator(".shopmap__frame").bounding_box()

    def send(kind: str, fingers: int, up: int = 0) -> None:
        points = [{"x": frame["x"] + 100 + 100 * number, "y": frame["y"] + 300 - up, "id": number} for number in range(fingers)]
        screen.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        page.wait_for_timeout(16)

    def hand(fingers: int) -> None:
        send("touchStart", fingers)
        for up in range(15, 165, 15):
            send("touchMove", fingers, up)
        send("touchEnd", 0)

    return hand


def test_the_map_is_in_sight_when_it_opens_and_a_finger_scrolls_past_it(page_at):
    page = page_at(360)
    hand, told = touched(page, LIST), page.get_by_text("Met twee vingers beweeg je de kaart.")
    before, names = page.evaluate("scrollY"), page.evaluate(WHERE_NAMES_STAND)
    hand(1)
    expect(told).to_be_visible()
    assert page.evaluate("scrollY") > before + 100
    assert page.evaluate(WHERE_NAMES_STAND) == names != []
    expect(told).to_be_hidden()


def test_two_fingers_move_the_map_and_the_page_stands_still(page_at):
    page = page_at(360)
    hand = touched(page, LIST)
    before, names = page.evaluate("scrollY"), dict(page.evaluate(WHERE_NAMES_STAND))
    hand(2)
    page.wait_for_timeout(300)
    moved = dict(page.evaluate(WHERE_NAMES_STAND))
    assert {round((names[name] - moved[name]) / 50) for name in {*names} & {*moved}} == {3}
    assert abs(page.evaluate("scrollY") - before) < 10
    expect(page.get_by_text("Met twee vingers beweeg je de kaart.")).to_be_hidden()


def test_a_mouse_moves_the_map_at_once(page_at):
    page = page_at(1280)
    opened_map(page, f"{LIST}?kaart=1#kaart")
    stood = page.locator(".leaflet-map-pane").get_attribute("style")
    frame = page.locator(".shopmap__frame").bounding_box()
    page.mouse.move(frame["x"] + 60, frame["y"] + 60)
    page.mouse.down()
    page.mouse.move(frame["x"] + 160, frame["y"] + 160, steps=5)
    page.mouse.up()
    page.wait_for_function("stood => document.querySelector('.leaflet-map-pane').getAttribute('style') !== stood", arg=stood)


def test_a_day_empties_nu_open_and_nu_open_empties_the_day(page_at):
    page = page_at(360)
    page.goto(f"{LIST}?open=2026-11-29T10:00")
    page.get_by_text("Verfijnen").click()
    page.get_by_role("checkbox", name="Nu open").check()
    expect(page.locator("#f-dag")).to_have_value("")
    page.locator("#f-dag").fill("2026-11-28")
    expect(page.get_by_role("checkbox", name="Nu open")).not_to_be_checked()
