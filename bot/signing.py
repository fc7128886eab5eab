"""Buttons that cannot be forged: what a tap brings back is what we put in, for the chat we showed it to.

Freshness is not checked here: a button carries the question and revision it belongs to, and the deed compares them.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from typing import Any

from itsdangerous import BadData, SignatureExpired, URLSafeTimedSerializer

from thai.text import utf16_units

MAX_LENGTH = 300  # UTF-16 units of postback data; Messaging API, "Postback action"
ANYBODY = ""  # the chat of buttons that many people get in one message; they carry nothing of anybody's own
_LINK_TAG_BYTES = 24  # an address lives long and is tried from anywhere
_MAX_DIGITS = 18
FILE_SECONDS = 24 * 60 * 60
_TAG_BYTES = 12  # 96 bits: nobody guesses it over a network, and 16 characters are left to pay for it


class Links:
    """Addresses that open without a login: each names one row and is good for one purpose. Revoking is the row's."""

    def __init__(self, app_secret: bytes) -> None:
        self._key = hmac.new(app_secret, b"links", hashlib.sha256).digest()

    def sign(self, purpose: str, row_id: int) -> str:
        """Return the token of an address: letters, digits, - and _ and one dot."""
        return f"{row_id}.{self._tag(purpose, row_id)}"

    def read(self, purpose: str, token: str) -> int | None:
        """Return the row that a token of ours names; None for anything else."""
        number, _, tag = token.partition(".")
        if not number.isdecimal() or not number.isascii() or len(number) > _MAX_DIGITS:
            return None
        right = self._tag(purpose, int(number))
        return int(number) if hmac.compare_digest(tag.encode(), right.encode()) else None

    def _tag(self, purpose: str, row_id: int) -> str:
        signed = hmac.new(self._key, f"{purpose}\n{row_id}".encode(), hashlib.sha256).digest()
        return urlsafe_b64encode(signed[:_LINK_TAG_BYTES]).decode().rstrip("=")


class Expired(Exception):
    """An address that was good once."""


class FileLinks:
    """Addresses of files: each names one file and the person it is for, and is good for a day, several times.

    `purpose` keeps the addresses of one kind of files from opening another.
    """

    def __init__(self, app_secret: bytes, purpose: str = "files") -> None:
        key = hmac.new(app_secret, b"files", hashlib.sha256).digest()
        signing = {"key_derivation": "hmac", "digest_method": hashlib.sha256}
        self._signer = URLSafeTimedSerializer(key, salt=purpose, signer_kwargs=signing)

    def sign(self, file_id: int, person_id: int) -> str:
        """Return the token of an address, signed now."""
        return str(self._signer.dumps([file_id, person_id]))

    def read(self, token: str) -> tuple[int, int] | None:
        """Return (file id, person id) of a token of ours; None for anything else. Raises Expired."""
        try:
            file_id, person_id = self._signer.loads(token, max_age=FILE_SECONDS)
        except SignatureExpired as late:
            raise Expired from late
        except BadData:
            return None
        return int(file_id), int(person_id)


class PageLinks:
    """The way to the page beside the chat: an address for minutes, then a cookie for half an hour, of one person."""

    ADDRESS_SECONDS, COOKIE_SECONDS = 15 * 60, 30 * 60

    def __init__(self, app_secret: bytes) -> None:
        key = hmac.new(app_secret, b"page", hashlib.sha256).digest()
        signing = {"key_derivation": "hmac", "digest_method": hashlib.sha256}
        self._address = URLSafeTimedSerializer(key, salt="address", signer_kwargs=signing)
        self._cookie = URLSafeTimedSerializer(key, salt="cookie", signer_kwargs=signing)

    def address(self, person_id: int) -> str:
        return str(self._address.dumps(person_id))

    def cookie(self, person_id: int) -> str:
        return str(self._cookie.dumps(person_id))

    def read_address(self, token: str) -> int | None:
        """Return whose address it is while it is good; None for any other."""
        return _person(self._address, token, self.ADDRESS_SECONDS)

    def read_cookie(self, token: str) -> int | None:
        """Return whose cookie it is while it is good; None for any other."""
        return _person(self._cookie, token, self.COOKIE_SECONDS)


def _person(signer: URLSafeTimedSerializer, token: str, seconds: int) -> int | None:
    try:
        return int(signer.loads(token, max_age=seconds))
    except BadData:
        return None


class Buttons:
    """Signs and checks what buttons carry. The key is derived, so that no other use of the secret can make one."""

    def __init__(self, app_secret: bytes) -> None:
        self._key = hmac.new(app_secret, b"buttons", hashlib.sha256).digest()
        self.links = Links(app_secret)
        self.files = FileLinks(app_secret)
        self.workbooks = FileLinks(app_secret, "workbooks")
        self.received = FileLinks(app_secret, "received")
        self.annexes = FileLinks(app_secret, "annexes")
        self.pages = PageLinks(app_secret)

    def pack(self, deed: str, args: Mapping[str, Any], chat: str) -> str:
        """Return postback data for a button shown in `chat`, the LINE id of a user or group.

        Raises ValueError when deed and args do not fit: they are ours, so a deed asks too much of a button.
        """
        said = json.dumps([deed, args] if args else [deed], ensure_ascii=False, separators=(",", ":"))
        packed = self._tag(said, chat) + said
        if utf16_units(packed) > MAX_LENGTH:
            raise ValueError(f"the button {deed!r} carries {utf16_units(packed)} of at most {MAX_LENGTH} units")
        return packed

    def unpack(self, packed: str, chat: str) -> tuple[str, dict[str, Any]] | None:
        """Return (deed, args) of a button we showed in `chat`, or to many at once; None for anything else."""
        tag, said = packed[:16].encode("utf-8", "replace"), packed[16:]
        if not any(hmac.compare_digest(tag, self._tag(said, where).encode()) for where in (chat, ANYBODY)):
            return None
        deed, *args = json.loads(said)
        return deed, args[0] if args else {}

    def _tag(self, said: str, chat: str) -> str:
        signed = f"{chat}\n{said}".encode("utf-8", "replace")
        return urlsafe_b64encode(hmac.new(self._key, signed, hashlib.sha256).digest()[:_TAG_BYTES]).decode()
