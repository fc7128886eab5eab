// What happens when an action is tapped? One table for quick replies, cards, templates, imagemaps and the rich menu.

import { linkUrl } from "./dom.js";
import { askLocation } from "./location.js";
import { pickDatetime } from "./picker.js";

const DEEDS = {
  message: (action, phone) => phone.say({ type: "text", text: action.text ?? action.label ?? "" }),
  postback,
  uri,
  datetimepicker,
  camera: (action, phone) => phone.pickFiles("camera"),
  cameraRoll: (action, phone) => phone.pickFiles("album"),
  location: (action, phone) => askLocation(phone.screen, (place) => phone.say({ type: "location", ...place })),
  clipboard,
  richmenuswitch: (action, phone) => phone.switchRichMenu(action),
};

/** Quick replies that stay until what they ask for has been sent; every other kind vanishes on the tap. */
export const STAYING = new Set(["camera", "cameraRoll", "location", "datetimepicker"]);

/** Do what `action` says on this phone; `sent` hears of a picker's choice. Unknown kinds do nothing, as on an old LINE. */
export function perform(action, phone, sent) {
  DEEDS[action?.type]?.(action, phone, sent);
}

function postback(action, phone) {
  const displayText = action.displayText ?? action.text;
  phone.say({ type: "postback", data: action.data, ...(displayText && { displayText }) });
  switch (action.inputOption) {
    case "closeRichMenu":
      phone.composer.showKeyboard();
      break;
    case "openRichMenu":
      phone.composer.showRichMenu();
      break;
    case "openKeyboard":
      phone.composer.write(action.fillInText ?? "");
      break;
    case "openVoice":
      phone.note("เปิดแป้นบันทึกเสียง");
      break;
  }
}

function uri(action, phone) {
  const wanted = phone.isPc && action.altUri?.desktop ? action.altUri.desktop : action.uri;
  const address = linkUrl(wanted);
  if (!address) return;
  if (/^https?:/i.test(address)) window.open(address, "_blank", "noopener,noreferrer");
  else phone.note(address.startsWith("tel:") ? `โทร ${decodeURIComponent(address.slice(4))}` : address);
}

function datetimepicker(action, phone, sent) {
  pickDatetime(phone.screen, action, Date.now(), (params) => {
    sent?.();
    phone.say({ type: "postback", data: action.data, params });
  });
}

async function clipboard(action, phone) {
  try {
    await navigator.clipboard.writeText(action.clipboardText ?? "");
    phone.note("คัดลอกแล้ว");
  } catch {
    phone.note("เบราว์เซอร์ไม่อนุญาตให้คัดลอก");
  }
}
