"""
Word: the annex as a file of its own (``annex_docx``), or replaced in a letter (``into_letter``).

``table_docx`` writes a table, ``ooxml`` has what Word needs beneath python-docx, ``foreign_grid``
and ``foreign_cells`` change a table that somebody else wrote, ``watermark`` marks drafts.
"""
