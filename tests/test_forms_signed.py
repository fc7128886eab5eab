"""Signed texts, as cards with a code carry them; the vectors are those of RFC 8032, section 7.1."""

import base64

import pytest

from forms.xpath.ed25519 import verified
from forms.xpath.in_text import extract_signed

VECTORS = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
        "d25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
        "387b2eaeb4302aeeb00d291612bb0c00",
    ),
]


def b64(content: bytes) -> str:
    return base64.b64encode(content).decode()


@pytest.mark.parametrize(("key", "message", "signature"), VECTORS)
def test_a_signed_text_is_what_was_signed(key: str, message: str, signature: str) -> None:
    signed = bytes.fromhex(signature + message)
    assert extract_signed(b64(signed), b64(bytes.fromhex(key))) == bytes.fromhex(message).decode()
    assert verified(signed[:64], signed[64:], bytes.fromhex(key))


@pytest.mark.parametrize("change", [0, 31, 40, 63, 64])
def test_a_changed_text_is_none(change: int) -> None:
    key, message, signature = VECTORS[1]
    signed = bytearray.fromhex(signature + message)
    signed[change] ^= 1
    assert extract_signed(b64(bytes(signed)), b64(bytes.fromhex(key))) == ""


@pytest.mark.parametrize("contents", ["", "not base64!", "AAAA"])
def test_what_is_not_signed_is_none(contents: str) -> None:
    assert extract_signed(contents, b64(bytes(32))) == ""
