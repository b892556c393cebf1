"""An example of every rule: what stands at the end of the small scenario, loaded by a test."""

BASIS = """\
format: 1
meeting: {id: small, title: A small meeting, timezone: Europe/Zurich}
days: [2025-02-25, 2025-02-26, 2025-02-27]
slots:
  - {id: morning, start: "10:00", end: "13:00"}
  - {id: lunch, start: "13:15", end: "14:45", only: [side-event]}
  - {id: afternoon, start: "15:00", end: "18:00"}
rooms:
  - {id: plenary, seats: 400, features: {booths: 6}}
  - {id: annex, seats: 80}
people:
  - {id: ada, title: Chair of A}
  - {id: ben, title: Chair of B, timezone: Asia/Tokyo, remote: true}
delegations:
  - {id: one-person, people: 1, follows: [A, B]}
interpretation:
  teams: [{id: team, languages: [en, fr]}]
sessions:
  - {id: a1, group: A, minutes: 90, chairs: [ada], languages: [en, fr], attendance: 120}
  - {id: a2, group: A, minutes: 90, chairs: [ada], decides: true}
  - {id: b1, group: B, minutes: 60, chairs: [ben]}
  - {id: b2, group: B, joint: [A], minutes: 60, chairs: [ben], attendees: [ada]}
  - {id: reception, group: A, kind: side-event, minutes: 60}
"""

EXAMPLES: dict[str, str] = {
    "precedence": """
rules:
  - {rule: precedence, first: a1, then: b2, days: 1}
""",
    "opening": """
rules:
  - {rule: opening, session: a1}
""",
    "closing": """
rules:
  - {rule: closing, session: a2, reserve: 60}
""",
    "conflict": """
rules:
  - {rule: conflict, of: A, against: B, kind: the same experts, count: pairs, weight: 10}
""",
    "adjacency": """
rules:
  - {rule: adjacency, first: b1, then: b2, within: 15}
""",
    "together": """
rules:
  - {rule: together, of: [a1, b1], same: day}
""",
    "spread": """
rules:
  - {rule: spread, most: 1, level: hard}
""",
    "frequency": """
rules:
  - {rule: frequency, each: [A, B], most: 2, days: 2, level: hard}
""",
    "days_apart": """
rules:
  - {rule: days_apart, sessions: [a1, a2], least: 1}
""",
    "room_stability": """
rules:
  - {rule: room_stability, each: [A, B], per: day}
""",
    "concurrency": """
rules:
  - {rule: concurrency, of: "kind:session", most: 2}
""",
    "nothing_after": """
rules:
  - {rule: nothing_after, after: "17:30"}
""",
    "reserve": """
rules:
  - {rule: reserve, rooms: 1, slots: [afternoon]}
""",
    "fairness": """
rules:
  - {rule: fairness, slots: [2025-02-27/afternoon]}
""",
    "prefer": """
rules:
  - {rule: prefer, of: A, slots: [morning], rooms: [plenary], weight: 2}
""",
    "avoid": """
rules:
  - {rule: avoid, of: b1, days: [2025-02-25], hours: ["10:00", "11:00"]}
""",
    "exclusive": """
rules:
  - {rule: exclusive, each: [a1, b1]}
""",
    "contiguous": """
rules:
  - {rule: contiguous, each: [A]}
""",
    "parallel": """
rules:
  - {rule: parallel, of: [A, B]}
""",
    "position": """
rules:
  - {rule: position, session: a1, at: 1, of: A}
""",
    "room_clash": """
levels:
  - {rule: room_clash, sessions: [b1], against: [b2], level: soft, weight: 5}
""",
    "person_clash": """
waive:
  - {rule: person_clash, people: [ben], reason: the vice-chair takes one of the two}
""",
    "attendee_clash": """
levels:
  - {rule: attendee_clash, people: [ada], level: hard}
""",
    "availability": """
levels:
  - {rule: availability, people: [ben], level: soft, weight: 3}
""",
    "room_fit": """
levels:
  - {rule: room_fit, level: warn}
""",
    "window": """
levels:
  - {rule: window, sessions: [a1], level: soft, weight: 100}
""",
    "office_holder": """
waive:
  - {rule: office_holder, people: [ada], reason: elected at the opening}
""",
    "side_event": """
waive:
  - {rule: side_event, sessions: [reception], against: all, reason: agreed with the host}
""",
    "documents": """
documents:
  - {id: draft, sessions: [b2], out: 2025-02-20, languages: {fr: 2025-02-23}, reading_days: 2}
levels:
  - {rule: documents, level: hard}
""",
    "quorum": """
quorum:
  needed: 60
  registered: [{at: 2025-02-25 15:00, delegations: 64}]
""",
    "interpretation": """
levels:
  - {rule: interpretation, people: [team], level: warn}
""",
    "small_delegation": """
levels:
  - {rule: small_delegation, people: [one-person], level: soft, weight: 2}
""",
    "comfort": """
levels:
  - {rule: comfort, level: soft, weight: 4}
""",
}
"""By code of the rule: what stands in the scenario."""
