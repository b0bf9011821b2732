"""The vote's screens in the editors' tool: without a barrier from a telephone to a desk, light and dark, and run by the keyboard."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from municipalities.models import Municipality, Role
from shops.models import Shop, ShopSlug
from tests.append_only import without_triggers
from tests.factories import roles
from tests.factories.votes import EditionFactory, RoundFactory, many_votes, round_with_candidates, standing
from tests.signing_in import cookies_of
from votes import models
from votes.models import Cluster, Edition, Round


@pytest.fixture
def voting_round(special) -> Iterator[Round]:
    """A round of Tielt that opened three days ago, with votes and a cluster; taken away again, as the demo is shared."""
    now = timezone.now().replace(microsecond=0)
    shops = set(Shop.objects.values_list("pk", flat=True))
    dates = {"candidacy_from": -60, "candidacy_until": -20, "opens_at": -3, "closes_at": 9, "review_until": 16, "scheduled_at": -70}
    edition = EditionFactory(year=2031, **{name: now + timedelta(days=days) for name, days in dates.items()})
    with transaction.atomic():
        made = round_with_candidates(3, Municipality.objects.get(slug="tielt"), now, edition=edition)
        ballots = many_votes(made, [1, 2, 1, 3] * 5, now - timedelta(days=2))
    figures = {"votes": 9, "share": 90, "day": 9, "hasty": 50, "seconds": 4}
    cluster = Cluster.objects.create(round=made, rule="one_network", key="a", letter="A", opened_at=now, explanation=figures)
    cluster.ballots.set(ballots[:9])
    yield made
    with without_triggers(connection):
        for model in (Cluster, models.BallotEvent, models.Slip, models.Ballot, models.Candidate, models.Application):
            model.objects.filter(round=made).delete()
        Round.objects.filter(pk=made.pk).delete()
        Edition.objects.filter(pk=edition.pk).delete()
    ShopSlug.objects.exclude(shop__in=shops).delete()
    Shop.objects.exclude(pk__in=shops).delete()


@pytest.fixture
def people(special) -> Iterator[dict[str, User]]:
    made = {role.value: roles.somebody(role, email=f"{role.value}@stemming.example") for role in (Role.PROVINCE, Role.REVIEWER)}
    yield made
    models.Proposal.objects.all().delete()  # each keeps who made it
    for user in made.values():
        user.delete()


def as_one(page: Page, user: User, server) -> Page:
    page.context.add_cookies([{"name": name, "value": value, "url": server.url} for name, value in cookies_of(user).items()])
    return page


@pytest.mark.parametrize(("width", "dark"), [(360, False), (1280, True)])
def test_the_screens_of_the_province_have_no_barrier(voting_round, people, page_at, server, flawless, width, dark):
    page = as_one(page_at(width, dark=dark), people["province"], server)
    here, edition = f"/admin/stemming/rondes/{voting_round.pk}/", f"/admin/stemming/edities/{voting_round.edition_id}/"
    tails = ["/admin/stemming/rondes/", here, f"{here}einde/", f"{here}tellen/", "/admin/stemming/edities/", edition, "/admin/stemming/maildomeinen/"]
    for tail in tails:
        assert page.goto(tail).status == 200
        flawless(page)


@pytest.mark.parametrize(("width", "dark"), [(360, True), (1280, False)])
def test_the_start_of_a_reviewer_has_no_barrier(voting_round, people, page_at, server, flawless, width, dark):
    page = as_one(page_at(width, dark=dark), people["reviewer"], server)
    page.goto("/admin/")
    expect(page.get_by_role("heading", name="Tielt 2031")).to_be_visible()
    flawless(page)


@pytest.mark.parametrize(("width", "dark"), [(360, True), (1280, False)])
def test_ambassadors_events_and_how_the_site_is_have_no_barrier(people, page_at, server, flawless, width, dark):
    page = as_one(page_at(width, dark=dark), people["province"], server)
    for tail, sign in (("ambassadeurs/", "table"), ("acties/", "table"), ("toestand/", "main")):
        page.goto(f"/admin/{tail}")
        expect(page.get_by_role(sign)).to_be_visible()
        flawless(page)


@pytest.mark.parametrize(("width", "dark"), [(360, False), (1280, True)])
def test_taking_an_approval_back_has_no_barrier(special, people, page_at, server, flawless, width, dark):
    now = timezone.now().replace(microsecond=0)
    dates = {"candidacy_from": -9, "candidacy_until": 9, "opens_at": 10, "closes_at": 20, "review_until": 27, "scheduled_at": -10}
    edition = EditionFactory(year=2032, **{name: now + timedelta(days=days) for name, days in dates.items()})
    shop = Shop.objects.filter(municipality__slug="tielt", live=True).first()
    accepted = standing(RoundFactory(edition=edition, municipality=shop.municipality), shop, confirmed_at=now)
    page = as_one(page_at(width, dark=dark), people["province"], server)
    page.goto(f"/admin/stemming/kandidaten/kandidatuur/{accepted.pk}/")
    expect(page.get_by_role("button", name="Neem de goedkeuring terug")).to_be_visible()
    flawless(page)
    for rows in (models.Application.objects.filter(pk=accepted.pk), Round.objects.filter(edition=edition), Edition.objects.filter(pk=edition.pk)):
        rows.delete()


def test_a_reviewer_proposes_by_the_keyboard_on_a_telephone(voting_round, people, page_at, server, flawless):
    page = as_one(page_at(360), people["reviewer"], server)
    page.goto("/admin/stemming/nazicht/")
    flawless(page)
    page.get_by_role("link", name="Tielt 2031").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Wat vind jij?")).to_be_visible()
    flawless(page)
    page.get_by_label("meetellen", exact=True).focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("Negen stemmen, telkens vier seconden na de mail.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Je voorstel staat klaar. Een tweede persoon beslist.")).to_be_visible()
    assert models.Proposal.objects.get().verdict == "reject"
    flawless(page)
