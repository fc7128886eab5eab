// How is an element made? Text only ever becomes text: nothing here parses HTML.

/** Build an element. `props`: class, text, on {event: listener}, style {property: value}, data {name: value};
 *  every other name is an attribute. `null`, `undefined` and `false` leave a property or child out. */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    setProperty(node, name, value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

function setProperty(node, name, value) {
  switch (name) {
    case "class":
      node.className = value;
      break;
    case "text":
      node.textContent = value;
      break;
    case "value":
      node.value = value;
      break;
    case "on":
      for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
      break;
    case "style":
      for (const [key, item] of Object.entries(value)) if (item) node.style.setProperty(key, item);
      break;
    case "data":
      for (const [key, item] of Object.entries(value)) node.dataset[key] = item;
      break;
    default:
      node.setAttribute(name, value === true ? "" : value);
  }
}

/** A plain button that never submits a form; `label` is read aloud when the button shows only an icon. */
export function button(props, ...children) {
  return el("button", { type: "button", ...props }, ...children);
}

/** Put `children` in place of whatever `node` held. */
export function fill(node, ...children) {
  node.replaceChildren(...children.flat().filter(Boolean));
}

/** The address when a page may load it as a picture or sound, else null: no script addresses from a message. */
export function mediaUrl(address) {
  return typeof address === "string" && /^(https?:\/\/|\/|blob:|data:image\/)/i.test(address) ? address : null;
}

/** The address when a link may lead there (LINE allows http, https, tel and line), else null. */
export function linkUrl(address) {
  return typeof address === "string" && /^(https?:\/\/|tel:|line:\/\/)/i.test(address) ? address : null;
}
