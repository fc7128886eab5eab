// What can be done with a message or a chat? The menus of a long press and of the header's three lines.

import { el } from "./dom.js";
import { summaryOf } from "./format.js";
import { openMenu, openSheet } from "./sheet.js";

/** The menu of one's own message: copy, edit (texts in groups only, as LINE has it), unsend. */
export function messageMenu(phone, entry) {
  if (entry.unsent) return;
  const { message } = entry;
  const copy = { label: "คัดลอก", icon: "copy", act: () => navigator.clipboard.writeText(message.text).then(() => phone.note("คัดลอกแล้ว"), () => {}) };
  const edit = { label: "แก้ไข", icon: "pencil", act: () => askEdit(phone, entry) };
  const unsend = { label: "ยกเลิกข้อความ", icon: "reset", danger: true, act: () => phone.unsend(entry) };
  const isText = message.type === "text";
  openMenu(phone.screen, summaryOf(message).slice(0, 40), [...(isText ? [copy] : []), ...(isText && phone.group ? [edit] : []), unsend]);
}

function askEdit(phone, entry) {
  const words = el("textarea", { rows: 4, autofocus: true, "aria-label": "ข้อความใหม่", value: entry.message.text });
  openSheet(phone.screen, { title: "แก้ไขข้อความ", body: el("div", { class: "form" }, words), done: () => {
    if (!words.value.trim()) return false;
    phone.edit(entry, words.value);
    return true;
  } });
}

/** The menu of a chat: block or unblock the bot, phone or PC, a new group. */
export function phoneMenu(phone) {
  const { person } = phone;
  const block = person.blocked
    ? { label: "เลิกบล็อก", icon: "addFriend", act: () => phone.setBlocked(false) }
    : { label: "บล็อก", icon: "block", danger: true, act: () => phone.setBlocked(true) };
  const client = phone.isPc
    ? { label: "ใช้ LINE บนโทรศัพท์", icon: "phone", act: () => phone.setClient("phone") }
    : { label: "ใช้ LINE บนคอมพิวเตอร์", icon: "pc", act: () => phone.setClient("pc") };
  const group = { label: "สร้างกลุ่ม", icon: "group", act: () => phone.desk.newGroup(phone) };
  openMenu(phone.screen, person.displayName, phone.group ? [client, group] : [client, group, block]);
}
