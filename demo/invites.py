"""The invite codes of the demonstration province: kept in DATA_DIR/invites.txt, three of them shown."""

from collections.abc import Mapping
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

FILE = "invites.txt"


@dataclass(frozen=True)
class Invite:
    """A code that ties a LINE account to a person of an office."""

    code: str
    role: str
    office: str
    name: str


def keep_invites(data_dir: Path, imported: Mapping[str, Any]) -> None:
    """Add the codes that `flask people import --json` printed, one a line, for this user's eyes only.

    Codes kept before stay: they are printed only once, and the database holds no more than their digests.
    """
    names = Invite.__dataclass_fields__
    invites = [Invite(**{name: row[name] for name in names}) for row in imported["invites"]]
    file = data_dir / FILE
    file.touch(mode=0o600)
    with file.open("a", encoding="utf-8") as lines:
        lines.writelines("\t".join(astuple(invite)) + "\n" for invite in invites)


def read_invites(data_dir: Path) -> list[Invite]:
    """Return the codes kept before, or none."""
    file = data_dir / FILE
    if not file.exists():
        return []
    return [Invite(*line.split("\t")) for line in file.read_text(encoding="utf-8").splitlines()]


def code_of(invites: list[Invite], role: str, office: str) -> str:
    """Return the newest code for a role in an office; a dash when there is none."""
    return next((invite.code for invite in reversed(invites) if (invite.role, invite.office) == (role, office)), "–")
