"""Questions that open: no script is needed, and on paper all of them stand open."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content.blocks.groups import TEXTS
from content.blocks.story import PLAIN_TEXT

MOST = 30


class QuestionBlock(blocks.StructBlock):
    """A question and what opens under it."""

    question = blocks.CharBlock(label=_("Vraag"), max_length=120, help_text=_("Zoals iemand ze stelt: Mag ik twee keer stemmen?"))
    answer = blocks.RichTextBlock(label=_("Antwoord"), features=PLAIN_TEXT)

    class Meta:
        label = _("Vraag")
        icon = "help"


class QuestionsBlock(blocks.StructBlock):
    """Under a heading, or without."""

    title = blocks.CharBlock(label=_("Kop"), max_length=80, required=False)
    questions = blocks.ListBlock(QuestionBlock(), label=_("Vragen"), min_num=1, max_num=MOST)

    class Meta:
        label = _("Vragen en antwoorden")
        icon = "collapse-down"
        group = TEXTS
        template = "content/blocks/questions.html"
        description = _("Een lijst die openklapt. Voor wat niet iedereen hoeft te lezen.")
        preview_value: ClassVar = {
            "title": "Vaak gevraagd",
            "questions": [
                {"question": "Mag ik twee keer stemmen?", "answer": "<p>Nee. Eén mailadres is één stem per gemeente.</p>"},
                {"question": "Kost het een winkel iets?", "answer": "<p>Niets. De provincie en de gemeente betalen.</p>"},
            ],
        }
