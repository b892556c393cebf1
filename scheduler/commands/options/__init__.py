"""
The options that commands have in common, a file for each thing that they are about.

A help page reads the whole file of every class whose options it shows, so that small files make
it quick.
"""
