"""Who belongs to an address and a password."""

from allauth.account.auth_backends import AuthenticationBackend

from accounts.models import User


class EmailBackend(AuthenticationBackend):
    """allauth's, with `User.email` as the only truth: an address that was changed no longer opens anything.

    An unknown address costs as much time as a known one: allauth hashes the password all the same. An inactive user is answered like
    a wrong password.
    """

    def _authenticate_by_email(self, email: str, password: str) -> User | None:
        user = User.objects.filter(email__iexact=email).first()
        return self._check_password(user, password)  # type: ignore[return-value]

    def _check_password(self, user: User | None, password: str) -> User | None:  # type: ignore[override]
        found = super()._check_password(user, password)
        self.unstash_authenticated_user()
        return found  # type: ignore[return-value]
