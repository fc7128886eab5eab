// Who is in a new group? A sheet with the people of the simulator; the bot joins with them.

import { createGroup } from "./api.js";
import { el } from "./dom.js";
import { field, openSheet } from "./sheet.js";

/** Choose members among `people` over `host`; `made({groupId, name, members})` follows once the group exists. */
export function askGroup(host, people, made) {
  const name = el("input", { value: "กลุ่มติดตามรายงาน", maxlength: 50, autofocus: true });
  const boxes = people.map((person) => el("input", { type: "checkbox", value: person.userId, checked: true }));
  const choices = people.map((person, index) => el("label", { class: "member" }, boxes[index], el("span", { text: person.displayName })));
  const body = el("div", { class: "form" }, field("ชื่อกลุ่ม", name), el("fieldset", { class: "members" }, el("legend", { text: "สมาชิก (บอตเข้าร่วมด้วย)" }), choices));
  openSheet(host, { title: "สร้างกลุ่ม", body, doneLabel: "สร้าง", testid: "group-sheet", done: () => {
    const members = boxes.filter((box) => box.checked).map((box) => box.value);
    if (!members.length) return false;
    const wanted = name.value.trim() || "กลุ่ม";
    createGroup(members, wanted).then(({ groupId }) => made({ groupId, name: wanted, members }));
    return true;
  } });
}
