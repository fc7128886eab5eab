// What stands over the phones? The quota used, new phones and groups, LINE's faults, and starting over.

import * as api from "./api.js";
import { BOT_PICTURE } from "./avatar.js";
import { button, el } from "./dom.js";
import { askFaults } from "./faults.js";
import { icon } from "./icons.js";
import { openSheet } from "./sheet.js";

const SETTLE_MS = 400;

/** Build the bar into `node`. `desk`: addPhone(), newGroup(null), host for sheets. Returns refresh(), cheap to call often. */
export function topBar(node, desk) {
  const quota = el("span", {
    class: "quota",
    data: { testid: "quota" },
    role: "status",
    title: "ข้อความที่นับโควตาในเดือนนี้",
  });
  const tool = (name, label, act, testid) =>
    button(
      { class: "top-tool", "aria-label": label, data: { testid }, on: { click: act } },
      icon(name),
      el("span", { text: label }),
    );
  node.append(
    el(
      "h1",
      {},
      el("img", { src: BOT_PICTURE, alt: "" }),
      el("span", { text: "Raingan" }),
      el("small", { text: "simulator" }),
    ),
    quota,
    el("nav", { class: "tabs", role: "tablist", "aria-label": "เลือกโทรศัพท์" }),
    el(
      "div",
      { class: "top-tools" },
      tool("phone", "เพิ่มโทรศัพท์", () => desk.addPhone(), "add-phone"),
      tool("group", "สร้างกลุ่ม", () => desk.newGroup(null), "new-group"),
      tool("faults", "ความขัดข้อง", () => askFaults(desk.host), "faults"),
      tool("reset", "เริ่มใหม่", () => askReset(desk.host), "reset"),
    ),
  );
  return settling(() =>
    showQuota(quota).catch(() => {
      quota.textContent = "";
    }),
  );
}

/** `work` once things have been quiet for a moment, however often the result is called. */
function settling(work) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(work, SETTLE_MS);
  };
}

async function showQuota(node) {
  const [{ quotaUsed }, { quota }] = await Promise.all([api.readLedger(), api.readFaults()]);
  node.textContent = quota === null ? `ใช้โควตา ${quotaUsed} ข้อความ` : `ใช้โควตา ${quotaUsed} / ${quota}`;
  node.classList.toggle("full", quota !== null && quotaUsed >= quota);
}

function askReset(host) {
  openSheet(host, {
    title: "เริ่มใหม่ทั้งหมด",
    doneLabel: "เริ่มใหม่",
    testid: "reset-sheet",
    body: el("p", { class: "sheet-words", text: "ผู้ใช้ แชท กลุ่ม และโควตาในเครื่องจำลองจะถูกล้าง ข้อมูลในฐานข้อมูลของบอตยังอยู่ค่ะ" }),
    done: () => {
      api.reset().then(() => location.reload());
    },
  });
}
