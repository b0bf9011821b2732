"""Why there is no backup, or nothing was restored. What stood before stands as it was."""


class Refused(Exception):
    """what: the file, table or program that it is about, for whoever looks after the machine; names no person."""

    def __init__(self, what: str = ""):
        super().__init__(what)
        self.what = what


class NoFolder(Refused):
    """BACKUP_DIR says nothing."""


class Busy(Refused):
    """Another backup is being made."""


class NoRoom(Refused):
    """The disk of the backups is full, or cannot be written to."""


class NoProgram(Refused):
    """A program of PostgreSQL's client is missing."""


class ProgramFailed(Refused):
    """It says why."""


class StoreFailed(Refused):
    """The store of uploads is away, or refuses."""


class NoDatabase(Refused):
    """There is no file of SQLite to copy: it is missing, or stands in memory."""


class Unsound(Refused):
    """The database itself is damaged: a copy of it would be too."""


class Unknown(Refused):
    """No finished backup has that name."""


class Damaged(Refused):
    """A file of the backup is missing, or is not what its manifest says."""


class OtherVersion(Refused):
    """The backup was made by a site that knows more than this one, or in another form."""


class OtherKind(Refused):
    """The backup is of another kind of database, or its uploads of another kind of store, than the site has now."""


class NotEmpty(Refused):
    """Something stands where the backup would go."""


class Differs(Refused):
    """An upload of that name is there, and is another file."""


class CannotWrite(Refused):
    """The disk on which something is restored is full, or cannot be written to."""


class NeedsServerFolder(Refused):
    """A copy of a whole server goes into the folder of a new one."""


class OnlyWithBase(Refused):
    """A point in time is only known by a copy of a whole server and its journal."""


class TooEarly(Refused):
    """That moment is before the copy: take an older one."""


class NoServerYet(Refused):
    """The database does not answer, or holds no tables, so there is nothing to finish."""
