"""Measured speed and memory, each figure beside a baseline of the same run. `python -m benchmarks`; see README.md."""
