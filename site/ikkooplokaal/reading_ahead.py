"""What every process of the site needs, read before the first visitor: once, by the process that starts the others, with whom it is then shared."""

from django.conf import settings
from django.template import Engine, Template
from django.template.loader_tags import ExtendsNode, IncludeNode
from django.urls import reverse
from django.utils import translation

PAGES = ["home/home_page.html", "home/municipality_page.html", "shops/directory.html", "shops/shop.html", "votes/race.html", "votes/candidate.html"]


def read_ahead() -> None:
    """Addresses and texts in each language, and the templates that most visitors see. Asks no query."""
    for language, _ in settings.LANGUAGES:
        with translation.override(language):  # which reads its texts
            reverse("wagtailadmin_home")  # any address has all of them read
    seen: set[str] = set()
    for name in PAGES:
        read_template(Engine.get_default().get_template(name), seen)


def read_template(template: Template, seen: set[str]) -> None:
    """With those that it extends and includes by a fixed name, to any depth. seen: names."""
    for kind, named_by in ((ExtendsNode, "parent_name"), (IncludeNode, "template")):
        for node in template.nodelist.get_nodes_by_type(kind):
            name = getattr(node, named_by).var
            if isinstance(name, str) and name not in seen:
                seen.add(name)
                read_template(template.engine.get_template(name), seen)
