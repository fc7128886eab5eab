// How are moments, sizes and places written for a Thai reader? Moments are milliseconds; shown in Asia/Bangkok.

const ZONE = "Asia/Bangkok";
const clock = new Intl.DateTimeFormat("th-TH", {
  timeZone: ZONE,
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});
const dayKey = new Intl.DateTimeFormat("en-CA", { timeZone: ZONE, year: "numeric", month: "2-digit", day: "2-digit" });
const dayName = new Intl.DateTimeFormat("th-TH", {
  timeZone: ZONE,
  weekday: "short",
  day: "numeric",
  month: "short",
  year: "numeric",
});
const longDay = new Intl.DateTimeFormat("th-TH", {
  timeZone: "UTC",
  weekday: "long",
  day: "numeric",
  month: "long",
  year: "numeric",
});

const DAY_MS = 86_400_000;

export const timeOf = (ms) => clock.format(ms);
export const dayOf = (ms) => dayKey.format(ms);

/** "วันนี้", "เมื่อวาน" or "ศ. 20 พ.ย. 2569". */
export function dayLabel(ms, now) {
  if (dayOf(ms) === dayOf(now)) return "วันนี้";
  if (dayOf(ms) === dayOf(now - DAY_MS)) return "เมื่อวาน";
  return dayName.format(ms);
}

/** The calendar day in full, from its parts: "วันศุกร์ที่ 20 พฤศจิกายน พ.ศ. 2569". */
export const fullDay = ({ year, month, day }) => longDay.format(Date.UTC(year, month - 1, day));

export function sizeOf(bytes) {
  if (!Number.isFinite(bytes)) return "";
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(1)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

export function lengthOf(ms) {
  const seconds = Math.max(0, Math.round(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** One line for the chat list: LINE shows the altText of cards and a word for every other kind. */
export function summaryOf(message) {
  const words = {
    image: "[รูปภาพ]",
    video: "[วิดีโอ]",
    audio: "[ข้อความเสียง]",
    sticker: "[สติกเกอร์]",
    location: "[ตำแหน่งที่ตั้ง]",
  };
  if (message.type === "text" || message.type === "textV2") return message.text;
  if (message.type === "file") return message.fileName;
  return message.altText ?? words[message.type] ?? `[${message.type}]`;
}
