// What is new in a chat? One long-poll loop; whoever started it hears every answer until it is stopped.

import { readChat } from "./api.js";

const WAIT_S = 25;
const REST_MS = 900;
const RETRY_MS = 1500;
// A browser opens six connections to one server; the rest must stay free for what people say.
const MOST_WAITING = 4;

let running = 0;

const rest = (ms) =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

export class Feed {
  /** `where`: {userId} or {userId, groupId}. `heard(chat)` gets every answer, `lost(trouble)` every failure. */
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

  /** Ask at once instead of waiting: what was just said may have changed the rich menu, which brings no message. */
  hurry() {
    this.hurried = true;
    this.pending?.abort();
  }

  async loop() {
    while (!this.stopped) {
      try {
        await this.once();
      } catch (trouble) {
        if (trouble.name === "AbortError") continue;
        this.lost(trouble);
        await rest(RETRY_MS);
      }
    }
  }

  async once() {
    const { after, revision, hurried } = this;
    const patient = revision !== undefined && running <= MOST_WAITING && !hurried;
    this.hurried = false;
    this.pending = new AbortController();
    const began = performance.now();
    const chat = await readChat({
      ...this.where,
      after,
      revision,
      wait: patient ? WAIT_S : 0,
      signal: this.pending.signal,
    });
    if (this.stopped) return;
    this.take(chat, after);
    const news = chat.messages.length > 0 || chat.revision !== revision;
    // After a hurried look the next one waits on the server, so that the bot's answer is seen when it comes.
    if (!news && !hurried && performance.now() - began < REST_MS) await rest(REST_MS);
  }

  /** The revision rises with every visible change. In a group one without a message may be an edit of an older message:
   *  the chat is read again. Unsent messages are named in every answer. */
  take(chat, after) {
    const stale = this.where.groupId && after > 0 && chat.revision - this.revision > chat.messages.length;
    this.revision = stale ? undefined : chat.revision;
    this.after = stale ? 0 : chat.messages.reduce((latest, { n }) => Math.max(latest, n), after);
    this.heard(chat);
  }
}
