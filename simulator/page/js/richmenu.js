// What does the rich menu of a phone show? Its picture with tappable areas; whether it is open is the composer's matter.

import { richMenuOf } from "./api.js";
import { el, fill, mediaUrl } from "./dom.js";
import { tapArea } from "./template.js";

export class RichMenu {
  /** `act(action)` is called on a tap; `changed(menu|null)` when another menu, or none, is linked. */
  constructor(userId, act, changed) {
    Object.assign(this, { userId, act, changed, menuId: null, menu: null });
    this.node = el("div", { class: "rich-menu", role: "group", "aria-label": "เมนู", data: { testid: "rich-menu" } });
  }

  /** Fetch and draw the menu when its id differs from the one on screen. */
  async follow(menuId) {
    if (menuId === this.menuId) return;
    this.menuId = menuId;
    const { richMenu, imageUrl } = menuId ? await richMenuOf(this.userId) : {};
    if (menuId !== this.menuId) return;
    this.menu = richMenu ?? null;
    if (this.menu) this.draw(imageUrl);
    this.changed(this.menu);
  }

  draw(imageUrl) {
    const size = this.menu.size ?? { width: 2500, height: 1686 };
    const areas = (this.menu.areas ?? []).map(({ bounds, action }) =>
      tapArea(bounds, size, action.label ?? action.displayText ?? action.text, () => this.act(action)),
    );
    this.node.style.aspectRatio = `${size.width} / ${size.height}`;
    fill(this.node, el("img", { src: mediaUrl(imageUrl), alt: this.menu.chatBarText ?? "เมนู" }), areas);
  }
}
