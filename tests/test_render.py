"""Everything we can say becomes messages LINE takes: the simulator's limits, written apart from ours, check it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import limits
from bot.render import Renderer
from bot.signing import Buttons
from handlers.replies import Button, Card, Question, Reply, Row, Shown, Text, dump, load
from simulator.limits.messages import check_messages
from simulator.limits.rules import Context
from tests.joined import SOMCHAI
from thai.text import graphemes, utf16_units

RENDERER = Renderer(Buttons(b"a key for tests"), "https://bot.example.org")

LONG_TITLE = "ผลการดำเนินงานตามนโยบายและจุดเน้นของกระทรวงศึกษาธิการ " * 8
STANDING = (Button("◀ ข้อก่อน", "back"), Button("บันทึกไว้ก่อน", "pause"), Button("ช่วย", "help", says="ช่วย"))
EVERY_ACTION = (
    Button("กล้อง", action="camera"),
    Button("อัลบั้ม", action="album"),
    Button("ตำแหน่ง", action="location"),
    Button("เลือกวันที่", "due", action="date", minimum="2026-11-01", maximum="2027-12-31"),
    Button("เลือกเวลา", "due", action="time"),
    Button("เลือกวันเวลา", "due", action="datetime", minimum="2026-11-01T08:30"),
    Button("อ่านรายละเอียด", action="link", value="/privacy"),
    Button("เว็บ", action="link", value="https://example.org/ค้นหา?q=ก ข"),
    Button("คัดลอก", action="copy", value="คำตอบเดิม"),
    Button("ยืนยันการส่งรายงานประจำเดือนพฤศจิกายน พ.ศ. 2569", "submit", {"r": 3}),
)
QUESTION = Question(
    title="จำนวนเด็กออกกลางคัน (คน)",
    number="1.1)",
    understood=("เด็กตกหล่น 12 คน",),
    where="พาน้องกลับมาเรียน พ.ย. 2569 · สพม.ตาก",
    progress=(3, 5),
    notes=("นับเฉพาะภาคเรียนนี้",),
    hint="ตอบเป็นตัวเลข เช่น 12",
    stored="10",
    buttons=(Button("0", "answer", {"v": "0"}), *STANDING),
)
STATUS = Card(
    title="พาน้องกลับมาเรียน · พ.ย. 2569",
    subtitle="ครบกำหนดพรุ่งนี้",
    rows=(
        Row("ส่งแล้ว", "15/21", "done", share=15 / 21),
        Row("กำลังกรอก", "4", "doing"),
        Row("ยังไม่เริ่ม", "2", "todo", tap=Button("ยังไม่เริ่ม", "names", {"of": "todo"})),
        Row("ส่งช้า", "1", "late"),
        Row("ติดต่อไม่ได้", "1", "unreachable", small=True),
        Row("ควรดูอีกครั้ง", "", "warning"),
    ),
    inside=(Button("รายชื่อ 6 หน่วยงาน", "names", strong=True), Button("เตือนทั้งหมด ใช้ 6 ข้อความ", "nudge")),
    note="ข้อมูล ณ 9.00 น.",
    buttons=STANDING,
)
SAMPLES: dict[str, list[Reply]] = {
    "a text": [Text("รับแล้วค่ะ")],
    "a text with buttons": [Text("ใช่หน่วยงานของท่านไหมคะ", (Button("ใช่", "yes"), Button("ไม่ใช่", "no")))],
    "a text of 30,000 characters": [Text("ลงพื้นที่ติดตามร่วมกับเครือข่าย 😀\n" * 900)],
    "a question": [QUESTION],
    "a bare question": [Question("ชื่อ-สกุล")],
    "a question with long choices": [
        Question(LONG_TITLE[:432], "2.4", choices=[f"ตัวเลือกที่ {n} " * 6 for n in range(20)], inside=EVERY_ACTION)
    ],
    "a question with a stored narrative": [Question("ผลการดำเนินงาน", stored="ประชุมชี้แจงผู้บริหาร " * 2000)],
    "a question too large for a bubble": [Question("คำชี้แจง", notes=["หมายเหตุของแบบรายงาน " * 40] * 30)],
    "a status card": [STATUS],
    "every action as quick reply": [Text("เลือก", EVERY_ACTION)],
    "every action inside": [Card("เลือก", inside=EVERY_ACTION)],
    "a card of 21 offices": [Card("รายชื่อ", rows=[Row(f"โรงเรียนสมมติ {n}", f"{n}/21", "todo") for n in range(21)])],
    "a card of 700 offices": [Card("รายชื่อ", rows=[Row(f"โรงเรียนสมมติวิทยาคม {n}", mark="late") for n in range(700)])],
    "a question with a picture, a sound and a film": [
        Question(
            "ป้ายนี้ว่าอย่างไร",
            shown=(
                Shown("shown:1", "image", "sign.png", 1024, 683),
                Shown("shown:2", "audio", "ask.mp3", millis=2612),
                Shown("shown:3", "video", "how.mp4", 640, 360),
            ),
        )
    ],
    "a question with choices that are pictures": [
        Question(
            "สีไหน",
            inside=[
                *(Button(f"{n}. ตัวเลือก", "pick", {"v": n}, picture=f"shown:{n}") for n in range(1, 4)),
                Button("▶ ฟังเสียงข้อ 1", action="link", value="shown:4"),
            ],
        )
    ],
    "a question with a very high picture": [
        Question(LONG_TITLE, shown=[Shown("shown:1", "image", "long.png", 100, 2000)] * 9, notes=[LONG_TITLE] * 30)
    ],
    "a card with nothing": [Card("")],
    "several": [Text("ก"), QUESTION, STATUS],
}


def refused(message_calls: list[list[dict[str, Any]]]) -> list[str]:
    return [str(refusal) for call in message_calls for refusal in check_messages(call, Context(strict_media=True))]


@pytest.mark.parametrize("replies", SAMPLES.values(), ids=SAMPLES)
def test_line_takes(replies: list[Reply]) -> None:
    calls = RENDERER.calls(replies, SOMCHAI)
    assert calls
    assert refused(calls) == []


@pytest.mark.parametrize("replies", SAMPLES.values(), ids=SAMPLES)
def test_what_the_outbox_stored_is_rendered_the_same(replies: list[Reply]) -> None:
    stored = load(json.loads(json.dumps(dump(replies))))
    assert RENDERER.calls(stored, SOMCHAI) == RENDERER.calls(replies, SOMCHAI)


texts = st.text(
    alphabet=st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("กำเ้ี่ \n😀👩‍👩‍👧"), max_size=300
)
names = st.text(alphabet="กขคงดี้่ำ abc😀", min_size=1, max_size=60)
buttons = st.builds(
    Button,
    label=names,
    deed=st.sampled_from(["answer", "next"]),
    says=names,
    action=st.sampled_from(["postback", "camera", "album", "location", "date", "time", "datetime"]),
    strong=st.booleans(),
)
some_buttons = st.lists(buttons, max_size=15).map(tuple)
rows = st.builds(
    Row,
    text=texts,
    value=names,
    mark=st.sampled_from(["", "done", "doing", "todo", "late", "unreachable", "warning"]),
    share=st.none() | st.floats(0, 1),
    tap=st.none() | buttons.filter(lambda button: button.action == "postback"),
)
replies_of_any_kind = st.one_of(
    st.builds(Text, texts, some_buttons),
    st.builds(
        Question,
        title=texts,
        number=st.sampled_from(["", "1.1)"]),
        understood=st.lists(texts, max_size=3),
        where=texts,
        progress=st.none() | st.tuples(st.integers(0, 9), st.integers(0, 9)),
        hint=texts,
        stored=texts,
        choices=st.lists(texts, max_size=9),
        inside=some_buttons,
        buttons=some_buttons,
    ),
    st.builds(Card, title=texts, subtitle=texts, rows=st.lists(rows, max_size=30), inside=some_buttons, alt=texts),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(replies_of_any_kind, min_size=1, max_size=4))
def test_line_takes_whatever_a_deed_may_say(replies: list[Reply]) -> None:
    assert refused(RENDERER.calls(replies, SOMCHAI)) == []


characters = st.sampled_from(["ก", "กำ", "นี้", "ำ", " ", "a", "\n", "😀", "👩\u200d👩\u200d👧", "e\u0301"])


@given(st.lists(characters, max_size=300).map("".join), st.integers(12, 60))
def test_pages_keep_every_character_and_cut_none_in_two(text: str, most: int) -> None:
    pages = limits.pages(text, most)
    assert "".join("".join(pages).split()) == "".join(text.split())
    assert all(utf16_units(page) <= most for page in pages)
    assert sum(graphemes(page) for page in pages) <= graphemes(text)


def test_a_text_is_split_between_paragraphs() -> None:
    first, second = "ย่อหน้าแรก " * 300, "ย่อหน้าที่สอง " * 300
    assert limits.pages(f"{first}\n\n{second}") == [first, second]


def test_quick_replies_stand_under_the_last_message_only() -> None:
    (call,) = RENDERER.calls([Text("ก", (Button("เก่า", "old"),)), QUESTION], SOMCHAI)
    assert "quickReply" not in call[0]
    labels = [item["action"]["label"] for item in call[1]["quickReply"]["items"]]
    assert labels == ["0", "◀ ข้อก่อน", "บันทึกไว้ก่อน", "ช่วย"]


def test_what_only_quick_replies_can_do_leaves_the_bubble() -> None:
    (call,) = RENDERER.calls([Card("ภาพ", inside=(Button("กล้อง", action="camera"), Button("ลบ", "drop")))], SOMCHAI)
    assert [item["action"]["type"] for item in call[0]["quickReply"]["items"]] == ["camera"]
    assert "camera" not in json.dumps(call[0]["contents"])


def test_a_long_choice_is_read_to_its_end() -> None:
    choice = "จัดกิจกรรมส่งเสริมสนับสนุนการอ่านและการเรียนรู้ตลอดชีวิตในชุมชน ครบทุกตำบล"
    (call,) = RENDERER.calls([Question("เลือก", inside=(Button(choice, "answer", {"v": 1}),))], SOMCHAI)
    assert choice in json.dumps(call[0]["contents"], ensure_ascii=False)


def test_a_tap_says_what_was_meant_in_full() -> None:
    (call,) = RENDERER.calls([Text("?", (Button("ยืนยันการส่งรายงานประจำเดือน", "submit"),))], SOMCHAI)
    action = call[0]["quickReply"]["items"][0]["action"]
    assert graphemes(action["label"]) == 20
    assert action["label"].endswith("…")
    assert action["displayText"] == "ยืนยันการส่งรายงานประจำเดือน"


def test_links_of_ours_get_our_address() -> None:
    (call,) = RENDERER.calls([Text("?", EVERY_ACTION[6:8])], SOMCHAI)
    uris = [item["action"]["uri"] for item in call[0]["quickReply"]["items"]]
    assert uris == [
        "https://bot.example.org/privacy",
        "https://example.org/%E0%B8%84%E0%B9%89%E0%B8%99%E0%B8%AB%E0%B8%B2?q=%E0%B8%81%20%E0%B8%82",
    ]


def test_a_text_too_long_to_copy_gets_no_button() -> None:
    (call,) = RENDERER.calls([Text("?", (Button("คัดลอก", action="copy", value="ก" * 1001),))], SOMCHAI)
    assert "quickReply" not in call[0]


def test_a_question_too_large_for_a_bubble_loses_nothing() -> None:
    calls = RENDERER.calls(SAMPLES["a question too large for a bubble"], SOMCHAI)
    assert "".join(message["text"] for call in calls for message in call).count("หมายเหตุของแบบรายงาน") == 30 * 40


def test_a_large_card_shows_every_row_once() -> None:
    calls = RENDERER.calls(SAMPLES["a card of 700 offices"], SOMCHAI)
    assert json.dumps(calls, ensure_ascii=False).count("โรงเรียนสมมติวิทยาคม") == 700
    assert all(len(call) <= limits.MESSAGES for call in calls)


def test_the_chat_list_reads_well() -> None:
    (call,) = RENDERER.calls([QUESTION, STATUS, Card("รายชื่อ", alt="ส่งแล้ว 15 จาก 21")], SOMCHAI)
    assert [message["altText"] for message in call] == [
        "1.1) จำนวนเด็กออกกลางคัน (คน)",
        "พาน้องกลับมาเรียน · พ.ย. 2569",
        "ส่งแล้ว 15 จาก 21",
    ]


def test_nothing_to_say_is_no_call() -> None:
    assert RENDERER.calls([], SOMCHAI) == []
    assert RENDERER.calls([Text("  \n")], SOMCHAI) == []


def test_files_beside_questions_are_left_out_where_line_would_not_fetch_them() -> None:
    asked = Question(
        "ป้าย", shown=(Shown("shown:1", "image", "a.png", 4, 3), Shown("shown:2", "audio", "a.mp3", millis=9))
    )
    plain, local, public = (
        Renderer(Buttons(b"a key for tests"), address).calls([asked], SOMCHAI)[0]
        for address in ("http://bot.example.org", "http://127.0.0.1:8080", "https://bot.example.org")
    )
    assert [len(messages) for messages in (plain, local, public)] == [1, 2, 2]
    assert "shown/1." not in json.dumps(plain)
    assert "shown/1." in json.dumps(public)


def test_choices_with_pictures_stand_two_in_a_row() -> None:
    tiles = [Button(str(n), "pick", {"v": n}, picture=f"shown:{n}") for n in range(3)]
    (message,) = RENDERER.calls([Question("สี", inside=tiles)], SOMCHAI)[0]
    rows = message["contents"]["body"]["contents"][-1]["contents"]
    assert [len(row["contents"]) for row in rows] == [2, 2]
    assert rows[1]["contents"][1]["contents"] == []  # as wide as a choice, and nothing in it


@pytest.mark.parametrize(
    ("count", "rows"), [(9, [5, 5]), (10, [5, 5]), (11, [6, 6]), (13, [5, 5, 5]), (21, [6, 6, 6, 6])]
)
def test_numbers_of_a_scale_stand_in_rows_of_one_width(count: int, rows: list[int]) -> None:
    scale = [Button(str(n), "type", {"v": n}, narrow=True) for n in range(count)]
    (message,) = RENDERER.calls([Question("คะแนน", inside=scale)], SOMCHAI)[0]
    drawn = message["contents"]["body"]["contents"][-1]["contents"]
    assert [len(row["contents"]) for row in drawn] == rows
