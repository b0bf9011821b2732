"""The stylesheet, its colours and what is shipped with it."""

import gzip
import json
import re
from hashlib import sha256
from math import cos, radians, sin
from pathlib import Path

import pytest

from content.facades import CLOTHS
from content.stylesheet import ENTRIES, bundle, squeeze

ROOT = Path(__file__).resolve().parents[2]
CSS = ROOT / "static" / "css"
TOKENS = (CSS / "tokens.css").read_text(encoding="utf-8")
PARTS = [path for path in CSS.rglob("*.css") if path.name not in {*ENTRIES.values(), "tokens.css"}]
ROW = re.compile(r"^ \*   (\S+)\s+(\S+)\s+([\d.]+)\s+([\d.]+)\s+([\d.]+)$", re.MULTILINE)
PROPERTY = re.compile(r"^  --([\w-]+): (.+?);", re.MULTILINE)

Colour = tuple[float, float, float]


# -- colours: from tokens.css to a contrast
def tokens(side: int) -> dict[str, Colour]:
    """Linear sRGB of every colour token; side 0 is light, 1 is dark."""
    texts = dict(PROPERTY.findall(TOKENS))
    return {name: linear_rgb(resolve(text, texts, side)) for name, text in texts.items() if "oklch" in resolve(text, texts, side)}


def resolve(text: str, texts: dict[str, str], side: int) -> str:
    """One oklch() of a token that may point to others."""
    if both := re.fullmatch(r"light-dark\((.+\)), (.+\))\)", text):
        return resolve(both[side + 1], texts, side)
    if pointer := re.fullmatch(r"var\(--([\w-]+)\)", text):
        return resolve(texts[pointer[1]], texts, side)
    return text


def linear_rgb(oklch: str) -> Colour:
    """CSS Color 4: oklch to linear sRGB, what falls outside of it cut off."""
    lightness, chroma, hue = (float(part) for part in re.findall(r"[\d.]+", oklch)[:3])
    a, b = chroma * cos(radians(hue)), chroma * sin(radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short
    return tuple(min(1.0, max(0.0, part)) for part in (red, green, blue))  # type: ignore[return-value]


def contrast(one: Colour, other: Colour) -> float:
    """WCAG 2.2, of two colours in linear sRGB."""
    first, second = (0.2126 * red + 0.7152 * green + 0.0722 * blue for red, green, blue in (one, other))
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)


def colour(name: str, side: int) -> Colour:
    known = tokens(side)
    return known[name if name in known else f"color-{name}"]


def rows() -> list[tuple[str, str, float, float, float]]:
    return [(front, back, float(light), float(dark), float(needs)) for front, back, light, dark, needs in ROW.findall(TOKENS)]


def test_white_on_black_is_21_to_1_and_the_conversion_knows_pure_red():
    assert contrast(linear_rgb("oklch(1 0 0)"), linear_rgb("oklch(0 0 0)")) == pytest.approx(21, abs=0.01)
    assert linear_rgb("oklch(0.6279554 0.2576833 29.2338)") == pytest.approx((1, 0, 0), abs=0.001)


@pytest.mark.parametrize(("front", "back", "light", "dark", "needs"), rows())
def test_every_pair_in_the_table_of_the_tokens_reaches_its_contrast_and_the_table_tells_the_truth(front, back, light, dark, needs):
    measured = [contrast(colour(front, side), colour(back, side)) for side in (0, 1)]
    assert min(measured) >= needs
    assert measured == pytest.approx([light, dark], abs=0.051)


def test_the_table_covers_every_sky_and_the_sign_of_every_cloth():
    pairs = {(front, back) for front, back, *_ in rows()}
    skies = {"sky", *(name.removeprefix("color-") for name in tokens(0) if name.startswith("color-sky-"))}
    assert skies == {"sky", "sky-morning", "sky-rose", "sky-lilac", "sky-straw"}
    assert {(role, sky) for role in ("text", "text-soft", "open", "action", "focus") for sky in skies} <= pairs
    assert {("facade-glyph" if cloth.dark else "facade-line", f"awning-{name}") for name, cloth in CLOTHS.items()} <= pairs


def test_no_token_but_leaf_is_green():
    def is_green(text: str) -> bool:
        found = re.search(r"oklch\(([\d.]+) ([\d.]+) ([\d.]+)", text)
        return bool(found) and float(found[2]) > 0.02 and 105 < float(found[3]) < 195

    assert {name for name, text in PROPERTY.findall(TOKENS) if is_green(text)} == {"leaf-700", "leaf-300"}


# -- the files
@pytest.mark.parametrize(("entry", "name"), ENTRIES.items())
def test_the_committed_bundles_are_what_their_parts_say(entry, name):
    assert (CSS / name).read_text(encoding="utf-8") == bundle(CSS, entry), "run: python manage.py build_css"


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("site.bundle.css", 10_000),
        ("vote.bundle.css", 4_100),
        ("agenda.bundle.css", 3_000),
        ("ambassadors.bundle.css", 1_500),
        ("pages.bundle.css", 4_000),
        ("login.bundle.css", 1_500),
    ],
)
def test_a_stylesheet_is_light_compressed(name, most):
    assert len(gzip.compress((CSS / name).read_bytes(), 9)) <= most


def test_every_part_is_imported_once():
    named = [part for entry in ENTRIES for part in re.findall(r'url\("([^"]+)"\)', (CSS / entry).read_text(encoding="utf-8"))]
    assert sorted(named) == sorted(
        str(path.relative_to(CSS)) for path in CSS.rglob("*.css") if str(path.relative_to(CSS)) not in {*ENTRIES, *ENTRIES.values()}
    )


def test_a_component_is_at_most_150_lines_and_names_its_own_block():
    for path in (CSS / "components").glob("*.css"):
        text = path.read_text(encoding="utf-8")
        assert len(text.splitlines()) <= 150, path.name
        stem = {"cloths": "awning", "chips": "chip", "listhead": "list"}.get(path.stem, path.stem)
        assert f".{stem}" in text, path.name


def test_parts_know_roles_and_no_raw_colour_and_nothing_is_forced():
    for path in PARTS:
        text = squeeze(path.read_text(encoding="utf-8"))
        assert not re.findall(r"#[0-9a-f]{3,8}\b|oklch\(|rgba?\(|hsl\(|!important", text), path.name
        assert not re.findall(r"var\(--(?:cotton|ink|brick|leaf|sky-200|night)-\d+\)", text), path.name
        assert not re.findall(r"(?:margin|padding|border)-(?:left|right|top|bottom)|[{;](?:left|right|top|bottom|width|height):", text), path.name


def test_every_custom_property_that_is_used_exists():
    text = "".join(bundle(CSS, entry) for entry in ENTRIES)
    declared = set(re.findall(r"(--[\w-]+):", text))
    assert set(re.findall(r"var\((--[\w-]+)\)", text)) <= declared


def test_squeezing_leaves_strings_and_calculations_alone():
    css = 'a :hover { content: "a  /* b */ ; c" ; margin: calc( 1px + 2px ) ; } /* gone */\n@media (width >= 2rem) and (hover) { b , c { --x: 1 } }'
    assert squeeze(css) == 'a :hover{content:"a  /* b */ ; c";margin:calc(1px + 2px)}@media (width >= 2rem) and (hover){b,c{--x:1}}'


def test_a_bundle_refuses_a_link_that_would_break(tmp_path):
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "a.css").write_text('a { background: url("x.png"); }')
    (tmp_path / "site.css").write_text('@layer base;\n@import url("parts/a.css") layer(base);')
    with pytest.raises(ValueError, match=r"parts/a\.css"):
        bundle(tmp_path)


def test_a_bundle_refuses_rules_of_its_own(tmp_path):
    (tmp_path / "site.css").write_text("a { color: red }")
    with pytest.raises(ValueError, match=r"site\.css may only hold"):
        bundle(tmp_path)


def test_the_stylesheet_asks_for_the_shipped_fonts_only():
    urls = re.findall(r'url\("?([^")]+)"?\)', bundle(CSS))
    assert {(CSS / url).resolve() for url in urls} == set((ROOT / "static" / "fonts").glob("*.woff2"))


# -- what others made
def test_what_others_made_is_listed_with_its_licence_and_unchanged():
    listed = json.loads((ROOT / "static" / "vendor" / "vendor.json").read_text(encoding="utf-8"))
    for item in listed:
        assert set(item) == {"name", "version", "licence", "licence_file", "source", "path", "sha256"}
        assert sha256((ROOT / item["path"]).read_bytes()).hexdigest() == item["sha256"], item["name"]
        assert (ROOT / item["licence_file"]).is_file()
    vendor = ROOT / "static" / "vendor"
    shipped = {*(ROOT / "static" / "fonts").glob("*.woff2"), *(file for kind in ("js", "css", "png") for file in vendor.rglob(f"*.{kind}"))}
    assert {ROOT / item["path"] for item in listed} == shipped


def test_the_icons_have_the_sizes_that_their_names_say():
    def size(name: str) -> tuple[int, int]:
        head = (ROOT / "static" / "icons" / name).read_bytes()[:24]
        assert head.startswith(b"\x89PNG")
        return int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big")

    assert {name: size(name) for name in ("favicon-32.png", "apple-touch-icon.png", "icon-192.png", "icon-512.png")} == {
        "favicon-32.png": (32, 32),
        "apple-touch-icon.png": (180, 180),
        "icon-192.png": (192, 192),
        "icon-512.png": (512, 512),
    }
    assert '"display": "browser"' in (ROOT / "static" / "icons" / "site.webmanifest").read_text(encoding="utf-8")
