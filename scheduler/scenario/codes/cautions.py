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
        "Whoever acts is the chair in every rule: absent when absent, nowhere twice.",
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
        "Nothing in this meeting waits for it.",
    ),
    Code(
        "W105",
        "a time that occurs twice",
        "In the night in which the clocks go back an hour is repeated; its first pass is meant.",
    ),
    Code(
        "W106",
        "an earliest start off the grid",
        "not_before is kept, but sittings start on the grid: some minutes later than printed.",
        'pin: {not_before: "2025-02-25 10:10"}   # grid: 15',
        'pin: {not_before: "2025-02-25 10:15"}',
    ),
    Code(
        "W107",
        "daily hours on the day of a clock change",
        "A window of daily hours names an hour that one day of the meeting does not have. On that "
        "day the moment at which the clocks go forward is meant.",
    ),
    Code(
        "W108",
        "languages, and nobody to interpret",
        "The session names languages, but the scenario has no 'interpretation', so that no team "
        "is planned for it.",
        "languages: [en, fr]",
        "interpretation: {teams: [{id: team, languages: [en, fr]}]}",
    ),
    Code(
        "W109",
        "a document without a date",
        "Without 'out' or a date of a language nobody can say when it may be taken up. One with "
        "a 'url' is out already.",
        "{id: draft, sessions: [cei]}",
        "{id: draft, sessions: [cei], out: 2025-02-10}",
    ),
    Code(
        "W110",
        "a rule that is only warned of is not kept",
        "Its level is 'warn': it breaks ties between timetables and is reported, nothing more. "
        "Said of a timetable, not of a file.",
    ),
    Code(
        "W111",
        "a ranked session that no place can hold",
        "It has a rank, so the timetable goes on without it; its reason is told there as well.",
    ),
    Code(
        "W112",
        "interpreters are asked for too much",
        "A team would serve more, longer or closer sittings than the scenario allows, and the "
        "level of 'interpretation' is 'warn'. Said of a timetable, with what would help.",
    ),
    Code(
        "W113",
        "a title with other days than the meeting",
        "The title of the meeting or of the annex names days by month, and they are not the first "
        "and the last of 'days'. One of the two is a slip.",
        "title: Working Groups, 25-27 February 2025   # days: 2025-02-25 to 2025-02-28",
        "title: Working Groups, 25-28 February 2025",
    ),
    Code(
        "W131",
        "a title is missing in a language",
        "Other sessions have a title in this language; in an annex in it, this one would be "
        "printed as it is.",
        "{id: opening, title: Opening}   # others have titles: {fr: ...}",
        "{id: opening, title: Opening, titles: {fr: Ouverture}}",
    ),
    Code(
        "W201",
        "no slack",
        "Every minute of a room with a rolling order is taken, so that any overrun trims another "
        "session, extends a slot or runs past the last close. Said of a timetable, not of a file.",
    ),
    Code(
        "W202",
        "longer than was thought possible",
        "A fact makes a session longer than its 'most'. Said of a replanned timetable.",
    ),
    Code(
        "W203",
        "a session runs in a room that was lost",
        "What is running keeps its room. If it had to stop, say so with the fact 'early'.",
    ),
)

DEEP: tuple[Code, ...] = (
    Code(
        "S070",
        "more minutes asked of some rooms than they have",
        "The sessions that only these rooms can take, by seats, features and names, need more "
        "minutes at their least than the rooms have in the slots that the sessions may use, all "
        "overtime included. Let another room take some, rank them, shorten them, or add slots.",
    ),
    Code(
        "S071",
        "somebody presides over more minutes than there are",
        "Nobody is in two sittings at once. The sessions over which this person presides need more "
        "minutes at their least than it is there for. Name a deputy, or lengthen its hours.",
    ),
    Code(
        "S072",
        "more unbroken sessions than places for them",
        "So many sessions of that length go into a slot of a room one after the other, and no "
        "more: one of more than half a slot, two of more than a third. Where all start with the "
        "slot, one. Let some be split, or shorten them, or open another room to them.",
    ),
    Code(
        "S073",
        "more interpretation than the teams may give",
        "Minutes of interpreted sessions, by the longest assignment, against the assignments that "
        "each team may have by day and by the caps. Add a team, or raise a number.",
    ),
    Code(
        "S074",
        "a session that cannot have its minutes",
        "Wherever it is put, even if it were alone: its rooms are closed, nobody is there who may "
        "preside, its hours do not allow so much, or it has begun and may neither go on past its "
        "slot nor be split. Shorten it, let it be split, allow overtime, or open other hours.",
    ),
    Code(
        "W120",
        "an only room that is nearly full",
        "No other room can take these sessions, and they leave it next to no time. If the room is "
        "lost, or one of them overruns, there is nowhere to go.",
    ),
    Code(
        "W121",
        "somebody is wanted for more minutes than there are",
        "However the sessions are arranged, this person misses some of them.",
    ),
    Code(
        "W122",
        "more interpretation than planned for the teams",
        "As S073, but for the planned minutes, in assignments without overtime; also where the "
        "rule is not hard. Some sessions will be trimmed, or run into overtime, or break the rule.",
    ),
    Code(
        "W123",
        "ranked sessions that cannot all be held",
        "Some of them will be left without a place, the last in rank first.",
    ),
    Code(
        "W124",
        "a delegation follows more than its people can",
        "However the sessions are arranged, its people miss some of them.",
    ),
)
"""Codes of what only ``check --deep`` looks for: more asked for than there can be."""
