"""Names, days and hours in print (``words``), long lines (``wrap``), ruled boxes (``box``)."""
