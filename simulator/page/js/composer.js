// How does a person write? The bar under the chat: text, attachments, stickers, and the switch to the rich menu.

import { button, el, fill } from "./dom.js";
import { icon, stickerFace } from "./icons.js";

const STICKERS = [
  ["446", "1988"],
  ["446", "1989"],
  ["446", "1990"],
  ["446", "1991"],
  ["789", "10855"],
  ["789", "10856"],
  ["789", "10857"],
  ["789", "10858"],
];
const TALLEST_PX = 108;

export class Composer {
  /** `deeds`: text(words), files(kind, files), sticker(packageId, stickerId), location(), mention. `richMenu` is its node. */
  constructor(deeds, richMenu) {
    Object.assign(this, { deeds, richMenu, menu: null, open: null });
    this.pickers = this.filePickers();
    this.input = el("textarea", {
      rows: 1,
      placeholder: "Aa",
      "aria-label": "พิมพ์ข้อความ",
      data: { testid: "composer" },
      enterkeyhint: "send",
      on: { keydown: (event) => this.key(event), input: () => this.grow(), focus: () => this.showKeyboard() },
    });
    this.send = button(
      { class: "round send", "aria-label": "ส่งข้อความ", data: { testid: "send" }, on: { click: () => this.submit() } },
      icon("send"),
    );
    this.toMenu = this.tool("menu", "เปิดเมนู", () => this.showRichMenu(), "to-menu");
    this.bar = this.menuBar();
    this.panel = el("div", { class: "panel", hidden: true });
    this.node = el("footer", { class: "composer" }, this.row(), this.bar, this.panel, Object.values(this.pickers));
    this.grow();
  }

  row() {
    const pill = el(
      "div",
      { class: "pill" },
      this.input,
      this.tool("smile", "สติกเกอร์", () => this.toggle("stickers")),
    );
    this.mic = this.tool("mic", "ส่งข้อความเสียง", () => this.pickers.audio.click(), "mic");
    return el(
      "div",
      { class: "write" },
      this.toMenu,
      this.tool("plus", "แนบสิ่งอื่น", () => this.toggle("more")),
      this.tool("camera", "กล้อง", () => this.pickers.camera.click(), "folds camera"),
      this.tool("image", "อัลบั้มภาพ", () => this.pickers.album.click(), "folds"),
      this.tool("at", "เอ่ยถึงบอต", () => this.mention(), "mention-tool"),
      pill,
      this.mic,
      this.send,
    );
  }

  tool(name, label, act, extra = "") {
    return button({ class: `round ${extra}`, "aria-label": label, title: label, on: { click: act } }, icon(name));
  }

  filePickers() {
    const pick = (kind, accept, extra = {}, testid) =>
      el("input", {
        type: "file",
        accept,
        class: "hidden-input",
        tabindex: -1,
        "aria-hidden": "true",
        data: testid ? { testid } : {},
        ...extra,
        on: { change: (event) => this.picked(kind, event.target) },
      });
    return {
      album: pick("image", "image/jpeg,image/png", { multiple: true }, "attach-image"),
      camera: pick("image", "image/*", { capture: "environment" }, "attach-camera"),
      file: pick("file", null, {}, "attach-file"),
      video: pick("video", "video/mp4,video/*", {}, "attach-video"),
      audio: pick("audio", "audio/*", {}, "attach-audio"),
    };
  }

  picked(kind, input) {
    const files = [...input.files];
    input.value = "";
    this.close();
    if (files.length) this.deeds.files(kind, files);
  }

  menuBar() {
    this.barText = el("span");
    return el(
      "div",
      { class: "menu-bar", hidden: true },
      this.tool("keyboard", "แป้นพิมพ์", () => this.write(this.input.value), "to-keyboard"),
      button(
        { class: "menu-bar-text", data: { testid: "chat-bar" }, on: { click: () => this.foldMenu() } },
        this.barText,
        icon("down"),
      ),
    );
  }

  key(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.submit();
  }

  submit() {
    const words = this.input.value;
    if (!words.trim()) return;
    this.input.value = "";
    this.grow();
    this.input.focus({ preventScroll: true });
    this.deeds.text(words);
  }

  grow() {
    this.input.style.height = "auto";
    const needed = this.input.scrollHeight; // 0 while the phone is not on the page yet
    if (needed) this.input.style.height = `${Math.min(needed, TALLEST_PX)}px`;
    const full = this.input.value.trim() !== "";
    this.node?.classList.toggle("writing", full);
  }

  /** Open the keyboard with `words` in it, as openKeyboard with fillInText does. */
  write(words) {
    this.showKeyboard();
    this.input.value = words;
    this.grow();
    this.input.focus({ preventScroll: true });
    this.input.setSelectionRange(words.length, words.length);
  }

  mention() {
    const gap = this.input.value && !/\s$/.test(this.input.value) ? " " : "";
    this.write(`${this.input.value}${gap}${this.deeds.mention} `);
  }

  toggle(which) {
    if (this.open === which) return this.close();
    this.open = which;
    fill(this.panel, which === "more" ? this.more() : this.stickers());
    this.panel.className = `panel ${which}`;
    this.panel.hidden = false;
    return undefined;
  }

  close() {
    if (this.open !== "menu") this.showKeyboard();
  }

  more() {
    const choice = (name, label, act) =>
      button(
        { class: "more-choice", on: { click: act } },
        el("span", { class: "more-icon" }, icon(name)),
        el("span", { text: label }),
      );
    return [
      choice("image", "รูปภาพ", () => this.pickers.album.click()),
      choice("camera", "กล้อง", () => this.pickers.camera.click()),
      choice("file", "ไฟล์", () => this.pickers.file.click()),
      choice("pin", "ตำแหน่งที่ตั้ง", () => {
        this.close();
        this.deeds.location();
      }),
      choice("video", "วิดีโอ", () => this.pickers.video.click()),
      choice("mic", "เสียง", () => this.pickers.audio.click()),
    ];
  }

  stickers() {
    return STICKERS.map(([packageId, stickerId]) =>
      button(
        {
          class: "sticker-choice",
          "aria-label": `สติกเกอร์ ${stickerId}`,
          on: {
            click: () => {
              this.close();
              this.deeds.sticker(packageId, stickerId);
            },
          },
        },
        stickerFace(stickerId),
      ),
    );
  }

  /** A rich menu was linked (or none): its bar appears, open at once when the menu says `selected`. */
  setRichMenu(menu) {
    const same = menu && this.menu && menu.richMenuId === this.menu.richMenuId;
    const wasOpen = this.open === "menu";
    this.menu = menu;
    this.node.classList.toggle("has-menu", Boolean(menu));
    this.barText.textContent = menu?.chatBarText ?? "";
    if (!menu) this.showKeyboard();
    else if (!same && (menu.selected || wasOpen)) this.showRichMenu();
  }

  showRichMenu() {
    if (!this.menu) return;
    this.open = "menu";
    fill(this.panel, this.richMenu);
    this.panel.className = "panel rich";
    this.panel.hidden = false;
    this.showBar(true);
  }

  foldMenu() {
    this.panel.hidden = !this.panel.hidden;
    this.bar.classList.toggle("folded", this.panel.hidden);
  }

  showKeyboard() {
    this.open = null;
    this.panel.hidden = true;
    this.showBar(false);
  }

  showBar(on) {
    this.bar.hidden = !on;
    this.bar.classList.remove("folded");
    this.node.classList.toggle("menu-mode", on);
  }
}
