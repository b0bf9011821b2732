"""Contract 7: no admin form anywhere adds, changes or deletes what was voted."""

import pytest
from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver
from wagtail.permissions import policy_registry
from wagtail.snippets.models import get_snippet_models

from municipalities import doors
from municipalities.models import Role
from municipalities.roles import rights_of
from votes import models

VOTES = (
    *(models.Ballot, models.Slip, models.BallotEvent, models.SealedEntry, models.SealHead, models.RoundCount, models.PublishedResult),
    *(models.ProvincialCount, models.ProvincialEvent, models.ProvincialResult, models.JuryScore),
    *(models.VoteRequest, models.Mailbox, models.Cluster, models.Proposal, models.Candidate),
)


def views(patterns, before=""):
    """(address, class of the view or None) of the whole admin."""
    for entry in patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from views(entry.url_patterns, route)
        elif isinstance(entry, URLPattern):
            yield route, getattr(entry.callback, "view_class", None), getattr(entry.callback, "view_initkwargs", {})


@pytest.fixture(scope="module")
def admin():
    found = [(route, view, given) for route, view, given in views(get_resolver().url_patterns) if route.startswith("admin/")]
    assert len(found) > 300, "the whole admin is walked"
    return found


def test_no_view_of_the_admin_is_built_for_a_row_of_the_vote(admin):
    built = {route: given.get("model") or getattr(view, "model", None) for route, view, given in admin}
    assert models.Edition in built.values(), "a model of a view would be found"
    assert [route for route, model in built.items() if model in VOTES] == []


def test_no_form_of_the_admin_is_of_a_row_of_the_vote(admin):
    forms = {route: given.get("form_class") or getattr(view, "form_class", None) for route, view, given in admin}
    of = {route: getattr(getattr(form, "_meta", None), "model", None) for route, form in forms.items()}
    assert models.MailDomainRule in of.values(), "a form of a model would be found"
    assert [route for route, model in of.items() if model in VOTES] == []


def test_no_row_of_the_vote_is_a_snippet_or_has_a_policy():
    assert set(get_snippet_models()) & set(VOTES) == set()
    assert [model for model in VOTES if policy_registry.get_by_type(model, fallback=False)] == []


def test_no_role_has_a_right_to_a_row_of_the_vote():
    names = {model._meta.model_name for model in VOTES}
    held = {right for role in Role for right in rights_of(role)}
    assert {right for right in held if right.startswith("votes.") and right.rpartition("_")[2] in names} == set()


def test_no_bulk_action_is_open_for_a_row_of_the_vote():
    assert [
        model
        for model in apps.get_app_config("votes").get_models()
        for action in ("delete", "publish")
        if doors.bulk_is_open(model, action, to_all=False)
    ] == []
