"""What people look at on the last evening of a vote: shares of the page views, and why.

Nobody here is logged in: the site itself answers who is, and of those there are a few hundred in the whole province.
"""

from dataclasses import dataclass

VISIT = 6  # page views of one visitor, over one connection, from an address of their own
NEW = 0.5  # of the visitors have none of the stylesheets, scripts and fonts yet, and fetch them with the first page
WITH_COOKIES = 0.3  # have the cookie of a form that they opened before; such a visitor gets what everybody gets


@dataclass(frozen=True)
class Kind:
    """share: in hundredths of all page views; who votes opens a form, a page for the code and a receipt besides, which are counted with the votes."""

    name: str
    share: int
    why: str


MIX = (
    Kind("the vote of a town", 24, "what mails, posters and shopkeepers link to, and look at again"),
    Kind("a candidate", 16, "what candidates share themselves"),
    Kind("front page", 15, "newspapers and the province link to it"),
    Kind("a town", 11, "municipalities link to it"),
    Kind("the votes of all towns", 8, "the way from the front page to one's own town"),
    Kind("a shop", 7, "one looks up who it is"),
    Kind("a result", 5, "who won last year, and how this is counted"),
    Kind("directory", 4, "the rest of the site goes on"),
    Kind("a kind in a town", 3, "the same"),
    Kind("a filtered search", 3, "the same, and each is another"),
    Kind("agenda", 2, "the evening's party"),
    Kind("the form of the vote", 1, "opened, and left without a vote; nobody may keep it"),
    Kind("map data", 1, "who opens the map"),
)
