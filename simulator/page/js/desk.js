// Which phones lie on the desk? Three at first; more can be laid down, each can be closed. The page starts here.

import * as api from "./api.js";
import { button, el, fill } from "./dom.js";
import { askGroup, isIn } from "./group.js";
import { Phone } from "./phone.js";
import { note } from "./sheet.js";
import { topBar } from "./topbar.js";

const FIRST_PEOPLE = ["ผู้รายงาน", "ผู้ประสานงาน", "ผู้ติดตาม"];

class Desk {
  constructor(host, bar, surface) {
    Object.assign(this, { host, surface, people: [], phones: [], laid: 0 });
    this.told = topBar(bar, this);
    this.tabs = bar.querySelector(".tabs");
  }

  async start() {
    this.people = await api.listUsers();
    for (const displayName of FIRST_PEOPLE.slice(this.people.length)) await this.newPerson(displayName);
    this.people.slice(0, FIRST_PEOPLE.length).forEach((person) => this.lay(person));
    this.show(this.phones[0]);
    this.told();
  }

  async newPerson(displayName) {
    const made = await api.createUser(displayName);
    const person = { displayName, friend: false, blocked: false, client: "phone", ...made };
    this.people.push(person);
    return person;
  }

  /** Put down the phone of the next person without one, else of a new person. */
  async addPhone() {
    this.people = merged(this.people, await api.listUsers());
    const open = new Set(this.phones.map((phone) => phone.person.userId));
    const person =
      this.people.find(({ userId }) => !open.has(userId)) ?? (await this.newPerson(`ผู้ใช้ ${this.people.length + 1}`));
    this.show(this.lay(person));
  }

  lay(person) {
    const phone = new Phone(person, this, this.laid);
    this.laid += 1;
    this.phones.push(phone);
    this.surface.append(phone.node);
    this.renamed();
    return phone;
  }

  close(phone) {
    phone.stop();
    this.phones = this.phones.filter((other) => other !== phone);
    this.show(this.phones[0]);
  }

  /** On a narrow screen one phone is shown, its tab chosen; on a wide one all are, and this one comes into view. */
  show(phone) {
    this.phones.forEach((other) => other.node.classList.toggle("current", other === phone));
    this.current = phone;
    this.renamed();
    phone?.node.scrollIntoView({ block: "nearest", inline: "nearest" });
    this.tabs.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest", inline: "center" });
  }

  renamed() {
    fill(
      this.tabs,
      this.phones.map((phone) =>
        button({
          class: "tab",
          role: "tab",
          "aria-selected": String(phone === this.current),
          text: phone.person.displayName,
          on: { click: () => this.show(phone) },
        }),
      ),
    );
  }

  nameOf(userId) {
    return this.people.find((person) => person.userId === userId)?.displayName;
  }

  groups() {
    return api.listGroups();
  }

  /** Ask for a group; every phone of a member opens it. */
  newGroup(phone) {
    askGroup(phone?.screen ?? this.host, this.people, (group) => {
      this.phones
        .filter(({ person }) => isIn(group, person))
        .forEach((member) => {
          member.screen.querySelector(".chat-list")?.remove();
          member.open(group);
        });
    });
  }

  /** A group's members changed: who left goes back to the bot, who is in sees the new title. */
  regrouped(group) {
    for (const phone of this.phones.filter((other) => other.group?.groupId === group.groupId)) {
      if (!isIn(group, phone.person)) phone.open(null);
      else Object.assign(phone, { group }).retitle();
    }
  }
}

/** The known people, as the same objects, with those new on the server behind them. */
function merged(known, listed) {
  const ids = new Set(known.map(({ userId }) => userId));
  return [...known, ...listed.filter(({ userId }) => !ids.has(userId))];
}

const desk = new Desk(document.body, document.querySelector("#bar"), document.querySelector("#desk"));
desk.start().catch((trouble) => {
  fill(desk.surface, el("p", { class: "desk-words", text: "ยังติดต่อเครื่องจำลองไม่ได้ค่ะ ลองโหลดหน้านี้ใหม่อีกครั้ง" }));
  note(desk.host, trouble.message);
});
