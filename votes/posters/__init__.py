"""The poster of a candidate, to hang on a window: as a page that prints, and as a PDF where WeasyPrint is installed.

poster_html(facts, "A4")    a whole page, printed by any browser
poster_pdf(facts, "A5")     the same as a tagged PDF of one page; raises NoPdfHere without WeasyPrint
is_available()              whether there is one
"""

from votes.posters.facts import PosterFacts, Size
from votes.posters.page import poster_html
from votes.posters.pdf import NoPdfHere, is_available, poster_pdf

__all__ = ["NoPdfHere", "PosterFacts", "Size", "is_available", "poster_html", "poster_pdf"]
