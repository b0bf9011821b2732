"""What kinds of things are on, in the words of people."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    EVENT = "evenement", _("evenement")
    MARKET = "markt", _("markt")
    SUNDAY = "koopzondag", _("koopzondag")
    BRADERIE = "braderie", _("braderie")
    LATE = "koopavond", _("koopavond")
    STAMP_CARD = "spaarkaart", _("spaarkaart")
    STICKERS = "stickeralbum", _("stickeralbum")
    CONTEST = "wedstrijd", _("wedstrijd")
    VOUCHER = "cadeaubon", _("cadeaubon")
    BAGS = "tassen", _("tassen uitdelen")
    EXHIBITION = "tentoonstelling", _("tentoonstelling")
    WORKSHOP = "workshop", _("workshop of demonstratie")
    WALK = "wandeling", _("wandeling of zoektocht")
    OTHER = "andere", _("iets anders")


SHOPS_OPEN = frozenset({Kind.SUNDAY, Kind.BRADERIE, Kind.LATE})  # shops are asked whether they open, and their hours follow
ACTIONS = frozenset({Kind.STAMP_CARD, Kind.STICKERS, Kind.CONTEST, Kind.VOUCHER, Kind.BAGS})  # they last: a list shows them as running


class Status(TextChoices):
    """Of an event, or of one of its days."""

    PLANNED = "gaat door", _("gaat door")
    CANCELLED = "afgelast", _("gaat niet door")
    MOVED = "verplaatst", _("verplaatst")
    FULL = "volzet", _("volzet")


class Stock(TextChoices):
    """Of what is handed out or sold at an action."""

    UNKNOWN = "", _("niet van toepassing")
    PLENTY = "genoeg", _("er is nog genoeg")
    FEW = "bijna op", _("bijna op")
    NONE = "op", _("alles is weg")


class Access(TextChoices):
    YES = "ja", _("zonder trede")
    PARTLY = "deels", _("deels zonder trede")
    NO = "nee", _("met treden")
    UNKNOWN = "", _("niet bekend")


class Repeats(TextChoices):
    """How a moment comes back, as an editor says it; OWN is a rule of RFC 5545 that a calendar brought along."""

    NOT = "", _("komt niet terug")
    DAILY = "dag", _("elke dag")
    WEEKLY = "week", _("elke week")
    FORTNIGHTLY = "twee weken", _("om de twee weken")
    MONTHLY_DATE = "datum", _("elke maand op dezelfde datum")
    MONTHLY_WEEKDAY = "weekdag", _("elke maand op dezelfde weekdag (de eerste zondag, de laatste vrijdag)")
    YEARLY = "jaar", _("elk jaar op dezelfde datum")
    OWN = "eigen", _("volgens een eigen regel")


class Change(TextChoices):
    """What is different on one of the days of an event."""

    SKIPPED = "overgeslagen", _("die dag niet, en dat is gewoon zo")
    CANCELLED = "afgelast", _("gaat die dag niet door")
    MOVED = "verplaatst", _("verplaatst naar een andere dag of een ander uur")
    FULL = "volzet", _("volzet")
