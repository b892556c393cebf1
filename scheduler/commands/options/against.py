"""The options of an import that is compared with a scenario."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from scheduler.errors import UsageError


@Parameter(name="*")
@dataclass(frozen=True, slots=True, kw_only=True)
class AgainstOption:
    """What a file says otherwise than a scenario, and whether that is taken over."""

    against: Annotated[
        Path | None, Parameter(help="Show the differences between the file and this scenario.")
    ] = None
    before: Annotated[
        Path | None,
        Parameter(help="With --against: compare times with this timetable (file or revision)."),
    ] = None
    apply: Annotated[
        bool,
        Parameter(negative=(), help="With --against: write the differences into the scenario."),
    ] = False
    drop: Annotated[
        bool,
        Parameter(negative=(), help="With --apply: remove sessions that are not in the file."),
    ] = False
    exit_code: Annotated[
        bool, Parameter(negative=(), help="With --against: exit 1 if there are differences.")
    ] = False
    as_json: Annotated[
        bool,
        Parameter(name="--json", negative=(), help="Print one JSON object to stdout."),
    ] = False

    def scenario(self, **others: object) -> Path | None:
        """
        The scenario to compare with; None if there is none.

        ``others``: options that make something of the file, and are of no use beside it.
        UsageError if some are given, or one of these without --against.
        """
        own = {
            "--before": self.before is not None,
            "--apply": self.apply,
            "--drop": self.drop,
            "--exit-code": self.exit_code,
        }
        given = [name for name, is_given in own.items() if is_given]
        if self.against is None and given:
            raise UsageError(f"{given[0]} needs --against SCENARIO")
        if self.drop and not self.apply:
            raise UsageError("--drop removes sessions from the scenario: add --apply")
        made = [f"--{name}" for name, value in others.items() if value]
        if self.against is not None and made:
            raise UsageError(f"{' and '.join(made)}: not possible with --against")
        return self.against
