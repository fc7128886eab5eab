// What stands around a chat? The caption over a phone, its edge and status line, and LINE's header bar.

import { BOT_NAME } from "./avatar.js";
import { button, el, fill } from "./dom.js";
import { timeOf } from "./format.js";
import { icon } from "./icons.js";

const TICK_MS = 10_000;

/** Build the frame; gives `phone` its `screen` (where parts are put) and `retitle()`. */
export function phoneFrame(phone, index) {
  const title = el("div", { class: "title" });
  phone.retitle = () => fill(title, titleOf(phone.group));
  phone.screen = el("div", { class: "screen" }, statusLine(), lineHeader(phone, title));
  const edge = el("div", { class: "edge" }, phone.screen);
  return el(
    "article",
    {
      class: "phone",
      "aria-label": `โทรศัพท์ของ${phone.person.displayName}`,
      data: { testid: `phone-${index}`, user: phone.person.userId },
    },
    caption(phone),
    edge,
  );
}

function titleOf(group) {
  if (group)
    return [
      el("b", { text: group.name || "กลุ่ม" }),
      el("span", { class: "count", text: `(${group.members.length + (group.botIn ? 1 : 0)})` }),
    ];
  return [el("span", { class: "badge", title: "บัญชีทางการ" }, icon("shield")), el("b", { text: BOT_NAME })];
}

function caption(phone) {
  const name = el("input", {
    class: "owner",
    value: phone.person.displayName,
    "aria-label": "ชื่อผู้ใช้โทรศัพท์เครื่องนี้",
    maxlength: 20,
    spellcheck: "false",
    on: {
      change: () => {
        if (name.value.trim()) phone.rename(name.value.trim());
        else name.value = phone.person.displayName;
      },
      keydown: (event) => {
        if (event.key === "Enter") name.blur();
      },
    },
  });
  const pc = button(
    {
      class: "caption-tool client",
      "aria-label": "สลับโทรศัพท์หรือคอมพิวเตอร์",
      title: "สลับโทรศัพท์หรือคอมพิวเตอร์",
      data: { testid: "pc-mode" },
      on: { click: () => phone.setClient(phone.isPc ? "phone" : "pc") },
    },
    icon("phone"),
    icon("pc"),
  );
  const close = button(
    {
      class: "caption-tool",
      "aria-label": "ปิดโทรศัพท์เครื่องนี้",
      title: "ปิด",
      data: { testid: "close-phone" },
      on: { click: () => phone.desk.close(phone) },
    },
    icon("close"),
  );
  return el("div", { class: "caption" }, name, pc, close);
}

function statusLine() {
  const time = el("time", { text: timeOf(Date.now()) });
  const ticking = setInterval(() => {
    time.textContent = timeOf(Date.now());
    if (!time.isConnected) clearInterval(ticking);
  }, TICK_MS);
  return el(
    "div",
    { class: "status-line", "aria-hidden": "true" },
    time,
    el("span", { class: "signal" }, el("i"), el("i"), el("i"), el("i")),
    el("span", { class: "battery" }),
  );
}

function lineHeader(phone, title) {
  return el(
    "header",
    { class: "line-header" },
    button(
      {
        class: "round",
        "aria-label": "กลับไปรายการแชท",
        data: { testid: "back" },
        on: { click: () => phone.showChats() },
      },
      icon("back"),
    ),
    title,
    button(
      { class: "round", "aria-label": "เมนูของแชท", data: { testid: "menu" }, on: { click: () => phone.showMenu() } },
      icon("menu"),
    ),
  );
}
