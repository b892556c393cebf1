"""
What rollgrid says in the languages of the United Nations: one file a language, all its words.

``language`` says which words there are, ``languages`` is the table, ``dating`` writes days and
numbers of days, ``untranslated`` lists the planner's own words that a language lacks. A new
language is a new file, its line in the table and its code in ``vocabulary.printing``.
"""
