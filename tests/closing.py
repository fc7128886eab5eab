"""Adds up the JUnit reports of one `make test` and prints one closing line.

Run as `python -m tests.closing FOLDER`. What was skipped is named. Exit code 1 when a
test failed, or when CI=true and one was skipped, or when there is no report at all.
"""

import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree


@dataclass
class Total:
    """How many tests ended how; `skipped` holds their names with the reason."""

    passed: int = 0
    failed: int = 0
    skipped: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.passed} passed, {self.failed} failed, {len(self.skipped)} skipped"


def add_up(reports: Iterable[Path]) -> Total:
    """Count every test case of the reports. A test that failed twice, in setup and teardown, is one."""
    total = Total()
    for report in reports:
        for case in ElementTree.parse(report).iter("testcase"):
            skipped = case.find("skipped")
            if case.find("failure") is not None or case.find("error") is not None:
                total.failed += 1
            elif skipped is not None and skipped.get("type") != "pytest.xfail":
                name = f"{case.get('classname')}.{case.get('name')}"
                total.skipped.append(f"{report.stem}: {name}: {skipped.get('message')}")
            else:
                total.passed += 1
    return total


def main(folder: Path) -> int:
    """Print the total of a folder of reports and return the exit code."""
    total = add_up(sorted(folder.glob("*.xml")))
    for line in total.skipped:
        print(f"skipped  {line}")
    print(total)
    unwanted = total.skipped and os.environ.get("CI") == "true"
    return 1 if total.failed or unwanted or not total.passed else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
