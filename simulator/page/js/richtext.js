// Which parts of a text are more than letters? Links, mentions, LINE emojis; everything else stays text.

import { el, linkUrl } from "./dom.js";
import { icon } from "./icons.js";

const LINK = /(https?:\/\/[^\s<>"'“”‘’]+)/g;
const TRAILING = /[).,;:!?\]ฯ]+$/;

/** The nodes of a text message. Emoji and mention indexes are UTF-16 units, as JavaScript counts too. */
export function textNodes(message, nameOf) {
  if (message.type === "textV2") return substituted(message, nameOf);
  const marks = [...emojiMarks(message), ...mentionMarks(message)].sort((a, b) => a.from - b.from);
  const nodes = [];
  let at = 0;
  for (const mark of marks) {
    if (mark.from < at) continue;
    nodes.push(...linked(message.text.slice(at, mark.from)), mark.node);
    at = mark.to;
  }
  return [...nodes, ...linked((message.text ?? "").slice(at))];
}

const emojiMarks = (message) =>
  (message.emojis ?? []).map(({ index, length = 1 }) => ({ from: index, to: index + length, node: emoji() }));

function mentionMarks(message) {
  const mentionees = message.mention?.mentionees ?? [];
  return mentionees.map(({ index, length }) => ({
    from: index,
    to: index + length,
    node: mention(message.text.slice(index, index + length)),
  }));
}

const emoji = () => el("span", { class: "line-emoji", role: "img", "aria-label": "อีโมจิ" }, icon("smile"));
const mention = (words) => el("span", { class: "mention", text: words });

/** textV2: `{key}` stands for a mention or an emoji, `{{` and `}}` for a brace. */
function substituted(message, nameOf) {
  return (message.text ?? "").split(/(\{\{|\}\}|\{[0-9a-zA-Z_]{1,20}\})/).flatMap((piece) => {
    if (piece === "{{" || piece === "}}") return [piece[0]];
    const key = /^\{(\w+)\}$/.exec(piece)?.[1];
    const what = key && message.substitution?.[key];
    if (!what) return linked(piece);
    if (what.type !== "mention") return [emoji()];
    return [mention(what.mentionee?.type === "all" ? "@All" : `@${nameOf(what.mentionee?.userId) ?? "สมาชิก"}`)];
  });
}

function linked(text) {
  return text
    .split(LINK)
    .filter(Boolean)
    .flatMap((piece) => {
      if (!linkUrl(piece)) return [piece];
      const tail = TRAILING.exec(piece)?.[0] ?? "";
      const address = piece.slice(0, piece.length - tail.length);
      return [el("a", { href: address, target: "_blank", rel: "noopener noreferrer", text: address }), tail].filter(
        Boolean,
      );
    });
}
