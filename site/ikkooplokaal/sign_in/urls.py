"""Addresses of the login. Of allauth only what an editor needs: no signing up, no other addresses, no login by code, nobody else's login."""

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.webauthn import views as passkey
from django.urls import path, re_path
from django.views.generic import RedirectView

from ikkooplokaal.sign_in import invitations, views

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="mfa_index"), name="account_home"),
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("bevestigen/", views.ConfirmByPassword.as_view(), name="account_reauthenticate"),
    path("wachtwoord/", account.password_change, name="account_change_password"),
    path("wachtwoord/eerste/", RedirectView.as_view(pattern_name="account_reset_password"), name="account_set_password"),
    path("wachtwoord/vergeten/", account.password_reset, name="account_reset_password"),
    path("wachtwoord/vergeten/verstuurd/", account.password_reset_done, name="account_reset_password_done"),
    re_path(r"^wachtwoord/nieuw/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$", account.password_reset_from_key, name="account_reset_password_from_key"),
    path("wachtwoord/nieuw/klaar/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("uitnodiging/<str:token>/", invitations.accept, name="invitation"),
    path("tweede-stap/", views.Factors.as_view(), name="mfa_index"),
    path("tweede-stap/code/", factor.authenticate, name="mfa_authenticate"),
    path("tweede-stap/bevestigen/", views.ConfirmByCode.as_view(), name="mfa_reauthenticate"),
    path("tweede-stap/bevestigen/passkey/", views.ConfirmByPasskey.as_view(), name="mfa_reauthenticate_webauthn"),
    path("tweede-stap/app/", views.ActivateApp.as_view(), name="mfa_activate_totp"),
    path("tweede-stap/app/verwijderen/", views.RemoveApp.as_view(), name="mfa_deactivate_totp"),
    path("tweede-stap/passkeys/nieuw/", views.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("tweede-stap/passkeys/login/", passkey.login_webauthn, name="mfa_login_webauthn"),
    path("tweede-stap/passkeys/<int:pk>/verwijderen/", views.RemovePasskey.as_view(), name="mfa_remove_webauthn"),
    path("tweede-stap/herstelcodes/", views.ShowRecoveryCodes.as_view(), name="mfa_view_recovery_codes"),
    path("tweede-stap/herstelcodes/nieuw/", views.MakeRecoveryCodes.as_view(), name="mfa_generate_recovery_codes"),
]

# Wagtail's own doors lead to ours: a login of its own would ask for no second factor and count no tries.
in_place_of_wagtails = [
    path("admin/login/", views.to_login),
    path("admin/logout/", views.log_out),
]
in_place_of_wagtails_per_language = [path("_util/login/", views.to_login)]
