"""What a browser is told to allow."""

import pytest

PUBLIC_POLICY = {
    "default-src": {"'none'"},
    "script-src": {"'self'"},
    "style-src": {"'self'"},
    "img-src": {"'self'", "data:"},
    "font-src": {"'self'"},
    "connect-src": {"'self'"},
    "manifest-src": {"'self'"},
    "form-action": {"'self'"},
    "base-uri": {"'none'"},
    "frame-ancestors": {"'none'"},
}
ADMIN_POLICY = PUBLIC_POLICY | {
    "script-src": {"'self'", "'unsafe-inline'"},
    "style-src": {"'self'", "'unsafe-inline'"},
    "img-src": {"'self'", "data:", "blob:"},
    "media-src": {"'self'"},
    "worker-src": {"'self'", "blob:"},
    "frame-src": {"'self'"},
    "frame-ancestors": {"'self'"},
}
EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
PAGES_ONLY = {"X-Frame-Options": "DENY"}


def policy(response) -> dict[str, set[str]]:
    directives = (directive.split() for directive in response["Content-Security-Policy"].split(";"))
    return {name: set(sources) for name, *sources in directives}


@pytest.fixture(params=["/nl/", "/", "/nl/bestaat-niet/", "/api/x", "/nl", "/nl/?q=%00", "/healthz"])
def public_answer(request, client, site_tree):
    return client.get(request.param)


@pytest.fixture(params=["/admin/login/", "/admin/", "/admin/bestaat-niet/", "/admin/login/?next=%00"])
def admin_answer(request, client, db):
    return client.get(request.param)


def test_a_public_answer_allows_nothing_inline_and_no_other_host(public_answer):
    assert policy(public_answer) == PUBLIC_POLICY


def test_an_admin_answer_gets_the_policy_that_wagtail_needs(admin_answer):
    assert policy(admin_answer) == ADMIN_POLICY


def test_every_public_answer_carries_the_other_security_headers(public_answer):
    expected = EVERYWHERE | PAGES_ONLY
    assert {name: public_answer.get(name) for name in expected} == expected


def test_every_admin_answer_carries_the_other_security_headers(admin_answer):
    assert {name: admin_answer.get(name) for name in EVERYWHERE} == EVERYWHERE


def test_a_page_may_ask_where_you_are_and_nothing_else_of_your_device(client, site_tree):
    features = dict(feature.split("=") for feature in client.get("/nl/")["Permissions-Policy"].split(", "))
    assert features.pop("geolocation") == "(self)"
    assert set(features.values()) == {"()"}
    assert {"camera", "microphone", "payment"} <= set(features)


def test_a_static_file_carries_the_headers_that_concern_it(client, db):
    answer = client.get("/static/css/site.css")
    assert answer.status_code == 200
    assert {name: answer.get(name) for name in EVERYWHERE} == EVERYWHERE
    answer.close()


def test_no_answer_says_what_it_was_made_with(public_answer):
    assert {"Server", "X-Powered-By"} & set(public_answer.headers) == set()
