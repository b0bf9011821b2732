"""The lot, of a round or of the province: somebody names a public draw that is to come, and somebody else types what it gave."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.forms import Form
from django.utils.translation import gettext, gettext_lazy

from votes.admin import moments
from votes.admin.forms import AnnounceLotForm, WordsForm
from votes.admin.screens import Asking
from votes.models.ballots import in_utc

if TYPE_CHECKING:
    from accounts.models import User
    from votes.models import BallotEvent, ProvincialEvent


class LotInTwoSteps(Asking):
    """What the screens of both lots say. announced: the first step, once it is done; None before."""

    page_title = gettext_lazy("Het lot trekken")
    announced: "BallotEvent | ProvincialEvent | None"
    at: datetime
    user: "User"

    @property
    def button(self) -> str:  # type: ignore[override]
        return gettext("Trek het lot") if self.announced else gettext("Kondig de loting aan")

    def get_form_class(self) -> type[Form]:
        return WordsForm if self.announced else AnnounceLotForm

    def what_next(self) -> list[str]:
        if self.announced is None:
            return [
                gettext("Een openbare trekking die nog moet komen, beslist. Zo kan niemand het lot kiezen, ook jij niet."),
                gettext("Iemand anders van de provincie typt daarna over wat ze gaf."),
            ]
        return [gettext("Dit beslist: %(source)s.") % {"source": self.source}]

    def not_yet(self) -> str:
        """Why whoever asks cannot draw now what was announced; "" when they can, or when nothing is announced."""
        if self.announced is None:
            return ""
        after = self.announced.data["after"]
        if in_utc(self.at) < after:
            told = {"source": self.source, "moment": moments.in_words(datetime.fromisoformat(after))}
            return gettext("De loting is aangekondigd: %(source)s. Kom terug na %(moment)s.") % told
        if self.announced_by == self.user.pk:
            return gettext("Jij hebt deze loting aangekondigd. Iemand anders van de provincie typt over wat ze gaf.")
        return ""

    @property
    def announced_by(self) -> int | None:
        """The number of a user."""
        raise NotImplementedError

    @property
    def source(self) -> str:
        return self.announced.data["source"].rstrip(".") if self.announced else ""
