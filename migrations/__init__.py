"""How do the tables of one release become those of the next? Alembic; run by `flask db upgrade`."""
