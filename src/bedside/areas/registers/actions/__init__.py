"""Every write of registers: taking in a file or a list of excluded persons, and the operator's map of codes."""

from bedside.areas.registers.actions.excluding import import_exclusions
from bedside.areas.registers.actions.importing import import_register
from bedside.areas.registers.actions.naming import NameProblem, name_codes
from bedside.areas.registers.actions.steps import File, Imported

__all__ = ["File", "Imported", "NameProblem", "import_exclusions", "import_register", "name_codes"]
