"""How far everyone is, for those who oversee."""
