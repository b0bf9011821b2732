"""One token for each vote, and the votes."""

from django.db import models


class Token(models.Model):
    key = models.CharField(primary_key=True, max_length=32)
    identity = models.CharField(max_length=64)
    candidate = models.IntegerField()
    is_used = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.key


class Vote(models.Model):
    identity = models.CharField(max_length=64, unique=True)
    candidate = models.IntegerField()
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.identity
