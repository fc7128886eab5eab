// How may LINE misbehave? A small panel over the commonest knobs of the control API; the rest are for scripts.

import { putFaults, readFaults } from "./api.js";
import { el } from "./dom.js";
import { openSheet } from "./sheet.js";

/** Rates are shown in percent; the control API takes shares from 0 to 1. */
const KNOBS = [
  { name: "delay_ms", label: "ส่งถึงบอตช้าลง (มิลลิวินาที)", kind: "count", most: 60_000 },
  { name: "api_latency_ms", label: "LINE ตอบช้าลง (มิลลิวินาที)", kind: "count", most: 60_000 },
  { name: "duplicate_rate", label: "ส่งซ้ำ (%)", kind: "rate" },
  { name: "reorder_rate", label: "สลับลำดับ (%)", kind: "rate" },
  { name: "drop_rate", label: "ข้อความหาย (%)", kind: "rate" },
  { name: "error_rate_before_accept", label: "LINE ตอบ 500 โดยยังไม่ส่ง (%)", kind: "rate" },
  { name: "error_rate_after_accept", label: "LINE ตอบ 500 ทั้งที่ส่งแล้ว (%)", kind: "rate" },
  { name: "redelivery", label: "ส่งใหม่เมื่อบอตไม่ตอบรับ", kind: "flag" },
];

export async function askFaults(host) {
  const now = await readFaults();
  const fields = KNOBS.map((knob) => ({ ...knob, input: inputOf(knob, now[knob.name]) }));
  const body = el(
    "div",
    { class: "form faults" },
    fields.map(({ label, input, kind }) => el("label", { class: `knob ${kind}` }, el("span", { text: label }), input)),
  );
  openSheet(host, {
    title: "ความขัดข้องของ LINE",
    body,
    doneLabel: "ใช้",
    testid: "faults-sheet",
    done: () => {
      putFaults(Object.fromEntries(fields.map((field) => [field.name, valueOf(field)])));
    },
  });
}

function inputOf(knob, value) {
  if (knob.kind === "flag")
    return el("input", {
      type: "checkbox",
      class: "switch",
      checked: value === true,
      data: { testid: `fault-${knob.name}` },
    });
  const shown = knob.kind === "rate" ? Math.round((value ?? 0) * 100) : (value ?? 0);
  return el("input", {
    type: "number",
    min: 0,
    max: knob.most ?? 100,
    value: shown,
    data: { testid: `fault-${knob.name}` },
  });
}

function valueOf({ kind, input, most = 100 }) {
  if (kind === "flag") return input.checked;
  const number = Math.min(most, Math.max(0, Math.round(Number(input.value) || 0)));
  return kind === "rate" ? number / 100 : number;
}
