"""What an editor says about what was handed in."""

from django import forms
from django.utils.translation import gettext_lazy as _


class DecisionForm(forms.Form):
    """seen: the revision that the page showed. decision: the button that was pressed."""

    decision = forms.ChoiceField(choices=[("approve", ""), ("refuse", "")], widget=forms.HiddenInput)
    seen = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Wat moet er anders?"),
        help_text=_("Alleen nodig als je het terugstuurt. De auteur leest dit in een mail: zeg vriendelijk wat er nog aan moet gebeuren."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
