"""The demo, loaded into an empty site."""

import io
import json
from collections import Counter
from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from wagtail.models import Page

from ambassadors.models import AmbassadorPage
from home.demo.draws import content
from home.demo.load import load_demo
from home.models import MunicipalityPage
from mail.models import OutgoingMail
from municipalities.models import Municipality, Onboarding, Role, RoleGroup
from municipalities.onboarding import offboard
from municipalities.rights import reach
from shops import unanswered
from shops.category_tree import category_tree
from shops.doubles.finding import doubles_of
from shops.importing import batches
from shops.importing.work import work
from shops.models import (
    Category,
    ImportBatch,
    ImportChange,
    ImportRow,
    OpenInterval,
    OwnerRequest,
    OwnerVisit,
    Shop,
    ShopReport,
    ShopSlug,
    ShopSource,
    ShopSuggestion,
    ShopText,
    UnansweredSearch,
)
from shops.query import ShopQuery
from shops.search import search_shops
from tests.ground import ground
from tests.public_page import PublicPage
from votes import jobs, seal
from votes.counting import freeze, publish
from votes.models import (
    Application,
    Ballot,
    BallotEvent,
    Candidate,
    Cluster,
    Edition,
    Nomination,
    Proposal,
    ProvincialResult,
    PublishedResult,
    Round,
    RoundCount,
    SealHead,
    Slip,
)

AT = datetime(2026, 11, 25, 10, 40, tzinfo=UTC)
VOTED = (Application, Ballot, BallotEvent, Candidate, Cluster, Edition, Nomination, Proposal, PublishedResult, Round, RoundCount, SealHead, Slip)
INCOMING = (ImportBatch, ImportChange, ImportRow, OwnerRequest, OwnerVisit, ShopReport, ShopSuggestion, UnansweredSearch)
MODELS = (
    *VOTED,
    *INCOMING,
    *(Category, Municipality, Onboarding, OpenInterval, Page, RoleGroup, Shop, ShopSlug, ShopSource, ShopText),
    *(get_user_model(), get_user_model().groups.through),
)


@pytest.fixture(scope="module")
def demo_database(django_db_setup, django_db_blocker):
    """Loads the demo once for this file."""
    with ground(django_db_blocker):
        list(load_demo(AT))
        yield


@pytest.fixture
def demo(demo_database, db, time_machine):
    """The demo on Wednesday 25 November 2026, 11.40; what a test changes is undone."""
    time_machine.move_to(AT, tick=False)


def everything() -> dict[str, list[tuple]]:
    """All that is stored, but when a page was last touched."""
    return {model.__name__: sorted(map(repr, model.objects.values())) for model in MODELS}


def test_the_demo_is_as_large_as_it_was_promised(demo):
    shops = Shop.objects.listed()
    assert shops.count() >= 400
    assert shops.values("name").distinct().count() >= 300
    assert shops.exclude(opening_hours="").values("opening_hours").distinct().count() >= 40
    assert Municipality.objects.current().count() == 62
    assert MunicipalityPage.objects.live().count() == 4 * 62
    assert shops.values("municipality").distinct().count() == 62


def test_every_shop_is_marked_as_invented_and_none_as_from_elsewhere(demo):
    assert Shop.objects.exclude(is_demo=True).count() == 0
    sources = {known["source"] for shop in Shop.objects.all() for known in shop.provenance.values()}
    assert sources <= {"demo", "shopkeeper", "municipality", "verzonnen winkelbond"}
    assert [shop.name for shop in Shop.objects.all() if shop.is_from_osm] == []


def test_every_kind_has_three_shops_or_more(demo):
    leaves = Category.objects.filter(parent__isnull=False)
    numbers = Counter(Shop.objects.values_list("category__slug", flat=True))
    assert leaves.count() == 77
    assert {leaf.slug: numbers[leaf.slug] for leaf in leaves if numbers[leaf.slug] < 3} == {}


def test_no_two_of_the_first_24_fronts_are_equal_in_the_list_or_in_a_group(demo, client):
    groups = [group.slug for group in category_tree().groups]
    lists = {slug: PublicPage(client.get("/nl/winkels/", {"categorie": slug} if slug else {})) for slug in ["", *groups]}
    fronts = {slug: [str(front) for front in page.soup.select(".shop__front svg")] for slug, page in lists.items()}
    assert len(groups) == 14
    assert {slug: len(drawn) for slug, drawn in fronts.items() if len(drawn) != min(24, lists[slug].total)} == {}
    assert {slug: [drawn.index(front) for front, times in Counter(drawn).items() if times > 1] for slug, drawn in fronts.items()} == {
        slug: [] for slug in fronts
    }


def test_a_shop_tells_its_story_in_dutch_and_some_in_four_languages(demo):
    told = Counter(ShopText.objects.values_list("language", flat=True))
    assert all(told[language] > 50 for language in ("fr", "en", "de"))
    assert set(ShopText.objects.exclude(language="nl").values_list("shop", flat=True)) <= set(
        ShopText.objects.filter(language="nl").values_list("shop", flat=True)
    )


def test_what_visitors_look_for_is_found(demo):
    asked = {
        text: search_shops(ShopQuery(text=text), AT)
        for text in ("bakker kortrijk", "boulanger courtrai", "8760", "fietsen brugge", "Beveren", "winkels in Ieper")
    }
    assert {text: found.total > 0 for text, found in asked.items()} == dict.fromkeys(asked, True)
    assert [shop.pk for shop in asked["bakker kortrijk"].shops] == [shop.pk for shop in asked["boulanger courtrai"].shops]
    assert search_shops(ShopQuery(text="bakker kortrijk", open_now=True), AT).total > 0


def test_every_address_of_the_demo_can_be_found_and_read(demo, client):
    for shop in Shop.objects.select_related("municipality").order_by("pk")[::40]:
        page = PublicPage(client.get(f"/nl/winkels/{shop.municipality.slug}/{shop.slug}/"))
        assert (page.status, page.text("h1"), page.shows_demo, page.shows_osm) == (200, shop.name, True, False)


def test_the_numbers_of_the_front_page_are_those_of_the_list(demo, client):
    front = PublicPage(client.get("/nl/"))
    shops = PublicPage(client.get("/nl/winkels/"))
    assert (front.text("#soorten"), len(front.links(".towns a")), len(front.links(".kinds a"))) == (f"{shops.total} winkels van hier", 62, 14)
    assert front.text(".heading .status") == f"{shops.open_total} zijn nu open"


def test_hours_are_in_the_table_and_some_shops_are_open_closed_and_unknown(demo):
    assert OpenInterval.objects.values("shop").distinct().count() > 300
    open_now = Shop.objects.open_at(AT).count()
    assert 0 < open_now < Shop.objects.count()
    assert Shop.objects.filter(opening_hours="").exists()


def test_loading_again_changes_nothing(demo):
    before = everything()
    list(load_demo(AT))
    again = everything()
    assert {name: len(rows) for name, rows in again.items()} == {name: len(rows) for name, rows in before.items()}
    before.pop("OpenInterval"), again.pop("OpenInterval")  # made anew, the same but for their keys
    assert {name for name in before if before[name] != again[name]} == set()


def test_loading_again_later_keeps_what_editors_did(demo):
    shop = Shop.objects.order_by("pk").first()
    shop.name, shop.street = "De Nieuwe Naam", "Nieuwstraat"
    shop.save()
    Shop.objects.order_by("pk").last().unpublish()
    listed = Shop.objects.listed().count()
    list(load_demo(datetime(2026, 12, 24, 20, tzinfo=UTC)))
    assert (Shop.objects.get(pk=shop.pk).name, Shop.objects.listed().count()) == ("De Nieuwe Naam", listed)


# -- what comes in


def test_an_editor_of_tielt_finds_one_of_everything_that_waits(demo):
    town = Municipality.objects.get(slug="tielt")
    of_tielt = {"shop__municipality": town}
    assert Counter(ShopReport.objects.filter(**of_tielt).values_list("what", flat=True)) == {"gone": 2, "hours": 1, "contact": 1}
    assert Counter(OwnerRequest.objects.filter(state="waiting", **of_tielt).values_list("kind", flat=True)) == {"change": 1, "new": 1, "claim": 1}
    assert set(ShopSuggestion.objects.filter(**of_tielt).values_list("shop__name", "fact")) == {
        ("Bloemen Rozenhout", "phone"),
        ("De Omloop", "opening_hours"),
        ("Speelgoed Pierewiet", "street"),
    }
    names = dict(Shop.objects.values_list("pk", "name"))
    assert [(names[pair.one], names[pair.other], pair.why) for pair in doubles_of(town.pk)] == [
        ("Klompenmakerij Het Populierenhout", "Het Populierenhout", ("door", "phone")),
        ("Bakkerij De Haan en de Hen", "Haan en Hen, broodjes", ("site",)),
    ]


def test_its_lists_were_brought_in_or_wait_with_a_question_and_two_rows_were_refused(demo):
    lists = {batch.source: batch for batch in ImportBatch.objects.all()}
    done, waits = lists["verzonnen winkelbond"], lists["verzonnen eindejaarsactie"]
    assert (done.state, done.counts["new"], done.counts["changed"], done.refused_open) == ("done", 1, 1, 2)
    assert (waits.state, list(waits.rows.filter(kind="question").values_list("name", flat=True))) == ("ready", ["Gouden Ham"])


def test_the_list_of_the_demo_can_be_taken_back_whole(demo):
    batch = ImportBatch.objects.get(state="done")
    batches.undo(batch=batch, by=batch.started_by, at=AT)
    work(batch.pk, at=AT)
    assert not Shop.objects.filter(name="Haan en Hen, broodjes").exists()
    assert not ShopSuggestion.objects.exists()


def test_a_shop_that_visitors_report_and_nobody_confirmed_fades(demo):
    assert list(Shop.objects.filter(faded__gte=3).values_list("name", flat=True)) == ["Het Zevende Laagje"]


def test_searches_in_vain_are_those_of_this_month_and_the_one_before(demo):
    assert set(UnansweredSearch.objects.values_list("month", flat=True)) == {date(2026, 11, 1), date(2026, 10, 1)}
    assert unanswered.most_asked(AT, ["tielt"], 5) == [("fietsenmaker", 15), ("verse vis", 10), ("schoenmaker", 4)]


def test_what_comes_in_is_invented_like_all_else(demo):
    assert not Shop.objects.filter(is_demo=False).exists()
    assert {mail.to.rpartition(".")[2] for mail in OutgoingMail.objects.all() if mail.to} == {"example"}


def test_what_an_editor_settled_stays_settled_when_the_demo_is_loaded_again(demo):
    ShopReport.objects.all().delete()
    ShopSuggestion.objects.all().delete()
    OwnerRequest.objects.all().delete()
    list(load_demo(AT))
    assert [model.objects.count() for model in (ShopReport, ShopSuggestion, OwnerRequest)] == [0, 0, 0]


def test_the_command_shows_its_steps_and_the_login_of_the_demo(demo):
    out, err = io.StringIO(), io.StringIO()
    call_command("load_demo", stdout=out, stderr=err)
    assert "beheer@ikkooplokaal.example" in out.getvalue()
    steps = ["Gemeenten", "Soorten winkels", "Pagina's", "Vaste pagina's", "Gemeentepagina's", "Winkels", "Openingsuren", "Deelname", "Agenda"]
    steps += ["Campagne", "Logins", "Wat binnenkomt", "Stemmingen", "Zoeken", "Klaar"]
    assert [line.partition("] ")[2].strip() for line in err.getvalue().splitlines() if "] " in line] == steps


def test_the_login_of_the_demo_opens_the_editors_tool(demo, client):
    assert client.login(username="beheer@ikkooplokaal.example", password="lokaal-kopen-demo")


def test_each_login_of_the_demo_has_its_role(demo):
    tielt, kortrijk = (Municipality.objects.get(slug=slug).pk for slug in ("tielt", "kortrijk"))
    reaches = {user.email.partition("@")[0]: reach(user) for user in get_user_model().objects.all()}
    assert {name: (far.everywhere, set(far.edited), set(far.written), set(far.roles)) for name, far in reaches.items()} == {
        "beheer": (True, set(), set(), set()),
        "provincie": (True, set(), set(), {Role.PROVINCE}),
        "provincie.twee": (True, set(), set(), {Role.PROVINCE}),
        "nazicht": (False, set(), set(), {Role.REVIEWER}),
        "redacteur.tielt": (False, {tielt}, {tielt}, {Role.EDITOR}),
        "auteur.tielt": (False, set(), {tielt}, {Role.AUTHOR}),
        "redacteur.kortrijk": (False, {kortrijk}, {kortrijk}, {Role.EDITOR}),
    }
    assert set(Onboarding.objects.values_list("municipality", "offboarded_at")) == {(tielt, None), (kortrijk, None)}


def test_a_town_that_left_and_a_role_that_was_taken_stay_away_when_the_demo_is_loaded_again(demo):
    tielt = Municipality.objects.get(slug="tielt")
    offboard(municipality=tielt, at=AT)
    list(load_demo(AT))
    assert (Onboarding.objects.get(municipality=tielt).is_open, tielt.role_groups.filter(group__user__isnull=False).exists()) == (False, False)


def test_last_year_ended_with_ambassadors_and_one_group_of_votes_that_did_not_count(demo):
    counted = {count.round.municipality.slug: count.figures for count in RoundCount.objects.select_related("round__municipality")}
    winners = {town: {told["slug"] for told in figures["candidates"] if told["number"] in figures["leaders"]} for town, figures in counted.items()}
    assert winners == {
        "diksmuide": {"averecht"},
        "ieper": {"fietsen-de-bel", "theehuis-de-ketel"},
        "kortrijk": {"twee-centimeter-korter"},
        "oostende": {"de-zure-mat"},
        "tielt": {"boekhandel-de-letterzetter"},
        "torhout": {"de-korenbloem"},
    }
    assert {town: figures["rejected"] for town, figures in counted.items() if figures["rejected"]} == {"oostende": 31}
    assert all(150 <= figures["counted"] <= 650 and len(figures["hours"]) > 50 for figures in counted.values())
    pages = AmbassadorPage.objects.filter(locale__language_code="nl", live=True)
    assert (pages.count(), [page.shop_name for page in pages if not page.story], PublishedResult.objects.count()) == (7, [], 6)


def test_last_year_an_invented_jury_that_says_so_chose_the_ambassador_of_the_province(demo):
    result = ProvincialResult.objects.select_related("edition").get()
    told = json.loads(result.figures)
    won = [one for one in told["finalists"] if one["number"] in told["winners"]]
    assert (result.edition.year, [one["slug"] for one in won], len(told["finalists"])) == (2025, ["boekhandel-de-letterzetter"], 7)
    assert all("verzonnen" in words for words in [*told["jurors"], *(one["motivation"] for one in told["finalists"])])
    crowned = AmbassadorPage.objects.filter(is_provincial=True, live=True)
    assert {page.shop_name for page in crowned} == {"Boekhandel De Letterzetter"}


def test_this_year_one_can_vote_everywhere_and_everything_is_as_it_was_sealed(demo):
    rounds = Round.objects.filter(edition__year=2026).select_related("edition", "municipality")
    standing = Counter(Candidate.objects.filter(round__in=rounds, withdrawn_at=None).values_list("round", flat=True))
    assert (rounds.count(), min(standing.values()) >= 3, max(standing.values()) <= 8) == (62, True, True)
    assert {one.municipality.slug: one.state(AT) for one in rounds if not one.is_open(AT)} == {"veurne": "review"}
    assert Slip.objects.filter(round__in=rounds).values("round").distinct().count() == 62
    assert [finding for one in Round.objects.filter(lined_up_at__isnull=False).select_related("edition") for finding in seal.verify(one)] == []
    assert jobs.worries(AT) == []
    assert [one.municipality.slug for one in rounds if one.has_own_dates] == ["diksmuide", "veurne"]


def test_one_person_of_the_province_can_count_a_round_and_another_one_publish_it(demo):
    ready = Round.objects.get(edition__year=2026, municipality__slug="veurne")
    counting, publishing = (get_user_model().objects.get(email=f"{name}@ikkooplokaal.example") for name in ("provincie", "provincie.twee"))
    figures = freeze(round_id=ready.pk, by=counting, at=AT).figures
    publish(round_id=ready.pk, by=publishing, at=AT)
    assert (figures["counted"] > 30, AmbassadorPage.objects.filter(year=2026, live=False).count()) == (True, 4 * len(figures["leaders"]))


def test_reviewers_and_moderators_have_something_to_do(demo):
    undecided = Cluster.objects.exclude(proposals__agreed=True).values_list(
        "round__municipality__slug", "proposals__decided_at", "proposals__verdict"
    )
    assert sorted(undecided) == [("brugge", None, None), ("kortrijk", None, "reject")]
    waiting = [one.shop.municipality.slug for model in (Application, Nomination) for one in model.objects.filter(state="waiting")]
    assert Counter(waiting) == {"tielt": 4, "kortrijk": 2}


def test_the_demo_has_a_seal_for_every_hour_of_a_vote(demo):
    tielt = Round.objects.get(edition__year=2025, municipality__slug="tielt")
    hours = list(tielt.heads.filter(at__lt=tielt.closes_at).order_by("at").values_list("at", flat=True))
    assert hours[0] == tielt.opens_at
    assert {(after - hour).total_seconds() for hour, after in pairwise(hours)} == {3600.0}
    assert len(hours) == (tielt.closes_at - tielt.opens_at).total_seconds() // 3600


def test_what_a_candidate_of_the_demo_says_fits_its_kind_of_shop(demo):
    told = content("voting")
    strangers = Candidate.objects.exclude(face__in=told["winners"]).filter(round__edition__year__lte=2026).select_related("category")
    assert [one.name for one in strangers if one.pitch not in told["pitches"][one.category.slug]] == []
