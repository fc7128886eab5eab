// Which quick replies stand above the keyboard? Those of the last message, on phones only, until one is tapped.

import { STAYING } from "./actions.js";
import { button, el, fill, mediaUrl } from "./dom.js";
import { icon } from "./icons.js";

const ICONS = { camera: "camera", cameraRoll: "image", location: "pin" };

export class QuickReplies {
  /** `act(action, sent)` is called on a tap; it calls `sent` once a picker's choice is on its way. */
  constructor(act) {
    this.act = act;
    this.items = [];
    this.dismissed = null;
    this.node = el("div", { class: "quick-replies", role: "group", "aria-label": "คำตอบด่วน", hidden: true });
  }

  /** Show `items` of the message numbered `n`; those already tapped away stay away until another message is last. */
  update(items, n, visible) {
    const shown = visible && n !== this.dismissed ? items : [];
    const key = JSON.stringify([n, shown]);
    if (key === this.key) return;
    this.key = key;
    this.node.hidden = shown.length === 0;
    fill(
      this.node,
      shown.map((item) => this.chip(item, n)),
    );
    this.node.scrollLeft = 0;
  }

  chip(item, n) {
    const { action } = item;
    const picture = mediaUrl(item.imageUrl);
    const mark = picture ? el("img", { src: picture, alt: "" }) : ICONS[action.type] && icon(ICONS[action.type]);
    return button(
      { class: "chip", data: { testid: "quick-reply", kind: action.type }, on: { click: () => this.tap(action, n) } },
      mark,
      el("span", { text: action.label ?? "" }),
    );
  }

  tap(action, n) {
    const dismiss = () => {
      this.dismissed = n;
      this.update([], n, true);
    };
    if (!STAYING.has(action.type)) dismiss();
    this.act(action, dismiss);
  }
}
