"""
The options that commands share, one file for each subject.

A help page reads the whole file of every class whose options it shows, so small files keep it
quick.
"""
