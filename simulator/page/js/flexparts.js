// How does one Flex component look? Boxes and what stands in them; bubbles and carousels are flex.js.

import { button, el, mediaUrl } from "./dom.js";
import { BORDER, FONT, IMAGE, SPACE, colour, gradient, measure, offset, ratio } from "./flexsize.js";

const JUSTIFY = new Set(["center", "flex-start", "flex-end", "space-between", "space-around", "space-evenly"]);
const ALIGN_ITEMS = new Set(["center", "flex-start", "flex-end"]);
const ALIGN = { start: "start", center: "center", end: "end" };
const GRAVITY = { top: "flex-start", center: "center", bottom: "flex-end" };

const PARTS = { box, text, button: flexButton, image, icon: flexIcon, separator, filler, spacer, video };

/** A component as an element. `act(action)` is called when a part with an action is tapped; `parent` is its box. */
export function part(component, act, parent = { layout: "vertical" }) {
  const draw = PARTS[component?.type];
  if (!draw) return null;
  const node = draw(component, act, parent);
  place(node, component, parent);
  return node;
}

/** Position inside the parent box: share of the free space, distance to the neighbour, offsets. */
function place(node, component, parent) {
  const vertical = parent.layout === "vertical";
  const margin = measure(component.margin ?? component.fallbackMargin, SPACE);
  if (margin) node.style.setProperty(vertical ? "margin-top" : "margin-left", margin);
  if (component.type !== "separator") node.style.flex = share(component, vertical);
  if (component.position === "absolute") node.style.position = "absolute";
  const offsets = {
    top: component.offsetTop,
    bottom: component.offsetBottom,
    left: component.offsetStart,
    right: component.offsetEnd,
  };
  for (const [side, value] of Object.entries(offsets)) if (offset(value)) node.style.setProperty(side, offset(value));
}

function share(component, vertical) {
  if (component.type === "filler") return `${component.flex ?? 1} 0 0`;
  const sized = component.type === "box" && (component.width || component.height);
  const alone = vertical || component.type === "icon" || sized;
  const flex = component.flex ?? (alone ? 0 : 1);
  if (flex === 0) return "0 0 auto";
  return vertical ? `${flex} 0 auto` : `${flex} 0 0`;
}

function tappable(node, action, act) {
  if (!action) return node;
  node.classList.add("tappable");
  node.tabIndex = 0;
  node.setAttribute("role", "button");
  if (action.label) node.setAttribute("aria-label", action.label);
  const tap = (event) => {
    event.stopPropagation();
    event.preventDefault();
    act(action);
  };
  node.addEventListener("click", tap);
  node.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") tap(event);
  });
  return node;
}

/** A box with its children; `spacing` is the margin of each child but the first that names none of its own. */
export function box(component, act) {
  const node = el("div", { class: `fx-box fx-${component.layout}`, style: boxStyle(component) });
  const children = component.contents ?? [];
  children.forEach((child, index) => {
    const spaced = index > 0 && component.spacing ? { ...child, fallbackMargin: component.spacing } : child;
    const drawn = part(spaced, act, component);
    if (drawn) node.append(drawn);
  });
  return tappable(node, component.action, act);
}

function boxStyle(component) {
  const border = measure(component.borderWidth, BORDER);
  return {
    "background-color": colour(component.backgroundColor),
    "background-image": gradient(component.background),
    border: border && `${border} solid ${colour(component.borderColor) ?? "#d4d6da"}`,
    "border-radius": measure(component.cornerRadius, SPACE),
    width: measure(component.width),
    "max-width": measure(component.maxWidth),
    height: measure(component.height),
    "max-height": measure(component.maxHeight),
    padding: measure(component.paddingAll, SPACE),
    "padding-top": measure(component.paddingTop, SPACE),
    "padding-bottom": measure(component.paddingBottom, SPACE),
    "padding-left": measure(component.paddingStart, SPACE),
    "padding-right": measure(component.paddingEnd, SPACE),
    "justify-content": JUSTIFY.has(component.justifyContent) ? component.justifyContent : null,
    "align-items": ALIGN_ITEMS.has(component.alignItems) ? component.alignItems : null,
  };
}

function text(component, act) {
  const node = el("div", {
    class: "fx-text",
    style: {
      ...typeface(component),
      "text-align": ALIGN[component.align],
      "align-self": component.gravity && component.gravity !== "top" ? GRAVITY[component.gravity] : null,
      "line-height": component.lineSpacing && `calc(1.35em + ${measure(component.lineSpacing) ?? "0px"})`,
    },
  });
  const inner = el("p", {}, component.contents?.length ? component.contents.map(span) : (component.text ?? ""));
  if (component.wrap) node.classList.add("wrap");
  if (component.wrap && component.maxLines > 0)
    inner.style.setProperty("-webkit-line-clamp", String(component.maxLines));
  node.append(inner);
  return tappable(node, component.action, act);
}

const span = (component) => el("span", { text: component.text ?? "", style: typeface(component) });

function typeface(component) {
  const decoration = component.decoration;
  return {
    "font-size": measure(component.size, FONT),
    "font-weight": component.weight === "bold" ? "700" : component.weight === "regular" ? "400" : null,
    "font-style": component.style === "italic" ? "italic" : null,
    "text-decoration": decoration === "underline" || decoration === "line-through" ? decoration : null,
    color: colour(component.color),
  };
}

function flexButton(component, act) {
  const style = ["primary", "secondary"].includes(component.style) ? component.style : "link";
  const tint = colour(component.color);
  return button({
    class: `fx-button ${style} ${component.height === "sm" ? "sm" : "md"}`,
    text: component.action?.label ?? "",
    style: { [style === "link" ? "color" : "background-color"]: tint, "align-self": GRAVITY[component.gravity] },
    on: {
      click: (event) => {
        event.stopPropagation();
        act(component.action);
      },
    },
  });
}

function image(component, act, parent) {
  const fit = component.aspectMode === "cover" ? "cover" : "contain";
  const picture = el("img", { src: mediaUrl(component.url), alt: "", style: { "object-fit": fit } });
  const frame = el(
    "div",
    {
      class: "fx-image-frame",
      style: {
        width: measure(component.size ?? "md", IMAGE),
        "aspect-ratio": ratio(component.aspectRatio),
        "background-color": colour(component.backgroundColor),
      },
    },
    picture,
  );
  const side = GRAVITY[{ start: "top", end: "bottom" }[component.align] ?? "center"];
  const node = el("div", { class: "fx-image", style: { "justify-content": side } }, frame);
  if (parent.layout !== "vertical" && component.gravity) node.style.alignSelf = GRAVITY[component.gravity] ?? "";
  return tappable(node, component.action, act);
}

function flexIcon(component) {
  const size = measure(component.size ?? "md", FONT);
  return el("img", {
    class: "fx-icon",
    src: mediaUrl(component.url),
    alt: "",
    style: { height: size, "aspect-ratio": ratio(component.aspectRatio) },
  });
}

function video(component) {
  return el("video", {
    class: "fx-video",
    controls: true,
    preload: "none",
    playsinline: true,
    src: mediaUrl(component.url),
    poster: mediaUrl(component.previewUrl),
    style: { "aspect-ratio": ratio(component.aspectRatio) },
  });
}

function separator(component) {
  return el("div", {
    class: "fx-separator",
    role: "presentation",
    style: { "background-color": colour(component.color) },
  });
}

function filler() {
  return el("div", { class: "fx-filler" });
}

function spacer(component) {
  return el("div", { class: "fx-spacer", style: { height: measure(component.size ?? "md", SPACE) } });
}
