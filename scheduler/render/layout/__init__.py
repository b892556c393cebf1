"""
What every printed form shows, decided once.

``layout`` makes a ``Layout`` (``shape``): ``placements`` puts sittings into rows and columns,
``cells_of_sittings`` says what a cell holds, ``printed_names`` how ids are printed. ``days_view``,
``views`` and ``lists`` make its pages, tables of boxes and lines (``sheets``). ``heading`` has the
words around them, ``changed_cells`` what differs from before, ``moments`` what is when, ``fit`` how
large it can be printed.
"""
