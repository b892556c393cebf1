"""
The rules that a planner states one by one, in the ``rules`` of a scenario.

A statement has a level: ``hard`` is obeyed, ``soft`` costs ``weight`` times its amount, ``warn`` is
reported, and only breaks ties. What each rule means exactly, and what it amounts to, is in
docs/developers/semantics.md; how to add one, in docs/developers/adding-a-rule.md.
"""
