"""`python -m bot.make_menus`: draws the pictures of the rich menus anew, into bot/menus/. They are committed."""

from __future__ import annotations

from bot.menus import FOLDER, areas, fields
from exports.menu_picture import Field, draw
from handlers.people.menus import MENUS


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for menu in MENUS:
        shown = [Field(each.sign, each.says, each.note, place == 0) for place, each in enumerate(fields(menu))]
        picture = draw(list(zip(shown, areas(len(shown)), strict=True)))
        (FOLDER / f"{menu}.png").write_bytes(picture)


if __name__ == "__main__":
    main()
