// What does the simulator's control API offer? Every request of the page leaves through here.

const JSON_HEADERS = { "content-type": "application/json" };

async function request(method, path, body, signal) {
  // Without "no-store" the browser lets equal requests wait for each other: two phones in one group would take turns.
  const options = { method, signal, cache: "no-store" };
  if (body instanceof FormData) options.body = body;
  else if (body !== undefined) Object.assign(options, { headers: JSON_HEADERS, body: JSON.stringify(body) });
  const response = await fetch(path, options);
  const answer = await response.json().catch((trouble) => {
    if (response.ok) throw trouble; // given up while it was read: not an answer
    return {};
  });
  if (!response.ok)
    throw Object.assign(new Error(answer.message ?? `${method} ${path}: ${response.status}`), {
      status: response.status,
    });
  return answer;
}

const user = (id) => `/control/users/${encodeURIComponent(id)}`;
const group = (id) => `/control/groups/${encodeURIComponent(id)}`;

export const listUsers = async () => (await request("GET", "/control/users")).users;
export const createUser = (displayName) => request("POST", "/control/users", { displayName });
export const changeUser = (id, change) => request("PATCH", user(id), change);

export const listGroups = async () => (await request("GET", "/control/groups")).groups;
export const createGroup = (members, name) => request("POST", "/control/groups", { members, name });

/** Say something as a person; `body` is the LINE-like object of the control API, `groupId` inside it when in a group. */
export const say = (userId, body) => request("POST", `${user(userId)}/say`, body);

/** Upload one or more files of one kind ("image", "file", "audio", "video"); several images form one imageSet. */
export function upload(userId, type, files, groupId) {
  const form = new FormData();
  form.append("type", type);
  if (groupId) form.append("groupId", groupId);
  for (const file of files) form.append("file", file, file.name);
  return request("POST", `${user(userId)}/say`, form);
}

/** The chat newer than message `after`; waits up to `wait` seconds for a message, or for another revision than the one
 *  given. With a group id, that group's chat. */
export function readChat({ userId, groupId, after = 0, wait = 0, revision, signal }) {
  const path = groupId ? `${group(groupId)}/chat` : `${user(userId)}/chat`;
  const since = revision === undefined ? "" : `&revision=${revision}`;
  return request("GET", `${path}?after=${after}&wait=${wait}${since}`, undefined, signal);
}

export const richMenuOf = (userId) => request("GET", `${user(userId)}/richmenu`);
export const contentUrl = (messageId) => `/control/content/${encodeURIComponent(messageId)}`;

export const readLedger = () => request("GET", "/control/ledger");
export const readFaults = () => request("GET", "/control/faults");
export const putFaults = (knobs) => request("PUT", "/control/faults", knobs);
export const reset = () => request("POST", "/control/reset", {});
