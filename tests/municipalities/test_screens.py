"""What every screen of the editors' tool has from its base: whom it lets in, and its trail."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.generic import View

from municipalities.screens import EditorsItem, EditorsScreen, ProvinceItem, WritersItem
from tests.factories import roles
from tests.municipalities.test_moderation import taking_part

pytestmark = pytest.mark.django_db


class Plain(EditorsScreen, View):
    page_title = "Hier"

    def get(self, request: HttpRequest) -> HttpResponse:
        return HttpResponse("; ".join(str(step["label"]) for step in self.get_breadcrumbs_items() if step["label"]))


class Inner(Plain):
    def trail(self) -> list[dict[str, Any]]:
        return [{"url": "/daar/", "label": "Daar"}]


class OfTheProvince(Plain):
    def is_allowed(self) -> bool:
        return self.far.everywhere


@pytest.fixture
def asking(rf):
    """What a screen answers somebody; "" when it refuses."""

    def answered(screen: type[View], user: Any) -> str:
        request = rf.get("/admin/hier/")
        request.user = user
        try:
            return screen.as_view()(request).content.decode()
        except PermissionDenied:
            return ""

    return answered


def test_it_is_for_editors_and_the_province_unless_a_screen_says_otherwise(asking):
    tielt = taking_part("Tielt", "37022")
    editor, author, province, nobody = roles.editor(tielt), roles.author(tielt), roles.province(), AnonymousUser()
    assert [bool(asking(Plain, user)) for user in (editor, author, province, nobody)] == [True, False, True, False]
    assert [bool(asking(OfTheProvince, user)) for user in (editor, author, province, nobody)] == [False, False, True, False]


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (ProvinceItem, {"province": True, "editor": False, "author": False, "nobody": False}),
        (EditorsItem, {"province": True, "editor": True, "author": False, "nobody": False}),
        (WritersItem, {"province": True, "editor": True, "author": True, "nobody": False}),
    ],
)
def test_an_item_of_the_menu_is_shown_to_whom_it_is_for(item, expected, rf):
    tielt = taking_part("Tielt", "37022")
    users = {"province": roles.province(), "editor": roles.editor(tielt), "author": roles.author(tielt), "nobody": AnonymousUser()}
    shown = {}
    for name, user in users.items():
        request = rf.get("/admin/")
        request.user = user
        shown[name] = item("Hier", "/admin/hier/").is_shown(request)
    assert shown == expected


def test_the_trail_leads_to_the_page_itself(asking):
    province = roles.superuser()
    assert asking(Plain, province).split("; ")[-1] == "Hier"
    assert asking(Inner, province).split("; ")[-2:] == ["Daar", "Hier"]
