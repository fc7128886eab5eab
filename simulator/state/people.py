"""Who is there: users in every relation a person can have to a bot, and groups."""

from __future__ import annotations

from dataclasses import dataclass, field

NON_FRIEND_WINDOW_S = 7 * 24 * 3600  # a person who wrote to the bot can be pushed to for 7 days without friendship


@dataclass
class User:
    """A LINE account. Nobody is a friend until they follow; `consents` False hides the user id in webhooks."""

    user_id: str
    display_name: str
    friend: bool = False
    blocked: bool = False
    deleted: bool = False
    consents: bool = True
    client: str = "phone"
    last_said_at: float | None = None

    def receives(self, now: float) -> bool:
        """Say whether a push reaches this person: LINE answers 200 either way."""
        if self.blocked or self.deleted:
            return False
        recent = self.last_said_at is not None and now - self.last_said_at < NON_FRIEND_WINDOW_S
        return self.friend or recent

    def has_profile(self) -> bool:
        """Say whether the profile can be read: not of the blocked, the deleted, or one who never met the bot."""
        met = self.friend or self.last_said_at is not None
        return met and self.consents and not self.blocked and not self.deleted


@dataclass
class Group:
    """A group chat. The bot is in it from the start; `leave` takes it out and `join` brings it back."""

    group_id: str
    members: list[str] = field(default_factory=list)
    name: str = "กลุ่มตัวอย่าง"
    bot_in: bool = True


@dataclass
class People:
    users: dict[str, User] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)

    def friends(self) -> list[User]:
        return [user for user in self.users.values() if user.friend and not user.blocked and not user.deleted]
