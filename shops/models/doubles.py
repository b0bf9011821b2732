"""What people said of shops that look like one."""

from typing import ClassVar

from django.conf import settings
from django.db import models


class NotDouble(models.Model):
    """Two shops that somebody looked at, and that are two. one: the one with the smaller key."""

    one = models.ForeignKey("shops.Shop", on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey("shops.Shop", on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["one", "other"], name="two_shops_are_said_once_to_be_two"),
            models.CheckConstraint(condition=models.Q(one__lt=models.F("other")), name="two_shops_stand_in_the_order_of_their_keys"),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} {self.other_id}"
