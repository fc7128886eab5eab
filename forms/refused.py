"""What a form may not use here: it would be asked, and could never be answered or kept."""

from collections.abc import Iterator

from forms.slips import Slip
from forms.xform import Control, XForm


def refusals(form: XForm) -> list[Slip]:
    """Return a slip for each thing that cannot be asked in chat, or kept by us."""
    found = [Slip(ref, column, what, remedy) for ref, one in form.controls.items() for column, what, remedy in _in(one)]
    if form.encrypted:
        found.append(Slip("", "public_key", "แบบฟอร์มเข้ารหัสลับ (public_key) ใช้ที่นี่ไม่ได้", "ลบ public_key ในแผ่น settings"))
    return found


def _in(control: Control) -> Iterator[tuple[str, str, str]]:
    if control.attributes.get("mediatype", "").startswith("osm"):
        yield "type", "ข้อชนิด osm ตอบในแชทไม่ได้", "ใช้ geopoint แทน"
