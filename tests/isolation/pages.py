"""What editors write: a story of a town as a draft that was handed in, and a letter that a visitor sent about it."""

from typing import Any

from wagtail.contrib.forms.models import FormSubmission

from home.models import ContactField, ContactPage, HomePage, MunicipalityPage, StandardPage


def story_draft(town: Any, parent: MunicipalityPage) -> StandardPage:
    """With the mark of the town in its words and in its blocks."""
    page = StandardPage(title=town.named("verhaal"), slug="verhaal", intro=town.named("zin"), live=False)
    page.body = [
        ("heading", town.named("kop")),
        ("questions", {"title": "", "questions": [{"question": town.named("vraag"), "answer": f"<p>{town.named('antwoord')}</p>"}]}),
    ]
    parent.refresh_from_db()
    parent.add_child(instance=page)
    page.save_revision(user=town.users["author"])
    page.get_workflow().start(page, town.users["author"])
    return page


def letter(town: Any) -> ContactPage:
    """The contact page of the site, with a letter about the town that only the province reads."""
    home = HomePage.objects.get(locale__language_code="nl")
    page = ContactPage.objects.child_of(home).first() or home.add_child(instance=ContactPage(title="Contact", slug="contact"))
    ContactField.objects.get_or_create(page=page, label="Bericht", clean_name="bericht", field_type="multiline")
    FormSubmission.objects.create(page=page, form_data={"bericht": town.named("brief")})
    return page
