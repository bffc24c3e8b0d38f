"""Starting, watching and stopping the processes of one installation. Knows nothing of what they do.

Each child is the leader of its own process group, so that what it leaves behind can be ended with it and so that Ctrl-C
reaches the supervisor alone, which then stops everything in order.
"""

from bedside.kit.processes.program import Child, Managed, StartFailed
from bedside.kit.processes.supervisor import Supervisor
from bedside.kit.processes.tie import end_group, tied

__all__ = ["Child", "Managed", "StartFailed", "Supervisor", "end_group", "tied"]
