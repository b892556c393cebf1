"""What every printed form shows, decided once: ``layout`` makes a ``shape.Layout``."""
