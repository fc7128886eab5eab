// How do template messages and imagemaps look? Buttons, confirm, carousel, image carousel; tappable pictures.

import { button, el, mediaUrl } from "./dom.js";
import { colour } from "./flexsize.js";

const TEMPLATES = { buttons, confirm, carousel, image_carousel: imageCarousel };

/** A template as an element, or its alternative text where the kind is unknown. */
export function templateMessage(message, act) {
  const draw = TEMPLATES[message.template?.type];
  return draw ? draw(message.template, act) : el("div", { class: "text-bubble", text: message.altText ?? "" });
}

const choice = (action, act) =>
  button({ class: "tp-action", text: action.label ?? "", on: { click: () => act(action) } });
const choices = (actions, act, shape = "") =>
  el(
    "div",
    { class: `tp-actions ${shape}` },
    (actions ?? []).map((action) => choice(action, act)),
  );

function card(item, look, act) {
  const shape = look.imageAspectRatio === "square" ? "square" : "rectangle";
  const fit = look.imageSize === "contain" ? "contain" : "cover";
  const picture =
    item.thumbnailImageUrl &&
    el("img", {
      class: `tp-image ${shape}`,
      src: mediaUrl(item.thumbnailImageUrl),
      alt: "",
      style: { "object-fit": fit, "background-color": colour(item.imageBackgroundColor) },
    });
  const words = el(
    "div",
    { class: "tp-words" },
    item.title && el("h3", { text: item.title }),
    el("p", { text: item.text ?? "" }),
  );
  if (item.defaultAction) words.addEventListener("click", () => act(item.defaultAction));
  return el("div", { class: "tp-card" }, picture, words, choices(item.actions, act));
}

function buttons(template, act) {
  return card(template, template, act);
}

function confirm(template, act) {
  const words = el("div", { class: "tp-words" }, el("p", { text: template.text ?? "" }));
  return el("div", { class: "tp-card" }, words, choices(template.actions, act, "side-by-side"));
}

function carousel(template, act) {
  const columns = template.columns ?? [];
  return el(
    "div",
    { class: "carousel", role: "group", tabindex: 0, "aria-label": `การ์ด ${columns.length} ใบ เลื่อนดูด้านข้าง` },
    columns.map((column) => card(column, template, act)),
  );
}

function imageCarousel(template, act) {
  const columns = template.columns ?? [];
  return el(
    "div",
    { class: "carousel", role: "group", tabindex: 0, "aria-label": `ภาพ ${columns.length} ภาพ เลื่อนดูด้านข้าง` },
    columns.map((column) =>
      button(
        { class: "tp-picture", "aria-label": column.action?.label ?? "ภาพ", on: { click: () => act(column.action) } },
        el("img", { src: mediaUrl(column.imageUrl), alt: "" }),
        column.action?.label && el("span", { text: column.action.label }),
      ),
    ),
  );
}

/** An imagemap: LINE asks for the base address plus a width, without a file extension. Areas are in base pixels. */
export function imagemapMessage(message, act) {
  const { width = 1040, height = 1040 } = message.baseSize ?? {};
  const address = mediaUrl(message.baseUrl);
  const areas = (message.actions ?? []).map((action) =>
    tapArea(action.area, { width, height }, action.label ?? action.text ?? action.linkUri, () =>
      act(action.linkUri ? { type: "uri", uri: action.linkUri } : action),
    ),
  );
  return el(
    "div",
    { class: "imagemap", style: { "aspect-ratio": `${width} / ${height}` } },
    el("img", { src: address && `${address}/700`, alt: message.altText ?? "" }),
    areas,
  );
}

/** A see-through button over part of a picture; `area` and `size` are in the picture's own pixels. */
export function tapArea(area, size, label, tap) {
  const percent = (part, whole) => `${(100 * part) / whole}%`;
  return button({
    class: "tap-area",
    "aria-label": label ?? "พื้นที่กด",
    on: { click: tap },
    style: {
      left: percent(area.x, size.width),
      top: percent(area.y, size.height),
      width: percent(area.width, size.width),
      height: percent(area.height, size.height),
    },
  });
}
