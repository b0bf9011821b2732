"""How large words may stand, so that any name and pitch fit on one page. Measured in the site's own letters.

Lengths are in rem, of which a poster is 21 wide and 29.7 high (10 mm on A4, 7.07 mm on A5). Sizes are tenths of a rem, and classes in
votes/static/votes/poster.css.
"""

from dataclasses import dataclass

from content.share_image import DISPLAY, TEXT, balanced, font, wrapped

WIDTH = 18.2  # of the column of words
HEIGHT = 9.6  # of all words above the street
NAME_SIZES = (64, 56, 48, 42, 36, 32, 28, 25, 22, 20, 18, 16, 14, 12, 10)
PITCH_SIZES = ((80, 6.6), (180, 5.6), (300, 4.8))  # (at most so many signs, size)
NAME_LEADING, LEADING = 0.96, 1.35
KICKER, PLACE = 6.8, 5.6  # sizes
GAPS = 1.1  # between the four pieces
SURE = 0.96  # of the width: another engine sets a line a little wider
MEASURED_AT = 100  # pixels


@dataclass(frozen=True)
class Fit:
    """rows: of the name, as equal as may be. name: its size in tenths of a rem. pitch: its size, in hundredths."""

    rows: list[str]
    name: int
    pitch: int


def fit(*, kicker: str, name: str, place: str, pitch: str) -> Fit:
    """The largest name that leaves room for the rest; the smallest where none does."""
    pitch_size = next((size for signs, size in PITCH_SIZES if len(pitch) <= signs), PITCH_SIZES[-1][1])
    taken = GAPS + sum(height(words, TEXT, size, LEADING) for words, size in ((kicker, KICKER), (place, PLACE), (pitch, pitch_size)))
    size = next((size for size in NAME_SIZES if fits(name, size, HEIGHT - taken)), NAME_SIZES[-1])
    return Fit(balanced(rows(name, DISPLAY, size), font(DISPLAY, MEASURED_AT), room_for(size)), size, round(pitch_size * 10))


def fits(name: str, size: int, room: float) -> bool:
    return height(name, DISPLAY, size, NAME_LEADING) <= room and longest_word(name, size) <= WIDTH * SURE


def height(words: str, letters: str, size: float, leading: float) -> float:
    return len(rows(words, letters, size)) * size / 10 * leading


def rows(words: str, letters: str, size: float) -> list[str]:
    return wrapped(words, font(letters, MEASURED_AT), room_for(size))


def room_for(size: float) -> int:
    """The width of the column in pixels of the letters that are measured."""
    return int(WIDTH * SURE * 10 / size * MEASURED_AT)


def longest_word(name: str, size: int) -> float:
    return max((font(DISPLAY, MEASURED_AT).getlength(word) for word in name.split()), default=0.0) / MEASURED_AT * size / 10
