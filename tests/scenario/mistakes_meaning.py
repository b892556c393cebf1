"""Changes of the sound scenario that contradict themselves, each with all its complaints."""

TEXT = r"""
- then: c
+ then: kind:sesion
23:40: S022 no session, group or kind is called 'kind:sesion' - did you mean 'kind:session'?

- policy: roll
+ delegations: [{id: one, people: 1, follows: [a, z]}]
24:49: S022 no session, group or kind is called 'z'

- policy: roll
+ levels: [{rule: person_clash, people: [bem], level: soft}]
24:40: S017 no person, team or delegation is called 'bem' - did you mean 'ben'?

- policy: roll
+   - {rule: avoid, of: a, rooms: [anex], slots: [mornin], days: [2025-02-27]}
24:34: S018 no room is called 'anex' - did you mean 'annex'?
24:49: S019 no slot is called 'mornin' - did you mean 'morning'?
24:65: S020 '2025-02-27' is not a day of the meeting - did you mean '2025-02-26'?

- title: C, minutes
+ group: a, title: C, minutes
23:31: S046 'a' is a session and also a group of other sessions: write 'session:a' or 'group:a'

- policy: roll
+   - {rule: days_apart, sessions: [a, c], least: 2, most: 1}
24:49: S047 least 2 is more than most 1

- policy: roll
+   - {rule: position, session: a, of: [a, c], at: 3}
24:50: S047 there is no place 3 among 2 sessions

- policy: roll
+   - {rule: room_stability, of: [a, c], each: [a]}
24:5: S047 rules[1]: of and each exclude each other

- policy: roll
+ levels: [{rule: person_clash, against: [a], level: soft}]
24:10: S047 levels[0]: against needs sessions

- policy: roll
+   - {rule: together, of: [a, c], same: day, level: hard}⏎  - {rule: days_apart, sessions: [a, c], least: 1, level: hard}
25:34: S048 'a' and 'c' must be on different days, but also in one day

- policy: roll
+   - {rule: together, of: [a, c], same: slot, level: hard}⏎  - {rule: spread, of: [a, b, c], level: hard}
25:5: S048 2 sessions of a and b and c must be in one slot, but at most 1 on a day

- policy: roll
+   - {rule: position, session: a, of: all, at: 1, level: hard}⏎  - {rule: position, session: c, of: all, at: 1, level: hard}
25:47: S048 'c' must be number 1, but 'a' must be number 1

- policy: roll
+   - {rule: prefer, of: c, slots: [morning], level: hard}⏎  - {rule: avoid, of: c, slots: [morning], level: hard}
25:5: S048 rules[1], rules[2] leave 'c' no slot and room

- policy: roll
+   - {rule: opening, session: c}⏎  - {rule: opening, session: d, of: [c]}
24:30: S037 a circle: c before a before c

- policy: roll
+   - {rule: adjacency, first: c, then: a, level: hard}
24:30: S037 a circle: c before a before c

- policy: roll
+   - {rule: adjacency, first: c, then: c}
24:39: S054 'c' cannot be next to itself

- policy: roll
+   - {rule: conflict, of: c}
24:26: S054 expected at least two sessions: one session cannot be in parallel

- title: C, minutes
+ languages: [en, fr], title: C, minutes
18:24: W108 c: en, fr, but the scenario has no interpretation

- title: C, minutes: 90, attendees: [ada]}
+ languages: [en, fr], title: C, minutes: 90, attendees: [ada]}
- policy: roll
+ interpretation: {teams: [{id: t, languages: [en]}, {id: u, languages: [fr]}]}
18:24: S049 c: no team interprets all of en, fr

- title: C, minutes
+ decides: true, title: C, minutes
- policy: roll
+ quorum: {needed: 5, registered: [{at: 2025-02-25 09:00, delegations: 4}]}
24:18: S050 c decide and need 5 delegations, but at most 4 come

- policy: roll
+ documents: [{id: paper, sessions: [c], out: 2025-02-25, reading_days: 2}]⏎levels: [{rule: documents, level: hard}]
24:13: S051 paper is ready on 2025-02-27, after the last day: c cannot be held

- policy: roll
+ documents: [{id: paper, sessions: [c]}]
24:18: W109 paper has no date

- policy: roll
+ documents: [{id: paper, sessions: [c], out: 20250225}]
24:45: S014 documents[0].out: expected a date such as 2025-02-25, not 20250225

- seats: 80}
+ seats: 80, combines: [annex]}
11:39: S052 'annex' is not a part of itself

- title: Chair of B,
+ deputies: [{id: ben}, {id: ada}, {id: ada}],
14:31: S053 'ben' cannot be its own deputy
14:53: S053 'ada' is a deputy of 'ben' already

- title: C, minutes: 90
+ rank: 1, title: C, minutes: 275
18:41: W111 c needs 275 unbroken minutes; its longest stretch has 240, including overtime (2025-02-26/afternoon); it has a rank, so it will have no place

- title: C, minutes
+ rank: 0, title: C, minutes
18:19: S008 sessions[2].rank: expected 1 or more, not 0

- policy: roll
+   - {rule: avoid, of: c, slots: [morning], weight: -3}
24:52: S008 rules[1].weight: expected 1 or more, not -3

- policy: roll
+   - {rule: avoid, off: c, slots: [morning]}
24:5: S006 rules[1]: 'of' is missing
24:19: S003 rules[1]: unknown field 'off' - did you mean 'of'?

- policy: roll
+   - {of: c, slots: [morning]}
24:5: S006 rules[1]: 'rule' is missing

- policy: roll
+ waive: [{rule: side_event}]
24:9: S006 waive[0]: 'reason' is missing

- id: ben
+ id: ada
14:10: S016 'ada' is the id of two people; the first is people[0]
17:46: S017 nobody is called 'ben'

- [ada], split
+ [adda], split
16:68: S017 nobody is called 'adda' - did you mean 'ada'?

- state: confirmed
+ state: vacant, acting: bne
13:41: W102 Chair of A is vacant; 'bne' acts
13:57: S017 nobody is called 'bne' - did you mean 'ben'?

- rooms: [annex]
+ rooms: [anex]
19:62: S018 no room is called 'anex' - did you mean 'annex'?

- room: plenary
+ room: plenery
21:12: S018 no room is called 'plenery' - did you mean 'plenary'?

- minutes: 90
+ minutes: 90, slots: [mornin]
18:44: S019 no slot is called 'mornin' - did you mean 'morning'?

- minutes: 90
+ minutes: 90, slots: [2025-02-27/morning]
18:44: S020 '2025-02-27' is not a day of the meeting - did you mean '2025-02-26'?

- minutes: 90
+ minutes: 90, days: [2025-02-27]
18:43: S020 '2025-02-27' is not a day of the meeting - did you mean '2025-02-26'?

- minutes: 90
+ minutes: 275
18:32: S021 c needs 275 unbroken minutes; its longest stretch has 240, including overtime (2025-02-26/afternoon)

- order: [a, b]
+ order: [a, bb]
21:32: S022 no session is called 'bb' - did you mean 'b'?

- then: c
+ then: e
23:40: S022 no session, group or kind is called 'e'

- order: [a, b]
+ order: [a, b, a]
21:35: S023 session 'a' is already in this order

- Europe/Zurich
+ Europe/Zuerich
2:56: S024 no time zone is called 'Europe/Zuerich' - did you mean 'Europe/Zurich'?

- Asia/Tokyo
+ tokyo
14:44: S024 no time zone is called 'tokyo' - did you mean 'Asia/Tokyo'?

- minutes: 90
+ minutes: 90, after: 2025-03-30 02:30
18:43: S025 2025-03-30 02:30 in Europe/Zurich does not exist: the clocks go forward then
18:43: S045 there is no slot that c may use

- title: Chair of B,
+ unavailable: [{from: 2025-02-25 10:00, to: 2025-03-09 02:30, timezone: America/New_York}],
14:58: S025 2025-03-09 02:30 in America/New_York does not exist: the clocks go forward then

- 2025-02-26]
+ 2025-02-24]
3:20: S026 2025-02-24 comes before 2025-02-25: put days in order

- 2025-02-26]
+ 2025-02-25]
3:20: S026 2025-02-25 is given twice

- end: 13:00
+ end: 09:00
5:38: S027 slot 'morning' ends at 09:00, which is not after its start; a slot over midnight lasts at most 18 hours

- start: 10:00
+ start: 10:05
5:26: S028 slot 'morning': 10:05 is not on the grid of 15 minutes

- end: 13:00
+ end: 15:15
7:28: S029 slot 'afternoon' overlaps 'morning', and both serve 'session' (2025-02-25)

- end: 14:45, only: [side-event]
+ end: 14:45
19:29: S040 d: no slot serves sessions of kind 'side-event'

- end: 13:00
+ end: 13:00, overtime: {minutes: 135}
5:65: S030 slot 'morning' may run 135 minutes over, but 'afternoon' begins 120 minutes after it (2025-02-25)

- start: 15:00, end: 18:00
+ start: 20:00, end: 10:30
5:26: S029 slot 'morning' overlaps 'afternoon' of the night before, which ends at 10:30, and both serve 'session' (2025-02-26)

- start: 10:00, end: 13:00
+ start: 18:15, end: 10:00, overtime: {minutes: 510}
5:65: S030 slot 'morning' may run 510 minutes over, but 'afternoon' of the next day begins 300 minutes after it (2025-02-25)
5:65: S030 slot 'morning' may run 510 minutes over, but 'morning' of the next day begins 495 minutes after it (2025-02-25)
7:67: S030 slot 'afternoon' may run 30 minutes over, but 'morning' begins 15 minutes after it (2025-02-25)

- grid: 15
+ grid: 25
2:77: S031 a grid of 25 does not divide the hour

- least_part: 30
+ least_part: 150
16:94: S032 a: least_part (150 minutes) is longer than the least minutes of the session (120)

- least: 120, likely: 180}
+ least: 850, likely: 900}
16:32: S033 a needs 850 minutes; its slots have 810, including overtime
21:28: S034 the order in plenary needs at least 970 minutes; its slots have 810, including overtime

- least: 120, likely: 180}, chairs: [ada], split: {least_part: 30
+ least: 500, likely: 500}, chairs: [ada], split: {most_parts: 2
16:32: S033 a needs 500 minutes; its slots have 450 in 2 parts, including overtime

- least: 120, likely: 180}
+ least: 760, likely: 780}
21:28: S034 the order in plenary needs at least 880 minutes; its slots have 810, including overtime

- minutes: 90
+ minutes: 90, pin: {exact: 2025-02-25 10:10}
18:49: S035 c: 10:10 is not on the grid of 15 minutes

- minutes: 90
+ minutes: 90, pin: {exact: 2025-02-25 14:00}
18:49: S036 c: 2025-02-25 14:00 is not in a slot that it may use

- minutes: 90
+ minutes: 90, pin: {not_before: 2025-02-26 18:00}
18:54: S036 c: there is no slot left that it may use from 2025-02-26 18:00 on

- lag: 15}
+ lag: 15}⏎  - {rule: precedence, first: c, then: a}
24:31: S037 a circle: c before a before c

- first: a, then: c
+ first: b, then: c}⏎  - {rule: precedence, first: c, then: a
24:31: S037 a circle: c before a before b before c (with the rolling order in plenary)

- then: c, lag: 15}
+ then: b}⏎  - {rule: precedence, first: b, then: a}
24:31: S038 'b' comes after 'a' in their rolling order

- then: c
+ then: a
23:40: S039 'a' cannot precede itself

- only: [side-event]
+ only: [side]
19:29: S040 d: no slot serves sessions of kind 'side-event'

- attendance: 300
+ attendance: 600
17:64: S041 b: no room seats 600: the largest room that it may use, plenary, has 400

- features: [livestream]}⏎  - {id: annex
+ features: []}⏎  - {id: annex
17:79: S041 b: no room that is large enough has livestream

- attendance: 300
+ rooms: [annex]
17:10: S041 b: its rolling order, 'rooms' and pin leave no room

- minutes: 90
+ minutes: 90, after: 2025-02-26 10:00, deadline: 2025-02-25 18:00
18:71: S042 c: the deadline is not after 2025-02-26 10:00 ('after')

- state: confirmed
+ state: vacant, acting: ada
13:41: W102 Chair of A is vacant; Chair of A acts
13:57: S043 'ada' cannot act for itself

- state: confirmed}⏎  - {id: ben,
+ state: vacant, acting: ben}⏎  - {id: ben, state: vacant,
13:41: W102 Chair of A is vacant; Chair of B acts
13:57: S044 'ben' cannot act: that office is vacant too
14:22: W103 Chair of B is vacant and nobody acts: B cannot be held

- minutes: 90
+ minutes: 90, slots: [2025-02-25/morning], days: [2025-02-26]
18:43: S045 there is no slot that c may use

- state: confirmed
+ state: pending
13:41: W101 Chair of A awaits formal confirmation

- state: confirmed
+ state: vacant, acting: ben
13:41: W102 Chair of A is vacant; Chair of B acts

- state: confirmed
+ state: vacant
13:41: W103 Chair of A is vacant and nobody acts: A cannot be held

- timezone: Asia/Tokyo}
+ timezone: Asia/Tokyo}⏎  - {id: cy, title: Chair of C, state: vacant}
15:40: W104 Chair of C is vacant; no session here needs it

- title: Chair of A,
+ unavailable: [{from: 2025-10-26 02:30, to: 2025-10-26 04:00}],
13:36: W105 2025-10-26 02:30 in Europe/Zurich occurs twice, because the clocks go back: the first one is used

- minutes: 90
+ minutes: 90, pin: {not_before: 2025-02-25 10:10}
18:54: W106 c starts on the grid of 15 minutes: never at 10:10

- only: [side-event]}
+ only: [side-event], days: [2025-02-25]}
- rooms: [annex]
+ slots: [2025-02-26/lunch]
19:62: S019 slot 'lunch' is not held on 2025-02-26

- only: [side-event]}
+ only: [side-event], days: [2025-02-28]}
6:70: S020 '2025-02-28' is not a day of the meeting - did you mean '2025-02-26'?

- order: [a, b]}
+ order: [a, b]}⏎  - {room: annex, order: [c, a]}
22:30: S023 session 'a' is already in rolling[0]
24:31: S037 a circle: a before c before a (with the rolling order in annex)

- 2025-02-25, 2025-02-26]
+ 2025-03-29, 2025-03-30]
- start: 10:00
+ start: 02:00
5:26: S025 2025-03-30 02:00 in Europe/Zurich does not exist: the clocks go forward then

- order: [a, b]}
+ order: [a, b]}⏎  - {room: annex, order: [c]}
- first: a, then: c, lag: 15}
+ first: b, then: c}⏎  - {rule: precedence, first: c, then: a}
25:31: S037 a circle: c before a before b before c (with the rolling order in plenary)

- order: [a, b]}
+ order: [a, b], substitutes: [annex]}
- attendance: 300
+ attendance: 401
17:64: S041 b: no room seats 401: the largest room that it may use, plenary, has 400

- title: C, minutes: 90
+ title: C, minutes: {least: 90, likely: 95}
- order: [a, b]}
+ order: [a, b, c]}
- least: 120, likely: 180
+ least: 610, likely: 620
21:28: S034 the order in plenary needs at least 820 minutes; its slots have 810, including overtime

- 2025-02-25, 2025-02-26]
+ 2025-03-29, 2025-03-30]
- Asia/Tokyo}
+ Europe/London, unavailable: [{daily: [01:30, 05:00]}]}
14:82: W107 2025-03-30 has no 01:30 in Europe/London: the moment of the clock change is used on that day

- 2025-02-25, 2025-02-26]
+ 2025-10-25, 2025-10-26]
- start: 10:00
+ start: 02:00
5:26: W105 2025-10-26 02:00 in Europe/Zurich occurs twice, because the clocks go back: the first one is used

- title: A, minutes
+ titles: {fr: A}, title: A, minutes
17:5: W131 b has no title in fr, but other sessions have one
18:5: W131 c has no title in fr, but other sessions have one
19:5: W131 d has no title in fr, but other sessions have one

- policy: roll
+ deadlines: [{id: x, due: 2025-02-10, before: 15}, {id: y}]
24:13: S058 deadlines[0]: expected a day (due), or days before, or days after
24:51: S058 deadlines[1]: expected a day (due), or days before, or days after

- policy: roll
+ deadlines: [{id: x, due: 10.2.2025}, {id: x, before: 3}]
24:26: S014 deadlines[0].due: expected a date such as 2025-02-25, not '10.2.2025'
24:43: S016 'x' is the id of two deadlines; the first is deadlines[0]

- minutes: 90
+ minutes: 90 (100 to 180)
18:32: S007 sessions[2].minutes: least 100 is more than likely 90

- minutes: 90
+ minutes: 90, spread: {least: 100, most: 180}
18:44: S059 c: least 100 is more than likely 90

- minutes: 90
+ minutes: 90, spread: {most: 80}
18:44: S059 c: likely 90 is more than most 80

- minutes: 90
+ minutes: 90, spread: {shape: pert}
18:44: S059 c: least and most are both 90 minutes: expected two different values

- minutes: 90
+ minutes: 90, spread: {most: 180, shape: lognormal}
18:44: S059 c: lognormal needs likely between least and most, not 90, 90, 180

- minutes: 90
+ minutes: 90, spread: {observed: [75, 75]}
18:44: S059 c: all observed values are 75 minutes: expected at least two different ones

- minutes: 90
+ minutes: 90, spread: {observed: 75}
18:44: S059 sessions[2].spread: observed needs at least two values

- minutes: 90
+ minutes: 90, spread: {observed: []}
18:44: S059 sessions[2].spread: observed is empty: expected two values or more, such as [90, 120]

- minutes: 90
+ minutes: 90, spread: {observed: [75, 80], most: 90}
18:44: S059 sessions[2].spread: observed cannot stand with least, likely, most and shape: leave these out

- minutes: 90
+ minutes: 90, spread: {}
18:44: S059 sessions[2].spread: expected least, likely, most, shape or observed

- policy: roll
+ risk: {same_chair: 60, same_body: 50}
24:7: S059 risk: same_chair and same_body are more than 100 together

- minutes: 90
+ minutes: {least: 90, likely: 90, most: 100}
- policy: roll
+ risk: {shape: lognormal}
24:15: S059 a: lognormal needs likely between least and most, not 120, 180, 180
24:15: S059 c: lognormal needs likely between least and most, not 90, 90, 100

- title: A small meeting
+ title: "Working Groups, 25-27 February 2025"
2:29: W113 the title says 25-27 February 2025, but the meeting is on 2025-02-25 to 2025-02-26

- title: A small meeting
+ title: A small meeting, titles: {fr: "Réunions du 25 au 27 février", zh: 2025年2月25日至26日}
2:59: W113 the title says 25 au 27 février, but the meeting is on 2025-02-25 to 2025-02-26

- days: [2025-02-25, 2025-02-26]
+ days: 2025-02-26 to 2025-02-25
3:7: S014 days[0]: '2025-02-26 to 2025-02-25' ends before it begins

- minutes: 90, attendees: [ada]}
+ minutes: 90, attendees: [ada], days: 2025-02-25 to 2025-02-27}
18:60: S020 '2025-02-27' is not a day of the meeting - did you mean '2025-02-26'?
"""  # noqa: E501  # as it is printed
