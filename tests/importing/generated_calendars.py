"""Random calendars with every form in which programs write repetition, changes and versions."""

from datetime import date, datetime, timedelta
from random import Random

FIRST = date(2031, 3, 3)
DAYS = 60
"""The clocks of Paris change on 30 March; those of New York on the 9th."""
ZONES = ("Europe/Paris", "America/New_York", "Plant time")
PLANT = (
    "BEGIN:VTIMEZONE\nTZID:Plant time\nBEGIN:STANDARD\nDTSTART:19700101T000000\n"
    "TZOFFSETFROM:+0330\nTZOFFSETTO:+0330\nEND:STANDARD\nEND:VTIMEZONE\n"
)
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def draw(seed: int) -> str:
    """The text of a calendar file with three to nine appointments; equal seeds, equal texts."""
    rng = Random(seed)
    zone = f"X-WR-TIMEZONE:{rng.choice(ZONES[:2])}\n" if rng.random() < 0.3 else ""
    groups = [_Appointment(rng, n).entries() for n in range(rng.choice((3, 5, 9)))]
    entries = [entry for group in groups for entry in group]
    rng.shuffle(entries)
    body = "".join(f"BEGIN:VEVENT\n{entry}\nEND:VEVENT\n" for entry in entries)
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\n{zone}{PLANT}{body}END:VCALENDAR\n"
    if rng.random() < 0.2 and groups:
        lines = [line for line in groups[0][0].split("\n") if not line.startswith("SEQUENCE")]
        off = "\n".join((*lines, "SEQUENCE:9"))
        head = f"BEGIN:VCALENDAR\nMETHOD:CANCEL\n{PLANT}"
        text += f"{head}BEGIN:VEVENT\n{off}\nEND:VEVENT\nEND:VCALENDAR\n"
    return text


class _Appointment:
    """One UID: a series or a single appointment, its changes and its older versions."""

    def __init__(self, rng: Random, number: int) -> None:
        self._rng, self._uid = rng, f"u{number}"
        self._zone = rng.choice((*ZONES, "UTC", ""))
        self._whole = rng.random() < 0.2
        back = rng.choice((0, 0, 10, 100, 200))
        day = FIRST + timedelta(days=rng.randrange(DAYS) - back)
        # no hour that a change of the clocks skips
        clock = timedelta(hours=rng.choice((0, 5, 9, 13, 18, 23)), minutes=rng.choice((0, 30)))
        self._start = datetime(day.year, day.month, day.day) + (
            timedelta() if self._whole else clock
        )

    def entries(self) -> list[str]:
        rng = self._rng
        rule, step = self._rule()
        lines = [*self._times(self._start), *rule]
        lines += self._exceptions(step) if rule else self._extra(0.2)
        lines += rng.choices(([], ["TRANSP:TRANSPARENT"], ["STATUS:CANCELLED"]), (8, 1, 1))[0]
        sequence = rng.randrange(3)
        made = [self._entry([*lines, f"SEQUENCE:{sequence}"], stamp=5)]
        if rng.random() < 0.3:  # an older version, at other hours
            old = [*self._times(self._start + timedelta(days=1)), f"SEQUENCE:{sequence}"]
            made.append(self._entry(old, stamp=4))
        if rng.random() < 0.2 and sequence:
            older = [*self._times(self._start - timedelta(days=1)), "SEQUENCE:0"]
            made.append(self._entry(older, stamp=9))
        if rule and not self._whole:
            made += self._changes(step, sequence)
        return made

    def _entry(self, lines: list[str], stamp: int) -> str:
        return "\n".join([f"UID:{self._uid}", f"DTSTAMP:20310101T00000{stamp}Z", *lines])

    def _value(self, name: str, moment: datetime, more: str = "") -> str:
        if self._whole:
            return f"{name}{more};VALUE=DATE:{moment:%Y%m%d}"
        if self._zone == "UTC":
            mark = ";TZID=Europe/Paris" if name.startswith("DTSTART") and moment.hour == 5 else ""
            return f"{name}{more}{mark}:{moment:%Y%m%dT%H%M%S}Z"
        zone = f";TZID={self._zone}" if self._zone else ""
        return f"{name}{more}{zone}:{moment:%Y%m%dT%H%M%S}"

    def _times(self, start: datetime) -> list[str]:
        rng = self._rng
        made = [self._value("DTSTART", start)]
        if self._whole:
            ends = (0, 1, 2)
            kind = rng.choice(("none", "end", "duration"))
            if kind == "end":
                made.append(self._value("DTEND", start + timedelta(days=rng.choice(ends))))
            elif kind == "duration":
                made.append("DURATION:P2D")
        elif rng.random() < 0.5:
            minutes = rng.choice((15, 60, 90, 26 * 60))
            made.append(self._value("DTEND", start + timedelta(minutes=minutes)))
        else:
            made.append(rng.choice(("DURATION:PT45M", "DURATION:PT2H", "DURATION:P1D")))
        return made

    def _rule(self) -> tuple[list[str], int]:
        """The rule, if there is one, and days from one occurrence to one that may be the next."""
        rng = self._rng
        kind = rng.choice(
            ("", "", "DAILY", "WEEKLY", "WEEKDAYS", "MONTHDAY", "NTH", "YEARLY", "SETPOS")
        )
        weekday = WEEKDAYS[self._start.weekday()]
        nth = (self._start.day - 1) // 7 + 1
        rule, step = {
            "": ("", 0),
            "DAILY": (f"FREQ=DAILY;INTERVAL={rng.choice((1, 2, 3))}", 6),
            "WEEKLY": ("FREQ=WEEKLY", 7),
            "WEEKDAYS": (f"FREQ=WEEKLY;BYDAY={weekday},{rng.choice(WEEKDAYS)};WKST=SU", 7),
            "MONTHDAY": (f"FREQ=MONTHLY;BYMONTHDAY={self._start.day},-1", 31),
            "NTH": (f"FREQ=MONTHLY;BYDAY={nth}{weekday}", 28),
            "YEARLY": ("FREQ=YEARLY", 365),
            "SETPOS": ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1,-2", 30),
        }[kind]
        if not rule:
            return [], 0
        until = self._start + timedelta(days=rng.choice((20, 60, 150)))
        ends = ["", f";COUNT={rng.choice((2, 5, 40))}", f";UNTIL={until:%Y%m%d}"]
        if not self._whole:
            ends += (
                [f";UNTIL={until:%Y%m%dT%H%M%S}Z"]
                if self._zone
                else [f";UNTIL={until:%Y%m%dT%H%M%S}"]
            )
        return [f"RRULE:{rule}{rng.choice(ends)}"], step

    def _exceptions(self, step: int) -> list[str]:
        rng = self._rng
        made = []
        if rng.random() < 0.4:
            gone = self._start + timedelta(days=step * rng.choice((1, 2, 5)))
            made.append(
                f"EXDATE;VALUE=DATE:{gone:%Y%m%d}"
                if rng.random() < 0.4
                else self._value("EXDATE", gone)
            )
        if rng.random() < 0.15:
            made.append(f"EXRULE:FREQ=WEEKLY;BYDAY={rng.choice(WEEKDAYS)}")
        return made + self._extra(0.3)

    def _extra(self, chance: float) -> list[str]:
        rng = self._rng
        if rng.random() >= chance or self._whole:
            return []
        more = self._start + timedelta(days=rng.randrange(1, 40), hours=1)
        if rng.random() < 0.5:
            return [self._value("RDATE", more)]
        lasting = rng.choice(("PT3H", f"{more + timedelta(hours=2):%Y%m%dT%H%M%S}Z"))
        return [f"RDATE;VALUE=PERIOD:{more:%Y%m%dT%H%M%S}Z/{lasting}"]

    def _changes(self, step: int, sequence: int) -> list[str]:
        rng = self._rng
        made = []
        for times in rng.sample((1, 2, 3, 4), rng.choice((0, 0, 1, 2))):
            which = self._start + timedelta(days=step * times)
            new = which + timedelta(days=rng.choice((0, 0, 1)), hours=rng.choice((1, 2, -3)))
            onwards = rng.random() < 0.3
            if rng.random() < 0.3 and not onwards:
                place = f"RECURRENCE-ID;VALUE=DATE:{which:%Y%m%d}"
            else:
                place = self._value("RECURRENCE-ID", which, ";RANGE=THISANDFUTURE" * onwards)
            state = rng.choices(([], ["STATUS:CANCELLED"], ["TRANSP:TRANSPARENT"]), (6, 2, 1))[0]
            lines = [place, *self._times(new), *state, f"SEQUENCE:{sequence}"]
            made.append(self._entry(lines, stamp=6))
            if rng.random() < 0.2:  # an older version of the change
                lines = [place, *self._times(new + timedelta(hours=5)), f"SEQUENCE:{sequence}"]
                made.append(self._entry(lines, stamp=5))
        return made
