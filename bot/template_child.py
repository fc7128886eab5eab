"""The child that tries a Word template: `python -m bot.template_child` takes it on stdin, prints its mistakes as JSON.

A template is code from outside: it is filled under limits of memory and time, where it can reach nothing of ours.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

MEMORY_BYTES = 800_000_000  # of address space
SECONDS = 20
ROOT = Path(__file__).parents[1]
TOO_MUCH = "แม่แบบใช้เวลาหรือหน่วยความจำมากเกินไป เริ่มจากแม่แบบตัวอย่าง แล้วแก้ทีละส่วน"


def mistakes_of(template: bytes) -> list[str] | None:
    """Return what a child finds wrong; None where the file holds no tags. Slow: never inside a transaction."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG", "LC_ALL", "HOME", "TMPDIR")}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "bot.template_child"],
            input=template,
            capture_output=True,
            check=True,
            timeout=SECONDS * 2,
            env={**kept, "PYTHONPATH": str(ROOT)},
        )
        found: list[str] | None = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError):
        return [TOO_MUCH]
    return found


def main() -> None:
    for what, most in ((resource.RLIMIT_AS, MEMORY_BYTES), (resource.RLIMIT_CPU, SECONDS)):
        resource.setrlimit(what, (most, most))
    signal.alarm(SECONDS)
    from exports.template_trial import mistakes

    json.dump(mistakes(sys.stdin.buffer.read()), sys.stdout)


if __name__ == "__main__":
    main()
