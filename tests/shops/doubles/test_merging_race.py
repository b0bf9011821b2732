"""Two editors who merge the same pair at the same moment, each the other way round: one merger happens, and one shop stays."""

import pytest

from tests.services import processes
from tests.services.processes import all_at_once

SETTING = """
from datetime import UTC, datetime
from accounts.models import User
from shops.doubles.merging import merge
from shops.doubles.rooms import CannotMerge
from shops.models import Shop, ShopSlug
from tests.factories import roles
from tests.factories.shops import ShopFactory
from tests.factories.municipalities import MunicipalityFactory
AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
"""
PREPARED = """
from wagtail.models import Collection
if not Collection.objects.exists():
    Collection.add_root(name="Root")
town = MunicipalityFactory(nis="37022", name="Tielt", slug="tielt", postcodes=["8700"])
roles.editor(town)
ShopFactory(municipality=town, name="Bakkerij De Kroon", house_number="52")
ShopFactory(municipality=town, name="De Kroon", house_number="52")
answer = 1
"""
READY = """
one, two = Shop.objects.order_by("pk").values_list("pk", flat=True)
stays, goes = (one, two) if %d %% 2 else (two, one)
user = User.objects.get()
"""
MERGE = """
def merged():
    try:
        return bool(merge(stays=stays, goes=goes, taken=[], by=user, at=AT))
    except CannotMerge as refusal:
        return str(refusal)[:34]
answer = merged()
"""
OUTCOME = """
answer = [Shop.objects.count(), sorted(ShopSlug.objects.values_list("slug", flat=True)), ShopSlug.objects.values("shop").distinct().count()]
"""
NAIVE = """
answer = Shop.objects.filter(pk__in=[stays, goes]).count()
"""

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module")
def environment(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), processes.shared_database() as shared:
        yield shared


def test_of_four_who_merge_at_once_one_does_and_one_shop_stays_with_both_addresses(environment):
    with processes.others(4, environment) as four:
        all_at_once(four, SETTING)
        four[0].told(PREPARED)
        for number, one in enumerate(four):
            one.told(READY % number)
        assert all_at_once(four, NAIVE) == [2, 2, 2, 2], "the control: whoever looks first sees both, and would delete one each"
        answers = all_at_once(four, MERGE)
        assert sorted(map(str, answers)) == ["Een van de twee winkels staat er n"] * 3 + ["True"]
        assert four[0].told(OUTCOME) == [1, ["bakkerij-de-kroon", "de-kroon"], 1]
