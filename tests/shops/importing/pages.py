"""The pages of an import, as tests send lists to them and read them."""

import re

from django.urls import reverse

from shops.models import ImportBatch

HEAD = "id;naam;soort;straat;nr;postcode;plaats;telefoon\n"
KROON = "1;Bakkerij De Kroon;bakker;Bruggestraat;52;8700;Tielt;051 40 11 22\n"
MAES = "2;Slagerij Maes;slager;Markt;3;8700;Tielt;\n"
NAMELESS = "3;;bakker;Markt;4;8700;Tielt;\n"
ELSEWHERE = "4;Bakkerij Verderop;bakker;Markt;5;8701;Gemeente 2;\n"
UPLOAD = "/admin/winkels/import/nieuw/"


def errors(answer) -> dict[str, list[str]]:
    return dict(answer.context["form"].errors)


def step(batch: ImportBatch, name: str) -> str:
    return reverse(f"shops_import:{name}", args=[batch.pk])


def words(answer) -> str:
    """The text of a page, on one line."""
    main = answer.content.decode().partition("<main")[2]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())
