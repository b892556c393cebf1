"""What the second step adds: alternatives, notices not to be sent, warnings acknowledged."""

from collections.abc import Iterator

from scheduler.store.first_migration import STAMPED, UNDOING, create_table, seal_table

TABLES: tuple[tuple[str, str], ...] = (
    (
        "dropped_notices",
        f"""number INTEGER PRIMARY KEY, publication INTEGER NOT NULL,
    recipient TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN ('superseded', 'withheld')),
    reason TEXT NOT NULL, {STAMPED}, UNIQUE (publication, recipient),
    FOREIGN KEY (publication, recipient) REFERENCES notices (publication, recipient)""",
    ),
    (
        "acknowledgements",
        f"""number INTEGER PRIMARY KEY, code TEXT NOT NULL, message TEXT NOT NULL,
    reason TEXT NOT NULL, {STAMPED}, {UNDOING.format(name="acknowledgements")}""",
    ),
)


def second_migration(dialect: str) -> Iterator[str]:
    """Every statement of the second migration."""
    yield "ALTER TABLE revisions ADD COLUMN alternative_to INTEGER"
    for name, columns in TABLES:
        yield create_table(dialect, name, columns)
        yield from seal_table(dialect, name)
