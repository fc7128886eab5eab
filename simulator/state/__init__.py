"""What LINE remembers: people, chats, tokens, retry keys, quota, contents, rich menus. No HTTP here."""
