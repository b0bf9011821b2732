"""A question to the database about very many keys at once."""

import json
from collections.abc import Iterable
from typing import Any

from django.db.models import BooleanField, F, Func, TextField, Value


class IsAmong(Func):
    """Whether a key is one of `keys`, in one parameter whatever their number: SQLite may take no more than 32,766."""

    output_field = BooleanField()
    arg_joiner = " IN "
    template = "(%(expressions)s)"

    def __init__(self, field: str, keys: Iterable[int]) -> None:
        super().__init__(F(field), KeysOf(Value(json.dumps(sorted(keys)), TextField())))


class KeysOf(Func):
    """The numbers of a JSON list, as a subquery."""

    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, template="(SELECT value FROM json_each(%(expressions)s))", **extra)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, template="(SELECT value::bigint FROM json_array_elements_text((%(expressions)s)::json))", **extra)
