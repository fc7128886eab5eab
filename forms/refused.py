"""What a form may not use here: it would be asked, and could never be answered or kept."""

from collections.abc import Iterator

from forms.slips import Slip
from forms.xform import Control, XForm


def refusals(form: XForm) -> list[Slip]:
    """Return a slip for each thing that cannot be asked in chat, or kept by us."""
    found = [Slip(ref, column, what, remedy) for ref, one in form.controls.items() for column, what, remedy in _in(one)]
    if form.encrypted:
        found.append(Slip("", "public_key", "แบบฟอร์มเข้ารหัสลับ (public_key) ใช้ที่นี่ไม่ได้", "ลบ public_key ในแผ่น settings"))
    if "background-audio" in form.unrecorded:
        found.append(Slip("", "type", "แชทอัดเสียงเบื้องหลังไม่ได้ (background-audio)", "ใช้ข้อชนิด audio แทน"))
    return found


def _in(control: Control) -> Iterator[tuple[str, str, str]]:
    looks = control.attributes.get("appearance", "")
    if looks.startswith("ex:") or " ex:" in looks:
        yield "appearance", "เปิดแอปอื่นจากแชทไม่ได้ (ex:)", "ลบ appearance นี้"
    if "printer:" in looks:
        yield "appearance", "สั่งพิมพ์จากแชทไม่ได้ (printer)", "ลบ appearance นี้"
    if control.attributes.get("mediatype", "").startswith("osm"):
        yield "type", "ข้อชนิด osm ตอบในแชทไม่ได้", "ใช้ geopoint แทน"
