"""What the ambassadors of the demo tell: invented shops, no persons."""

from typing import Any

from ambassadors.models import AmbassadorPage
from home.demo.draws import content
from home.demo.votes.people import PUBLISHES, login


def publish_stories(year: int) -> None:
    """Publish the pages that were drafted after the results of `year`; the Dutch ones with their story."""
    author = login(PUBLISHES)
    for page in AmbassadorPage.objects.filter(year=year, live=False).select_related("locale", "municipality").order_by("pk"):
        told = content("voting")["winners"].get(page.face)
        if told and page.locale.language_code == "nl":
            page.story = story(told)
        revision = page.save_revision(user=author) if page.story else page.latest_revision
        revision.publish(user=author)


def story(told: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """The blocks of an entry of voting.json: what they know best, whom they support, tips."""
    (craft, how), (club, what) = told["craft"], told["support"]
    tips = [{"title": title, "text": text} for title, text in told["tips"]]
    return [
        ("craft", {"title": craft, "text": how}),
        ("support", {"name": club, "text": what, "url": ""}),
        ("tips", {"title": "Tips van de winkel", "tips": tips}),
    ]
