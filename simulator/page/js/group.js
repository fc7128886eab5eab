// Who is in a group? A sheet to make one or to bring people in; a group is {groupId, name, members, botIn}.

import { createGroup, say } from "./api.js";
import { el } from "./dom.js";
import { field, note, openSheet } from "./sheet.js";

export const isIn = (group, person) => group.members.some(({ userId }) => userId === person.userId);

/** Choose members among `people` over `host`; `made(group)` follows once the group exists and the bot was told. */
export function askGroup(host, people, made) {
  const name = el("input", { value: "กลุ่มติดตามรายงาน", maxlength: 50, "data-first": true });
  const choice = memberChoice("สมาชิก (บอตเข้าร่วมด้วย)", people, true);
  openSheet(host, {
    title: "สร้างกลุ่ม",
    body: el("div", { class: "form" }, field("ชื่อกลุ่ม", name), choice.node),
    doneLabel: "สร้าง",
    testid: "group-sheet",
    done: () => {
      const members = choice.chosen();
      if (!members.length) return false;
      create(members, name.value.trim() || "กลุ่ม").then(made, (trouble) => note(host, trouble.message));
      return true;
    },
  });
}

/** A group is made with the bot in it; LINE tells the bot by a join event. */
async function create(members, name) {
  const group = await createGroup(members, name);
  await say(members[0], { type: "join", groupId: group.groupId });
  return group;
}

/** Choose who joins a group among `people` over `host`; `chosen(userIds)` is called when there is anyone. */
export function askMembers(host, people, chosen) {
  const choice = memberChoice("คนที่จะเพิ่ม", people, false);
  openSheet(host, {
    title: "เพิ่มสมาชิก",
    body: el("div", { class: "form" }, choice.node),
    doneLabel: "เพิ่ม",
    done: () => {
      const members = choice.chosen();
      if (members.length) chosen(members);
      return members.length > 0;
    },
  });
}

function memberChoice(legend, people, checked) {
  const boxes = people.map((person) => el("input", { type: "checkbox", value: person.userId, checked }));
  const rows = people.map((person, index) =>
    el("label", { class: "member" }, boxes[index], el("span", { text: person.displayName })),
  );
  const node = el("fieldset", { class: "members" }, el("legend", { text: legend }), rows);
  return { node, chosen: () => boxes.filter((box) => box.checked).map((box) => box.value) };
}
