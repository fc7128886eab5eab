// Whose face stands beside a message? The bot's mark, or a coloured disc with the first letter of a name.

import { el, mediaUrl } from "./dom.js";

export const BOT_NAME = "รายงาน";
export const BOT_PICTURE = "/page/img/bot.svg";

const COLOURS = ["#5b8def", "#e28743", "#7a6ff0", "#2fa58d", "#d9668f", "#8a7f5c"];
const THAI_FIRST = /[ก-ฮ]|[^\s\u0e30-\u0e4e]/u;

/** `voice`: {userId, name} for a person, {sender?} or null for the bot (sender is LINE's per-message override). */
export function avatarOf(voice) {
  if (voice?.name) return letter(voice);
  return el("img", { class: "avatar", src: mediaUrl(voice?.sender?.iconUrl) ?? BOT_PICTURE, alt: "" });
}

function letter({ userId = "", name }) {
  const seed = [...`${userId}${name}`].reduce((sum, character) => sum + character.codePointAt(0), 0);
  // A leading vowel such as เ or ผู้'s marks is not the letter a Thai reader names: take the first consonant.
  const first = THAI_FIRST.exec(name)?.[0] ?? "?";
  return el("span", {
    class: "avatar letter",
    "aria-hidden": "true",
    style: { "background-color": COLOURS[seed % COLOURS.length] },
    text: first,
  });
}
