"""The publishing child: `python -m forms.xlsform` takes a workbook on stdin and prints JSON.

pyxform is loaded here and nowhere else, under limits that a hostile workbook cannot pass.
"""

import json
import resource
import sys

from forms.xlsform.blanks import without_blanks
from forms.xlsform.guard import OLD_WORKBOOK

MEMORY_BYTES = 300 * 1024 * 1024  # of addresses, more than is resident; honest forms peak at 117 MB resident
CPU_SECONDS = 20  # honest forms take at most 2.9


def main() -> None:
    """Convert what comes on stdin: the guard has seen it before."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    workbook = sys.stdin.buffer.read()
    old = workbook.startswith(OLD_WORKBOOK)
    workbook = workbook if old else without_blanks(workbook)
    from forms.xlsform.conversion import converted  # after the blanks: both would not fit into the memory given

    json.dump(converted(workbook, "xls" if old else "xlsx"), sys.stdout)


if __name__ == "__main__":
    main()
