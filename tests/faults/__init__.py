"""Processes are killed in the middle, events come twice, late and in the wrong order: nothing is lost, nothing twice.

One test for each class of fault. The checks read the database and the simulator's book afterwards, never the logs.
"""
