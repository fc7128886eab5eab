// What is new in a chat? One long-poll loop; whoever started it hears every answer until it is stopped.

import { readChat } from "./api.js";

const WAIT_S = 25;
const REST_MS = 900;
const RETRY_MS = 1500;
// A browser opens six connections to one server; the rest must stay free for what people say.
const MOST_WAITING = 4;

let running = 0;

const rest = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

export class Feed {
  /** `where`: {userId} or {userId, groupId}. `heard(chat, fresh)`: fresh is true when the chat was read from its start. */
  constructor(where, heard, lost) {
    Object.assign(this, { where, heard, lost, after: 0, stopped: false });
  }

  start() {
    running += 1;
    this.loop();
    return this;
  }

  stop() {
    running -= 1;
    this.stopped = true;
    this.pending?.abort();
  }

  /** Read the whole chat again: something in it changed. */
  again() {
    this.after = 0;
    this.pending?.abort();
  }

  async loop() {
    while (!this.stopped) {
      const { after } = this;
      this.pending = new AbortController();
      const began = performance.now();
      try {
        const wait = after === 0 || running > MOST_WAITING ? 0 : WAIT_S;
        const chat = await readChat({ ...this.where, after, wait, signal: this.pending.signal });
        if (this.stopped || after !== this.after) continue;
        this.take(chat, after);
        if (!chat.messages.length && performance.now() - began < REST_MS) await rest(REST_MS);
      } catch (trouble) {
        if (trouble.name === "AbortError") continue;
        this.lost(trouble);
        await rest(RETRY_MS);
      }
    }
  }

  /** The revision rises with every visible change: by more than the new messages when an older one was unsent or edited. */
  take(chat, after) {
    const changed = (chat.revision ?? 0) - (this.revision ?? 0);
    const stale = after > 0 && changed > chat.messages.length;
    this.revision = chat.revision;
    this.after = stale ? 0 : chat.messages.reduce((latest, { n }) => Math.max(latest, n), after);
    this.heard(chat, after === 0);
  }
}
