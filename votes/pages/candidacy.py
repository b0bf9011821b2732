"""The way to the pages of candidacy (votes.candidacy), which find their round as all others do."""

from votes.candidacy import views
from votes.pages.frame import of_round_form

stand = of_round_form(views.stand)
nominate = of_round_form(views.nominate)
submission = of_round_form(views.submission)
