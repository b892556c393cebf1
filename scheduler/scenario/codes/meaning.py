"""Codes of what is wrong between fields: names, times, orders, capacity, office holders."""

from scheduler.scenario.codes.unreadable import Code

MEANING: tuple[Code, ...] = (
    Code(
        "S016",
        "a name is given twice",
        "Each slot, room, person and session needs an id of its own.",
        "rooms: [{id: hall}, {id: hall}]",
        "rooms: [{id: hall}, {id: annex}]",
    ),
    Code(
        "S017",
        "unknown person",
        "Chairs, attendees and acting persons must be listed under people.",
        "chairs: [wgtu-chiar]",
        "chairs: [wgtu-chair]",
    ),
    Code(
        "S018",
        "unknown room",
        "Rooms of sessions, pins and rolling orders must be listed under rooms.",
        "rooms: [plenry]",
        "rooms: [plenary]",
    ),
    Code(
        "S019",
        "unknown slot",
        "Write a slot as morning (any day) or 2025-02-25/morning (that day only).",
        "slots: [mornings]",
        "slots: [morning]",
    ),
    Code(
        "S020",
        "not a day of the meeting",
        "Days of slots and sessions must be days of the meeting.",
        "days: [2025-03-25]",
        "days: [2025-02-25]",
    ),
    Code(
        "S021",
        "a session does not fit into any slot",
        "It may not be split, and its least minutes are more than any of its slots has, "
        "including overtime. Split it, shorten it, or lengthen a slot.",
        "- {id: cei, minutes: 450}",
        "- {id: cei, minutes: 450, split: {least_part: 30}}",
    ),
    Code(
        "S022",
        "unknown session, group or kind",
        "Sessions in rolling orders and rules must be listed under sessions.",
        "order: [enip, cie]",
        "order: [enip, cei]",
    ),
    Code(
        "S023",
        "a session is in the rolling orders twice",
        "A session can be in one order only. If two orders share it, make two sessions.",
        "order: [enip, cei, enip]",
        "order: [enip, cei]",
    ),
    Code(
        "S024",
        "unknown time zone",
        "Use the IANA name of the time zone, such as Europe/Zurich, not CET or UTC+1.",
        "timezone: Europe/Zuerich",
        "timezone: Europe/Zurich",
    ),
    Code(
        "S025",
        "a time that does not exist",
        "In the night when the clocks go forward, one hour does not exist.",
        'after: "2025-03-30 02:30"',
        'after: "2025-03-30 03:00"',
    ),
    Code(
        "S026",
        "days out of order",
        "List each day of the meeting once, the earliest first.",
        "days: [2025-02-26, 2025-02-25]",
        "days: [2025-02-25, 2025-02-26]",
    ),
    Code(
        "S027",
        "a slot that ends before it starts",
        "A slot must end after it starts. It may end on the next day if it is not longer "
        "than 18 hours. If sittings may run past the end, add overtime.",
        '{id: morning, start: "10:00", end: "09:00"}',
        '{id: night, start: "19:00", end: "01:00", overtime: {minutes: 30}}',
    ),
    Code(
        "S028",
        "a slot off the grid",
        "Slots must begin and end at multiples of meeting.grid minutes after the hour.",
        '{id: morning, start: "10:05", end: "13:00"}   # grid: 15',
        '{id: morning, start: "10:00", end: "13:00"}',
    ),
    Code(
        "S029",
        "slots overlap",
        "Two slots for the same kind of session must not overlap, also at night. Slots "
        "for different kinds ('only') may overlap: a lunch slot is only for side events.",
        '{id: lunch, start: "12:00", end: "14:00"}',
        '{id: lunch, start: "12:00", end: "14:00", only: [side-event]}',
    ),
    Code(
        "S030",
        "overtime runs into the next slot",
        "The overtime of a slot, and that of the last close (last_close), must end before the next "
        "slot for the same kind of session begins. A kind with a slot of its own is in no other.",
        "overtime: {minutes: 180}   # 13:00 to 16:00, and the afternoon begins at 15:00",
        "overtime: {minutes: 30}",
    ),
    Code(
        "S031",
        "a grid that does not divide the hour",
        "The grid must be 1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30 or 60 minutes.",
        "grid: 25",
        "grid: 15",
    ),
    Code(
        "S032",
        "a part longer than the session",
        "least_part must not be more than the least minutes of the session.",
        "minutes: {least: 60, likely: 90}\nsplit: {least_part: 75}",
        "minutes: {least: 60, likely: 90}\nsplit: {least_part: 30}",
    ),
    Code(
        "S033",
        "a session longer than all its slots",
        "The slots that it may use (slots, days, after, deadline, most_parts) have fewer "
        "minutes than its least, including overtime.",
        "minutes: 600\ndays: [2025-02-25]",
        "minutes: 600\ndays: [2025-02-25, 2025-02-26]",
    ),
    Code(
        "S034",
        "a rolling order longer than all its slots",
        "Its sessions follow one another, so the sum of their least minutes must fit into "
        "its slots, including overtime. Lower 'least', remove a session, or add a slot, "
        "overtime or a last_close.",
    ),
    Code(
        "S035",
        "a pin off the grid",
        "Sittings start on the grid, so an exact start must be a multiple of meeting.grid minutes.",
        'pin: {exact: "2025-02-25 10:10"}   # grid: 15',
        'pin: {exact: "2025-02-25 10:15"}',
    ),
    Code(
        "S036",
        "a pin outside the session's slots",
        "An exact start must be in a slot that the session may use; not_before must be "
        "before the end of the last one.",
        'pin: {exact: "2025-02-25 14:00"}   # between morning and afternoon',
        'pin: {exact: "2025-02-25 15:00"}',
    ),
    Code(
        "S037",
        "precedence in a circle",
        "Each session would have to come before itself. The message gives the circle in order.",
        "- {rule: precedence, first: a, then: b}\n- {rule: precedence, first: b, then: a}",
        "- {rule: precedence, first: a, then: b}",
    ),
    Code(
        "S038",
        "precedence against the rolling order",
        "Change the rolling order, or remove the rule.",
        "order: [a, b]   # and {rule: precedence, first: b, then: a}",
        "order: [b, a]",
    ),
    Code(
        "S039",
        "a session before itself",
        "first and then must be two different sessions.",
        "{rule: precedence, first: cei, then: cei}",
        "{rule: precedence, first: enip, then: cei}",
    ),
    Code(
        "S040",
        "no slot for this kind of session",
        "A slot serves the kinds in its 'only'. Without 'only', it serves every kind "
        "except side-event.",
        "kind: side-event   # and no slot has only: [side-event]",
        '{id: lunch, start: "13:15", end: "14:45", only: [side-event]}',
    ),
    Code(
        "S041",
        "no room fits",
        "At least one room of the session needs enough seats and all its features. "
        "Sessions of a rolling order use only the room of the order or its substitutes.",
        "attendance: 600   # the largest room has 496 seats",
        "attendance: 450",
    ),
    Code(
        "S042",
        "a deadline before the beginning",
        "deadline must be later than after.",
        'after: "2025-02-26 10:00"\ndeadline: "2025-02-25 18:00"',
        'after: "2025-02-25 10:00"\ndeadline: "2025-02-26 18:00"',
    ),
    Code(
        "S043",
        "a person acts for itself",
        "The person who acts for a vacant office must be somebody else.",
        "{id: chair, state: vacant, acting: chair}",
        "{id: chair, state: vacant, acting: deputy}",
    ),
    Code(
        "S044",
        "a vacant office acts for another",
        "There is nobody who can act.",
        "{id: chair, state: vacant, acting: deputy}   # deputy is vacant, too",
        "{id: deputy, state: confirmed}",
    ),
    Code(
        "S045",
        "a session that may use no slot",
        "slots, days, after and deadline together leave no slot.",
        "slots: [2025-02-25/morning]\ndays: [2025-02-26]",
        "slots: [morning]\ndays: [2025-02-26]",
    ),
    Code(
        "S046",
        "a name that means two things",
        "It is the id of a session and the group of other sessions. Add a prefix.",
        "of: [cei]   # a session, and a group of two others",
        "of: [group:cei]",
    ),
    Code(
        "S047",
        "a rule that contradicts itself",
        "The values of the entry exclude each other: a least above the most, both 'of' "
        "and 'each', or a place in an order that has fewer places.",
        "{rule: days_apart, sessions: [a, b], least: 3, most: 1}",
        "{rule: days_apart, sessions: [a, b], least: 1, most: 3}",
    ),
    Code(
        "S048",
        "rules that exclude one another",
        "No timetable can satisfy these two hard statements. Remove one, or set its level to soft.",
        "{rule: together, of: [a, b], same: day, level: hard}\n"
        "{rule: days_apart, sessions: [a, b], least: 1, level: hard}",
        "{rule: together, of: [a, b], same: day, level: hard}",
    ),
    Code(
        "S049",
        "languages that no team has",
        "An interpreted session needs one team with all its languages.",
        "languages: [en, ar]   # teams: [{id: t, languages: [en, fr]}]",
        "teams: [{id: t, languages: [en, fr, ar]}]",
    ),
    Code(
        "S050",
        "a quorum that is never reached",
        "A session decides, but there are never enough delegations registered.",
        "quorum: {needed: 90, registered: [{at: 2025-02-25 09:00, delegations: 80}]}",
        "quorum: {needed: 80, registered: [{at: 2025-02-25 09:00, delegations: 80}]}",
    ),
    Code(
        "S051",
        "a document too late for its session",
        "With its reading days, the document is ready only after the last day of the "
        "session, and the level of 'documents' is hard.",
        "{id: draft, sessions: [cei], out: 2025-02-28, reading_days: 2}",
        "{id: draft, sessions: [cei], out: 2025-02-20, reading_days: 2}",
    ),
    Code(
        "S052",
        "a room made of itself",
        "A combined room lists the single rooms that it is made of. None of these may be "
        "a combined room.",
        "{id: hall, combines: [hall]}",
        "{id: hall, combines: [a, b]}",
    ),
    Code(
        "S053",
        "a deputy who is the same person",
        "A deputy must be a person other than the office holder, and be listed once.",
        "{id: ada, deputies: [{id: ada}]}",
        "{id: ada, deputies: [{id: ben}]}",
    ),
    Code(
        "S054",
        "a rule about too few sessions",
        "This rule needs two different sessions.",
        "{rule: adjacency, first: a, then: a}",
        "{rule: adjacency, first: a, then: b}",
    ),
)
