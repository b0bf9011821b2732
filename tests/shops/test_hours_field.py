"""The hours of a shop, filled in line by line or in words, as a browser without a script sends them."""

from datetime import date
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django import forms
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import translation

from shops.forms import ShopForm
from shops.hours_field import HoursField, told_of
from shops.hours_typed import found
from shops.models import Shop
from shops.panels import SHOP_FORM
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.shops import ShopFactory
from tests.signing_in import sign_in

WEEK = "Mo-Fr 09:00-12:00,13:30-18:00; Sa 09:00-17:00; PH off"
UNREADABLE = "Su[1] 10:00-12:00; Mo-Fr sunrise-18:00"
NOT_UNDERSTOOD = (
    "Deze uren begrijpen we niet. Schrijf bijvoorbeeld: ma-vr 9u-12u30 en 13u30-18u; za 9u-17u. Of zoals OpenStreetMap: Mo-Fr 09:00-18:00."
)


@pytest.fixture(autouse=True)
def _wednesday():
    with time_machine.travel("2026-11-25T11:40:00+01:00", tick=False), translation.override("nl"):
        yield


class HoursForm(forms.Form):
    uren = HoursField()


def page_of(form: forms.Form) -> BeautifulSoup:
    return BeautifulSoup(str(form["uren"]), "html.parser")


def fields_of(page: BeautifulSoup) -> dict[str, str]:
    """What a browser sends of the form as it stands."""
    for spare in page.find_all("template"):
        spare.decompose()
    ticked = [one for one in page.select("input[name]") if one.get("type") not in ("radio", "checkbox") or one.has_attr("checked")]
    sent = {one["name"]: one.get("value", "") for one in ticked}
    sent |= {one["name"]: one.string or "" for one in page.select("textarea[name]")}
    return sent | {one["name"]: (one.find("option", selected=True) or one.find("option"))["value"] for one in page.select("select[name]")}


def filled_in(stored: str, **changed: str) -> HoursForm:
    """The form of `stored`, changed and sent. changed: by the end of a field's name, "mo_0" for uren-mo-0, "text" for the words."""
    sent = fields_of(page_of(HoursForm(initial={"uren": stored})))
    names = {"uren" if end == "text" else f"uren-{end.replace('_', '-')}": value for end, value in changed.items()}
    assert set(names) <= {*sent, "uren-was"}
    return HoursForm(sent | names, initial={"uren": stored})


def said(form: HoursForm) -> str:
    assert form.is_valid(), form.errors
    return form.cleaned_data["uren"]


def typed_in(sent: dict[str, str]) -> dict[str, str]:
    """Without what is empty, and without the choice in lines for other days, of which there are always two more."""
    return {name: value for name, value in sent.items() if value and not (name.startswith("uren-spell-") and name.endswith("-says"))}


def odd_lines(form: HoursForm) -> dict[str, str]:
    """What stands at a line, by the key of its day."""
    return {one["id"].removeprefix("id_uren-").removesuffix("-odd"): one.get_text() for one in page_of(form).select(".hours-field__odd")}


@pytest.mark.parametrize(
    "stored",
    [
        "",
        WEEK,
        "PH off; Mo-Fr 9:00-18:00; Su off",
        "24/7",
        'unknown "op afspraak"',
        "Mo-Fr 09:00-18:00; 2026 Nov 10-20 off",
        'Mo 20:00-02:00; 2026 Dec 24 18:00-24:00 "kerstavond"',
        UNREADABLE,
        'Mo-Fr 09:00-18:00 || "bel even"',
    ],
)
def test_what_nobody_touched_stays_sign_by_sign_and_is_no_change(stored):
    form = filled_in(stored)
    assert (said(form), form.changed_data) == (stored, [])


def test_a_week_is_filled_in_line_by_line():
    form = filled_in(
        "",
        **{"mo_0": "09:00", "mo_1": "12:00", "mo_2": "13:30", "mo_3": "18:00"},
        **{f"{day}_says": "same" for day in ("tu", "we", "th")},
        **{"fr_says": "appointment", "sa_says": "open", "sa_0": "20:00", "sa_1": "02:00", "su_says": "closed", "ph_says": "closed"},
    )
    assert said(form) == 'Mo-Th 09:00-12:00,13:30-18:00; Fr unknown "op afspraak"; Sa 20:00-02:00; PH off'
    assert form.changed_data == ["uren"]


def test_a_day_that_nobody_chose_is_unknown_and_never_closed():
    assert said(filled_in("", mo_0="09:00", mo_1="18:00")) == "Mo 09:00-18:00; Tu-Su unknown; PH unknown"


def test_a_week_of_which_all_is_unknown_again_is_empty():
    form = filled_in("Mo 09:00-18:00", mo_says="", mo_0="", mo_1="", **{f"{day}_says": "" for day in ("tu", "we", "th", "fr", "sa", "su", "ph")})
    assert (said(form), form.changed_data) == ("", ["uren"])


def test_days_that_are_different_are_added_and_those_that_are_over_fall_away_with_the_first_change():
    form = filled_in(
        "Mo-Fr 09:00-18:00; 2026 Nov 10-20 off; 2026 Dec 24 09:00-12:00",
        **{"spell_1_first": "2026-12-27", "spell_1_last": "2027-01-03", "spell_1_word": 'jaarlijks "verlof"'},
        **{"spell_2_first": "2026-12-26", "spell_2_says": "open", "spell_2_0": "10:00", "spell_2_1": "12:00"},
    )
    assert said(form) == 'Mo-Fr 09:00-18:00; 2026 Dec 24 09:00-12:00; 2026 Dec 26 10:00-12:00; 2026 Dec 27-2027 Jan 03 off "jaarlijks ”verlof”"'


def test_a_form_that_was_opened_before_midnight_loses_only_what_is_over():
    form = filled_in("Mo-Fr 09:00-18:00; 2026 Nov 25 off")
    with time_machine.travel("2026-11-26T00:10:00+01:00", tick=False):
        assert (said(form), form.changed_data) == ("Mo-Fr 09:00-18:00; 2026 Nov 25 off", [])


def test_a_day_and_an_hour_may_be_typed_in_a_browser_that_has_no_fields_for_them():
    form = filled_in(WEEK, sa_0="9u30", sa_1="24:00", spell_0_first="24/12/2026", spell_0_says="appointment", spell_0_word="kerst")
    assert said(form) == ('Mo-Fr 09:00-12:00,13:30-18:00; Sa 09:30-24:00; PH off; 2026 Dec 24 unknown "op afspraak (kerst)"')


@pytest.mark.parametrize(
    ("line", "changed", "told"),
    [
        ("mo", {"mo_1": ""}, "Tot hoe laat?"),
        ("mo", {"mo_2": ""}, "Vanaf hoe laat?"),
        ("mo", {"mo_0": "negen"}, "Schrijf een uur als 9:30."),
        ("mo", {"mo_0": "25:00"}, "Schrijf een uur als 9:30."),
        ("mo", {"mo_2": "11:00"}, "Deze uren overlappen."),
        ("mo", {"mo_1": "09:00"}, "Dit begint en eindigt op hetzelfde uur."),
        ("mo", {"mo_3": "06:00"}, "Dit eindigt vroeger dan het begint. Een nacht mag, tot 4 uur."),
        ("mo", {"mo_says": "closed"}, "Er staan uren bij. Kies “open”, of wis de uren."),
        ("tu", {"tu_says": "same"}, "Er staan uren bij. Kies “open”, of wis de uren."),
        ("su", {"su_says": "open"}, "Van wanneer tot wanneer? Weet je het niet, kies dan “weten we niet”."),
        ("spell-0", {"spell_0_word": "verlof"}, "Vanaf welke dag?"),
        ("spell-0", {"spell_0_first": "31/11/2026"}, "Schrijf een dag als 24/12/2026."),
        ("spell-0", {"spell_0_first": "2026-12-24", "spell_0_last": "2026-12-20"}, "De laatste dag komt voor de eerste."),
        ("spell-0", {"spell_0_first": "2026-11-24"}, "Deze dagen zijn al voorbij."),
        ("spell-0", {"spell_0_first": "2062-12-24"}, "Dat is meer dan drie jaar ver. Klopt het jaar?"),
        ("spell-0", {"spell_0_first": "2026-12-24", "spell_0_0": "09:00"}, "Tot hoe laat?"),
        ("spell-0", {"spell_0_first": "2026-12-24", "spell_0_0": "09:00", "spell_0_1": "12:00"}, "Er staan uren bij. Kies “open”, of wis de uren."),
        (
            "spell-1",
            {"spell_0_first": "2026-12-24", "spell_1_first": "2026-12-20", "spell_1_last": "2026-12-26"},
            "Een van deze dagen staat hierboven al.",
        ),
        (
            "spell-0",
            {"spell_0_first": "2026-12-24", "spell_0_says": "open", "spell_0_0": "09:00", "spell_0_1": "12:00", "spell_0_word": "na afspraak"},
            "Is het op afspraak, kies dat dan en wis de uren.",
        ),
    ],
)  # fmt: skip
def test_what_is_odd_stands_at_its_line_and_what_was_typed_stays(line, changed, told):
    form = filled_in(WEEK, **changed)
    assert odd_lines(form) == {line: told}
    names = {"mo": "maandag", "tu": "dinsdag", "su": "zondag"}
    assert form.errors == {"uren": [f"Kijk de uren nog eens na: {names.get(line, 'bijzondere dagen')}."]}
    assert typed_in(fields_of(page_of(form))) == typed_in(form.data)


def test_a_shop_that_is_never_open_is_asked_for_again():
    form = filled_in("Mo 09:00-18:00", mo_says="closed", mo_0="", mo_1="")
    assert form.errors == {"uren": ["Zo is de winkel nooit open. Is ze met verlof, zet dat dan bij de bijzondere dagen."]}


def test_what_no_line_can_say_is_shown_as_it_stands_and_in_words():
    page = page_of(HoursForm(initial={"uren": 'Mo-Fr 09:00-18:00 || "bel even"'}))
    assert fields_of(page)["uren-way"] == "text"
    assert page.find("textarea").get_text() == 'Mo-Fr 09:00-18:00 || "bel even"'
    assert page.select_one("[data-told] strong").get_text() == "ma–vr 9–18 u., za en zo uren onbekend".replace(" u.", "\N{NO-BREAK SPACE}u.")


def test_hours_may_be_typed_in_words():
    form = filled_in(WEEK, way="text", text="ma-vr 9u-18u; za 9u-12u")
    assert said(form) == "Mo-Fr 09:00-18:00; Sa 09:00-12:00"


@pytest.mark.parametrize(("language", "expected"), [("nl", "Tu 09:00-18:00"), ("fr", "Su 09:00-18:00")])
def test_a_day_that_two_languages_know_is_that_of_the_form(language, expected):
    with translation.override(language):
        assert said(filled_in(WEEK, way="text", text="di 9u-18u")) == expected


@pytest.mark.parametrize(
    ("typed", "stored", "told"),
    [
        ("ma-vr 9-5", "Mo-Fr 09:00-17:00, Mo-Fr 17:00-05:00 unknown", "ma–vr 9–17 u. (misschien langer), za en zo gesloten"),
        ("9.30 - 12 en 13.30 - 18", "09:30-12:00,13:30-18:00", "elke dag 9.30–12 en 13.30–18 u."),
        ("elke dag 8-20u behalve zo", "Mo-Su 08:00-20:00; Su off", "ma–za 8–20 u., zo gesloten"),
    ],
)
def test_what_was_read_of_the_words_is_told_back(typed, stored, told):
    form = filled_in("", way="text", text=typed)
    assert (said(form), told_of(found(form["uren"].value(), date(2026, 11, 25))).replace("\N{NO-BREAK SPACE}", " ")) == (stored, told)


@pytest.mark.parametrize("typed", ["ma-vr 13u30-12u", "zo 0-0", "Mo-Fr 09:00-09:00"])
def test_hours_that_nobody_keeps_are_asked_again(typed):
    assert filled_in("", way="text", text=typed).errors == {"uren": [NOT_UNDERSTOOD]}


def test_a_form_may_send_a_text_alone():
    form = HoursForm({"uren": "ma-vr 9u-18u"}, initial={"uren": ""})
    assert (said(form), form.changed_data) == ("Mo-Fr 09:00-18:00", ["uren"])


@pytest.mark.parametrize(
    ("stored", "changed", "told"),
    [
        (WEEK, {"text": "ma-vr 9u-18u"}, "Je schreef ook uren in woorden. Gelden die, kies dan “in woorden”. Anders haal je ze weg."),
        (WEEK, {"way": "text", "sa_1": "16:00"}, "Je veranderde ook iets in de week. Geldt dat, kies dan “per dag”."),
        (UNREADABLE, {"mo_says": "closed"}, "Je veranderde ook iets in de week. Geldt dat, kies dan “per dag”."),
        (UNREADABLE, {"way": "week"}, "De week is nog leeg. Vul ze in, of kies “in woorden” om te houden wat er staat."),
        (WEEK, {"way": "text", "text": "van zes tot acht of zo"}, NOT_UNDERSTOOD),
        ("zes tot acht", {}, NOT_UNDERSTOOD),
    ],
)
def test_nothing_is_lost_between_the_two_ways(stored, changed, told):
    form = filled_in(stored, **changed)
    assert form.errors == {"uren": [told]}
    assert fields_of(page_of(form))["uren"] == form.data["uren"]


def test_a_week_that_replaces_what_no_line_can_say_is_taken():
    assert said(filled_in(UNREADABLE, way="week", mo_0="09:00", mo_1="18:00")) == "Mo 09:00-18:00; Tu-Su unknown; PH unknown"


@pytest.mark.parametrize(
    ("stored", "told"),
    [
        (WEEK, "ma–vr 9–12 en 13.30–18 u., za 9–17 u., zo gesloten, feestdagen gesloten"),
        ('Mo-Su 09:00-18:00; 2026 Dec 24 10:00-16:00 "kerst"', "elke dag 9–18 u.; donderdag 24 december 10–16 u. (kerst)"),
        (
            'Mo-Su 00:00-24:00; PH unknown; 2026 Dec 27-2027 Jan 03 unknown "op afspraak"',
            "dag en nacht, feestdagen uren onbekend; van zondag 27 december tot en met zondag 3 januari 2027 op afspraak",
        ),
    ],
)
def test_it_is_told_back_in_a_sentence(stored, told):
    sentence = page_of(HoursForm(initial={"uren": stored})).select_one("[data-told] strong").get_text()
    assert sentence.replace("\N{NO-BREAK SPACE}", " ") == told


def test_the_sentence_tells_what_was_typed_and_nothing_while_something_is_odd():
    tells = [page_of(filled_in(WEEK, **changed)).select_one("[data-told]").get_text().strip() for changed in ({"sa_1": "16:00"}, {"sa_1": ""})]
    assert "za 9–16" in tells[0]
    assert tells[1] == ""
    assert page_of(HoursForm()).select_one("[data-told]").get_text().strip() == "Zonder uren staat er “uren onbekend”, met het telefoonnummer."


def test_a_night_says_that_it_ends_on_the_next_day():
    page = page_of(HoursForm(initial={"uren": "Fr 20:00-02:30; Sa 18:00-24:00"}))
    told = [one.get_text() for one in page.select("[data-night]:not([hidden])")]
    assert told == ["Tot 2.30\N{NO-BREAK SPACE}u. de volgende dag."]


def test_a_required_field_asks_for_hours():
    class Asking(forms.Form):
        uren = HoursField(required=True)

    assert Asking(fields_of(page_of(Asking()))).errors == {"uren": ["Dit is een verplicht veld."]}


@pytest.fixture
def shop(db) -> Shop:
    return ShopFactory(
        municipality=MunicipalityFactory(),
        opening_hours="Mo-Fr 9:00-18:00; PH off",
        provenance={"opening_hours": {"source": "osm", "date": "2026-01-01"}},
    )


def shop_form(shop: Shop, **changed: Any) -> ShopForm:
    kind = SHOP_FORM.bind_to_model(Shop).get_form_class()
    blank = kind(instance=shop)
    sent = {name: blank[name].value() for name in blank.fields if blank[name].value() not in (None, []) and name != "opening_hours"}
    sent |= fields_of(BeautifulSoup(str(blank["opening_hours"]), "html.parser"))
    return kind(sent | {"texts-TOTAL_FORMS": "0", "texts-INITIAL_FORMS": "0"} | changed, instance=shop)


def test_a_shop_of_which_only_the_phone_changed_keeps_its_hours_and_who_said_them(shop):
    form = shop_form(shop, house_number="12")
    assert form.is_valid(), form.errors
    saved = form.save(commit=False)
    assert (saved.opening_hours, saved.provenance["opening_hours"]["source"]) == ("Mo-Fr 9:00-18:00; PH off", "osm")
    assert saved.provenance["house_number"] == {"source": "municipality", "date": date(2026, 11, 25).isoformat()}


def test_hours_that_change_are_the_word_of_the_municipality(shop):
    form = shop_form(shop, **{"opening_hours-sa-0": "09:00", "opening_hours-sa-1": "12:00", "opening_hours-sa-says": "open"})
    assert form.is_valid(), form.errors
    saved = form.save(commit=False)
    assert (saved.opening_hours, saved.provenance["opening_hours"]["source"]) == ("Mo-Fr 09:00-18:00; Sa 09:00-12:00; PH off", "municipality")


@pytest.fixture
def editor(client, db) -> Client:
    sign_in(client, get_user_model().objects.create_superuser("beheer@ikkooplokaal.example", "x"))
    return client


@pytest.mark.usefixtures("laid_out")
def test_the_form_of_a_shop_asks_for_its_hours_line_by_line_and_stores_them(editor, shop):
    address = f"/admin/snippets/shops/shop/edit/{shop.pk}/"
    page = BeautifulSoup(editor.get(address).content, "html.parser")
    form = page.select_one("form[data-edit-form]")
    sent = {name: value for name, value in fields_of(form).items() if name and not name.startswith("action-")}
    answer = editor.post(address, sent | {"opening_hours-su-says": "open", "opening_hours-su-0": "10:00", "opening_hours-su-1": "12:00"})
    assert answer.status_code == 302, answer.content.decode()[:500]
    draft = Shop.objects.get(pk=shop.pk).get_latest_revision_as_object()
    assert draft.opening_hours == "Mo-Fr 09:00-18:00; Su 10:00-12:00; PH off"


@pytest.mark.usefixtures("laid_out")
def test_hours_are_told_in_a_sentence_as_one_types(editor):
    sent = {"field": "opening_hours", "opening_hours-was": "", "opening_hours-way": "week", "opening_hours-mo-0": "09:00"}
    address = reverse("shops_hours_in_words")
    assert editor.post(address, sent).content.decode().strip() == ""
    told = editor.post(address, sent | {"opening_hours-mo-1": "12:00"}).content.decode()
    assert "ma 9–12\N{NO-BREAK SPACE}u., di–zo uren onbekend, feestdagen uren onbekend" in told
    assert editor.get(address).status_code == 405
