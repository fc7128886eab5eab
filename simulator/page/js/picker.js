// Which date or time does a person choose? The wheels of a datetimepicker action, with a field for those who type.
// Values are LINE's own strings without a zone: "2026-11-20", "09:30", "2026-11-20T09:30"; years are shown in พ.ศ.

import { el, fill } from "./dom.js";
import { fullDay } from "./format.js";
import { openSheet } from "./sheet.js";

const BOUNDS = {
  date: ["1900-01-01", "2100-12-31"],
  time: ["00:00", "23:59"],
  datetime: ["1900-01-01T00:00", "2100-12-31T23:59"],
};
const INPUT = { date: "date", time: "time", datetime: "datetime-local" };
const MONTHS = ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."];
const BANGKOK_MS = 7 * 3_600_000;
const BUDDHIST_ERA = 543;
const ROW_PX = 36;
const SETTLE_MS = 120;

const pad = (number, size = 2) => String(number).padStart(size, "0");
const normal = (value) => value?.replace("t", "T");
const range = (from, to) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
const daysIn = (year, month) => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** Ask for a moment over `host`; `chosen(params)` gets {date}, {time} or {datetime}, as the postback carries it. */
export function pickDatetime(host, action, now, chosen) {
  const mode = BOUNDS[action.mode] ? action.mode : "datetime";
  const picker = new Picker(mode, action, now);
  openSheet(host, {
    title: { date: "เลือกวันที่", time: "เลือกเวลา", datetime: "เลือกวันและเวลา" }[mode],
    body: picker.node,
    testid: "picker",
    done: () => chosen({ [mode]: picker.value }),
  });
  picker.show();
}

class Picker {
  constructor(mode, action, now) {
    this.mode = mode;
    this.min = normal(action.min) ?? BOUNDS[mode][0];
    this.max = normal(action.max) ?? BOUNDS[mode][1];
    this.value = this.clamp(normal(action.initial) ?? present(mode, now));
    this.words = el("p", { class: "picker-words", "aria-live": "polite" });
    this.wheels = el("div", { class: "wheels" });
    this.input = el("input", {
      type: INPUT[mode],
      min: this.min,
      max: this.max,
      "aria-label": "พิมพ์วันเวลา",
      data: { testid: "picker-input" },
      on: {
        change: () => {
          if (this.input.value) this.set(this.input.value);
        },
      },
    });
    this.node = el(
      "div",
      { class: "picker" },
      this.words,
      this.wheels,
      el("div", { class: "picker-type" }, "หรือพิมพ์", this.input),
    );
  }

  clamp(value) {
    return value < this.min ? this.min : value > this.max ? this.max : value;
  }

  set(value) {
    this.value = this.clamp(value);
    this.show();
  }

  show() {
    const parts = partsOf(this.value, this.mode);
    this.words.textContent = inWords(parts, this.mode);
    this.input.value = this.value;
    fill(
      this.wheels,
      columnsOf(this, parts).map((column) => wheel(column, (number) => this.turn(column.name, number))),
    );
    this.wheels.querySelectorAll(".wheel").forEach((node) => {
      node.scrollTop = Number(node.dataset.index) * ROW_PX;
    });
  }

  turn(name, number) {
    const parts = { ...partsOf(this.value, this.mode), [name]: number };
    if (parts.year) parts.day = Math.min(parts.day, daysIn(parts.year, parts.month));
    this.set(written(parts, this.mode));
    this.wheels.querySelector(`[data-name="${name}"]`)?.focus({ preventScroll: true });
  }
}

function present(mode, now) {
  const moment = new Date(now + BANGKOK_MS).toISOString();
  return { date: moment.slice(0, 10), time: moment.slice(11, 16), datetime: moment.slice(0, 16) }[mode];
}

function partsOf(value, mode) {
  const [day, time] = mode === "time" ? [null, value] : value.split("T");
  const [year, month, date] = day ? day.split("-").map(Number) : [];
  const [hour, minute] = time ? time.split(":").map(Number) : [];
  return { year, month, day: date, hour, minute };
}

function written({ year, month, day, hour, minute }, mode) {
  const date = `${pad(year, 4)}-${pad(month)}-${pad(day)}`;
  const time = `${pad(hour)}:${pad(minute)}`;
  return { date, time, datetime: `${date}T${time}` }[mode];
}

function inWords(parts, mode) {
  const time = `${pad(parts.hour)}.${pad(parts.minute)} น.`;
  if (mode === "time") return `เวลา ${time}`;
  return mode === "date" ? fullDay(parts) : `${fullDay(parts)} เวลา ${time}`;
}

function columnsOf(picker, parts) {
  const day = [
    { name: "day", label: "วัน", numbers: range(1, daysIn(parts.year, parts.month)), at: parts.day, show: String },
    { name: "month", label: "เดือน", numbers: range(1, 12), at: parts.month, show: (number) => MONTHS[number - 1] },
    {
      name: "year",
      label: "ปี พ.ศ.",
      numbers: range(Number(picker.min.slice(0, 4)), Number(picker.max.slice(0, 4))),
      at: parts.year,
      show: (number) => String(number + BUDDHIST_ERA),
    },
  ];
  const time = [
    { name: "hour", label: "นาฬิกา", numbers: range(0, 23), at: parts.hour, show: (number) => pad(number) },
    { name: "minute", label: "นาที", numbers: range(0, 59), at: parts.minute, show: (number) => pad(number) },
  ];
  return { date: () => day, time: () => time, datetime: () => [...day, ...time] }[picker.mode]();
}

function wheel(column, turn) {
  const index = column.numbers.indexOf(column.at);
  const move = (to) => {
    if (to !== index && column.numbers[to] !== undefined) turn(column.numbers[to]);
  };
  const options = column.numbers.map((number, at) =>
    el("div", {
      class: "wheel-row",
      role: "option",
      "aria-selected": String(at === index),
      text: column.show(number),
      on: { click: () => move(at) },
    }),
  );
  let settled;
  return el(
    "div",
    {
      class: "wheel",
      role: "listbox",
      tabindex: 0,
      "aria-label": column.label,
      data: { name: column.name, index },
      on: {
        scroll: ({ target }) => {
          clearTimeout(settled);
          // A wheel already redrawn is off the page and reports 0: it must not turn anything.
          settled = setTimeout(() => {
            if (target.isConnected) move(Math.round(target.scrollTop / ROW_PX));
          }, SETTLE_MS);
        },
        keydown: (event) => {
          const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
          if (step) {
            event.preventDefault();
            move(index + step);
          }
        },
      },
    },
    options,
  );
}
