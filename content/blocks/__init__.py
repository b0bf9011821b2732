"""Pieces of a text that an editor puts in any order. What a story of any room may hold (story), and what whole pages hold beside it.

Rooms add their own beside them: shops.blocks, events.blocks; home.page_blocks composes what a page may hold. A block whose content is looked
up (living) does so before the template, in the page's view. Each shows itself to editors before they choose it (preview_value).
"""

from content.blocks.cards import CardBlock, CardsBlock
from content.blocks.choosers import DocumentBlock, LinkedPageBlock, PictureChooserBlock
from content.blocks.downloads import DownloadsBlock, FileBlock
from content.blocks.groups import FROM_THE_SITE, LEADING_ON, PICTURES, TEXTS
from content.blocks.links import CallBlock, LinkBlock
from content.blocks.living import Around, Found, LivingBlock, bring_to_life
from content.blocks.places import AddressBlock, MapBlock, PlaceBlock
from content.blocks.questions import QuestionBlock, QuestionsBlock
from content.blocks.story import PLAIN_TEXT, HeadingBlock, PictureBlock, QuoteBlock, StoryBlock, TextBlock
from content.blocks.video import VideoBlock

__all__ = [
    "FROM_THE_SITE",
    "LEADING_ON",
    "PICTURES",
    "PLAIN_TEXT",
    "TEXTS",
    "AddressBlock",
    "Around",
    "CallBlock",
    "CardBlock",
    "CardsBlock",
    "DocumentBlock",
    "DownloadsBlock",
    "FileBlock",
    "Found",
    "HeadingBlock",
    "LinkBlock",
    "LinkedPageBlock",
    "LivingBlock",
    "MapBlock",
    "PictureBlock",
    "PictureChooserBlock",
    "PlaceBlock",
    "QuestionBlock",
    "QuestionsBlock",
    "QuoteBlock",
    "StoryBlock",
    "TextBlock",
    "VideoBlock",
    "bring_to_life",
]
