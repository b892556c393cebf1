"""Codes of warnings: what is possible but seldom meant, and what is said of timetables."""

from scheduler.scenario.codes.unreadable import Code

CAUTIONS: tuple[Code, ...] = (
    Code(
        "W101",
        "an office holder awaits confirmation",
        "The timetable counts on a pending office holder. Confirm it before you publish.",
    ),
    Code(
        "W102",
        "a vacant office, and somebody acts",
        "The acting person counts as the chair in every rule.",
    ),
    Code(
        "W103",
        "a vacant office, and nobody acts",
        "A session without a chair cannot be held (rule office_holder): name who acts.",
        "{id: dief-chair, state: vacant}",
        "{id: dief-chair, state: vacant, acting: dief-vice-chair}",
    ),
    Code(
        "W104",
        "a vacant office that no session needs",
        "No session of this meeting needs it.",
    ),
    Code(
        "W105",
        "a time that occurs twice",
        "An hour is repeated in the night when the clocks go back. The first of the two is used.",
    ),
    Code(
        "W106",
        "an earliest start off the grid",
        "Sittings start on the grid, so the session starts some minutes after not_before.",
        'pin: {not_before: "2025-02-25 10:10"}   # grid: 15',
        'pin: {not_before: "2025-02-25 10:15"}',
    ),
    Code(
        "W107",
        "daily hours on the day of a clock change",
        "A daily window has an hour that one day of the meeting does not have. On that "
        "day, the moment when the clocks go forward is used.",
    ),
    Code(
        "W108",
        "languages without interpreters",
        "The session has languages, but the scenario has no 'interpretation'. So no team "
        "is planned for it.",
        "languages: [en, fr]",
        "interpretation: {teams: [{id: team, languages: [en, fr]}]}",
    ),
    Code(
        "W109",
        "a document without a date",
        "Without 'out' or a date for a language, nobody knows when the document may be "
        "discussed. A document with a 'url' is out already.",
        "{id: draft, sessions: [cei]}",
        "{id: draft, sessions: [cei], out: 2025-02-10}",
    ),
    Code(
        "W110",
        "a rule of level 'warn' is broken",
        "A rule of level 'warn' only breaks ties between timetables and is reported. This "
        "is a warning about a timetable, not about a file.",
    ),
    Code(
        "W111",
        "a ranked session that no place can hold",
        "It has a rank, so the timetable is made without it. The timetable gives the reason too.",
    ),
    Code(
        "W112",
        "interpreters have too much work",
        "A team would serve more, longer or closer sittings than the scenario allows, and "
        "the level of 'interpretation' is 'warn'. This is a warning about a timetable, "
        "and it lists what would help.",
    ),
    Code(
        "W113",
        "a title with other days than the meeting",
        "The dates in the title of the meeting or of the annex are not the first and last "
        "of 'days'. Correct one of the two.",
        "title: Working Groups, 25-27 February 2025   # days: 2025-02-25 to 2025-02-28",
        "title: Working Groups, 25-28 February 2025",
    ),
    Code(
        "W131",
        "a title is missing in a language",
        "Other sessions have a title in this language. An annex in that language prints "
        "this title untranslated.",
        "{id: opening, title: Opening}   # others have titles: {fr: ...}",
        "{id: opening, title: Opening, titles: {fr: Ouverture}}",
    ),
    Code(
        "W201",
        "no slack",
        "Every minute of a room with a rolling order is used. So any overrun shortens "
        "another session, extends a slot or runs past the last close. This is a warning "
        "about a timetable, not about a file.",
    ),
    Code(
        "W202",
        "longer than its most",
        "A fact makes a session longer than its 'most'. This is a warning about a "
        "replanned timetable.",
    ),
    Code(
        "W203",
        "a session runs in a room that was lost",
        "A running session keeps its room. If it had to stop, report the fact 'early'.",
    ),
)

DEEP: tuple[Code, ...] = (
    Code(
        "S070",
        "some rooms have too few minutes",
        "Some sessions can use only these rooms, because of seats, features or 'rooms'. "
        "Their least minutes are more than these rooms have in the slots of the sessions, "
        "including overtime. Allow another room for some, rank them, shorten them, or add "
        "slots.",
    ),
    Code(
        "S071",
        "a chair has too few minutes",
        "Nobody can be in two sittings at once. The least minutes of the sessions of this "
        "chair are more than the time when the chair is present. Add a deputy, or more "
        "hours.",
    ),
    Code(
        "S072",
        "too many long sessions that may not be split",
        "A slot of a room holds only a few sessions of that length: one of more than half "
        "a slot, two of more than a third. If all start with the slot, it holds one. "
        "Allow some to be split, shorten them, or allow another room.",
    ),
    Code(
        "S073",
        "too much interpretation for the teams",
        "The minutes of interpreted sessions need more assignments than the teams may "
        "have, by day and by the caps. Add a team, or raise a limit.",
    ),
    Code(
        "S074",
        "a session that cannot have its minutes",
        "No place has enough minutes, even without other sessions. Its rooms are closed, "
        "no chair is present, or its hours are too short. Or it has begun and may neither "
        "run past its slot nor be split. Shorten it, allow a split or overtime, or open "
        "other hours.",
    ),
    Code(
        "W120",
        "a room without alternative is nearly full",
        "These sessions can use no other room, and they fill this one almost completely. "
        "If the room is lost or a session overruns, there is no alternative.",
    ),
    Code(
        "W121",
        "somebody is wanted for too many minutes",
        "This person misses some sessions in any timetable.",
    ),
    Code(
        "W122",
        "too much planned interpretation for the teams",
        "The same as S073, but for planned minutes, without overtime, and also if the "
        "rule is not hard. Some sessions will be shortened, run into overtime, or break "
        "the rule.",
    ),
    Code(
        "W123",
        "ranked sessions that cannot all be held",
        "Some of them will have no place, the lowest rank first.",
    ),
    Code(
        "W124",
        "a delegation follows more than its people can",
        "Its people miss some sessions in any timetable.",
    ),
)
"""Codes of what only ``check --deep`` looks for: more asked for than there can be."""
