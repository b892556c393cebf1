"""Short ids from the words of a letter."""

from scheduler.letter.folding import plain

LONGEST_ID = 32
STOP = (
    *("the", "of", "on", "and", "for", "de", "la", "le", "les", "des", "du", "sur", "et"),
    *("el", "los", "las", "del", "sobre", "y", "l", "d"),
)


def slug(text: str, taken: set[str]) -> str:
    """A short id in plain letters, of the first words, unlike those that are taken."""
    letters = "".join(char if char.isalnum() and char.isascii() else " " for char in plain(text))
    significant = [word for word in letters.split() if word not in STOP]
    short = ""
    for word in significant:
        if short and len(short) + len(word) >= LONGEST_ID:
            break
        short = f"{short}-{word}" if short else word[:LONGEST_ID]
    short = short or "session"
    made, number = short, 2
    while made in taken:
        made, number = f"{short}-{number}", number + 1
    taken.add(made)
    return made
