"""Replaying files of answers: whose answers they are, what is typed where, and that a difference is seen."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.answer_files import Answers, Reader, read_answers, reporter
from tests.driver import Another, Skip, Typed, Words, by_database, typed
from tests.processes import running
from tests.replay import Played, choose_offices, play_file

ROOT = Path(__file__).parent.parent
PROVINCE, UNKNOWN = "สำนักงานศึกษาธิการจังหวัดลำพูน", "สำนักงานสมมติ"


def said(item: str, by: str, kind: str = "narrative", **what: Any) -> dict[str, Any]:
    return {"item": item, "answered_by": by, "type": kind, **what}


INVENTED = [
    said("lpn67r2.q1", PROVINCE, paragraphs=["๑. ข้อแรก", "๒. ข้อที่สอง (MOU)"], text="๑. ข้อแรก\nที่ตัดบรรทัด"),
    said("lpn67r2.q1", UNKNOWN, paragraphs=["-"]),
    said("lpn67r2.q2_1", PROVINCE, "none", text="-"),
    said("lpn67r2.q2_3", PROVINCE, "matrix", rows=[["สพป.", "๙,๕๒๖", "-", ""], ["สพม.", "๙๖๕", "๓๕๑", "๑๐๐๗"]]),
    said("lpn67r2.q3", PROVINCE, "table", rows=[["๑.ขาดครู", "๑.ขอครู", "-"], ["๒.ขาดงบ", "", "มีงบ"]]),
    said("lpn67r2.q4", PROVINCE, "list", paragraphs=["๑. **นโยบาย** ชัดเจน", "๒. เครือข่าย"]),
    said("lpn67r2.q1", PROVINCE, paragraphs=["ของกลุ่มงานที่สอง"]),
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    found = tmp_path / "answers.json"
    found.write_text(json.dumps({"form": "lpn67r2", "answers": INVENTED}, ensure_ascii=False))
    return found


def place(ref: str, event: str = "question", position: str = "", **what: Any) -> dict[str, Any]:
    name = ref.rpartition("/")[2]
    return {"ref": ref, "event": event, "position": position, "name": name, "role": "", "required": False, **what}


class TestReading:
    def test_every_answerer_gets_the_own_texts(self, file: Path) -> None:
        answerers = [(answers.answerer, sorted(answers.texts)) for answers in read_answers(file)]
        assert answerers == [
            (PROVINCE, [f"lpn67r2.{item}" for item in ("q1", "q2_1", "q2_3", "q3", "q4")]),
            (UNKNOWN, ["lpn67r2.q1"]),
            (PROVINCE, ["lpn67r2.q1"]),
        ]

    def test_paragraphs_are_typed_and_not_the_lines_of_the_paper(self, file: Path) -> None:
        assert read_answers(file)[0].texts["lpn67r2.q1"] == ["๑. ข้อแรก\n๒. ข้อที่สอง (MOU)"]

    def test_the_printed_first_column_of_a_matrix_is_not_typed(self, file: Path) -> None:
        assert read_answers(file)[0].texts["lpn67r2.q2_3"] == ["๙,๕๒๖", "-", "", "๙๖๕", "๓๕๑", "๑๐๐๗"]

    def test_one_office_may_answer_everything(self, tmp_path: Path) -> None:
        short = tmp_path / "short.json"
        short.write_text(json.dumps({"form": "rt67", "answers": {"rt67.f1_1.r1": "ก", "rt67.f1_1.pb": [["ข", ""]]}}))
        (answers,) = read_answers(short)
        assert answers.texts == {"rt67.f1_1.r1": ["ก"], "rt67.f1_1.pb": ["ข", ""]}

    def test_who_puts_the_answers_together_may_be_named(self, file: Path) -> None:
        assert reporter(file) == ""
        file.write_text(json.dumps({"form": "lpn67r2", "meta": {"reporter": PROVINCE}, "answers": []}))
        assert reporter(file) == PROVINCE


class TestAnswering:
    @pytest.fixture
    def reader(self) -> Reader:
        return Reader(Answers("f", "ก", {"f.q1": ["หนึ่ง"], "f.pb": ["ปัญหา", ""], "f.list": ["ก\nข"]}))

    def test_a_row_goes_on_while_there_are_cells(self, reader: Reader) -> None:
        assert reader(place("/data/f_pb/problem", position="1")) == typed("ปัญหา")
        assert reader(place("/data/f_pb/suggestion", position="1")) == Skip()
        assert reader(place("/data/f_pb", "add_repeat", "2")) == Another(wanted=False)

    def test_each_paragraph_is_one_entry_of_a_list(self, reader: Reader) -> None:
        assert reader(place("/data/f_list/item", position="1")) == Words(("ก",))
        assert reader(place("/data/f_list", "add_repeat", "2")) == Another(wanted=True)

    @pytest.mark.parametrize(("required", "act"), [(True, typed("ไม่มี")), (False, Skip())])
    def test_what_nobody_answered_is_left_or_said_to_be_nothing(self, reader: Reader, required: bool, act: Any) -> None:
        assert reader(place("/data/f_q9", required=required)) == act

    def test_an_answerer_may_put_off_even_what_is_required(self) -> None:
        assert Reader(Answers("f", "ก"), puts_off=True)(place("/data/f_q9", required=True)) == Skip()

    def test_what_was_never_asked_for_is_named(self, reader: Reader) -> None:
        reader(place("/data/f_q1"))
        assert reader.left.keys() == {"f_pb", "f_list"}


class TestComparing:
    ANSWERS = Answers("f", "ก")

    @pytest.mark.parametrize(
        ("kept", "told"),
        [
            ([Typed("/q", "", "หนึ่ง สอง")], []),
            ([Typed("/q", "", "หนึ่ง")], ["/q: 9 characters typed, 5 kept, different from character 5"]),
            ([Typed("/q", "", "หนึ่ง สาม")], ["/q: 9 characters typed, 9 kept, different from character 7"]),
            ([], ["/q: typed, not kept"]),
            ([Typed("/q", "", "หนึ่ง สอง"), Typed("/r", "2", "")], ["/r[2]: kept, not typed"]),
        ],
    )
    def test_a_difference_says_where_it_begins(self, kept: Sequence[Typed], told: list[str]) -> None:
        assert Played(self.ANSWERS, "x", [Typed("/q", "", "หนึ่ง สอง")], kept, {}).differences == told

    def test_every_answerer_gets_an_office_and_the_own_one_where_there_is_one(self) -> None:
        everybody = [Answers("f", name) for name in ("ข", "ไม่รู้จัก", "ข")]
        offices = [{"code": code, "name": name} for code, name in (("a", "ก"), ("b", "ข"), ("c", "ค"))]
        assert choose_offices(everybody, offices) == ["b", "a", "c"]


@pytest.mark.slow
def test_a_file_is_played_through_the_product_without_a_difference(
    database_url: str, tmp_path: Path, file: Path
) -> None:
    with running(database_url, tmp_path) as system, by_database(database_url) as where:
        system.flask("people", "import", str(ROOT / "demo" / "province.xlsx"))
        played = list(play_file(system.control, system.flask, where, file))

    assert [(len(each.typed), each.differences) for each in played] == [(14, []), (4, []), (1, [])]
    assert played[0].office == "peo-lpn"
