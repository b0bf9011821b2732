"""Two shops that become one: its page as an ambassador leads to the one that stays (shops.doubles.rooms)."""

from ambassadors.models import AmbassadorPage
from ambassadors.told_elsewhere import chosen
from shops.doubles import page_drafts
from shops.models import Shop


def move(stays: Shop, goes: Shop) -> None:
    AmbassadorPage.objects.filter(shop=goes).update(shop=stays)
    page_drafts.lead_on(AmbassadorPage, "shop", stays, goes)
    chosen.forget()
