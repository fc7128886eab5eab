// How does one message look? Every kind LINE can send or receive, as one element; rows and times are conversation.js.

import { contentUrl } from "./api.js";
import { button, el, linkUrl, mediaUrl } from "./dom.js";
import { flexMessage } from "./flex.js";
import { lengthOf, sizeOf } from "./format.js";
import { icon, stickerFace } from "./icons.js";
import { textNodes } from "./richtext.js";
import { imagemapMessage, templateMessage } from "./template.js";

const KINDS = {
  text,
  textV2: text,
  sticker,
  image,
  video,
  audio,
  file,
  location,
  flex: (message, tools) => flexMessage(message.contents, tools.act),
  template: (message, tools) => templateMessage(message, tools.act),
  imagemap: (message, tools) => imagemapMessage(message, tools.act),
};

/** Kinds that stand in the chat without a coloured bubble behind them. */
export const BARE = new Set(["sticker", "image", "video", "flex", "template", "imagemap", "location", "file"]);

/** The element of a message. `tools`: act(action) for taps, nameOf(userId), enlarge(address) for pictures. */
export function bubbleOf(message, tools) {
  const draw = KINDS[message.type];
  return draw
    ? draw(message, tools)
    : el("div", { class: "text-bubble", text: message.altText ?? `[${message.type}]` });
}

function text(message, tools) {
  return el("div", { class: "text-bubble" }, quoted(message, tools), el("span", {}, textNodes(message, tools.nameOf)));
}

function quoted(message, tools) {
  const original = message.quotedMessageId && tools.quoted?.(message.quotedMessageId);
  return original && el("div", { class: "quoted", text: original });
}

function sticker(message) {
  const words = message.keywords?.[0] ?? `${message.packageId}/${message.stickerId}`;
  return el(
    "div",
    { class: "sticker", role: "img", "aria-label": `สติกเกอร์ ${words}`, title: `สติกเกอร์ ${words}` },
    stickerFace(message.stickerId),
  );
}

/** Where the bytes of a media message are: its own address when the bot sent it, the content store when a person did. */
function source(message) {
  const { originalContentUrl, contentProvider, id } = message;
  return mediaUrl(originalContentUrl ?? contentProvider?.originalContentUrl) ?? (id ? contentUrl(id) : null);
}

function image(message, tools) {
  const full = source(message);
  const preview = mediaUrl(message.previewImageUrl) ?? full;
  return button(
    { class: "picture", "aria-label": "ดูภาพขนาดใหญ่", on: { click: () => tools.enlarge(full) } },
    el("img", { src: preview, alt: "รูปภาพ" }),
  );
}

function video(message) {
  return el("video", {
    class: "picture",
    controls: true,
    preload: "none",
    playsinline: true,
    src: source(message),
    poster: mediaUrl(message.previewImageUrl),
    "aria-label": "วิดีโอ",
  });
}

function audio(message) {
  const sound = el("audio", { src: source(message), preload: "none" });
  const bars = [6, 12, 18, 10, 15, 8, 13, 17, 9, 5].map((height) => el("i", { style: { height: `${height}px` } }));
  const play = button(
    {
      class: "play",
      "aria-label": "เล่นเสียง",
      on: {
        click: () => (sound.paused ? sound.play().catch(() => play.classList.add("broken")) : sound.pause()),
      },
    },
    icon("play"),
  );
  return el(
    "div",
    { class: "text-bubble audio" },
    play,
    el("span", { class: "wave", "aria-hidden": "true" }, bars),
    el("span", { text: lengthOf(message.duration ?? 0) }),
    sound,
  );
}

function file(message) {
  const name = message.fileName ?? "ไฟล์";
  const kind = (/\.([a-z0-9]{1,4})$/i.exec(name)?.[1] ?? "").toUpperCase();
  return el(
    "a",
    { class: "file", href: source(message), download: name, title: name },
    el("span", { class: `file-kind kind-${kind.toLowerCase()}` }, icon("file"), el("b", { text: kind })),
    el(
      "span",
      { class: "file-words" },
      el("span", { class: "file-name", text: name }),
      el("small", { text: sizeOf(message.fileSize) }),
    ),
  );
}

function location(message) {
  const { latitude, longitude } = message;
  const known = Number.isFinite(latitude) && Number.isFinite(longitude);
  const address = known ? linkUrl(`https://www.google.com/maps/search/?api=1&query=${latitude},${longitude}`) : null;
  return el(
    "a",
    { class: "place", href: address, target: "_blank", rel: "noopener noreferrer" },
    el("span", { class: "map", "aria-hidden": "true" }, icon("pin")),
    el(
      "span",
      { class: "place-words" },
      el("b", { text: message.title ?? "ตำแหน่งที่ตั้ง" }),
      el("small", { text: message.address ?? (known ? `${latitude.toFixed(5)}, ${longitude.toFixed(5)}` : "") }),
    ),
  );
}
