"""The annex as one self-contained HTML file, and the part of it that a notebook shows."""
