"""What no person types gets a 400 or a 404, never a 500."""

from io import BytesIO
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DataError
from django.http import HttpResponse
from wagtail.models import Page

from accounts.models import User
from ikkooplokaal import wsgi
from ikkooplokaal.hostile_input import HostileInputMiddleware, heard_out, in_utf8
from tests.signing_in import sign_in

HUGE = "99999999999999999999"
ADDRESSES = ["/nl/", "/", "/admin/login/", "/admin/", "/healthz"]
HUGE_ADDRESSES = [
    f"/admin/pages/{HUGE}/edit/",
    f"/admin/pages/{HUGE}/",
    f"/admin/pages/{HUGE}/delete/",
    f"/admin/pages/{HUGE}/history/",
    f"/admin/pages/add/home/homepage/{HUGE}/",
    f"/admin/images/{HUGE}/",
    f"/admin/images/{HUGE}/delete/",
    f"/admin/documents/edit/{HUGE}/",
    f"/admin/users/{HUGE}/",
    f"/admin/groups/edit/{HUGE}/",
    f"/admin/collections/{HUGE}/",
    f"/admin/redirects/{HUGE}/",
    f"/admin/sites/edit/{HUGE}/",
    f"/admin/workflows/edit/{HUGE}/",
    f"/admin/localize/translate/{HUGE}/",
    f"/admin/images/?collection_id={HUGE}",
    f"/admin/images/?p={HUGE}",
    f"/admin/reports/site-history/?user={HUGE}",
    f"/documents/{HUGE}/plan.pdf",
]
NUL_COOKIES = ["a=\x00", 'django_language="\\000"', 'sessionid="x\\000y"', "\x00=b"]


@pytest.fixture
def careful_client(client, site_tree):
    """A client that gets the 500 page instead of the exception."""
    client.raise_request_exception = False
    return client


@pytest.fixture
def administrator(careful_client):
    sign_in(careful_client, User.objects.create_superuser("admin@ikkooplokaal.example"))
    return careful_client


@pytest.mark.parametrize("address", ["/%00", "/nl/%00/", "/nl/a%00b/", "/admin/%00", "/admin/login/%00", "/static/%00", "/media/%00.jpg"])
def test_nul_in_the_path_is_refused(careful_client, address):
    assert careful_client.get(address).status_code in {400, 404}
    assert careful_client.post(address).status_code in {400, 404}


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("query", ["q=%00", "%00=q", "q=a%00b&p=2", "next=/%00"])
def test_nul_in_the_query_is_refused(careful_client, address, query):
    assert careful_client.get(f"{address}?{query}").status_code == 400
    assert careful_client.post(f"{address}?{query}").status_code == 400


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("cookie", NUL_COOKIES)
def test_nul_in_a_cookie_is_refused(careful_client, address, cookie):
    assert careful_client.get(address, headers={"cookie": cookie}).status_code == 400


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("name", ["accept-language", "user-agent", "referer", "x-forwarded-for"])
def test_nul_in_a_header_is_refused(careful_client, address, name):
    assert careful_client.get(address, headers={name: "nl\x00"}).status_code == 400


@pytest.mark.parametrize("address", ["/nl/", "/admin/login/"])
@pytest.mark.parametrize("fields", [{"username": "a\x00b"}, {"a\x00": "b"}, {"username": ["a", "\x00"]}])
@pytest.mark.parametrize("content_type", ["multipart/form-data; boundary=BoUnDaRyStRiNg", "application/x-www-form-urlencoded"])
def test_nul_in_a_form_is_refused(careful_client, address, fields, content_type):
    if content_type.startswith("multipart"):
        answer = careful_client.post(address, fields)
    else:
        answer = careful_client.post(address, urlencode(fields, doseq=True), content_type)
    assert answer.status_code == 400


@pytest.mark.parametrize("address", ["/nl/", "/admin/login/"])
def test_nul_in_the_name_of_a_file_field_is_refused(careful_client, address):
    assert careful_client.post(address, {"a\x00b": SimpleUploadedFile("plan.pdf", b"x")}).status_code == 400


def test_nul_in_the_name_of_a_file_never_reaches_a_view(rf):
    seen = []
    middleware = HostileInputMiddleware(lambda request: HttpResponse())
    body = b'--b\r\nContent-Disposition: form-data; name="file"; filename="pl\x00an.pdf"\r\nContent-Type: application/pdf\r\n\r\nx\r\n--b--\r\n'
    request = rf.post("/nl/", body, content_type="multipart/form-data; boundary=b")
    middleware.process_view(request, lambda request: seen.append(request), [], {})
    assert [file.name for file in request.FILES.getlist("file")] in ([], ["plan.pdf"])


def test_a_clean_request_with_all_of_these_passes(careful_client):
    careful_client.cookies["a"] = 'b "c"'
    assert careful_client.get("/nl/?q=br%C3%BCgge&p=2", headers={"accept-language": "nl", "user-agent": "é"}).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_number_beyond_what_a_database_holds_is_the_askers_mistake(administrator):
    answers = {(method, address): getattr(administrator, method)(address) for address in HUGE_ADDRESSES for method in ["get", "post"]}
    assert {asked: answer.status_code for asked, answer in answers.items() if answer.status_code >= 500} == {}
    assert answers["get", f"/admin/pages/{HUGE}/edit/"].status_code in {400, 404}
    assert answers["get", f"/documents/{HUGE}/plan.pdf"].status_code in {400, 404}


@pytest.mark.parametrize("exception", [DataError("value out of range"), OverflowError("Python int too large to convert to SQLite INTEGER")])
def test_what_the_database_cannot_hold_becomes_a_400(careful_client, monkeypatch, exception):
    def fail(*args, **kwargs):
        raise exception

    monkeypatch.setattr("home.models.HomePage.serve", fail)
    assert careful_client.get("/nl/").status_code == 400


def test_another_failure_stays_a_failure(careful_client, monkeypatch):
    def fail(*args, **kwargs):
        raise OverflowError("math range error")

    monkeypatch.setattr("home.models.HomePage.serve", fail)
    assert careful_client.get("/nl/").status_code == 500


@pytest.mark.parametrize("charset", ["rot13", "base64", "undefined", "utf-16", "nonsense"])
def test_whatever_charset_a_request_names_it_is_read_as_utf_8(charset):
    """Django reads the address by it before any middleware could refuse it."""
    read = []
    in_utf8(lambda environ, start: read.append(environ["CONTENT_TYPE"]))({"CONTENT_TYPE": f"text/plain; Charset={charset}; a=b"}, None)
    in_utf8(lambda environ, start: read.append(environ["CONTENT_TYPE"]))({}, None)
    assert read == ["text/plain; a=b", ""]


def left_unread(body: bytes, length: str) -> int:
    """Bytes of a body that an application refused unread, when its answer leaves."""
    sent = BytesIO(body)
    refusing = heard_out(lambda environ, start_response: [b"too big"])
    assert refusing({"CONTENT_LENGTH": length, "wsgi.input": sent}, None) == [b"too big"]
    return len(body) - sent.tell()


def test_an_answer_leaves_when_the_whole_body_is_read_and_nothing_beyond_it():
    """Unread, the connection would be reset, and the proxy would lose the answer. Beyond it stands the next request."""
    assert left_unread(b"a" * 4_000_000 + b"next", "4000000") == len(b"next")
    assert left_unread(b"next", "") == left_unread(b"next", "nonsense") == len(b"next")


def test_a_body_that_announces_more_than_any_proxy_lets_through_is_not_waited_for():
    assert left_unread(b"a" * 100_000, str(41 * 1024 * 1024)) == 100_000


def test_gunicorn_serves_the_site_within_both():
    assert wsgi.application.__qualname__ == heard_out(wsgi.application).__qualname__
    assert wsgi.application.__closure__[0].cell_contents.__qualname__ == in_utf8(wsgi.application).__qualname__


@pytest.mark.parametrize("there", ["%zz", "24:00", "wagtailadmin_nowhere", "\u202eetalage"])
def test_a_way_on_that_is_no_address_is_refused(administrator, there):
    page = Page.objects.filter(depth=2).first()
    assert administrator.post(f"/admin/pages/{page.pk}/unpublish/", {"next": there}).status_code == 400
    assert administrator.get(f"/admin/pages/{page.pk}/unpublish/", {"next": there}).status_code == 400
    assert administrator.get(f"/admin/pages/{page.pk}/unpublish/", {"next": "/admin/pages/"}).status_code == 200


def test_words_where_a_key_is_asked_for_are_the_askers_mistake(administrator):
    page = Page.objects.filter(depth=2).first()
    copied = {"new_title": "x", "new_slug": "x", "new_parent_page": "0000-00-00"}
    assert administrator.post(f"/admin/pages/{page.pk}/copy/", copied).status_code == 400


def test_half_a_form_of_wagtails_is_the_askers_mistake(administrator):
    assert administrator.post("/admin/redirects/import/process/", {"from_index": "0"}).status_code == 400


def test_choosing_a_row_is_no_way_to_make_one(administrator):
    assert administrator.post("/admin/snippets/choose/shops/shop/create/").status_code == 404
    assert administrator.get("/admin/snippets/choose/shops/shop/").status_code == 200


def test_a_name_longer_than_any_files_is_the_askers_mistake(careful_client, settings):
    assert careful_client.get("/media/" + "a" * 3_000).status_code == 400
