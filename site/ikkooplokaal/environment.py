"""How the settings read the environment. A variable that is there and empty says nothing: it is as good as missing, so that a line of an example
that nobody filled in stops the start, or leaves the default, instead of meaning "this folder" or "no"."""

from collections.abc import Iterator, Mapping

from django.core.exceptions import ImproperlyConfigured
from environ import FileAwareEnv

NO = frozenset({"0", "false", "off", "n", "no"})
YES = frozenset(FileAwareEnv.BOOLEAN_TRUE_STRINGS)


class Filled(Mapping[str, str]):
    """What of `whole` says something; without the line's end that an editor leaves in a file (NAME_FILE)."""

    def __init__(self, whole: Mapping[str, str]):
        self.whole = whole

    def __getitem__(self, name: str) -> str:
        value = self.whole[name].rstrip("\r\n")
        if not value.strip():
            raise KeyError(name)
        return value

    def __iter__(self) -> Iterator[str]:
        return (name for name in self.whole if name in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class Environment(FileAwareEnv):
    ENVIRON = Filled(FileAwareEnv.ENVIRON)

    def __init__(self) -> None:
        super().__init__()
        self.smart_cast = False  # what a value is to be is said, not guessed from its default

    def bool(self, var, default=FileAwareEnv.NOTSET):  # type: ignore[no-untyped-def]
        """Raises ImproperlyConfigured for any other word: a "ja" that is taken for no could turn https off."""
        said = self.get_value(var, default=default)
        if not isinstance(said, str):
            return said
        if (word := said.strip().lower()) not in YES | NO:
            raise ImproperlyConfigured(f"{var} is 1 or 0, not {said!r}")
        return word in YES

    def one_of(self, var: str, default: str, *others: str) -> str:
        """Raises ImproperlyConfigured for what is neither: a backup of another kind than somebody counts on is noticed too late."""
        said = self(var, default=default).strip()
        if said not in {default, *others}:
            raise ImproperlyConfigured(f"{var} is one of {', '.join([default, *others])}, not {said!r}")
        return said
