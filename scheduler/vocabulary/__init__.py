"""Words that scenarios, pages and the command line share, each said once; light to import."""
