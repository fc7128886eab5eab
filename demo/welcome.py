"""What a newcomer reads when everything runs: the address and six things to try, in Thai and English."""

from demo.invites import code_of, read_invites
from demo.trial import Trial

OFFICER_OF, COORDINATOR_OF, SUPERVISOR_OF = "sesao-tak", "peo-tak", "peo-tak"


def welcome(trial: Trial) -> str:
    """Return the text; without a province it says how to invite the first person."""
    invites = read_invites(trial.data_dir) if trial.with_province else []
    if not invites:
        return _without_province(trial)
    officer = code_of(invites, "officer", OFFICER_OF)
    coordinator = code_of(invites, "coordinator", COORDINATOR_OF)
    supervisor = code_of(invites, "supervisor", SUPERVISOR_OF)
    return f"""
  1. เปิด {trial.simulator_url} จะเห็นโทรศัพท์สามเครื่อง / open it: three phones
  2. เจ้าหน้าที่ พิมพ์รหัส / officer, type      {officer}
  3. ผู้ประสานงาน พิมพ์รหัส / coordinator, type {coordinator}
  4. ผู้บังคับบัญชา พิมพ์รหัส / supervisor, type {supervisor}
  5. เจ้าหน้าที่ตอบรายงาน แล้วผู้บังคับบัญชาพิมพ์ สถานะ / the officer answers; the supervisor types สถานะ
  6. กด Ctrl-C เพื่อหยุด ข้อมูลอยู่ใน {trial.data_dir} (รหัสทั้งหมดอยู่ใน invites.txt) / Ctrl-C stops, all is kept there
"""


def _without_province(trial: Trial) -> str:
    return f"""
  เปิด / open    {trial.simulator_url}
  ยังไม่มีหน่วยงาน นำเข้าได้ด้วย / no offices yet, import yours with: flask --app wsgi people import FILE.xlsx
  กด Ctrl-C เพื่อหยุด / Ctrl-C stops. {trial.data_dir}
"""
