"""Codes of what only ``check --deep`` looks for: more asked for than there can be."""

from scheduler.scenario.codes.reading import Code

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
        "more long sessions than places for them",
        "Two unbroken sessions of more than half a slot do not fit into one slot of a room. Let "
        "some be split, or shorten them, or open another room to them.",
    ),
    Code(
        "S073",
        "more interpretation than the teams may give",
        "Minutes of interpreted sessions, by the longest assignment, against the assignments that "
        "each team may have by day and by the caps. Add a team, or raise a number.",
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
