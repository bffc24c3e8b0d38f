"""Every write of registers: taking in a file, and the operator's map from codes to our words."""

from bedside.areas.registers.actions.importing import File, Imported, import_register
from bedside.areas.registers.actions.naming import NameProblem, name_codes

__all__ = ["File", "Imported", "NameProblem", "import_register", "name_codes"]
