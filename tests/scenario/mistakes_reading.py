"""Changes of the sound scenario that leave it unreadable, each with all its complaints."""

TEXT = r"""
- chairs: [ada], split
+ chairs: [ada], splitt
16:74: S003 sessions[0]: unknown field 'splitt' - did you mean 'split'?

- policy: roll
+ polcy: roll
24:1: S003 the scenario: unknown field 'polcy' - did you mean 'policy'?

- policy: roll
+ in_force: roll
24:1: S003 the scenario: unknown field 'in_force'

- title: Chair of A,
+ unavailable: [{form: 2025-02-25 10:00, to: 2025-02-25 11:00}],
13:30: S003 people[0].unavailable[0]: unknown field 'form' - did you mean 'from'?

- title: C,
+ title: C: D,
18:21: S004 not valid YAML: expected ',' or '}', but got ':'

-   - {id: annex
+ 	- {id: annex
11:1: S004 a tab cannot indent: use spaces

- [ada], split
+ *ada, split
16:67: S004 *ada has no value: &ada must be complete before it

- title: C
+ title: "\UFFFFFFFF"
13:3: S004 not valid YAML after this: Python int too large to convert to C int

- minutes: 90,
+ minutes: 90, minutes: 95, title: E,
18:36: S005 'minutes' is already given in line 18
18:49: S005 'title' is already given in line 18

- title: C, minutes: 90,
+ title: C,
18:5: S006 sessions[2]: 'minutes' is missing

- meeting: {id: small
+ x: {id: small
1:1: S006 the scenario: 'meeting' is missing
2:1: S003 the scenario: unknown field 'x'

- minutes: 90
+ minutes: {least: 90}
18:32: S006 sessions[2].minutes: 'likely' is missing

- least: 120
+ least: 200
16:32: S007 sessions[0].minutes: least 200 is more than likely 180

- likely: 180
+ likely: 180, most: 170
16:32: S007 sessions[0].minutes: likely 180 is more than most 170

- minutes: 90
+ minutes: 90x
18:32: S008 sessions[2].minutes: expected minutes (90, 90m, 1h30), 90 (60 to 180), or fields least, likely, most, not '90x'

- minutes: 90
+ minutes: -5
18:32: S008 sessions[2].minutes: expected 1 or more, not -5

- title: A small meeting
+ title: 2025
2:29: S008 meeting.title: expected text, not 2025: put it in quotes

- seats: 80
+ seats: 8e1
11:24: S008 rooms[1].seats: expected a whole number, not 8e1

- grid: 15
+ grid: 90
2:77: S008 meeting.grid: expected 60 or less, not 90

- id: morning
+ id: the/morning
5:10: S008 slots[0].id: expected a name without spaces, colons or slashes, not 'the/morning'

- order: [a, b]
+ order: []
21:28: S008 rolling[0].order: expected 1 or more entries, not 0

- chairs: [ben]
+ chairs: yes.no
17:45: S017 nobody is called 'yes.no'

- chairs: [ben]
+ chairs: true
17:45: S008 sessions[1].chairs: expected a list, not true

- features: [livestream]
+ features: [live stream]
10:42: S008 rooms[0].features[0]: expected a name without spaces, not 'live stream'

- rooms:⏎  - {id: plenary, seats: 400, features: [livestream]}⏎  - {id: annex, seats: 80}
+ rooms:
9:7: S008 rooms: expected a list, not nothing

- minutes: 60, rooms
+ minutes: 60, tbc: perhaps, rooms
19:59: S008 sessions[3].tbc: expected true or false, not 'perhaps'

- state: confirmed
+ state: confirmd
13:41: S009 people[0].state: expected confirmed, pending or vacant, not 'confirmd' - did you mean 'confirmed'?

- policy: roll
+ policy: rol
24:9: S009 policy: expected roll, hold, extend, reorder or stay, not 'rol' - did you mean 'roll'?

- format: 1
+ format: 2
1:9: S009 format: expected 1, not 2

- rule: precedence
+ rule: precedes
23:12: S009 rules[0].rule: no rule is called 'precedes' - did you mean 'precedence'?

- minutes: 90
+ minutes: !!int 90
18:32: S013 the tag '!!int' is not used here: leave it out

- minutes: 90
+ minutes: 90, 7: x
18:36: S013 a field name is text, not '7'

- minutes: 90
+ minutes: 90, <<: {tbc: true}
18:36: S013 '<<' is not YAML 1.2: write the fields in full

- policy: roll
+ policy: roll⏎---⏎format: 1
25:1: S013 a second document begins here: a file holds one

- format: 1
+ %YAML 1.1⏎---⏎format: 1
1:1: S013 only YAML 1.2 is read: leave the %YAML line out

- 2025-02-26]
+ 26.02.2025]
3:20: S014 days[1]: expected a date such as 2025-02-25, not '26.02.2025'

- 2025-02-26]
+ 20250226]
3:20: S014 days[1]: expected a date such as 2025-02-25, not 20250226

- 2025-02-26]
+ 2025-02-30]
3:20: S014 days[1]: there is no date '2025-02-30'

- end: 13:00
+ end: 25:00
5:38: S014 slots[0].end: there is no clock time '25:00'

- minutes: 90
+ minutes: 90, after: 2025-02-25
18:43: S014 sessions[2].after: expected a moment such as '2025-02-25 10:00', not '2025-02-25'

- minutes: 90
+ minutes: 90, after: 0001-01-01 10:00
18:43: S014 sessions[2].after: '0001-01-01 10:00': the year must lie within 1970 to 2199

- minutes: 90
+ minutes: 90, after: 2025-02-25T10:00:00Z
18:43: S014 sessions[2].after: write '2025-02-25T10:00:00Z' as a local time, without an offset

- title: Chair of A,
+ unavailable: [{from: 2025-02-25 12:00, to: 2025-02-25 11:00}],
13:29: S015 people[0].unavailable[0]: ends at 2025-02-25 11:00, not after it starts

- minutes: 90
+ minutes: 90, pin: {}
18:41: S015 sessions[2].pin: expected exact, not_before or room
"""  # noqa: E501  # as it is printed
