"""What the operator says in the environment, checked once at the start. Every name is explained in .env.example."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

LINE_API = "https://api.line.me"
LINE_CONTENT = "https://api-data.line.me"
MIN_SECRET = 16  # with an empty or short secret anybody could sign webhooks


class WrongSetting(ValueError):
    """A setting is missing or cannot be right; the text names the variable and says what to do."""


@dataclass(frozen=True)
class Settings:
    channel_secret: str = field(repr=False)
    channel_access_token: str = field(repr=False)
    app_secret: bytes = field(repr=False)
    api_host: str = LINE_API
    content_host: str = LINE_CONTENT
    database_url: str = "sqlite:///data/raingan.db"
    public_url: str = "http://127.0.0.1:8080"
    media_dir: Path = Path("data/media")
    office_name: str = "หน่วยงานผู้จัดเก็บรายงาน"
    contact_name: str = "ผู้ประสานงานของหน่วยงาน"
    contact_phone: str = ""
    webhooks_inside: frozenset[str] = frozenset()

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Settings:
        """Return the settings in `environ`, such as os.environ; an empty value is not set. Raises WrongSetting."""
        given = {name: value.strip() for name, value in environ.items() if value.strip()}
        secret = _secret(given)
        host = _address(given, "LINE_API_HOST", "")
        data_dir = Path(given.get("DATA_DIR", "data"))
        return cls(
            channel_secret=secret,
            channel_access_token=_needed(given, "LINE_CHANNEL_ACCESS_TOKEN", "the token that allows us to send"),
            app_secret=given["APP_SECRET"].encode() if "APP_SECRET" in given else _derived(secret),
            api_host=host or LINE_API,
            content_host=host or LINE_CONTENT,  # one address set by hand serves both, as the simulator does
            database_url=given.get("DATABASE_URL", f"sqlite:///{data_dir / 'raingan.db'}"),
            public_url=_address(given, "PUBLIC_URL", cls.public_url),
            media_dir=Path(given.get("MEDIA_DIR", data_dir / "media")),
            office_name=given.get("OFFICE_NAME", cls.office_name),
            contact_name=given.get("CONTACT_NAME", cls.contact_name),
            contact_phone=given.get("CONTACT_PHONE", cls.contact_phone),
            webhooks_inside=frozenset(given.get("WEBHOOKS_INSIDE", "").replace(",", " ").split()),
        )


def _needed(given: Mapping[str, str], name: str, what: str) -> str:
    if name not in given:
        raise WrongSetting(f"{name} is not set: put {what} into the environment or into .env")
    return given[name]


def _secret(given: Mapping[str, str]) -> str:
    secret = _needed(given, "LINE_CHANNEL_SECRET", "the channel secret of the LINE Developers console")
    if len(secret) < MIN_SECRET:
        raise WrongSetting(f"LINE_CHANNEL_SECRET has {len(secret)} characters; a real one has at least {MIN_SECRET}")
    return secret


def _address(given: Mapping[str, str], name: str, default: str) -> str:
    address = given.get(name, default)
    if address and not address.startswith(("https://", "http://")):
        raise WrongSetting(f"{name} is {address!r}; it has to begin with https:// (http:// only on this machine)")
    return address.rstrip("/")  # two slashes in a row make LINE refuse the path


def _derived(channel_secret: str) -> bytes:
    return hmac.new(channel_secret.encode(), b"raingan: our own keys", hashlib.sha256).digest()
