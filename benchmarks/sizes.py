"""What a form costs before anybody answers it, by its size: publishing it, and keeping it compiled."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Iterator
from statistics import median
from time import perf_counter

from benchmarks import branching
from benchmarks.figures import Figure
from benchmarks.plan import Plan
from forms.form import Form
from handlers.form import publishing

PUBLISHED = 500  # questions
PROTOTYPE_MS = 280.0  # converting and compiling; measured once, elsewhere, without starting a process
PROTOTYPE_MB = {30: 0.45, 300: 2.3, branching.AUTOPSY: 5.8, 1_000: 7.2}  # of a compiled form; once, elsewhere


def measure(plan: Plan) -> Iterator[Figure]:
    """Yield how long a workbook takes to become a form, then the memory of forms of several sizes."""
    yield _publishing(plan.publications)
    for questions in (*plan.sizes, plan.questions):
        yield _memory(questions)


def _publishing(times: int) -> Figure:
    """Measure from the bytes of the workbook to the compiled form, the child process that converts it included."""
    workbook = branching.workbook(PUBLISHED)
    whole, compiling = [], []
    for _ in range(times):
        started = perf_counter()
        checked = publishing.check(workbook)
        whole.append(perf_counter() - started)
        started = perf_counter()
        Form.from_xform(checked.xform)
        compiling.append(perf_counter() - started)
    details = {"times": times, "compile_ms": median(compiling) * 1e3, "workbook_kb": len(workbook) / 1e3}
    value, prototype = median(whole) * 1e3, f"ms, the prototype at {branching.AUTOPSY}"
    return Figure(
        "", f"publishing {PUBLISHED} questions", "memory", value, "ms", PROTOTYPE_MS, prototype, details=details
    )


def _memory(questions: int) -> Figure:
    """Measure what Python holds for a compiled form, not what the process has resident."""
    xform = branching.checked(questions).xform
    gc.collect()
    tracemalloc.start()
    form = Form.from_xform(xform)
    gc.collect()
    held, _peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    name = f"a compiled form of {questions} questions"
    details = {"refs": len(form.nodes), "xform_kb": len(xform) / 1e3}
    return Figure(
        "", name, "memory", held / 1e6, "MB", PROTOTYPE_MB.get(questions), "MB, the prototype", details=details
    )
