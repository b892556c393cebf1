"""The grid and the lists in the terminal, progress, exit codes."""
