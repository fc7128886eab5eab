// How does a Flex Message stand in the chat? Bubbles with their four blocks, and carousels of them.

import { el } from "./dom.js";
import { part } from "./flexparts.js";
import { colour } from "./flexsize.js";

const SIZES = new Set(["nano", "micro", "deca", "hecto", "kilo", "mega", "giga"]);
const BLOCKS = ["header", "hero", "body", "footer"];

/** The container of a Flex Message. `act(action)` is called for every tap on something that acts. */
export function flexMessage(container, act) {
  if (container?.type === "carousel") {
    const bubbles = (container.contents ?? []).map((item) => bubble(item, act));
    return el(
      "div",
      { class: "carousel", role: "group", tabindex: 0, "aria-label": `การ์ด ${bubbles.length} ใบ เลื่อนดูด้านข้าง` },
      bubbles,
    );
  }
  return bubble(container ?? {}, act);
}

function bubble(item, act) {
  const size = SIZES.has(item.size) ? item.size : "mega";
  const node = el("div", { class: `fx-bubble fx-${size}`, dir: item.direction === "rtl" ? "rtl" : "ltr" });
  for (const name of BLOCKS) if (item[name]) node.append(...block(name, item, act));
  if (item.action) {
    node.classList.add("tappable");
    node.addEventListener("click", () => act(item.action));
  }
  return node;
}

function block(name, item, act) {
  const style = item.styles?.[name] ?? {};
  const drawn = part(item[name], act);
  if (!drawn) return [];
  const followed = name === "body" && item.footer ? " with-footer" : "";
  const frame = el(
    "div",
    { class: `fx-${name}${followed}`, style: { "background-color": colour(style.backgroundColor) } },
    drawn,
  );
  if (!style.separator) return [frame];
  return [el("div", { class: "fx-separator", style: { "background-color": colour(style.separatorColor) } }), frame];
}
