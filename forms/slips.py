"""What is wrong with a form, in words for its author."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Slip:
    """One thing to mend: at the node `ref`, in the XLSForm column `column` ('' when it is no single one)."""

    ref: str
    column: str
    what: str
    remedy: str = ""


class FormErrors(ValueError):
    """A form that cannot be used. `problems` holds every slip found, in the order of the form."""

    def __init__(self, problems: tuple[Slip, ...]) -> None:
        super().__init__("; ".join(f"{slip.ref} {slip.column}: {slip.what}" for slip in problems))
        self.problems = problems
