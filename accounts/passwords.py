"""What is asked of a password, in our words."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import gettext


class LongEnough(MinimumLengthValidator):
    """Django's, whose message is not translated."""

    def get_error_message(self) -> str:
        return gettext("Dit wachtwoord is te kort: neem minstens %(count)s tekens.") % {"count": self.min_length}
