"""
Everything that is printed.

``formats`` is the table of formats, ``export_request`` what can be asked of them. ``layout``
decides once what a page shows; the rooms named after a format write it. ``terminal`` is what
commands show, ``reports`` what they answer in words and JSON, ``cards`` the contingency cards,
``languages`` all words that are translated, ``words`` what names, hours and lines of text have in
common.
"""
