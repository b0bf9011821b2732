"""The editors' form of what is on: what it asks, what it refuses in words, and what the page holds afterwards."""

from datetime import date, time

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.models import Locale

from events.kinds import Change, Kind, Repeats
from events.models import EventChange, EventMoment, EventPage, Occurrence
from home.models import MunicipalityPage
from municipalities.onboarding import open_province
from tests.events.town_with_editors import ONE_SUNDAY, Editing, edit, errors, filled, form_at
from tests.factories import roles
from tests.factories.events import agenda_page, make_event, tell_event
from tests.factories.shops import ShopFactory
from tests.public_page import words
from tests.signing_in import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree", "wednesday")]
PUBLISH = {"action-publish": "1"}
BRADERIE = {"title": "Braderie", "slug": "braderie", "venue": "Markt"}
LICENCE = "Wie een prijs verloot, heeft een vergunning of een schiftingsvraag nodig. Vul een van beide in; bewaren als concept kan altijd."


@pytest.fixture
def tielt() -> Editing:
    return Editing()


def send(tielt, facts, who="editor"):
    client = getattr(tielt, who)
    return client.post(tielt.add, filled(client, tielt.add, ONE_SUNDAY | facts))


def resend(tielt, event, facts, who="editor"):
    client = getattr(tielt, who)
    return client.post(edit(event), filled(client, edit(event), facts))


# -- publishing and saving


def test_what_when_and_where_are_enough_to_publish(tielt):
    assert send(tielt, BRADERIE | PUBLISH | {"kind": Kind.BRADERIE}).status_code == 302
    event = EventPage.objects.get()
    assert (event.live, event.kind, [(moment.day, moment.begins, moment.ends) for moment in event.moments.all()]) == (
        True,
        Kind.BRADERIE,
        [(date(2026, 12, 6), time(10), time(18))],
    )


def test_a_draft_may_be_half_done(tielt):
    nothing = {"moments-0-day": "", "moments-0-begins": "", "moments-0-ends": "", "title": "Iets met kerst", "slug": "kerst"}
    assert send(tielt, nothing | {"has_prize_by_lot": "on"}).status_code == 302
    event = EventPage.objects.get()
    assert (event.live, event.has_prize_by_lot, event.moments.count()) == (False, True, 0)


@pytest.mark.parametrize("way", ["action-publish", "action-submit"])
def test_what_lacks_is_said_at_the_field_when_it_is_to_be_read(tielt, way):
    who = "editor" if way == "action-publish" else "author"
    nothing = {
        "moments-0-day": "",
        "moments-0-begins": "",
        "moments-0-ends": "",
        "title": "Iets met kerst",
        "slug": "kerst",
        "has_prize_by_lot": "on",
    }
    answer = send(tielt, nothing | {way: "1"}, who)
    assert errors(answer) == {
        "licence_number": [LICENCE],
        "venue": ["Waar is het? Kies een winkel, of vul een straat of de naam van een plein of zaal in."],
        "moments": ["Wanneer is het? Vul minstens één dag in."],
        "moments-0-day": ["Vul de dag in."],
    }
    assert not EventPage.objects.exists()


def test_without_any_line_it_asks_when_it_is(tielt):
    answer = send(tielt, BRADERIE | PUBLISH | {"moments-TOTAL_FORMS": "0"})
    assert errors(answer) == {"moments": ["Wanneer is het? Vul minstens één dag in."]}


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ({"until_day": "2026-12-05"}, {"moments-0-until_day": ["De laatste dag ligt voor de eerste."]}),
        ({"day": "2062-12-06"}, {"moments-0-day": ["Klopt het jaar?"]}),
        ({"begins": ""}, {"moments-0-begins": ["Vul ook in wanneer het begint."]}),
        ({"repeats": Repeats.WEEKLY, "repeats_until": "2026-12-01"}, {"moments-0-repeats_until": ["Het einde ligt voor het begin."]}),
    ],
)
def test_a_day_that_cannot_be_is_refused_in_words(tielt, line, wrong):
    answer = send(tielt, BRADERIE | PUBLISH | {f"moments-0-{name}": value for name, value in line.items()})
    assert errors(answer) == wrong


def test_days_and_hours_are_the_browsers_own_fields_and_nothing_else_is_read_into_them(tielt):
    change = EventChange(day=date(2026, 12, 6), what=Change.CANCELLED)
    form = form_at(tielt.editor, edit(make_event(tielt.page, venue="Markt", changes=[change])))
    asked = {field["name"]: (field["type"], field.get("value")) for field in form.select("input[name^=moments-0-], input[name^=changes-0-]")}
    assert {name: said for name, said in asked.items() if said[0] in {"date", "time"}} == {
        "moments-0-day": ("date", "2026-12-06"),
        "moments-0-until_day": ("date", None),
        "moments-0-begins": ("time", "10:00"),
        "moments-0-ends": ("time", "18:00"),
        "moments-0-repeats_until": ("date", None),
        "changes-0-day": ("date", "2026-12-06"),
        "changes-0-new_day": ("date", None),
        "changes-0-begins": ("time", None),
        "changes-0-ends": ("time", None),
    }
    added = [form.find("input", attrs={"name": f"{name}-__prefix__-{field}"})["type"] for name in ("moments", "changes") for field in ("day", "ends")]
    assert added == ["date", "time", "date", "time"]


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("day", "99/99/2026", "Voer een geldige datum in."),
        ("until_day", "gisteren", "Voer een geldige datum in."),
        ("ends", "25:00", "Voer een geldige tijd in."),
        ("ends", "2 u.", "Voer een geldige tijd in."),
    ],
)
def test_what_is_no_day_or_hour_is_refused_at_its_field(tielt, name, typed, said):
    assert errors(send(tielt, BRADERIE | PUBLISH | {f"moments-0-{name}": typed})) == {f"moments-0-{name}": [said]}


def test_a_rule_of_ones_own_is_not_offered_and_one_that_came_along_can_be_mended(tielt):
    assert "own_rule" not in str(form_at(tielt.editor, tielt.add))
    assert "moments-0-repeats" in errors(send(tielt, BRADERIE | PUBLISH | {"moments-0-repeats": Repeats.OWN}))
    event = make_event(tielt.page, venue="Markt", published=False)
    EventMoment.objects.update(repeats=Repeats.OWN, own_rule="FREQ=WEEKLY;BYDAY=SU")
    EventPage.objects.get().save_revision(clean=False)
    answer = resend(tielt, event, PUBLISH | {"moments-0-own_rule": "elke zondag"})
    assert errors(answer) == {"moments-0-own_rule": ["Deze regel kunnen we niet lezen. Kies liever een van de andere mogelijkheden."]}


def test_a_change_of_a_day_on_which_it_is_not_on_names_the_days_that_are(tielt):
    change = {"changes-TOTAL_FORMS": "1", "changes-0-day": "2026-12-14", "changes-0-what": Change.CANCELLED}
    weekly = {"moments-0-repeats": Repeats.WEEKLY, "moments-0-repeats_until": "2026-12-20"}
    said = "Op maandag 14 december is er niets gepland. Wel op: zondag 6 december, zondag 13 december, zondag 20 december."
    answer = send(tielt, BRADERIE | PUBLISH | weekly | change)
    assert {name: [plain(text) for text in texts] for name, texts in errors(answer).items()} == {"changes-0-day": [said]}
    assert send(tielt, BRADERIE | PUBLISH | weekly | change | {"changes-0-day": "2026-12-13"}).status_code == 302
    assert sorted((row.first_day.day, row.status) for row in Occurrence.objects.all()) == [(6, "gaat door"), (13, "afgelast"), (20, "gaat door")]


def plain(text: str) -> str:
    return text.replace("\xa0", " ")


def test_what_is_free_has_no_price(tielt):
    both = {"is_free": "on", "price": "5 euro"}
    assert errors(send(tielt, BRADERIE | PUBLISH | both)) == {"price": ["Gratis én een prijs? Haal een van beide weg."]}
    assert send(tielt, BRADERIE | both).status_code == 302  # a draft may be half done


# -- where


def test_a_shop_of_the_directory_is_an_address(tielt):
    shop = ShopFactory(municipality=tielt.municipality)
    assert send(tielt, BRADERIE | PUBLISH | {"venue": "", "venue_shop": str(shop.pk)}).status_code == 302
    assert EventPage.objects.get().venue_shop == shop


@pytest.mark.parametrize("wrong", ["a shop elsewhere", "a draft", "abc"])
def test_only_a_listed_shop_of_the_own_town_can_be_chosen_and_no_other_is_named(tielt, wrong):
    elsewhere = Editing("Kortrijk", "34022", "8500").municipality
    made = {
        "a shop elsewhere": lambda: ShopFactory(municipality=elsewhere, name="Geheime zaak").pk,
        "a draft": lambda: ShopFactory(municipality=tielt.municipality, name="Geheime zaak", live=False).pk,
        "abc": lambda: "abc",
    }
    answer = send(tielt, BRADERIE | {"venue_shop": str(made[wrong]())})
    assert errors(answer) == {"venue_shop": ["Deze winkel staat niet in de gids van je gemeente. Kies er een van hier, of vul een adres in."]}
    assert "Geheime zaak" not in answer.content.decode()
    assert not EventPage.objects.exists()


def test_a_shop_that_stands_there_stays_when_it_left_the_directory(tielt):
    shop = ShopFactory(municipality=tielt.municipality)
    event = make_event(tielt.page, venue_shop=shop)
    shop.live = False
    shop.save()
    assert resend(tielt, event, PUBLISH).status_code == 302


def test_the_postcodes_of_the_town_are_said_and_the_only_one_is_filled_in(tielt):
    form = form_at(tielt.editor, tielt.add)
    assert [form.find("input", attrs={"name": name})["value"] for name in ("postcode", "place")] == ["8700", "Tielt"]
    assert "In Tielt: 8700." in words(form)


@pytest.mark.parametrize("elsewhere", ["9999", "B-9000", "9700 Ronse"])
def test_a_postcode_of_another_province_is_refused(tielt, elsewhere):
    address = {"street": "Markt 1", "postcode": elsewhere}
    assert errors(send(tielt, BRADERIE | PUBLISH | address)) == {"postcode": ["Deze postcode ligt niet in West-Vlaanderen."]}


@pytest.mark.parametrize("here", ["", "8760", "B-8700", "59000"])
def test_one_of_the_province_of_none_or_across_the_border_is_not(tielt, here):
    assert send(tielt, BRADERIE | PUBLISH | {"postcode": here}).status_code == 302


def test_what_the_whole_province_does_needs_no_place(tielt):
    user = roles.province()
    open_province()
    client = sign_in(tielt.editor, user)
    agenda = agenda_page()
    address = reverse("wagtailadmin_pages:add", args=["events", "eventpage", agenda.pk])
    form = form_at(client, address)
    assert form.find(attrs={"name": "towns"})
    facts = ONE_SUNDAY | {"title": "Week van de korte keten", "slug": "week"} | PUBLISH
    answer = client.post(address, filled(client, address, facts))
    assert answer.status_code == 302, errors(answer)
    assert EventPage.objects.get().get_parent().pk == agenda.pk
    assert not form_at(client, edit(make_event(tielt.page))).find(attrs={"name": "towns"})


@pytest.mark.parametrize("way", [PUBLISH, {}])
def test_under_the_agenda_the_name_of_a_municipality_is_no_address_for_an_event(tielt, way):
    client = sign_in(tielt.editor, roles.province())
    open_province()
    address = reverse("wagtailadmin_pages:add", args=["events", "eventpage", agenda_page().pk])
    answer = client.post(address, filled(client, address, ONE_SUNDAY | {"title": "Week van Tielt", "slug": "tielt"} | way))
    said = "Op dit adres staat de agenda van een gemeente: deze pagina zou daar niet te zien zijn. Kies een ander adres."
    assert (errors(answer), EventPage.objects.count()) == ({"slug": [said]}, 0)
    assert send(tielt, BRADERIE | {"slug": "tielt"} | PUBLISH).status_code == 302  # under a town's own page it is one


# -- other languages


def test_in_another_language_the_form_holds_words_only(tielt):
    french = MunicipalityPage.objects.get(municipality=tielt.municipality, locale__language_code="fr")
    event = make_event(tielt.page, venue="Markt")
    page = tell_event(event, french, title="La braderie", published=False)
    form = form_at(tielt.editor, edit(page))
    fields = {field["name"] for field in form.find_all(["input", "textarea", "select"], attrs={"name": True})}
    assert fields & {"kind", "status", "venue", "venue_shop", "postcode", "picture", "moments-TOTAL_FORMS", "changes-TOTAL_FORMS", "phone"} == set()
    assert {"title", "summary", "price", "qualifying_question", "slug"} <= fields
    assert "Hier staan alleen de woorden" in words(form)
    assert tielt.editor.post(edit(page), filled(tielt.editor, edit(page), PUBLISH, title="Grande braderie")).status_code == 302
    page.refresh_from_db()
    assert (page.title, page.live, page.locale) == ("Grande braderie", True, Locale.objects.get(language_code="fr"))


# -- the days in words


def days_said(soup) -> list[str]:
    return [plain(words(found)) for found in soup.select(".event-days li, .event-days__note")]


def test_the_form_says_the_coming_days_in_words(tielt):
    change = EventChange(day=date(2026, 12, 13), what=Change.CANCELLED)
    event = make_event(tielt.page, venue="Markt", repeats=Repeats.WEEKLY, repeats_until=date(2027, 3, 7), changes=[change])
    said = days_said(form_at(tielt.editor, edit(event)))
    assert said[:2] == ["zondag 6 december, 10 tot 18 u.", "zondag 13 december, 10 tot 18 u. (gaat niet door)"]
    assert said[4:] == [
        "zondag 3 januari 2027, 10 tot 18 u.",
        "zondag 10 januari 2027, 10 tot 18 u.",
        "zondag 17 januari 2027, 10 tot 18 u.",
        "zondag 24 januari 2027, 10 tot 18 u.",
        "en nog 6 keer",
    ]


def test_it_says_them_again_when_something_else_is_refused(tielt):
    answer = send(tielt, {"title": "", "slug": "x", "moments-0-begins": "", "moments-0-ends": ""} | PUBLISH)
    assert days_said(BeautifulSoup(answer.content, "html.parser")) == ["zondag 6 december"]


def test_what_is_typed_is_said_before_it_is_saved(tielt, django_assert_num_queries):
    typed = ONE_SUNDAY | {"moments-0-repeats": Repeats.MONTHLY_WEEKDAY, "moments-0-repeats_until": "2027-02-28"}
    answer = tielt.author.get("/admin/acties/dagen/", typed)
    assert "zondag 6 december, 10 tot 18 u." in plain(answer.content.decode())
    assert plain(answer.content.decode()).count("<li>") == 3
    endless = tielt.author.get("/admin/acties/dagen/", ONE_SUNDAY | {"moments-0-repeats": Repeats.DAILY}).content.decode()
    assert "Het blijft terugkomen tot je een laatste dag invult." in endless


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"moments-TOTAL_FORMS": "999999", "moments-0-day": "2026-12-06"},
        {"moments-TOTAL_FORMS": "-1"},
        {"moments-TOTAL_FORMS": "³"},
        {"moments-TOTAL_FORMS": "1", "moments-0-day": "gisteren"},
        {"moments-TOTAL_FORMS": "1", "moments-0-day": "9999-12-31", "moments-0-repeats": "dag", "moments-0-until_day": "9999-12-31"},
        {"moments-TOTAL_FORMS": "1", "moments-0-day": "0001-01-01", "moments-0-repeats": "jaar"},
        {"moments-TOTAL_FORMS": "1", "moments-0-day": "2026-12-06", "moments-0-id": "1", "moments-INITIAL_FORMS": "1"},
        {"moments-TOTAL_FORMS": "1", "moments-0-day": "2026-12-06", "moments-0-repeats": "eigen", "moments-0-own_rule": "FREQ=SECONDLY"},
    ],
)
def test_nothing_that_is_typed_breaks_the_preview(tielt, typed):
    assert tielt.author.get("/admin/acties/dagen/", typed).status_code == 200


def test_days_that_are_over_are_pointed_out(tielt):
    answer = tielt.author.get("/admin/acties/dagen/", ONE_SUNDAY | {"moments-0-day": "2025-12-07"})
    assert "Alle dagen zijn voorbij. Klopt het jaar?" in answer.content.decode()


def test_an_address_that_nobody_filled_in_comes_from_the_title(tielt):
    assert send(tielt, BRADERIE | PUBLISH | {"slug": ""}).status_code == 302
    assert EventPage.objects.get().slug == "braderie"
    assert send(tielt, BRADERIE | PUBLISH | {"slug": ""}).status_code == 302
    assert EventPage.objects.order_by("pk").last().slug == "braderie-2"
