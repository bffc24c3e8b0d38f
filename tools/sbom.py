"""`make sbom`: a software bill of materials in CycloneDX JSON, from the lock file.

What the running site needs is `required`; what only its builders need is `excluded`. The same lock file gives the same
bill: its number is drawn from the file, and SOURCE_DATE_EPOCH sets its date.
"""

import argparse
import hashlib
import os
import sys
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from uuid import NAMESPACE_OID, uuid5

from cyclonedx.model import ExternalReference, ExternalReferenceType, HashAlgorithm, HashType, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentScope, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from tools.lock import Pin, of_the_site, read


def bill(pins: list[Pin], *, name: str, version: str) -> Bom:
    """Return the bill of a site of this name and version."""
    bom, site = Bom(), Component(name=name, version=version, type=ComponentType.APPLICATION, bom_ref=name)
    bom.metadata.component = site
    needed = of_the_site(pins)
    parts = {pin.name: _part(pin, required=pin.name in needed) for pin in pins}
    for part in parts.values():
        bom.components.add(part)
    asked = [parts[pin.name] for pin in pins if any(via.startswith("bedside (") for via in pin.via)]
    bom.register_dependency(site, asked)
    for asking, part in parts.items():
        bom.register_dependency(part, [parts[pin.name] for pin in pins if asking in pin.via])
    return bom


def _part(pin: Pin, *, required: bool) -> Component:
    purl = PackageURL("pypi", name=pin.name, version=str(pin.version))
    files = [
        ExternalReference(
            type=ExternalReferenceType.DISTRIBUTION,
            url=XsUri(str(purl)),
            hashes=[HashType(alg=HashAlgorithm.SHA_256, content=content)],
        )
        for content in pin.hashes
    ]
    return Component(
        name=pin.name,
        version=str(pin.version),
        type=ComponentType.LIBRARY,
        purl=purl,
        bom_ref=str(purl),
        scope=ComponentScope.REQUIRED if required else ComponentScope.EXCLUDED,
        external_references=files,
    )


def text_of(bom: Bom, *, lock: bytes, made_at: datetime) -> str:
    """Return the bill as JSON; its serial number is drawn from the lock file."""
    bom.serial_number = uuid5(NAMESPACE_OID, hashlib.sha256(lock).hexdigest())
    bom.metadata.timestamp = made_at
    return JsonV1Dot6(bom).output_as_string(indent=2) + "\n"


def main(argv: list[str]) -> int:
    """Write the bill to the standard output."""
    parser = argparse.ArgumentParser(prog="make sbom", description="a bill of materials from the lock file")
    parser.add_argument("--lock", type=Path, default=Path("requirements.lock"))
    args = parser.parse_args(argv)
    project = tomllib.loads(Path("pyproject.toml").read_text())["project"]
    given = os.environ.get("SOURCE_DATE_EPOCH")
    made_at = datetime.fromtimestamp(int(given), UTC) if given else datetime.now(UTC).replace(microsecond=0)
    bom = bill(read(args.lock), name=project["name"], version=project["version"])
    sys.stdout.write(text_of(bom, lock=args.lock.read_bytes(), made_at=made_at))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
