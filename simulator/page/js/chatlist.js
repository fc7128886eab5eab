// Which chats does a phone have? The list behind the back arrow, with the last line of each (altText for cards).

import { readChat } from "./api.js";
import { BOT_NAME, avatarOf } from "./avatar.js";
import { button, el, fill } from "./dom.js";
import { summaryOf, timeOf } from "./format.js";
import { icon } from "./icons.js";

/** Draw the list for `person`. `deeds`: groups() → groups of this person, open(group|null), newGroup(). */
export async function showChatList(host, person, deeds) {
  const rows = el("div", { class: "chat-rows" });
  const screen = el(
    "section",
    { class: "chat-list", "aria-label": "รายการแชท" },
    el(
      "header",
      { class: "list-head" },
      el("h2", { text: "แชท" }),
      button({ class: "round", "aria-label": "สร้างกลุ่ม", on: { click: deeds.newGroup } }, icon("group")),
    ),
    rows,
  );
  host.append(screen);
  const chats = [
    { name: BOT_NAME, where: { userId: person.userId }, group: null },
    ...(await deeds.groups()).map((group) => ({ name: group.name || "กลุ่ม", where: { groupId: group.groupId }, group })),
  ];
  fill(
    rows,
    await Promise.all(
      chats.map((chat) =>
        chatRow(chat, (group) => {
          screen.remove();
          deeds.open(group);
        }),
      ),
    ),
  );
  rows.querySelector("button")?.focus({ preventScroll: true });
  return screen;
}

async function chatRow({ name, where, group }, open) {
  const last = (await readChat(where)).messages.at(-1);
  const words = !last ? "ยังไม่มีข้อความ" : last.unsent ? "ยกเลิกข้อความแล้ว" : summaryOf(last.message);
  return button(
    { class: "chat-row", on: { click: () => open(group) } },
    avatarOf(group ? { userId: group.groupId, name } : null),
    el(
      "span",
      { class: "chat-words" },
      el("b", { text: name }, !group && el("span", { class: "badge" }, icon("shield"))),
      el("span", { text: words }),
    ),
    last && el("time", { text: timeOf(last.at) }),
  );
}
