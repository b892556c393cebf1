"""What every printed form shows, decided once."""
