"""The texts of the interface: found where they are used, kept in a catalogue for each language, compiled for Django; no gettext tools.

Dutch is the source, so it needs no catalogue. A catalogue names the files that use a text, without line numbers or dates, so that it
only changes when a text does.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polib
from django.conf import settings
from django.template import Context, Engine, Template, TemplateSyntaxError
from django.template.base import Lexer, Node, TokenType
from django.templatetags.i18n import BlockTranslateNode, TranslateNode

ROOMS = [
    *("accounts", "ambassadors", "content", "events", "gate", "home", "mail", "media_library", "municipalities", "privacy", "shops", "site", "votes")
]
TRANSLATIONS = [code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
PLURAL_FORMS = {"fr": "nplurals=2; plural=(n > 1);", "en": "nplurals=2; plural=(n != 1);", "de": "nplurals=2; plural=(n != 1);"}
# What each function takes, in the order of its arguments.
ARGUMENTS = {
    "gettext": ("singular",),
    "ngettext": ("singular", "plural"),
    "pgettext": ("context", "singular"),
    "npgettext": ("context", "singular", "plural"),
}
TRANSLATE_TAGS = ("translate", "blocktranslate", "trans", "blocktrans")


class OutOfReach(Exception):
    """A text that cannot be read without running the code: its file and line."""


@dataclass(frozen=True, slots=True, order=True)
class Text:
    """What Django asks a catalogue for. plural and context are "" where there is none."""

    singular: str
    plural: str = ""
    context: str = ""


@dataclass
class Findings:
    """What is not right with the catalogue of one language; empty when nothing is."""

    missing: list[str] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    is_stale: bool = False

    def __bool__(self) -> bool:
        return bool(self.missing or self.unused or self.is_stale)


# Finding ------------------------------------------------------------------------------------------------------------------------


def interface_texts(root: Path = settings.BASE_DIR) -> dict[Text, list[str]]:
    """Every text of our rooms with the files that use it, both in order. Raises OutOfReach."""
    places: dict[Text, set[str]] = {}
    for path in our_files(root):
        name = path.relative_to(root).as_posix()
        read = texts_in_python if path.suffix == ".py" else texts_in_template
        for text in read(path.read_text(encoding="utf-8"), name):
            places.setdefault(text, set()).add(name)
    return {text: sorted(places[text]) for text in sorted(places)}


def our_files(root: Path) -> Iterator[Path]:
    """Python files and templates; migrations hold copies of texts, never texts of their own."""
    for room in ROOMS:
        for path in sorted((root / room).rglob("*")):
            parts = path.relative_to(root).parts
            if "migrations" not in parts and path.is_file() and (path.suffix == ".py" or "templates" in parts):
                yield path


def texts_in_python(source: str, name: str = "") -> Iterator[Text]:
    """Texts in calls of gettext and its family, under any name that the file imports them by.

    A variable is no text (its text stands elsewhere); a sentence that is put together on the spot raises OutOfReach.
    """
    tree = ast.parse(source, filename=name)
    functions = translating_functions(tree)
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and (arguments := functions.get(called_name(call))):
            given = dict(zip(arguments, call.args, strict=False))
            if any(isinstance(value, ast.JoinedStr | ast.BinOp) for value in given.values()):
                raise OutOfReach(f"{name}, line {call.lineno}: write the text in one piece, with %(name)s for what varies")
            constants = {part: value.value for part, value in given.items() if isinstance(value, ast.Constant) and isinstance(value.value, str)}
            if constants.keys() == set(arguments):
                yield Text(**constants)


def translating_functions(tree: ast.Module) -> dict[str, tuple[str, ...]]:
    """The names in a file that mean a function of the family, with what it takes."""
    names = {f"{name}{ending}": taken for name, taken in ARGUMENTS.items() for ending in ("", "_lazy")}
    names["gettext_noop"] = ARGUMENTS["gettext"]
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"]
    renamed = [alias for node in imports for alias in node.names if alias.asname]
    return names | {str(alias.asname): names[alias.name] for alias in renamed if alias.name in names}


def called_name(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def texts_in_template(source: str, name: str = "") -> Iterator[Text]:
    """Texts of translate and blocktranslate tags, as their nodes ask for them. Raises OutOfReach for `_("...")` and for hidden tags."""
    try:
        tree = Template(source, engine=Engine.get_default()).nodelist
    except TemplateSyntaxError as error:
        raise OutOfReach(f"{name}: {error}") from error
    nodes = [node for kind in (TranslateNode, BlockTranslateNode) for node in tree.get_nodes_by_type(kind)]
    if len(nodes) != translate_tags(source, name):
        raise OutOfReach(f"{name}: a tag around a translate tag keeps its content to itself")
    yield from filter(None, map(text_of, nodes))


def translate_tags(source: str, name: str) -> int:
    """How many tags of a template ask for a text. Raises OutOfReach for `_("...")`, which stands in no node."""
    count = 0
    for token in Lexer(source).tokenize():
        if token.token_type in (TokenType.BLOCK, TokenType.VAR) and ('_("' in token.contents or "_('" in token.contents):
            raise OutOfReach(f"{name}, line {token.lineno}: use the translate tag instead of _()")
        count += token.token_type == TokenType.BLOCK and token.split_contents()[0] in TRANSLATE_TAGS
    return count


def text_of(node: Node) -> Text | None:
    """What a node asks for; None for a variable. In a translate tag a percent sign is doubled, as Django asks for it."""
    if isinstance(node, BlockTranslateNode):
        plural = node.render_token_list(node.plural)[0] if node.plural else ""
        return Text(node.render_token_list(node.singular)[0], plural, context_of(node))
    if isinstance(node, TranslateNode):
        literal = getattr(node.filter_expression.var, "literal", None)
        return Text(literal.replace("%", "%%"), context=context_of(node)) if isinstance(literal, str) else None
    return None


def context_of(node: TranslateNode | BlockTranslateNode) -> str:
    return str(node.message_context.resolve(Context())) if node.message_context else ""


# Keeping ------------------------------------------------------------------------------------------------------------------------


def catalogue_path(language: str) -> Path:
    return Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.po"


def kept_catalogue(language: str) -> polib.POFile:
    """The catalogue as it stands; an empty one when there is none."""
    path = catalogue_path(language)
    return polib.pofile(str(path), wrapwidth=140) if path.exists() else polib.POFile(wrapwidth=140)


def text_of_entry(entry: polib.POEntry) -> Text:
    return Text(entry.msgid, entry.msgid_plural, entry.msgctxt or "")


def renewed_catalogue(language: str, texts: dict[Text, list[str]]) -> polib.POFile:
    """A catalogue of exactly `texts`, with the translations that are kept."""
    kept = {text_of_entry(entry): entry for entry in kept_catalogue(language) if not entry.obsolete}
    catalogue = polib.POFile(wrapwidth=140)
    catalogue.metadata = {
        "Project-Id-Version": "Ik koop lokaal",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURAL_FORMS[language],
    }
    catalogue.extend(new_entry(text, places, kept.get(text)) for text, places in texts.items())
    return catalogue


def new_entry(text: Text, places: list[str], kept: polib.POEntry | None) -> polib.POEntry:
    entry = polib.POEntry(msgid=text.singular, msgctxt=text.context or None, occurrences=[(place, "") for place in places])
    if "%(" in text.singular + text.plural:
        entry.flags = ["python-format"]
    if text.plural:
        entry.msgid_plural = text.plural
        entry.msgstr_plural = dict(kept.msgstr_plural) if kept else {0: "", 1: ""}
    elif kept:
        entry.msgstr = kept.msgstr
    if kept:
        entry.tcomment = kept.tcomment
    return entry


def renew(language: str, texts: dict[Text, list[str]]) -> Findings:
    """Write the catalogue of `language` and what Django reads of it; what is still to translate comes back."""
    catalogue, path = renewed_catalogue(language, texts), catalogue_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(path))
    path.with_suffix(".mo").write_bytes(catalogue.to_binary())
    return findings(language, texts)


def findings(language: str, texts: dict[Text, list[str]]) -> Findings:
    """What is not translated, what nobody uses any more, and whether the files on disk are those that `renew` would write."""
    catalogue, path = renewed_catalogue(language, texts), catalogue_path(language)
    compiled = path.with_suffix(".mo")
    kept = kept_catalogue(language)
    return Findings(
        missing=[entry.msgid for entry in catalogue if not entry.translated()],
        unused=[entry.msgid for entry in kept if text_of_entry(entry) not in texts],
        is_stale=str(kept) != str(catalogue) or not compiled.exists() or compiled.read_bytes() != catalogue.to_binary(),
    )
