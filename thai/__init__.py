"""How Thai is written, read, counted and dated. Pure: no clock, no database, no network."""
