"""The poster as a page of its own: it prints from any browser, and is what the PDF is made from."""

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from votes.posters import drawing, words
from votes.posters.facts import PosterFacts, Size
from votes.posters.fitting import fit


def poster_html(facts: PosterFacts, size: Size) -> str:
    """In the language of the poster, whatever language is active."""
    with translation.override(facts.language):
        kicker = _("Wie wordt de ambassadeur van %(town)s?") % {"town": facts.municipality}
        shown = {
            "facts": facts,
            "size": size.lower(),
            "kicker": kicker,
            "fit": fit(kicker=kicker, name=facts.shop_name, place=facts.place, pitch=facts.pitch),
            "when": words.when(facts.opens_on, facts.closes_on),
            "address": words.spoken_address(facts.url),
            "awning": drawing.awning(facts.cloth),
            "front": drawing.front_in_its_street(facts.face, facts.cloth, facts.number, front_title(facts)),
            "code": drawing.code(facts.url, _("QR-code die naar de pagina van %(name)s leidt") % {"name": facts.shop_name}),
        }
        return render_to_string("votes/poster.html", shown)


def front_title(facts: PosterFacts) -> str:
    return _("Gevel van %(name)s, getekend, met nummer %(number)s aan een uithangbord") % {"name": facts.shop_name, "number": facts.number}
