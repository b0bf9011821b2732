"""The addresses of "Nakijken" in the editors' tool, and to whom they are open."""

from django.urls import include, path

from municipalities.doors import open_doors, task_state
from municipalities.models import Role
from municipalities.moderation.views import ReviewView, WaitingView

APPROVERS = (Role.EDITOR, Role.PROVINCE)

screens = [
    path("", WaitingView.as_view(), name="list"),
    path("<int:task_state_id>/", ReviewView.as_view(), name="review"),
]
in_the_admin = [path("nakijken/", include((screens, "moderation")))]

open_doors("moderation:list", to=APPROVERS)
open_doors("moderation:review", task_state_id=task_state, to=APPROVERS)
