"""Rounds and their deadlines: opened, moved, reminded, deferred, granted."""
