"""A shopkeeper in a browser, and what the form of a shop sends."""

from django.http import HttpResponse
from django.test import Client

from shops.models import OwnerVisit, Shop
from shops.shopkeepers import visits

FORM = "/nl/mijn-zaak/"


def keeper_of(shop: Shop | None, at, email: str = "info@kroon.example") -> Client:
    """A browser in which the code was typed."""
    client = Client()
    visit = OwnerVisit(shop=shop, email=email, is_known=shop is not None, created_at=at)
    visits.let_in(visit, at)
    client.cookies[visits.cookie_name()] = visits.remember(HttpResponse(), visit).cookies[visits.cookie_name()].value
    return client


def filled(shop: Shop, **changed) -> dict:
    """The form as it was opened, with what the keeper changed."""
    facts = ("name", "street", "house_number", "box", "postcode", "place", "opening_hours", "email", "website", "webshop")
    return {fact: getattr(shop, fact) for fact in facts} | {"category": shop.category_id, "phone": str(shop.phone or ""), "akkoord": "on"} | changed
