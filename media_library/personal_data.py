"""What this room keeps of people."""

from django.utils.translation import gettext_lazy as _

from privacy.declared import Basis, Kept, Whose, declare

declare(
    Kept(
        name="media_library.makers",
        whose=Whose.NAMED,
        what=_("De naam van wie een foto maakte"),
        why=_("Omdat een maker het recht heeft om genoemd te worden."),
        basis=Basis.LEGAL_DUTY,
        how_long=_("Zolang de foto op de site staat."),
        fields=("media_library.SiteImage.credit", "media_library.SiteImage.rights"),
    )
)
