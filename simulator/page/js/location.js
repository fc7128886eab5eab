// Which place does a person send? A sheet with a few public places and free coordinates.

import { button, el } from "./dom.js";
import { icon } from "./icons.js";
import { field, openSheet } from "./sheet.js";

const PLACES = [
  { title: "ศาลากลางจังหวัดลำปาง", address: "ถนนวชิราวุธดำเนิน อำเภอเมืองลำปาง", latitude: 18.28838, longitude: 99.49275 },
  { title: "ศาลากลางจังหวัดตาก", address: "ถนนพหลโยธิน อำเภอเมืองตาก", latitude: 16.88397, longitude: 99.12585 },
  { title: "กระทรวงศึกษาธิการ", address: "ถนนราชดำเนินนอก เขตดุสิต กรุงเทพมหานคร", latitude: 13.76239, longitude: 100.51325 },
];

/** Ask for a place over `host`; `chosen` gets {title, address, latitude, longitude}. */
export function askLocation(host, chosen) {
  const input = (value, extra = {}) => el("input", { value, ...extra });
  const parts = {
    title: input(PLACES[0].title, { maxlength: 100, "data-first": true }),
    address: input(PLACES[0].address, { maxlength: 100 }),
    latitude: input(PLACES[0].latitude, { inputmode: "decimal" }),
    longitude: input(PLACES[0].longitude, { inputmode: "decimal" }),
  };
  const take = (place) => {
    for (const [name, value] of Object.entries(place)) parts[name].value = value;
  };
  const known = PLACES.map((place) =>
    button({ class: "place-choice", on: { click: () => take(place) } }, icon("pin"), el("span", { text: place.title })),
  );
  const body = el(
    "div",
    { class: "form" },
    el("div", { class: "place-choices" }, known),
    field("ชื่อสถานที่", parts.title),
    field("ที่อยู่", parts.address),
    el("div", { class: "pair" }, field("ละติจูด", parts.latitude), field("ลองจิจูด", parts.longitude)),
  );
  openSheet(host, { title: "ส่งตำแหน่งที่ตั้ง", body, doneLabel: "ส่ง", testid: "location", done: () => send(parts, chosen) });
}

function send(parts, chosen) {
  const [latitude, longitude] = [Number(parts.latitude.value), Number(parts.longitude.value)];
  const wrong = [
    [parts.latitude, latitude, 90],
    [parts.longitude, longitude, 180],
  ].find(([, value, limit]) => !(Math.abs(value) <= limit));
  if (wrong) {
    wrong[0].setAttribute("aria-invalid", "true");
    wrong[0].focus();
    return false;
  }
  const words = { title: parts.title.value.trim(), address: parts.address.value.trim() };
  chosen({
    ...(words.title && { title: words.title }),
    ...(words.address && { address: words.address }),
    latitude,
    longitude,
  });
  return true;
}
