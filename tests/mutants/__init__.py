"""
Whether the tests notice it when the program is changed: one small change at a time.

    uv run python -m tests.mutants run --count 400 --seed 1   # goes on where it stopped
    uv run python -m tests.mutants report                     # killed, and who survived

See ``trials`` for how a mutant is tried. ``survivors.md`` argues those that no test can kill.
"""
