"""
What rollgrid says in the languages of the United Nations: one file a language, all its words.

A new language is a new file, its line in ``languages`` and its code in ``vocabulary.printing``.
"""
