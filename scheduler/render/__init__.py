"""Everything that is printed: ``formats`` has the formats, ``layout`` decides what a page shows."""
