"""
The rules that a planner states one by one, in the ``rules`` of a scenario.

A statement has a level: ``hard`` is obeyed, ``soft`` costs ``weight`` times its amount, and
``warn`` is reported and only breaks ties. docs/developers/stated-rules.md has the exact meaning
and amount of each rule; docs/developers/adding-a-rule.md says how to add one.
"""
