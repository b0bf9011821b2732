"""Every text of the interface stands in Dutch in the code, and in French, English and German in site/locale."""

import html
import re
from io import StringIO

import polib
import pytest
import time_machine
from django.core.management import call_command
from django.utils import translation

from home.models import MunicipalityPage
from ikkooplokaal.interface_texts import (
    TRANSLATIONS,
    OutOfReach,
    Text,
    catalogue_path,
    findings,
    interface_texts,
    kept_catalogue,
    renew,
    renewed_catalogue,
    texts_in_python,
    texts_in_template,
)
from shops.models import Shop, ShopDirectoryPage
from tests.factories.municipalities import MunicipalityFactory
from tests.factories.shops import ShopFactory

PLACEHOLDER = re.compile(r"%\(\w+\)s|%%|--\w+")
# Texts that are the same word in that language.
SAME_AS_DUTCH = {
    "fr": {
        "%(number)s ambassadeur", "%(number)s ambassadeurs", "Affiche", "Affiche A4", "Affiche A5", "Ambassadeur", "Ambassadeur %(year)s",
        "Ambassadeurs", "Ambassadeurs %(year)s", "Bancontact", "Contact", "Ik koop lokaal", "Jury", "NACE-BEL", "OpenStreetMap", "Service",
        "Bus", "Cookie", "Document", "E-mail",
        "Markt 1, 8700 Tielt", "agenda", "ambassadeur", "auteur", "braderie", "document", "franchise", "logo", "moment",
    },
    "en": {
        "%(fact)s was %(value)s (%(who)s)", "%(kind)s in %(town)s", "Accounts", "Bancontact", "Checklist", "Contact", "Ik koop lokaal", "Import",
        "Imports", "In %(town)s: %(codes)s.", "Jury", "NACE-BEL", "OpenStreetMap", "Passkey %(number)s", "Passkeys", "Postcodes", "Register",
        "Service", "Tip", "Tips", "Website", "Workshops", "cash", "document", "ex aequo", "franchise", "import", "imports", "moment",
        "Bus", "Document", "Markt 1, 8700 Tielt", "Partner", "Video", "logo", "open", "partner", "partners", "postcode", "postcodes", "website",
        "Cookie", "Postcode", "“%(text)s”",
    },
    "de": {
        "%(kind)s in %(town)s", "Alle %(total)s", "Alles", "Alles als CSV", "Als Excel", "Bancontact", "Bestellen", "Foto", "Grenzen: %(ground_by)s",
        "Ik koop lokaal", "Import", "In %(town)s: %(codes)s.", "Jury", "Kandidaten", "NACE-BEL", "Nummer", "OpenStreetMap",
        "Passkey %(number)s", "Passkeys", "Route", "Service", "Website", "Workshops", "begonnen", "ja",
        "Alle %(count)s", "Auto", "Bus", "Cookie", "Europa", "Markt 1, 8700 Tielt", "Partner", "Titel", "Video",
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def texts():
    return interface_texts()


@pytest.fixture(params=TRANSLATIONS)
def language(request):
    return request.param


def pairs(entry: polib.POEntry) -> list[tuple[str, str]]:
    """Dutch beside its translation, each plural form too."""
    if not entry.msgid_plural:
        return [(entry.msgid, entry.msgstr)]
    return [(entry.msgid, entry.msgstr_plural[0]), (entry.msgid_plural, entry.msgstr_plural[1])]


def all_pairs(language: str) -> list[tuple[str, str]]:
    return [pair for entry in kept_catalogue(language) for pair in pairs(entry)]


# -- finding


def test_texts_are_found_in_python_under_every_name_of_the_function():
    source = """
from django.utils.translation import gettext as _, gettext_lazy, ngettext, npgettext, pgettext_lazy as with_context
from django.utils import translation
_("Een"), gettext_lazy("Twee " "en half"), ngettext("%(n)s winkel", "%(n)s winkels", 3), with_context("jaar", "sinds")
npgettext("aantal", "winkel", "winkels", 2), translation.gettext("Drie"), gettext_noop("Vier"), _(a_variable), other("Vijf"), _(6)
"""
    assert set(texts_in_python(source)) == {
        Text("Een"),
        Text("Twee en half"),
        Text("%(n)s winkel", "%(n)s winkels"),
        Text("sinds", context="jaar"),
        Text("winkel", "winkels", "aantal"),
        Text("Drie"),
        Text("Vier"),
    }


@pytest.mark.parametrize("call", ['_(f"Dag {name}")', '_("Dag " + name)'])
def test_a_text_that_is_put_together_on_the_spot_is_refused_with_its_line(call):
    with pytest.raises(OutOfReach, match=r"shops/x\.py, line 2"):
        list(texts_in_python(f"from django.utils.translation import gettext as _\n{call}", "shops/x.py"))


def test_texts_are_found_in_templates_as_django_asks_for_them():
    source = """{% load i18n %}{% translate "Zoek" %}{% translate "Korting: 5%" as label %}{% translate 'sinds' context "jaar" %}{% translate label %}
    {% if a %}{% for b in c %}{% blocktranslate trimmed with d=e %}
        Uren van
        {{ d }}
    {% endblocktranslate %}{% endfor %}{% endif %}
    {% blocktranslate count n=c|length %}{{ n }} winkel{% plural %}{{ n }} winkels{% endblocktranslate %}
    {% blocktranslate asvar x %}Meer{% endblocktranslate %}"""
    assert set(texts_in_template(source)) == {
        Text("Zoek"),
        Text("Korting: 5%%"),
        Text("sinds", context="jaar"),
        Text("Uren van %(d)s"),
        Text("%(n)s winkel", "%(n)s winkels"),
        Text("Meer"),
    }


def test_a_text_in_an_expression_of_a_template_is_refused():
    with pytest.raises(OutOfReach, match="use the translate tag"):
        list(texts_in_template('{{ name|default:_("Onbekend") }}'))


def test_known_texts_of_the_site_are_found_with_the_files_that_use_them(texts):
    assert texts[Text("Kruimelpad")] == ["site/templates/components/trail.html"]
    assert texts[Text("Wat zoek je in %(town_name)s?")] == ["home/templates/home/municipality_page.html"]
    assert texts[Text("%(number)s winkel", "%(number)s winkels")] == ["home/site_search/groups.py", "shops/directory.py"]
    assert texts[Text("Dit ondernemingsnummer klopt niet: kijk de cijfers nog eens na.")] == ["shops/numbers.py"]


def test_no_text_is_asked_for_both_with_and_without_a_plural(texts):
    asked = [(text.context, text.singular) for text in texts]
    assert [one for one in asked if asked.count(one) > 1] == []


# -- keeping


def test_the_catalogues_on_disk_are_complete_and_fresh(language, texts):
    found = findings(language, texts)
    assert (found.missing, found.unused, found.is_stale) == ([], [], False)


def test_no_catalogue_holds_a_guess(language):
    assert [entry.msgid for entry in kept_catalogue(language) if entry.fuzzy or entry.obsolete] == []


def test_the_compiled_catalogue_says_what_the_readable_one_says(language):
    compiled = polib.mofile(str(catalogue_path(language).with_suffix(".mo")))
    said = {(entry.msgctxt, entry.msgid, entry.msgid_plural): pairs(entry) for entry in compiled}
    assert said == {(entry.msgctxt, entry.msgid, entry.msgid_plural): pairs(entry) for entry in kept_catalogue(language)}


def test_a_new_text_is_missing_an_old_one_goes_and_a_translation_stays(tmp_path, settings):
    settings.LOCALE_PATHS = [tmp_path]
    renew("fr", {Text("Oud"): ["a.py"], Text("Zoek"): ["a.py"]})
    catalogue = kept_catalogue("fr")
    for entry in catalogue:
        entry.msgstr = f"{entry.msgid} (fr)"
    catalogue.save(str(catalogue_path("fr")))

    asked = {Text("Nieuw"): ["b.py"], Text("Zoek"): ["b.py"]}
    before, written = findings("fr", asked), renew("fr", asked)

    assert (before.missing, before.unused, before.is_stale) == (["Nieuw"], ["Oud"], True)
    assert (written.missing, written.unused, written.is_stale) == (["Nieuw"], [], False)
    assert [(entry.msgid, entry.msgstr, entry.occurrences) for entry in kept_catalogue("fr")] == [
        ("Nieuw", "", [("b.py", "")]),
        ("Zoek", "Zoek (fr)", [("b.py", "")]),
    ]


def test_writing_a_catalogue_twice_gives_the_same_bytes(tmp_path, settings, texts):
    first = [renewed_catalogue(language, texts) for language in TRANSLATIONS]
    settings.LOCALE_PATHS = [tmp_path]
    for language in TRANSLATIONS:
        renew(language, {})
    second = [renewed_catalogue(language, {}) for language in TRANSLATIONS]
    assert [str(catalogue).split("\n\n")[0] for catalogue in first] == [str(catalogue).rstrip() for catalogue in second]


def test_the_check_fails_and_says_what_is_missing(tmp_path, settings):
    settings.LOCALE_PATHS = [tmp_path]
    told = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("messages", check=True, stdout=StringIO(), stderr=told)
    assert ended.value.code == 1
    assert "fr: niet vertaald: Kruimelpad\n" in told.getvalue()
    assert list(tmp_path.iterdir()) == []


def test_the_check_passes_on_the_site_itself():
    call_command("messages", check=True, stdout=StringIO())


# -- what the translations say


def test_every_translation_keeps_the_placeholders(language):
    wrong = [dutch for dutch, said in all_pairs(language) if sorted(PLACEHOLDER.findall(dutch)) != sorted(PLACEHOLDER.findall(said))]
    assert wrong == []


def test_every_translation_keeps_the_space_around_the_text(language):
    wrong = [dutch for dutch, said in all_pairs(language) if said != said.strip() or (dutch.endswith((".", "…")) != said.endswith((".", "…")))]
    assert wrong == []


def test_only_words_that_are_the_same_read_like_the_dutch(language):
    assert {dutch for dutch, said in all_pairs(language) if dutch == said} == SAME_AS_DUTCH[language]


def test_no_translation_shouts_or_uses_a_straight_apostrophe(language):
    assert [said for _, said in all_pairs(language) if "!" in said or "'" in said or "..." in said] == []


def test_french_puts_a_narrow_space_before_two_part_signs():
    """A colon or semicolon right behind a figure belongs to a notation: 09:00, "18:00; PH off"."""
    loose = re.compile(r"(?:^|[^\u202f\d\"])[?;:](?=\s|$)|«(?!\u202f)|(?<!\u202f)»")
    assert [said for _, said in all_pairs("fr") if loose.search(said)] == []


@pytest.mark.parametrize(("code", "foreign"), [("fr", "“”„"), ("en", "«»„"), ("de", "«»”")])
def test_quotation_marks_are_those_of_the_language(code, foreign):
    assert [said for _, said in all_pairs(code) if set(said) & set(foreign)] == []


@pytest.mark.parametrize(("code", "familiar"), [("fr", r"\b(?:tu|toi|ton|tes)\b"), ("de", r"\b(?:du|dich|dein\w*)\b")])
def test_readers_are_addressed_politely(code, familiar):
    assert [said for _, said in all_pairs(code) if re.search(familiar, said, re.IGNORECASE)] == []


# -- what Django makes of them


@pytest.mark.parametrize(
    ("code", "crumbs", "one", "many", "none"),
    [
        ("nl", "Kruimelpad", "1 winkel", "2 winkels", "0 winkels"),
        ("fr", "Fil d’Ariane", "1 commerce", "2 commerces", "0 commerce"),
        ("en", "Breadcrumbs", "1 shop", "2 shops", "0 shops"),
        ("de", "Brotkrumen", "1 Geschäft", "2 Geschäfte", "0 Geschäfte"),
    ],
)
def test_django_says_a_text_in_each_language(code, crumbs, one, many, none):
    with translation.override(code):
        assert translation.gettext("Kruimelpad") == crumbs
        said = [translation.ngettext("%(number)s winkel", "%(number)s winkels", number) % {"number": number} for number in (1, 2, 0)]
    assert said == [one, many, none]


def test_dutch_needs_no_catalogue_and_nobody_elses_changes_our_words(texts):
    with translation.override("nl"):
        asked = {text: translation.pgettext(text.context, text.singular) if text.context else translation.gettext(text.singular) for text in texts}
    assert {text.singular: said for text, said in asked.items() if said != text.singular} == {}


def test_django_and_wagtail_never_come_before_our_own_words(language):
    wrong = {}
    with translation.override(language):
        for entry in kept_catalogue(language):
            if not entry.msgid_plural and not entry.msgctxt and translation.gettext(entry.msgid) != entry.msgstr:
                wrong[entry.msgid] = translation.gettext(entry.msgid)
    assert wrong == {}


# -- no Dutch is left on a page


@pytest.fixture
def a_shop(site_tree) -> Shop:
    """A shop about which everything is known but its story, with a neighbour, in a municipality with villages and a page in each language."""
    tielt = MunicipalityFactory(nis="37022", name="Tielt", slug="tielt", villages=["Aarsele", "Kanegem"])
    for code, home in site_tree.items():
        title = {"nl": "Winkels", "fr": "Commerces", "en": "Shops", "de": "Geschäfte"}[code]
        home.heading = title
        home.save()
        home.add_child(instance=ShopDirectoryPage(title=title, slug="gids", locale=home.locale, show_in_menus=True))
        home.add_child(instance=MunicipalityPage(title="Tielt", slug="tielt", municipality=tielt, locale=home.locale))
    ShopFactory(name="Zus", municipality=tielt, phone="+3251401234")
    return ShopFactory(
        name="Jan",
        municipality=tielt,
        phone="+3251401235",
        website="https://example.com/",
        webshop="https://example.com/shop/",
        email="jan@example.com",
        opening_hours="Mo-Fr 09:00-18:00",
        kind=Shop.Kind.INDEPENDENT,
        since=1987,
        step_free=Shop.StepFree.YES,
        door_width_cm=90,
        accessible_toilet=True,
        payment=["cash", "bancontact", "credit", "app", "meal_voucher", "eco_voucher"],
        gift_voucher=True,
        delivers=True,
        is_demo=True,
        provenance={"name": {"source": "osm", "date": "2026-11-01"}, "opening_hours": {"source": "owner", "date": "2026-11-20"}},
    )


def dutch_patterns(language: str) -> dict[str, re.Pattern[str]]:
    """What would give each Dutch text of more than 12 letters away; its placeholders stand for anything short."""
    patterns = {}
    for dutch, said in all_pairs(language):
        parts = PLACEHOLDER.split(dutch)
        if dutch != said and sum(map(len, parts)) > 12:
            patterns[dutch] = re.compile(r"(?<!\w)" + '[^<>"]{1,60}?'.join(map(re.escape, parts)) + r"(?!\w)")
    return patterns


TO_DUTCH = re.compile(r'<(a|li) [^>]*lang="nl".*?</\1>', re.DOTALL)  # the switch speaks to who reads Dutch


@pytest.mark.django_db
@time_machine.travel("2026-11-25 10:00:00+00:00", tick=False)
def test_no_dutch_is_left_on_a_page_in_another_language(client, a_shop, language):
    patterns = dutch_patterns(language)
    left = {}
    for path in ["", "gids/", "gids/?open=nu", "gids/?q=niets-van-dit", "gids/tielt/", "gids/tielt/jan/", "gids/tielt/zus/", "tielt/", "nergens/"]:
        page = html.unescape(client.get(f"/{language}/{path}").content.decode())
        assert f'<html lang="{language}-' in page
        page = TO_DUTCH.sub("", page)
        left[path] = {dutch for dutch, pattern in patterns.items() if pattern.search(page)}
    assert left == {path: set() for path in left}


@pytest.mark.django_db
def test_dutch_would_be_seen_on_a_page(client, a_shop):
    page = html.unescape(client.get("/nl/gids/tielt/jan/").content.decode())
    seen = {dutch for dutch, pattern in dutch_patterns("fr").items() if pattern.search(page)}
    assert {"Goed om te weten", "Alle winkels in %(town_name)s", "zonder trede binnen"} - seen == set()
