"""PDF: ``annex_pdf`` says what its template sets, ``typesetting`` runs typst with our fonts."""
