"""How long to measure: the whole run takes under four minutes, the short one under forty seconds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Plan:
    """`seconds` of one slice, `pairs` of slices of one figure; sizes and numbers of what else is measured."""

    pairs: int
    seconds: float
    open_seconds: float
    officers: int
    depth: float  # how far into their reports, at most, officers are when measuring begins
    scatter_seconds: float  # at most, to get there
    again: float  # so many times the pairs, at most, while neighbours disturb
    slow_seconds: float  # of a slice in which LINE is slow; 0 leaves it out
    with_postgresql: bool
    with_tak66: bool
    sizes: tuple[int, ...]  # questions of the other generated forms
    questions: int  # of the large generated form
    publications: int  # of a workbook of 500 questions
    turns_there: int  # at its beginning, and again in its middle
    forms_in_memory: int  # generated, beside those of the library
    turns_in_memory: tuple[int, int]
    memory_seconds: float
    files: int  # times each large file is made; 0 leaves them out
    reminders: int  # due on one morning
    personal_reminders: int  # of a morning in which each is pushed by itself
    offices: int  # of the country whose status is asked
    questions_asked: int  # about it


FULL = Plan(
    pairs=4,
    seconds=0.8,
    open_seconds=4.0,
    officers=1_000,
    depth=0.6,
    scatter_seconds=8.0,
    again=1.25,
    slow_seconds=6.0,
    with_postgresql=True,
    with_tak66=True,
    sizes=(30, 300, 480),
    questions=1_000,
    publications=5,
    turns_there=30,
    forms_in_memory=14,
    turns_in_memory=(1_000, 10_000),
    memory_seconds=30.0,
    files=1,
    reminders=100_000,
    personal_reminders=2_000,
    offices=30_000,
    questions_asked=9,
)
SHORT = Plan(
    pairs=2,
    seconds=0.5,
    open_seconds=1.5,
    officers=200,
    depth=0.3,
    scatter_seconds=2.5,
    again=1.0,
    slow_seconds=0.0,
    with_postgresql=False,
    with_tak66=False,
    sizes=(30,),
    questions=200,
    publications=1,
    turns_there=15,
    forms_in_memory=1,
    turns_in_memory=(150, 450),
    memory_seconds=2.5,
    files=0,
    reminders=2_000,
    personal_reminders=100,
    offices=3_000,
    questions_asked=3,
)
