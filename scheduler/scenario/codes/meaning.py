"""Codes of what is wrong between fields: names, times, orders, capacity, office holders."""

from scheduler.scenario.codes.unreadable import Code

MEANING: tuple[Code, ...] = (
    Code(
        "S016",
        "a name is given twice",
        "Slots, rooms, people and sessions have a name of their own each.",
        "rooms: [{id: hall}, {id: hall}]",
        "rooms: [{id: hall}, {id: annex}]",
    ),
    Code(
        "S017",
        "unknown person",
        "Chairs, attendees and whoever acts for an office are listed under people.",
        "chairs: [wgtu-chiar]",
        "chairs: [wgtu-chair]",
    ),
    Code(
        "S018",
        "unknown room",
        "Rooms of sessions, pins and rolling orders are listed under rooms.",
        "rooms: [plenry]",
        "rooms: [plenary]",
    ),
    Code(
        "S019",
        "unknown slot",
        "A slot is written morning (on any day) or 2025-02-25/morning, and is held on that day.",
        "slots: [mornings]",
        "slots: [morning]",
    ),
    Code(
        "S020",
        "not a day of the meeting",
        "Days of slots and sessions are among the days of the meeting.",
        "days: [2025-03-25]",
        "days: [2025-02-25]",
    ),
    Code(
        "S021",
        "a session does not fit into any slot",
        "It may not be split, and needs more unbroken minutes than any slot that it may use has, "
        "overtime included and at its least minutes. Split it, shorten it, or lengthen a slot.",
        "- {id: cei, minutes: 450}",
        "- {id: cei, minutes: 450, split: {least_part: 30}}",
    ),
    Code(
        "S022",
        "unknown session, group or kind",
        "Rolling orders and rules name sessions that are listed under sessions.",
        "order: [enip, cie]",
        "order: [enip, cei]",
    ),
    Code(
        "S023",
        "a session stands twice in the rolling orders",
        "A session is held once, in one order. If two orders share it, make it two sessions.",
        "order: [enip, cei, enip]",
        "order: [enip, cei]",
    ),
    Code(
        "S024",
        "unknown time zone",
        "Time zones have their IANA name, such as Europe/Zurich; CET and UTC+1 are not places.",
        "timezone: Europe/Zuerich",
        "timezone: Europe/Zurich",
    ),
    Code(
        "S025",
        "a time that does not exist",
        "In the night in which the clocks go forward an hour is left out; nothing can be then.",
        'after: "2025-03-30 02:30"',
        'after: "2025-03-30 03:00"',
    ),
    Code(
        "S026",
        "days out of order",
        "The days of the meeting are listed once each, the earliest first.",
        "days: [2025-02-26, 2025-02-25]",
        "days: [2025-02-25, 2025-02-26]",
    ),
    Code(
        "S027",
        "a slot that ends before it starts",
        "A slot ends after it starts: at 24:00 at the latest, or, if it is not longer than 18 "
        "hours, in the night, on the next day. Where sittings may run on, offer overtime.",
        '{id: morning, start: "10:00", end: "09:00"}',
        '{id: night, start: "19:00", end: "01:00", overtime: {minutes: 30}}',
    ),
    Code(
        "S028",
        "a slot off the grid",
        "Slots begin and end at multiples of meeting.grid minutes after the hour.",
        '{id: morning, start: "10:05", end: "13:00"}   # grid: 15',
        '{id: morning, start: "10:00", end: "13:00"}',
    ),
    Code(
        "S029",
        "slots overlap",
        "Two slots that serve the same kind of session do not overlap, a night and the first slot "
        "of the next day neither. They may if 'only' keeps their kinds apart: a lunch slot is for "
        "side events only.",
        '{id: lunch, start: "12:00", end: "14:00"}',
        '{id: lunch, start: "12:00", end: "14:00", only: [side-event]}',
    ),
    Code(
        "S030",
        "overtime runs into the next slot",
        "A slot's overtime is over before the next slot for the same kind of session begins.",
        "overtime: {minutes: 180}   # 13:00 to 16:00, and the afternoon begins at 15:00",
        "overtime: {minutes: 30}",
    ),
    Code(
        "S031",
        "a grid that does not divide the hour",
        "The grid is 1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30 or 60 minutes.",
        "grid: 25",
        "grid: 15",
    ),
    Code(
        "S032",
        "a part longer than the session",
        "least_part is at most the least minutes of the session.",
        "minutes: {least: 60, likely: 90}\nsplit: {least_part: 75}",
        "minutes: {least: 60, likely: 90}\nsplit: {least_part: 30}",
    ),
    Code(
        "S033",
        "a session longer than all its slots",
        "All slots that it may use (slots, days, after, deadline, most_parts), with overtime, "
        "hold less than its least minutes.",
        "minutes: 600\ndays: [2025-02-25]",
        "minutes: 600\ndays: [2025-02-25, 2025-02-26]",
    ),
    Code(
        "S034",
        "a rolling order longer than all its slots",
        "Its sessions follow one another, so their least minutes together fit its slots, overtime "
        "included. Lower 'least', take a session out, or add a slot, overtime or a last_close.",
    ),
    Code(
        "S035",
        "a pin off the grid",
        "Sittings start on the grid, so an exact start is a multiple of meeting.grid minutes.",
        'pin: {exact: "2025-02-25 10:10"}   # grid: 15',
        'pin: {exact: "2025-02-25 10:15"}',
    ),
    Code(
        "S036",
        "a pin outside the session's slots",
        "An exact start lies in a slot that the session may use; not_before lies before the end "
        "of the last one.",
        'pin: {exact: "2025-02-25 14:00"}   # between morning and afternoon',
        'pin: {exact: "2025-02-25 15:00"}',
    ),
    Code(
        "S037",
        "precedence in a circle",
        "Each session would have to come before itself. The message names the circle in order.",
        "- {rule: precedence, first: a, then: b}\n- {rule: precedence, first: b, then: a}",
        "- {rule: precedence, first: a, then: b}",
    ),
    Code(
        "S038",
        "precedence against the rolling order",
        "The rolling order is the commitment: change the order or drop the rule.",
        "order: [a, b]   # and {rule: precedence, first: b, then: a}",
        "order: [b, a]",
    ),
    Code(
        "S039",
        "a session before itself",
        "first and then are two sessions.",
        "{rule: precedence, first: cei, then: cei}",
        "{rule: precedence, first: enip, then: cei}",
    ),
    Code(
        "S040",
        "no slot for this kind of session",
        "A slot serves the kinds in its 'only', or, without, every kind but side-event.",
        "kind: side-event   # and no slot has only: [side-event]",
        '{id: lunch, start: "13:15", end: "14:45", only: [side-event]}',
    ),
    Code(
        "S041",
        "no room fits",
        "Some room that the session may use seats its attendance and has all its features. "
        "Sessions of a rolling order sit in the order's room or its substitutes.",
        "attendance: 600   # the largest room has 496 seats",
        "attendance: 450",
    ),
    Code(
        "S042",
        "a deadline before the beginning",
        "deadline is later than after.",
        'after: "2025-02-26 10:00"\ndeadline: "2025-02-25 18:00"',
        'after: "2025-02-25 10:00"\ndeadline: "2025-02-26 18:00"',
    ),
    Code(
        "S043",
        "somebody acts for itself",
        "Whoever acts while an office is vacant is somebody else.",
        "{id: chair, state: vacant, acting: chair}",
        "{id: chair, state: vacant, acting: deputy}",
    ),
    Code(
        "S044",
        "a vacant office acts for another",
        "Nobody is there to act.",
        "{id: chair, state: vacant, acting: deputy}   # deputy is vacant, too",
        "{id: deputy, state: confirmed}",
    ),
    Code(
        "S045",
        "a session that may use no slot",
        "slots, days, after and deadline together leave it nothing.",
        "slots: [2025-02-25/morning]\ndays: [2025-02-26]",
        "slots: [morning]\ndays: [2025-02-26]",
    ),
    Code(
        "S046",
        "a name that means two things",
        "It is the id of a session, and the group of other sessions. Say which with a prefix.",
        "of: [cei]   # a session, and a group of two others",
        "of: [group:cei]",
    ),
    Code(
        "S047",
        "a rule that contradicts itself",
        "What one entry says cannot be meant together: at least more than at most, both 'of' and "
        "'each', or a place in an order that has fewer places.",
        "{rule: days_apart, sessions: [a, b], least: 3, most: 1}",
        "{rule: days_apart, sessions: [a, b], least: 1, most: 3}",
    ),
    Code(
        "S048",
        "rules that exclude one another",
        "Two hard statements cannot both hold, however the sessions are arranged. Drop one, or let "
        "its level be soft.",
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
        "A session decides, and no moment has enough delegations registered.",
        "quorum: {needed: 90, registered: [{at: 2025-02-25 09:00, delegations: 80}]}",
        "quorum: {needed: 80, registered: [{at: 2025-02-25 09:00, delegations: 80}]}",
    ),
    Code(
        "S051",
        "a document too late for its session",
        "With the days for reading it, it is ready after the last day on which the session may be "
        "held, and the level of 'documents' is hard.",
        "{id: draft, sessions: [cei], out: 2025-02-28, reading_days: 2}",
        "{id: draft, sessions: [cei], out: 2025-02-20, reading_days: 2}",
    ),
    Code(
        "S052",
        "a room made of itself",
        "A combined room names the single rooms that it is made of, none of them combined itself.",
        "{id: hall, combines: [hall]}",
        "{id: hall, combines: [a, b]}",
    ),
    Code(
        "S053",
        "a deputy who is no other person",
        "A deputy is somebody else than the office holder, and named once.",
        "{id: ada, deputies: [{id: ada}]}",
        "{id: ada, deputies: [{id: ben}]}",
    ),
    Code(
        "S054",
        "a rule about too few sessions",
        "Such a rule is between sessions: it needs two that differ.",
        "{rule: adjacency, first: a, then: a}",
        "{rule: adjacency, first: a, then: b}",
    ),
)
