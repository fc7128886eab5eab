"""Rich menus, their images, aliases and links. Priority: the user's own menu, then the default one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass
class RichMenus:
    menus: dict[str, dict[str, Any]] = field(default_factory=dict)
    images: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    default: str | None = None

    def effective(self, user_id: str) -> str | None:
        return self.links.get(user_id, self.default)

    def delete(self, menu_id: str) -> None:
        del self.menus[menu_id]
        self.images.pop(menu_id, None)
        self.links = {user: linked for user, linked in self.links.items() if linked != menu_id}
        if self.default == menu_id:
            self.default = None
