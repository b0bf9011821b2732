"""What the history of an event says about shops that were asked, and what they answered."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry, LogFormatter

from events.invitations import ANSWER, ANSWER_BY_HAND, ASK
from events.models import EventShop


class OfShops(LogFormatter):
    """A sentence that names the shop and its answer, or how many were asked."""

    def format_message(self, log_entry: Any) -> str:
        data = log_entry.data
        said = EventShop.Answer(data["answer"]).label if data.get("answer") in EventShop.Answer.values else ""
        return self.message % {"count": data.get("count", 0), "shop": data.get("name", ""), "answer": said}


SENTENCES = {
    ASK: (_("Winkels vragen"), _("Vroeg %(count)s winkels of ze meedoen")),
    ANSWER: (_("Antwoord van een winkel"), _("%(shop)s antwoordde met de link uit de mail: %(answer)s")),
    ANSWER_BY_HAND: (_("Antwoord invullen"), _("Vulde het antwoord in van %(shop)s: %(answer)s")),
}


def register_sentences(actions: LogActionRegistry) -> None:
    for action, (label, message) in SENTENCES.items():
        actions.register_action(action)(type("Sentence", (OfShops,), {"label": label, "message": message}))
