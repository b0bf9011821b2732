"""Addresses of the province's screens, under /admin/gemeenten/."""

from django.urls import path

from municipalities import editors_views, joining_views

app_name = "municipalities"
PERSON = "<int:municipality_id>/mensen/<int:user_id>/"

urlpatterns = [
    path("", joining_views.Overview.as_view(), name="overview"),
    path("<int:municipality_id>/", editors_views.Town.as_view(), name="town"),
    path("<int:municipality_id>/meedoen/", joining_views.Join.as_view(), name="join"),
    path("<int:municipality_id>/uitstappen/", joining_views.Leave.as_view(), name="leave"),
    path(PERSON, editors_views.OnePerson.as_view(), name="person"),
    path(f"{PERSON}opnieuw/", editors_views.InviteAgain.as_view(), name="invite_again"),
    path(f"{PERSON}rol/", editors_views.ChangeRole.as_view(), name="change_role"),
    path(f"{PERSON}tweede-stap/", editors_views.ResetSecondFactor.as_view(), name="reset_second_factor"),
    path(f"{PERSON}afnemen/", editors_views.TakeAway.as_view(), name="take_away"),
]
