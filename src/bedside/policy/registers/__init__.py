"""Registers of licensed clinicians: one file for each, found by being here (spec clinicians.md 1.2 to 1.4).

A register's file has KEY, NAME, COUNTRY, PATTERN, the columns that are read, and three functions: `model.Register`.
"""

from importlib import import_module
from pkgutil import iter_modules
from typing import Final, cast

from bedside.policy.registers.model import Register

SHARED: Final = frozenset({"model", "names", "reading", "specialties"})

# That a file is a register as the type says, tests/policy/registers/test_registers.py looks at.
REGISTERS: Final[dict[str, Register]] = {
    register.KEY: register
    for register in (
        cast(Register, import_module(f"{__name__}.{file.name}"))
        for file in iter_modules(__path__)
        if file.name not in SHARED
    )
}

__all__ = ["REGISTERS", "SHARED"]
