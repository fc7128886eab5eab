"""The closing line counts every report, names what was skipped, and fails in CI when something was."""

from pathlib import Path

import pytest

from tests.closing import main

REPORT = """<testsuites><testsuite>
<testcase classname="tests.test_dates" name="test_leap_day"/>
<testcase classname="tests.test_dates" name="test_known_gap"><skipped type="pytest.xfail" message="known"/></testcase>
{more}</testsuite></testsuites>"""
SKIPPED = (
    '<testcase classname="tests.test_page" name="test_join">'
    '<skipped type="pytest.skip" message="no Chromium"/></testcase>'
)
FAILED = '<testcase classname="tests.test_page" name="test_join"><failure message="no"/></testcase>'


@pytest.mark.parametrize(
    ("more", "ci", "code", "line"),
    [
        ("", "true", 0, "4 passed, 0 failed, 0 skipped"),
        (SKIPPED, "", 0, "4 passed, 0 failed, 2 skipped"),
        (SKIPPED, "true", 1, "4 passed, 0 failed, 2 skipped"),
        (FAILED, "", 1, "4 passed, 2 failed, 0 skipped"),
    ],
)
def test_reports_are_added_up(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    more: str,
    ci: str,
    code: int,
    line: str,
) -> None:
    monkeypatch.setenv("CI", ci)
    for database in ("sqlite", "postgresql"):
        (tmp_path / f"{database}.xml").write_text(REPORT.format(more=more), encoding="utf-8")

    assert main(tmp_path) == code

    said = capsys.readouterr().out.splitlines()
    assert said[-1] == line
    assert ("sqlite: tests.test_page.test_join: no Chromium" in "\n".join(said)) == (more == SKIPPED)


def test_no_report_is_no_success(tmp_path: Path) -> None:
    assert main(tmp_path) == 1
