"""The publishing child: `python -m forms.xlsform` takes a workbook on stdin and prints JSON.

pyxform is loaded here and nowhere else, under limits that a hostile workbook cannot pass.
"""

import json
import resource
import sys

from forms.xlsform.guard import kind_of

MEMORY_BYTES = 300 * 1024 * 1024  # of addresses, more than is resident; honest forms peak at 117 MB resident
CPU_SECONDS = 20  # honest forms take at most 2.9


def main() -> None:
    """Convert what comes on stdin. The guard has seen it before; it is asked again for its kind."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    from forms.xlsform.conversion import converted

    workbook = sys.stdin.buffer.read()
    json.dump(converted(workbook, kind_of(workbook)), sys.stdout)


if __name__ == "__main__":
    main()
