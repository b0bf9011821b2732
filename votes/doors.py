"""What is open in the editors' tool of the vote, and to whom."""

from typing import Any

from municipalities.doors import PROVINCE, any_row, open_doors, row_of
from municipalities.models import Role
from municipalities.rights import reach
from votes.admin.review import reviews
from votes.models import Candidate, Cluster, Edition, Juror, MailDomainRule, Round

EDITING = {Role.EDITOR, Role.PROVINCE}
REVIEWING = {Role.REVIEWER, Role.PROVINCE}


def open_all() -> None:
    """Called once, when everything is loaded."""
    open_editions()
    open_rounds()
    open_review()


def open_editions() -> None:
    open_doors(*views("editions", "edition_add", "mail_domains"), to=PROVINCE)
    one = ("edition", "edition_edit", "edition_observers", "edition_plan", "edition_announce", "edition_delete", "edition_cancel")
    open_doors(*views(*one), to=PROVINCE, edition_id=any_row(Edition))
    of_province = ("province", "province_lock", "province_return", "province_lot", "province_publish", "juror_add")
    open_doors(*views(*of_province), to=PROVINCE, edition_id=any_row(Edition))
    open_doors(*views("juror", "juror_remove"), to=PROVINCE, edition_id=any_row(Edition), juror_id=any_row(Juror))
    open_doors(*views("motivation"), to=PROVINCE, edition_id=any_row(Edition), finalist_id=any_row(Candidate))
    open_doors(*views("mail_domain_remove"), to=PROVINCE, rule_id=any_row(MailDomainRule))


def open_rounds() -> None:
    """The list and its files hold what is within reach."""
    open_doors(*views("rounds"), to=EDITING)
    open_doors(*views("rounds_csv", "rounds_xlsx"), to=EDITING, edition_id=any_row(Edition))
    open_doors(*views("board", "hours_csv", "hours_xlsx"), to=EDITING, round_id=own_round)
    open_doors(*views("own_dates", "move_deadline", "cancel", "freeze", "lot", "publish"), to=PROVINCE, round_id=any_row(Round))
    open_doors(*views("withdraw"), to=PROVINCE, round_id=any_row(Round), candidate_id=any_row(Candidate))


def open_review() -> None:
    open_doors(*views("review"), to=REVIEWING)
    open_doors(*views("cluster", "propose", "decide"), to=REVIEWING, cluster_id=reviewed_cluster)


def views(*names: str) -> list[str]:
    return [f"votes_admin:{name}" for name in names]


def own_round(user: Any, value: Any) -> bool:
    """The round of a municipality that the user edits."""
    found = row_of(Round, value)
    return found is not None and reach(user).edits(found.municipality_id)


def reviewed_cluster(user: Any, value: Any) -> bool:
    """A cluster of a round that the user reviews: not of a municipality that they work for."""
    found = row_of(Cluster, value)
    return found is not None and reviews(user, found.round.municipality_id)
