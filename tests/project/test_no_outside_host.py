"""Nobody outside learns who visits, an editor included: no page makes the browser ask another host."""

from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from django.conf import settings

from accounts.models import User
from tests.signing_in import sign_in

OWN_HOSTS = {"", "testserver", "localhost"}
LOADING = {"src", "srcset", "poster", "data", "action", "formaction", "background"}


class Loads(HTMLParser):
    """The hosts that a page loads from, or sends to, without anyone following a link; and those of the links that it shows."""

    def __init__(self, html: str):
        super().__init__()
        self.loaded: set[str] = set()
        self.linked: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            if name in LOADING or (tag == "link" and name == "href" and dict(attrs).get("rel") not in {"alternate", "canonical"}):
                self.loaded |= {host(address) for address in (value or "").split() if "/" in address}
            elif name == "href":
                self.linked.add(host(value or ""))


def host(address: str) -> str:
    return urlsplit(address).hostname or ""


@pytest.fixture
def administrator(client, site_tree):
    sign_in(client, User.objects.create_superuser("admin@ikkooplokaal.example"))
    return client


@pytest.fixture
def admin_addresses(site_tree):
    home = site_tree["nl"].pk
    return [
        "/admin/",
        "/admin/pages/",
        f"/admin/pages/{home}/",
        f"/admin/pages/{home}/edit/",
        f"/admin/pages/{home}/history/",
        f"/admin/pages/add/home/municipalitypage/{home}/",
        "/admin/images/",
        "/admin/images/add/",
        "/admin/documents/",
        "/admin/users/",
        "/admin/account/",
        "/admin/reports/site-history/",
        "/admin/localize/",
        "/admin/sites/",
        "/admin/redirects/",
    ]


def test_the_admin_loads_nothing_from_another_host(administrator, admin_addresses):
    answers = {address: administrator.get(address, follow=True) for address in admin_addresses}
    assert {address: answer.status_code for address, answer in answers.items() if answer.status_code not in {200, 404}} == {}
    loaded = {address: Loads(answer.content.decode()).loaded - OWN_HOSTS for address, answer in answers.items()}
    assert {address: hosts for address, hosts in loaded.items() if hosts} == {}


def test_the_login_page_loads_nothing_from_another_host(client, site_tree):
    page = Loads(client.get("/admin/login/", follow=True).content.decode())
    assert (page.loaded - OWN_HOSTS, page.linked - OWN_HOSTS) == (set(), set())


def test_the_only_links_to_others_in_the_admin_are_to_wagtails_guide(administrator, admin_addresses):
    linked = set().union(*(Loads(administrator.get(address, follow=True).content.decode()).linked for address in admin_addresses))
    assert linked - OWN_HOSTS == {"guide.wagtail.org"}


@pytest.mark.parametrize("language", ["nl", "fr", "en", "de"])
def test_the_front_page_loads_nothing_from_another_host(client, site_tree, language):
    assert Loads(client.get(f"/{language}/").content.decode()).loaded - OWN_HOSTS == set()


def test_a_page_that_does_load_from_another_host_would_be_found():
    page = Loads(
        '<link rel="stylesheet" href="https://fonts.example.org/a.css"><img src="//cdn.example.org/a.png"><a href="https://example.org/">x</a>'
    )
    assert (page.loaded, page.linked) == ({"fonts.example.org", "cdn.example.org"}, {"example.org"})


def test_faces_from_gravatar_and_news_from_wagtail_are_switched_off():
    assert settings.WAGTAIL_GRAVATAR_PROVIDER_URL is None
    assert settings.WAGTAIL_ENABLE_UPDATE_CHECK is False
    assert settings.WAGTAIL_ENABLE_WHATS_NEW_BANNER is False
    assert settings.WAGTAILEMBEDS_FINDERS == []
