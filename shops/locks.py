"""Who changes several shops of a town at once, or one while an import may run, waits for the other here; then for the shops themselves."""

from collections.abc import Iterable

from municipalities.models import Municipality


def hold_towns(keys: Iterable[int]) -> None:
    """Until the transaction ends, in the order of their keys. On SQLite every writer waits for the others anyway."""
    list(Municipality.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))
