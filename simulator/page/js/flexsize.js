// How big is a Flex token? Keywords, pixels, percentages and colours become CSS; anything else is dropped.
// Pixel values are those LINE's own Flex Message Simulator draws.

export const SPACE = { none: 0, xs: 2, sm: 4, md: 8, lg: 12, xl: 16, xxl: 20 };
export const FONT = { xxs: 11, xs: 13, sm: 14, md: 16, lg: 19, xl: 22, xxl: 29, "3xl": 35, "4xl": 48, "5xl": 74 };
export const IMAGE = {
  xxs: 40,
  xs: 60,
  sm: 80,
  md: 100,
  lg: 120,
  xl: 140,
  xxl: 160,
  "3xl": 180,
  "4xl": 200,
  "5xl": 220,
  full: "100%",
};
export const BORDER = { none: 0, light: 0.5, normal: 1, medium: 2, "semi-bold": 3, bold: 4 };

const MEASURE = /^\d+(\.\d+)?(px|%)$/;
const COLOUR = /^#([0-9a-f]{6}|[0-9a-f]{8})$/i;
const OFFSET = /^-?\d+(\.\d+)?(px|%)$/;

/** "md" → "8px", "12px" → "12px", "40%" → "40%", anything unknown → null. */
export function measure(value, table = {}) {
  if (Object.hasOwn(table, value ?? "")) return typeof table[value] === "number" ? `${table[value]}px` : table[value];
  return MEASURE.test(value ?? "") ? value : null;
}

export const offset = (value) => measure(value, SPACE) ?? (OFFSET.test(value ?? "") ? value : null);

export const colour = (value) => (COLOUR.test(value ?? "") ? value : null);

/** "20:13" → "20 / 13", for CSS aspect-ratio. */
export function ratio(value, otherwise = "1:1") {
  const [, width, height] = /^(\d+(?:\.\d+)?):(\d+(?:\.\d+)?)$/.exec(value ?? otherwise) ?? [null, 1, 1];
  return `${width} / ${height}`;
}

/** A linearGradient background as CSS, or null. */
export function gradient(background) {
  const { type, angle, startColor, centerColor, endColor, centerPosition } = background ?? {};
  if (type !== "linearGradient" || !/^\d+(\.\d+)?deg$/.test(angle ?? "")) return null;
  const middle =
    colour(centerColor) && `${centerColor} ${/^\d+(\.\d+)?%$/.test(centerPosition ?? "") ? centerPosition : "50%"}`;
  return `linear-gradient(${[angle, colour(startColor), middle, colour(endColor)].filter(Boolean).join(", ")})`;
}
