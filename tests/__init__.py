"""What Raingan does, as tests. A package, so that `tests.thai` never hides `thai`."""
