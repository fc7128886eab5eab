// Which small drawings does the page use? Line icons in LINE's manner, on a 24 × 24 grid.

const SVG = "http://www.w3.org/2000/svg";

const PATHS = {
  back: "M15 5l-7 7 7 7",
  close: "M6 6l12 12M18 6L6 18",
  menu: "M4 7h16M4 12h16M4 17h16",
  search: "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM16 16l4.5 4.5",
  plus: "M12 5v14M5 12h14",
  camera:
    "M4 8h3l2-3h6l2 3h3a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V9a1 1 0 0 1 1-1zM12 10a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7z",
  image: "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 8.6a.9.9 0 1 0 0 1.8.9.9 0 0 0 0-1.8z",
  file: "M7 3h7l4 4v14H7zM14 3v4h4M10 12h5M10 15.5h5",
  video: "M4 6h11v12H4zM15 10.5l5-3v9l-5-3",
  mic: "M12 4a2.6 2.6 0 0 0-2.6 2.6v5a2.6 2.6 0 0 0 5.2 0v-5A2.6 2.6 0 0 0 12 4zM6.5 11.5a5.5 5.5 0 0 0 11 0M12 17v3.5",
  smile: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM8.3 14a4.3 4.3 0 0 0 7.4 0M9 9.6v.9M15 9.6v.9",
  keyboard:
    "M3 6h18v12H3zM6.5 9.5h.01M10 9.5h.01M13.5 9.5h.01M17.5 9.5h.01M6.5 12.5h.01M10 12.5h.01M13.5 12.5h.01M17.5 12.5h.01M8.5 15.3h7",
  pin: "M12 3.5a6.2 6.2 0 0 0-6.2 6.2c0 4.6 6.2 10.8 6.2 10.8s6.2-6.2 6.2-10.8A6.2 6.2 0 0 0 12 3.5zM12 7.6a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4z",
  clock: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v4.5l3 1.8",
  copy: "M9 9h10v11H9zM15 9V4H5v11h4",
  down: "M6 9.5l6 6 6-6",
  at: "M15.8 8.2v5a2.4 2.4 0 0 0 4.7 0V12a8.5 8.5 0 1 0-3.4 6.8M12 8.3a3.7 3.7 0 1 0 0 7.4 3.7 3.7 0 0 0 0-7.4z",
  group: "M9 6a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM3.5 19a5.5 5.5 0 0 1 11 0M16 7a2.5 2.5 0 1 1 0 5M17 14.2a5 5 0 0 1 3.5 4.8",
  pencil: "M4 20l1-4L16.5 4.5l3 3L8 19z",
  block: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM6.5 6.5l11 11",
  addFriend: "M10 5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM3.5 20a6.5 6.5 0 0 1 13 0M19 7v6M16 10h6",
  phone: "M8 3h8a1 1 0 0 1 1 1v16a1 1 0 0 1-1 1H8a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1zM11 18h2",
  pc: "M4 5h16v11H4zM9 20h6M12 16v4",
  faults: "M12 4l9 16H3zM12 10v5M12 17.4v.1",
  reset: "M5 12a7 7 0 1 0 2.2-5.1M4.5 4.5v3.4h3.4",
};
const SOLID = {
  send: "M3.5 4.2l17.3 7.2c.6.2.6 1 0 1.2L3.5 19.8c-.5.2-1-.2-.9-.7l1.2-5.6 8-1.5-8-1.5L2.6 4.9c-.1-.5.4-.9.9-.7z",
  play: "M8 5.5v13l11-6.5z",
  shield: "M12 2.5l7.5 2.6v6c0 5-3.3 8.6-7.5 10.4-4.2-1.8-7.5-5.4-7.5-10.4v-6z",
};

/** An icon by its name; decorative, the button around it carries the words. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", SOLID[name] ? "icon solid" : "icon");
  svg.append(path(SOLID[name] ?? PATHS[name]));
  return svg;
}

function path(d) {
  const node = document.createElementNS(SVG, "path");
  node.setAttribute("d", d);
  return node;
}

const MOUTHS = ["M36 58q14 14 28 0", "M36 62q14-12 28 0", "M42 56a8 9 0 0 0 16 0z", "M38 60h24"];
const COATS = ["#b98a5a", "#ffd9e2", "#ffe27a", "#bfe3c6", "#c9d7f2"];

/** A drawn stand-in for a sticker: the real pictures belong to LINE and are not loaded. The id picks face and colour. */
export function stickerFace(stickerId) {
  const seed = [...String(stickerId)].reduce((sum, digit) => sum + digit.charCodeAt(0), 0);
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 100 100");
  svg.setAttribute("class", "sticker-face");
  svg.style.setProperty("--coat", COATS[seed % COATS.length]);
  const coat = path(
    "M22 30a13 13 0 1 1 20-12q8-2 16 0a13 13 0 1 1 20 12q8 10 8 24c0 22-16 34-36 34S14 76 14 54q0-14 8-24z",
  );
  coat.setAttribute("class", "coat");
  const face = path(`M36 42v5M64 42v5${MOUTHS[seed % MOUTHS.length]}`);
  face.setAttribute("class", "face");
  svg.append(coat, face);
  return svg;
}
