// How does a panel slide over a phone? Sheets from below, pop-up menus and passing notes; what they hold is others' matter.

import { button, el } from "./dom.js";
import { icon } from "./icons.js";

const NOTE_MS = 3200;

/** Slide `body` up over `host`. Returns close(). With `done`, a confirming button calls it; returning false keeps the sheet. */
export function openSheet(host, { title, body, done, doneLabel = "ตกลง", testid }) {
  const before = document.activeElement;
  const close = () => {
    layer.remove();
    before?.focus?.({ preventScroll: true });
  };
  const finish = () => {
    if (done() !== false) close();
  };
  const head = el(
    "header",
    { class: "sheet-head" },
    button({ class: "sheet-cancel", text: done ? "ยกเลิก" : "ปิด", on: { click: close } }),
    el("h2", { text: title }),
    done
      ? button({ class: "sheet-done", data: { testid: "sheet-done" }, text: doneLabel, on: { click: finish } })
      : el("span"),
  );
  const sheet = el(
    "section",
    {
      class: "sheet",
      role: "dialog",
      "aria-modal": "true",
      "aria-label": title,
      tabindex: -1,
      data: testid ? { testid } : {},
    },
    head,
    body,
  );
  const layer = el(
    "div",
    {
      class: "sheet-layer",
      on: {
        click: (event) => {
          if (event.target === layer) close();
        },
        keydown: (event) => {
          if (event.key === "Escape") {
            event.stopPropagation();
            close();
          }
        },
      },
    },
    sheet,
  );
  host.append(layer);
  (sheet.querySelector("[data-first]") ?? sheet).focus({ preventScroll: true });
  return close;
}

/** A list of choices over `host`: items are {label, icon, act, danger}. */
export function openMenu(host, title, items) {
  const rows = items.map((item) =>
    button(
      {
        class: item.danger ? "menu-item danger" : "menu-item",
        on: {
          click: () => {
            close();
            item.act();
          },
        },
      },
      icon(item.icon),
      el("span", { text: item.label }),
    ),
  );
  const close = openSheet(host, { title, body: el("div", { class: "menu-items" }, rows) });
  rows[0]?.focus({ preventScroll: true });
  return close;
}

/** A picture as large as the phone; any tap or Escape closes it. */
export function openPicture(host, address) {
  const layer = button(
    { class: "viewer", "aria-label": "ปิดภาพ", on: { click: () => layer.remove() } },
    el("img", { src: address, alt: "รูปภาพขนาดใหญ่" }),
  );
  host.append(layer);
  layer.focus();
}

/** A passing note at the top of `host`, read aloud politely. */
export function note(host, words) {
  const strip = el("div", { class: "note", role: "status", text: words });
  host.querySelectorAll(":scope > .note").forEach((old) => old.remove());
  host.append(strip);
  setTimeout(() => strip.remove(), NOTE_MS);
}

/** A labelled field for the small forms inside sheets. */
export function field(label, input) {
  return el("label", { class: "field" }, el("span", { text: label }), input);
}
