"""The first shape of the store, in words that SQLite and PostgreSQL share; never edited again."""

from collections.abc import Iterator

STAMPED = """
    author TEXT NOT NULL, at TEXT NOT NULL, remark TEXT NOT NULL,
    before TEXT NOT NULL, sha256 TEXT NOT NULL UNIQUE"""
UNDOING = "undoes INTEGER UNIQUE REFERENCES {name} (number), CHECK (undoes < number)"

TABLES: tuple[tuple[str, str], ...] = (
    ("scenarios", "sha256 TEXT PRIMARY KEY, text TEXT NOT NULL, at TEXT NOT NULL"),
    (
        "revisions",
        f"""number INTEGER PRIMARY KEY, meeting TEXT NOT NULL,
    scenario TEXT NOT NULL REFERENCES scenarios (sha256), parent INTEGER,
    cause TEXT NOT NULL, command TEXT NOT NULL, seed INTEGER, versions TEXT NOT NULL,
    costs TEXT NOT NULL, bounds TEXT NOT NULL, timetable TEXT NOT NULL, {STAMPED}""",
    ),
    (
        "publications",
        f"""number INTEGER PRIMARY KEY CHECK (number >= 0),
    draft INTEGER NOT NULL UNIQUE REFERENCES revisions (number), content TEXT NOT NULL,
    notices INTEGER NOT NULL, notices_sha256 TEXT NOT NULL, {STAMPED}""",
    ),
    (
        "head",
        """id INTEGER PRIMARY KEY CHECK (id = 1),
    number INTEGER REFERENCES publications (number)""",
    ),
    (
        "facts",
        f"""number INTEGER PRIMARY KEY, kind TEXT NOT NULL, text TEXT NOT NULL, {STAMPED},
    {UNDOING.format(name="facts")}""",
    ),
    (
        "pins",
        f"""number INTEGER PRIMARY KEY, session TEXT NOT NULL, place TEXT NOT NULL,
    reason TEXT NOT NULL, {STAMPED}, {UNDOING.format(name="pins")}""",
    ),
    (
        "waivers",
        f"""number INTEGER PRIMARY KEY, rule TEXT NOT NULL, subject TEXT NOT NULL,
    reason TEXT NOT NULL, until TEXT, {STAMPED}, {UNDOING.format(name="waivers")}""",
    ),
    (
        "notices",
        """publication INTEGER NOT NULL REFERENCES publications (number),
    recipient TEXT NOT NULL, text TEXT NOT NULL, eml {blob}, ics {blob}, sha256 TEXT NOT NULL,
    PRIMARY KEY (publication, recipient)""",
    ),
    (
        "notice_marks",
        f"""number INTEGER PRIMARY KEY, publication INTEGER NOT NULL,
    recipient TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN ('written', 'sent')), {STAMPED},
    UNIQUE (publication, recipient, state),
    FOREIGN KEY (publication, recipient) REFERENCES notices (publication, recipient)""",
    ),
)
"""A mark of a notice, an undone fact: each is a row of its own, so that nothing is changed."""


def first_migration(dialect: str) -> Iterator[str]:
    """Every statement of the first migration."""
    for name, columns in TABLES:
        yield create_table(dialect, name, columns)
    if dialect == "postgresql":  # SQLite cannot add it to a table; the audit sees to it there
        yield "ALTER TABLE revisions ADD FOREIGN KEY (parent) REFERENCES publications (number)"
        yield REFUSING
        yield LEAPING
    for name in ("store_steps", *(name for name, _ in TABLES if name != "head")):
        yield from seal_table(dialect, name)
    yield "INSERT INTO head (id, number) VALUES (1, NULL)"
    yield from _only_forward(dialect)


def create_table(dialect: str, name: str, columns: str) -> str:
    """STRICT where it exists: SQLite would else keep a word where a number belongs."""
    strict, blob = (" STRICT", "BLOB") if dialect == "sqlite" else ("", "BYTEA")
    return f"CREATE TABLE {name} (\n    {columns.replace('{blob}', blob)}\n){strict}"


REFUSING = """
CREATE FUNCTION rollgrid_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is only ever added to', TG_TABLE_NAME USING ERRCODE = 'RG001'; END $$
"""
LEAPING = """
CREATE FUNCTION rollgrid_next() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.number IS DISTINCT FROM COALESCE(OLD.number, -1) + 1 THEN
        RAISE EXCEPTION 'the head moves by one' USING ERRCODE = 'RG001';
    END IF;
    RETURN NEW;
END $$
"""


def seal_table(dialect: str, name: str) -> Iterator[str]:
    """Triggers that refuse to change or delete a row of a table."""
    if dialect == "postgresql":
        done = "EXECUTE FUNCTION rollgrid_refuse()"
        yield (
            f"CREATE TRIGGER {name}_sealed BEFORE UPDATE OR DELETE ON {name} FOR EACH ROW {done}"
        )
        yield f"CREATE TRIGGER {name}_kept BEFORE TRUNCATE ON {name} FOR EACH STATEMENT {done}"
        return
    for act in ("UPDATE", "DELETE"):
        refused = f"SELECT RAISE(ABORT, '{name} is only ever added to');"
        yield f"CREATE TRIGGER {name}_no_{act.lower()} BEFORE {act} ON {name} BEGIN {refused} END"


def _only_forward(dialect: str) -> Iterator[str]:
    """The head may move, but by one; its row stays."""
    if dialect == "postgresql":
        once = "FOR EACH ROW EXECUTE FUNCTION"
        yield f"CREATE TRIGGER head_next BEFORE UPDATE ON head {once} rollgrid_next()"
        yield f"CREATE TRIGGER head_kept BEFORE DELETE ON head {once} rollgrid_refuse()"
        yield (
            "CREATE TRIGGER head_stays BEFORE TRUNCATE ON head "
            "FOR EACH STATEMENT EXECUTE FUNCTION rollgrid_refuse()"
        )
        return
    refused = "BEGIN SELECT RAISE(ABORT, 'the head moves by one'); END"
    leaps = "WHEN NEW.number IS NOT COALESCE(OLD.number, -1) + 1"
    yield f"CREATE TRIGGER head_next BEFORE UPDATE ON head {leaps} {refused}"
    yield f"CREATE TRIGGER head_kept BEFORE DELETE ON head {refused}"
