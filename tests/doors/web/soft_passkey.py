"""A passkey in software: makes and uses one ES256 key as a device would, without asking anybody."""

import hashlib
import json
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

FLAGS_NEW, FLAGS = 0x45, 0x05  # user present and verified; with the new key
ORIGIN = "http://testserver"


class SoftPasskey:
    """One key of one device."""

    def __init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = hashlib.sha256(b"soft passkey").digest()
        self.user_handle = b""

    def make(self, options: dict[str, Any]) -> dict[str, Any]:
        """Answer `navigator.credentials.create`."""
        asked = options["publicKey"]
        self.user_handle = websafe_decode(asked["user"]["id"])
        held = AttestedCredentialData.create(b"\0" * 16, self.id, ES256.from_cryptography_key(self.key.public_key()))
        data = AuthenticatorData.create(_hash(asked["rp"]["id"]), FLAGS_NEW, 0, held)
        attestation = AttestationObject.create("none", data, {})
        response = {
            "clientDataJSON": websafe_encode(_client_data("webauthn.create", asked["challenge"])),
            "attestationObject": websafe_encode(bytes(attestation)),
        }
        return self._credential(response) | {"clientExtensionResults": {"credProps": {"rk": True}}}

    def use(self, options: dict[str, Any]) -> dict[str, Any]:
        """Answer `navigator.credentials.get`."""
        asked = options["publicKey"]
        client = _client_data("webauthn.get", asked["challenge"])
        data = AuthenticatorData.create(_hash(asked["rpId"]), FLAGS, 1)
        signature = self.key.sign(bytes(data) + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        response = {
            "clientDataJSON": websafe_encode(client),
            "authenticatorData": websafe_encode(bytes(data)),
            "signature": websafe_encode(signature),
            "userHandle": websafe_encode(self.user_handle),
        }
        return self._credential(response) | {"clientExtensionResults": {}}

    def _credential(self, response: dict[str, str]) -> dict[str, Any]:
        name = websafe_encode(self.id)
        return {"id": name, "rawId": name, "type": "public-key", "response": response}


def _hash(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def _client_data(kind: str, challenge: str) -> bytes:
    return json.dumps({"type": kind, "challenge": challenge, "origin": ORIGIN, "crossOrigin": False}).encode()
