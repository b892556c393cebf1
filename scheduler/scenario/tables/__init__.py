"""Sessions in CSV and xlsx tables."""
