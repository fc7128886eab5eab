// What is one phone? One person's LINE: the open chat, what is said in it, and the parts around it joined.

import { perform } from "./actions.js";
import * as api from "./api.js";
import { BOT_NAME, avatarOf } from "./avatar.js";
import { showChatList } from "./chatlist.js";
import { Composer } from "./composer.js";
import { Conversation } from "./conversation.js";
import { button, el, fill } from "./dom.js";
import { Feed } from "./feed.js";
import { phoneFrame } from "./frame.js";
import { isIn } from "./group.js";
import { askLocation } from "./location.js";
import { messageMenu, phoneMenu } from "./menus.js";
import { QuickReplies } from "./quickreply.js";
import { RichMenu } from "./richmenu.js";
import { note, openPicture } from "./sheet.js";

/** Why a message is not marked as read: how the webhook ended, in LINE's words for it. */
const UNHEARD = {
  inactive: "ส่งแล้ว แต่ยังไม่มีบอตรับข้อความ",
  dropped: "ข้อความนี้หายระหว่างทางไปถึงบอต",
  could_not_connect: "ติดต่อบอตไม่ได้",
  request_timeout: "บอตตอบรับไม่ทันเวลา",
  error_status_code: "บอตตอบรับด้วยสถานะ {status}",
  unclassified: "บอตตอบรับผิดรูปแบบ",
};

export class Phone {
  /** `person`: a user of the control API. `desk`: nameOf(id), groups(), newGroup(phone), close(phone), told(). */
  constructor(person, desk, index) {
    Object.assign(this, { person, desk, group: null, unheard: new Set(), sending: Promise.resolve() });
    const act = (action, sent) => perform(action, this, sent);
    this.talk = new Conversation({
      act,
      me: person.userId,
      botName: BOT_NAME,
      nameOf: (id) => desk.nameOf(id),
      inGroup: () => this.group !== null,
      enlarge: (address) => openPicture(this.screen, address),
      options: (entry) => messageMenu(this, entry),
      unheard: (id) => this.unheard.has(id),
    });
    this.quick = new QuickReplies(act);
    this.richMenu = new RichMenu(person.userId, act, (menu) => this.composer.setRichMenu(menu));
    this.composer = new Composer(this.deeds(), this.richMenu.node);
    this.gate = el("div", { class: "gate", hidden: true });
    this.node = phoneFrame(this, index);
    this.screen.append(this.talk.node, this.quick.node, this.gate, this.composer.node);
    this.open(null);
  }

  deeds() {
    return {
      text: (text) => this.say({ type: "text", text }),
      files: (kind, files) => this.upload(kind, files),
      sticker: (packageId, stickerId) => this.say({ type: "sticker", packageId, stickerId }),
      location: () => askLocation(this.screen, (place) => this.say({ type: "location", ...place })),
      mention: "@บอท",
    };
  }

  get isPc() {
    return this.person.client === "pc";
  }

  /** Show the chat with the bot (null) or a group {groupId, name, members}. */
  open(group) {
    this.feed?.stop();
    this.group = group;
    this.chat = null;
    this.talk.clear();
    this.retitle();
    const where = { userId: this.person.userId, ...(group && { groupId: group.groupId }) };
    this.feed = new Feed(
      where,
      (chat) => this.heard(chat),
      (trouble) => this.lost(trouble),
    ).start();
  }

  heard(chat) {
    this.chat = chat;
    this.talk.add(chat.messages);
    this.talk.unsend(chat.unsent ?? []);
    for (const known of ["blocked", "client"]) if (known in chat) this.person[known] = chat[known];
    this.refresh();
    if (chat.messages.length) this.desk.told();
  }

  /** The simulator is away, or has started over and knows nobody any more: then the page starts over too. */
  lost({ status }) {
    if (status === 404) location.reload();
    else this.note("ติดต่อเครื่องจำลองไม่ได้ กำลังลองใหม่");
  }

  /** Bring everything around the messages in line with the chat and the person. */
  refresh() {
    const { quickReply, richMenuId = null, loadingUntil = null } = this.chat ?? {};
    const phone = !this.isPc;
    this.node.classList.toggle("pc", this.isPc);
    this.node.classList.toggle("in-group", this.group !== null);
    this.quick.update(quickReply ?? [], this.talk.lastN, phone && !this.gateNeeded());
    this.richMenu.follow(phone && !this.group ? richMenuId : null).catch((trouble) => this.note(trouble.message));
    this.showLoading(phone ? loadingUntil : null);
    this.showGate();
  }

  showLoading(until) {
    clearTimeout(this.loading);
    const left = (until ?? 0) - Date.now();
    this.talk.showDots(left > 0);
    if (left > 0) this.loading = setTimeout(() => this.talk.showDots(false), left);
  }

  /** "follow" on a fresh phone, "unblock" after blocking, else nothing stands between the person and the chat. */
  gateNeeded() {
    if (this.group) return null;
    if (this.person.blocked) return "unblock";
    return this.person.friend ? null : "follow";
  }

  showGate() {
    const need = this.gateNeeded();
    this.gate.hidden = need === null;
    this.composer.node.hidden = need !== null;
    if (need === this.gateShown) return;
    this.gateShown = need;
    if (need === "follow") {
      fill(
        this.gate,
        el(
          "div",
          { class: "greeting" },
          avatarOf(null),
          el("b", { text: BOT_NAME }),
          el("span", { text: "บัญชีทางการ" }),
        ),
        el("p", { text: "เพิ่มบัญชีนี้เป็นเพื่อนเพื่อเริ่มสนทนา" }),
        button({ class: "green", data: { testid: "add-friend" }, text: "เพิ่มเพื่อน", on: { click: () => this.follow() } }),
      );
    } else if (need) {
      fill(
        this.gate,
        el("p", { text: "คุณบล็อกบัญชีนี้อยู่" }),
        button({
          class: "green",
          data: { testid: "unblock" },
          text: "เลิกบล็อก",
          on: { click: () => this.setBlocked(false) },
        }),
      );
    }
  }

  follow() {
    this.person.friend = true;
    this.refresh();
    return this.say({ type: "follow" });
  }

  async setBlocked(blocked) {
    Object.assign(this.person, await this.change({ blocked }), { blocked });
    this.refresh();
  }

  async setClient(client) {
    await this.change({ client });
    this.person.client = client;
    this.refresh();
  }

  async rename(displayName) {
    await this.change({ displayName });
    this.person.displayName = displayName;
    this.desk.renamed();
  }

  change(what) {
    return api.changeUser(this.person.userId, what).catch((trouble) => {
      this.note(trouble.message);
      return {};
    });
  }

  /** Say one thing after all said before it; the note tells when the bot did not take the webhook. */
  say(body) {
    return this.inTurn(() =>
      api.say(this.person.userId, { ...body, ...(this.group && { groupId: this.group.groupId }) }),
    );
  }

  upload(kind, files) {
    return this.inTurn(() => api.upload(this.person.userId, kind, files, this.group?.groupId));
  }

  inTurn(send) {
    this.sending = this.sending.then(send).then(
      (answer) => this.said(answer),
      (trouble) => this.note(trouble.message),
    );
    return this.sending;
  }

  said({ webhookStatus, outcomes = [], messageIds = [] }) {
    this.feed.hurry();
    const trouble = outcomes.find((outcome) => UNHEARD[outcome]);
    if (!trouble) return;
    messageIds.forEach((id) => this.unheard.add(id));
    this.talk.redrawAll(messageIds);
    this.note(UNHEARD[trouble].replace("{status}", webhookStatus));
  }

  unsend(entry) {
    return this.say({ type: "unsend", messageId: entry.messageId });
  }

  edit(entry, text) {
    return this.say({ type: "edit", messageId: entry.messageId, text });
  }

  /** Move the bot or people in or out of the group: join, leave, memberJoined, memberLeft. */
  async regroup(type, members) {
    const { groupId } = this.group;
    await this.say({ type, ...(members && { members }) });
    const group = (await this.desk.groups()).find((other) => other.groupId === groupId);
    this.desk.regrouped(group);
  }

  pickFiles(which) {
    this.composer.pickers[which].click();
  }

  switchRichMenu(action) {
    return this.say({ type: "richmenuswitch", data: action.data, richMenuAliasId: action.richMenuAliasId });
  }

  note(words) {
    note(this.screen, words);
  }

  showMenu() {
    phoneMenu(this);
  }

  showChats() {
    if (this.screen.querySelector(".chat-list")) return;
    showChatList(this.screen, this.person, {
      groups: async () => (await this.desk.groups()).filter((group) => isIn(group, this.person)),
      open: (group) => this.open(group),
      newGroup: () => this.desk.newGroup(this),
    }).catch((trouble) => this.note(trouble.message));
  }

  stop() {
    this.feed.stop();
    clearTimeout(this.loading);
    this.node.remove();
  }
}
