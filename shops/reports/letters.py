"""The mail to a shop that visitors report something: at most one a week, without what the visitor wrote."""

from datetime import datetime, timedelta

from shops.models import Shop, ShopReport
from shops.shopkeepers import mailing

A_WEEK = timedelta(days=7)


def tell_shop(shop: Shop, report: ShopReport, at: datetime) -> bool:
    """Whether a mail left."""
    return mailing.write(shop, "reported", at, column="told_at", after=A_WEEK, gone=report.what == ShopReport.What.GONE, what=report.what)
