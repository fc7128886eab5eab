// How do messages become rows on a screen? Days, sides, avatars, times and "read"; what a message looks like is bubbles.js.

import { avatarOf } from "./avatar.js";
import { BARE, bubbleOf } from "./bubbles.js";
import { el, fill } from "./dom.js";
import { dayLabel, dayOf, summaryOf, timeOf } from "./format.js";

const HOLD_MS = 500;
const NEAR_END_PX = 120;

export class Conversation {
  /** `tools` for bubbles, plus: me (userId), inGroup(), options(entry) opened by a long press, unheard(id). */
  constructor(tools) {
    this.tools = { ...tools, quoted: (id) => this.quoted(id) };
    this.dots = el(
      "div",
      { class: "row left loading", role: "status", "aria-label": "กำลังพิมพ์" },
      avatarOf(null),
      el("div", { class: "dots" }, el("i"), el("i"), el("i")),
    );
    this.rows = el("div", { class: "rows", role: "log", "aria-live": "polite" });
    this.node = el(
      "main",
      { class: "messages", data: { testid: "messages" }, tabindex: 0, "aria-label": "ข้อความในแชท" },
      this.rows,
    );
    Object.assign(this, { atEnd: true, top: 0 });
    // Only scrolling up leaves the end: a picture that loads moves the end away from a reader who stands still.
    this.node.addEventListener("scroll", () => {
      const up = this.node.scrollTop < this.top;
      this.top = this.node.scrollTop;
      this.atEnd = this.distanceToEnd() < NEAR_END_PX || (this.atEnd && !up);
    });
    // Pictures load late and the rich menu takes room: who was reading the newest goes on reading it.
    const watch = new ResizeObserver(() => {
      if (this.atEnd) this.toEnd();
    });
    watch.observe(this.node);
    watch.observe(this.rows);
    this.clear();
  }

  distanceToEnd() {
    return this.node.scrollHeight - this.node.scrollTop - this.node.clientHeight;
  }

  clear() {
    this.atEnd = true;
    this.entries = new Map();
    this.last = null;
    this.lastN = 0;
    fill(this.rows);
  }

  /** Take entries of the chat; a known one that was unsent or edited is drawn anew in its place. */
  add(entries) {
    for (const entry of entries) {
      const known = this.entries.get(entry.n);
      if (!known) this.append(entry);
      else if (changed(known, entry)) this.redraw(known, entry);
    }
    const own = entries.some((entry) => entry.n === this.lastN && this.isMine(entry));
    if (this.atEnd || own) this.toEnd();
  }

  /** Take away what the messages with these numbers said. */
  unsend(numbers) {
    for (const n of numbers) {
      const known = this.entries.get(n);
      if (known && !known.unsent) this.redraw(known, { unsent: true });
    }
  }

  append(entry) {
    if (!this.last || dayOf(this.last.at) !== dayOf(entry.at)) {
      this.rows.append(el("div", { class: "day" }, el("span", { text: dayLabel(entry.at, Date.now()) })));
      this.last = null;
    }
    const follows = this.last && sameVoice(this.last, entry);
    if (follows && timeOf(this.last.at) === timeOf(entry.at)) this.last.row?.classList.add("same-minute");
    const held = { ...entry, follows };
    held.row = this.row(held);
    this.entries.set(entry.n, held);
    this.lastN = entry.n;
    this.rows.append(held.row);
    this.last = held;
    if (this.dots.isConnected) this.rows.append(this.dots);
  }

  redraw(known, entry) {
    const held = { ...known, ...entry };
    held.row = this.row(held);
    held.row.classList.toggle("same-minute", known.row.classList.contains("same-minute"));
    known.row.replaceWith(held.row);
    this.entries.set(known.n, held);
    if (this.last?.n === known.n) this.last = held;
  }

  /** Draw the messages with these ids anew: what is known about them beside the chat has changed. */
  redrawAll(ids) {
    for (const id of ids) if (this.byId(id)) this.redraw(this.byId(id), {});
  }

  row(entry) {
    if (entry.from === "system") return pill(entry.message?.text ?? "");
    if (entry.unsent) return pill(this.isMine(entry) ? "คุณยกเลิกข้อความ" : `${this.speaker(entry)} ยกเลิกข้อความ`);
    return this.isMine(entry) ? this.mine(entry) : this.theirs(entry);
  }

  mine(entry) {
    const heard = !this.tools.unheard(entry.messageId);
    const meta = el(
      "div",
      { class: "meta" },
      heard && el("span", { text: "อ่านแล้ว" }),
      edited(entry),
      el("time", { text: timeOf(entry.at) }),
    );
    const row = el("div", { class: rowClass("right", entry) }, el("div", { class: "line" }, meta, this.bubble(entry)));
    this.holdable(row.querySelector(".bubble"), entry);
    return row;
  }

  theirs(entry) {
    const name = this.tools.inGroup() && !entry.follows && el("span", { class: "name", text: this.speaker(entry) });
    const meta = el(
      "div",
      { class: "meta" },
      edited(entry),
      el("time", { text: timeOf(entry.at), title: entry.via ? `ส่งแบบ ${entry.via}` : null }),
    );
    const face = entry.follows ? el("span", { class: "avatar none" }) : avatarOf(this.voice(entry));
    return el(
      "div",
      { class: rowClass("left", entry) },
      face,
      el("div", { class: "stack" }, name, el("div", { class: "line" }, this.bubble(entry), meta)),
    );
  }

  bubble(entry) {
    const { message } = entry;
    const wide = message.contents?.type === "carousel" || /carousel/.test(message.template?.type ?? "");
    const kind = `${BARE.has(message.type) ? "bare" : "filled"} kind-${message.type}${wide ? " wide" : ""}`;
    return el(
      "div",
      {
        class: `bubble ${kind}`,
        data: {
          testid: "bubble",
          from: entry.from,
          type: message.type,
          n: entry.n,
          ...(entry.via && { via: entry.via }),
        },
      },
      bubbleOf(message, this.tools),
    );
  }

  holdable(node, entry) {
    const open = () => this.tools.options(this.entries.get(entry.n) ?? entry);
    let timer;
    node.tabIndex = 0;
    node.setAttribute("aria-haspopup", "menu");
    node.addEventListener("contextmenu", (event) => {
      event.preventDefault();
      open();
    });
    node.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target === node) open();
    });
    node.addEventListener("pointerdown", (event) => {
      if (event.pointerType === "touch") timer = setTimeout(open, HOLD_MS);
    });
    for (const end of ["pointerup", "pointercancel", "pointerleave"])
      node.addEventListener(end, () => clearTimeout(timer));
  }

  showDots(on) {
    if (on === this.dots.isConnected) return;
    if (!on) return this.dots.remove();
    this.rows.append(this.dots);
    return this.toEnd();
  }

  toEnd() {
    this.node.scrollTop = this.node.scrollHeight;
  }

  byId(id) {
    return id ? [...this.entries.values()].find((entry) => entry.messageId === id) : undefined;
  }

  quoted(id) {
    const original = this.byId(id);
    return original && !original.unsent ? summaryOf(original.message) : null;
  }

  isMine(entry) {
    return entry.from === "user" && (!entry.userId || entry.userId === this.tools.me);
  }

  voice(entry) {
    if (entry.from === "bot") return { sender: entry.message?.sender };
    return { userId: entry.userId, name: this.speaker(entry) };
  }

  speaker(entry) {
    return entry.from === "bot"
      ? (entry.message?.sender?.name ?? this.tools.botName)
      : (this.tools.nameOf(entry.userId) ?? "สมาชิก");
  }
}

const changed = (known, entry) =>
  known.unsent !== entry.unsent || JSON.stringify(known.message) !== JSON.stringify(entry.message);
const rowClass = (side, entry) =>
  `row ${side}${entry.follows ? " follows" : ""}${entry.message?.imageSet ? " in-set" : ""}`;
const pill = (words) => el("div", { class: "day" }, el("span", { text: words }));
const edited = (entry) => entry.edited && el("span", { text: "แก้ไขแล้ว" });

function sameVoice(one, other) {
  return (
    one.from === other.from &&
    one.userId === other.userId &&
    !one.unsent &&
    one.message?.sender?.name === other.message?.sender?.name
  );
}
