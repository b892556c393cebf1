"""The words that are printed, language by language."""
