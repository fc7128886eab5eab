"""The report as instance XML."""

from xml.etree import ElementTree as ET

from forms.said import AddRepeat, EndRepeat, Jump, NoAnswer
from forms.submission import attachments, instance_xml
from tests.forms_made import NOON, begun, told

FORM = """
| settings |
|          | form_title | form_id | version | instance_name         |
|          | ตรวจเยี่ยม   | visit   | 3       | concat('เยี่ยม ', ${place}) |
| survey |
|        | type         | name    | label | relevant        |
|        | end          | done    |       |                 |
|        | text         | place   | P     |                 |
|        | begin_group  | more    | M     | ${place} = 'ลำพูน' |
|        | text         | detail  | D     |                 |
|        | end_group    |         |       |                 |
|        | begin_repeat | r       | R     |                 |
|        | image        | pic     | I     |                 |
|        | text         | caption | C     |                 |
|        | end_repeat   |         |       |                 |
"""


def test_a_submission_holds_what_is_relevant() -> None:
    report = told(begun(FORM), "ลำพูน", "ละเอียด", "a.jpg", "<ภาพ>", AddRepeat(), "b.jpg", NoAnswer(), EndRepeat())
    root = ET.fromstring(instance_xml(report, NOON, deprecated_id="uuid:old"))
    assert root.attrib == {"id": "visit", "version": "3"}
    assert root.findtext("done") == "2026-11-20T12:00:00.000+07:00"
    assert root.findtext("more/detail") == "ละเอียด"
    assert [(row.findtext("pic"), row.findtext("caption")) for row in root.findall("r")] == [
        ("a.jpg", "<ภาพ>"),
        ("b.jpg", ""),
    ]
    assert root.findtext("meta/instanceID", "").startswith("uuid:")
    assert root.findtext("meta/deprecatedID") == "uuid:old"
    assert root.findtext("meta/instanceName") == "เยี่ยม ลำพูน"
    assert attachments(report) == ["a.jpg", "b.jpg"]
    pruned = ET.fromstring(instance_xml(told(report, Jump("/data/place"), "ตาก"), NOON))
    assert pruned.find("more") is None
    assert pruned.findtext("place") == "ตาก"


def test_an_entity_goes_out_with_its_submission() -> None:
    form = """
    | survey |
    |        | type    | name   | label | save_to |
    |        | text    | name   | ชื่อ    | species |
    |        | integer | height | สูง    | height  |
    | entities |
    |        | list_name | label   |
    |        | trees     | ${name} |
    """
    done = told(begun(form), "สัก", "12")
    entity = ET.fromstring(instance_xml(done, NOON)).find("meta/entity")
    assert entity is not None
    assert entity.get("dataset") == "trees"
    assert entity.get("create") == "1"
    assert len(entity.get("id", "")) == 36
    assert entity.findtext("label") == "สัก"
    again = ET.fromstring(instance_xml(done, NOON)).find("meta/entity")
    assert again is not None
    assert again.get("id") == entity.get("id")


def test_a_submission_bears_the_marks_of_its_form() -> None:
    settings = '| | form_id | version | namespaces | attribute::x:team |\n| | v | 3 | x="https://example.org/x" | ก |'
    report = begun(f"| settings |\n{settings}\n| survey |\n| | type | name | label |\n| | text | a | A |")
    root = ET.fromstring(instance_xml(report, NOON))
    assert root.attrib == {"id": "v", "version": "3", "{https://example.org/x}team": "ก"}
