"""Links in a formatted text to pages of the site."""

import pytest
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.rich_text import expand_db_html

from home.models import StandardPage

pytestmark = pytest.mark.django_db


def link(key: object) -> str:
    return f'<p><a linktype="page" id="{key}">hier</a></p>'


@pytest.fixture
def page(site_tree) -> StandardPage:
    made: StandardPage = site_tree["nl"].add_child(instance=StandardPage(title="Plan", slug="plan"))
    return made


def in_the_form(html: str) -> str:
    told: str = ContentstateConverter(features=["link"]).from_database_format(html)
    return told


def test_a_link_leads_to_a_page_that_is_published(page):
    assert expand_db_html(link(page.pk)) == '<p><a href="/nl/plan/">hier</a></p>'
    assert "/nl/plan/" in in_the_form(link(page.pk))


def test_a_link_to_a_draft_tells_nobody_where_it_will_stand_and_is_kept(page):
    page.unpublish()
    assert expand_db_html(link(page.pk)) == "<p><a>hier</a></p>"
    assert ("plan" in in_the_form(link(page.pk)), f'"id": {page.pk}' in in_the_form(link(page.pk))) == (False, True)


@pytest.mark.parametrize("key", ["999999", "", "abc", "-1", "9" * 19, "9" * 5_000, "٣"])
def test_a_link_to_nothing_breaks_nothing(site_tree, key):
    assert expand_db_html(link(key)) == "<p><a>hier</a></p>"
    assert '"url": null' in in_the_form(link(key))


def test_many_links_cost_no_more_than_before(site_tree, django_assert_num_queries):
    pages = [site_tree["nl"].add_child(instance=StandardPage(title=f"Plan {n}", slug=f"plan-{n}", live=False)) for n in range(5)]
    text = "".join(link(page.pk) for page in pages)
    expand_db_html(text)
    with django_assert_num_queries(2):
        expand_db_html(text)
