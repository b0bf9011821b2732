"""Who changes several shops of a town at once, or one while an import may run, waits for the other here; then for the shops themselves.

Rows that point at a town or a shop may be stored meanwhile (`no_key`): a report of a visitor does not wait for an import.
"""

from collections.abc import Iterable

from municipalities.models import Municipality
from shops.models import Shop

AT_ONCE = 500


def hold_towns(keys: Iterable[int]) -> None:
    """Until the transaction ends, in the order of their keys. On SQLite every writer waits for the others anyway."""
    list(Municipality.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk").values_list("pk"))


def hold_shops(keys: Iterable[int]) -> None:
    """The same for shops: of many, all are held in one order, so that no two wait for each other."""
    wanted = sorted(keys)
    for start in range(0, len(wanted), AT_ONCE):
        held = Shop.objects.select_for_update(no_key=True).filter(pk__in=wanted[start : start + AT_ONCE])
        list(held.order_by("pk").values_list("pk"))
