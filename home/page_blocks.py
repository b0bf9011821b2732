"""What a page of editors may hold: every block of the house."""

from wagtail import blocks

from content.blocks import CallBlock, CardsBlock, DownloadsBlock, FileBlock, QuestionsBlock, StoryBlock, VideoBlock
from events.blocks import EventsBlock
from shops.blocks import FoundShopsBlock, MapAmongShopsBlock, NamedShopsBlock


class PageBody(StoryBlock):
    """In any order."""

    questions = QuestionsBlock()
    cards = CardsBlock()
    call = CallBlock()
    downloads = DownloadsBlock()
    map = MapAmongShopsBlock()
    video = VideoBlock()
    named_shops = NamedShopsBlock()
    found_shops = FoundShopsBlock()
    events = EventsBlock()


class Materials(blocks.StreamBlock):
    """Files of a campaign: each language may have its own."""

    file = FileBlock()

    class Meta:
        required = False
