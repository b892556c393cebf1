"""
The page: one self-contained HTML file (``annex_html``, with its template, style and script).

``screen_tables`` is what the template shows, ``notebook`` the piece of it that a notebook shows.
"""
