"""The kept tree of categories."""

import pytest

from shops.category_tree import category_tree
from shops.models import Category
from tests.factories.shops import CategoryFactory, GroupFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree():
    brood = GroupFactory(order=1)
    mode = GroupFactory(slug="mode", name_nl="Mode", name_fr="Mode", name_en="Fashion", name_de="Mode", cloth="mode", order=2)
    CategoryFactory(slug="bakker", parent=brood, order=3, synonyms={"nl": ["warme bakker", "pistolets"], "fr": ["boulangerie"], "xx": ["geheim"]})
    CategoryFactory(slug="ijs", parent=brood, order=4, synonyms={"nl": ["taart"]})
    CategoryFactory(slug="patisserie", parent=brood, order=5, synonyms={"nl": ["taart", "!!"]})
    CategoryFactory(slug="kleding", parent=mode, order=6)
    return category_tree()


def slugs(tree, ids) -> set[str]:
    return {tree.by_id[key].slug for key in ids}


def test_groups_and_their_kinds_stand_in_their_order(tree):
    assert [(group.slug, [kind.slug for kind in tree.kinds_of(group)]) for group in tree.groups] == [
        ("brood", ["bakker", "ijs", "patisserie"]),
        ("mode", ["kleding"]),
    ]


@pytest.mark.parametrize(
    ("chosen", "ids"),
    [
        (["bakker"], {"bakker"}),
        (["brood"], {"brood", "bakker", "ijs", "patisserie"}),
        (["brood", "bakker", "kleding"], {"brood", "bakker", "ijs", "patisserie", "kleding"}),
        (["onbekend", "ijs"], {"ijs"}),
        (["onbekend"], set()),
        ([], set()),
    ],
)
def test_a_group_stands_for_its_kinds_and_an_unknown_word_for_nothing(tree, chosen, ids):
    assert slugs(tree, tree.ids_of(chosen)) == ids


@pytest.mark.parametrize(
    ("phrase", "kinds"),
    [
        ("bakker", {"bakker"}),
        ("bakkers", {"bakker"}),
        ("warme bakker", {"bakker"}),
        ("warme bakkers", {"bakker"}),
        ("pistolet", {"bakker"}),
        ("boulangeries", {"bakker"}),
        ("taart", {"ijs", "patisserie"}),
        ("taarten", {"ijs", "patisserie"}),
        ("fashion", {"mode", "kleding"}),
        ("brood en banket", {"brood", "bakker", "ijs", "patisserie"}),
        ("geheim", set()),
        ("s", set()),
        ("en", set()),
        ("", set()),
    ],
)
def test_a_word_names_kinds_in_any_language_and_in_the_plural(tree, phrase, kinds):
    assert slugs(tree, tree.ids_named(phrase)) == kinds


@pytest.mark.parametrize(
    ("chosen", "narrowest"),
    [
        (("brood",), ("brood",)),
        (("brood", "bakker"), ("bakker",)),
        (("bakker", "brood", "nergens"), ("bakker", "nergens")),
        (("brood", "kleding"), ("brood", "kleding")),
        ((), ()),
    ],
)
def test_a_group_gives_way_to_its_kinds(tree, chosen, narrowest):
    assert tree.narrowest(chosen) == narrowest


def test_names_are_in_the_language_that_is_asked_else_dutch(tree):
    assert [tree.name_of("mode", language) for language in ("nl", "fr", "en", "de", "xx")] == ["Mode", "Mode", "Fashion", "Mode", "Mode"]
    assert tree.name_of("onbekend", "nl") == ""


def test_the_tree_is_read_once_until_a_category_changes(tree, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert category_tree() is category_tree()
    ijs = Category.objects.get(slug="ijs")
    ijs.name_nl = "IJssalon"
    ijs.save()
    with django_assert_num_queries(1):
        assert category_tree().name_of("ijs", "nl") == "IJssalon"


def test_a_category_that_goes_is_forgotten(tree):
    Category.objects.get(slug="ijs").delete()
    assert "ijs" not in category_tree().by_slug


def test_a_category_newer_than_the_kept_tree_is_its_own_group(tree):
    brood = Category.objects.get(slug="brood")
    newer = Category.objects.bulk_create([Category(slug="nieuw", name_nl="Nieuw", parent=brood)])[0]
    assert category_tree().group_of(newer.pk) == newer.pk
