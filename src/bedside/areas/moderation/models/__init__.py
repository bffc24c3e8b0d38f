"""Tables of moderation: emergency accesses; reports, the cases they fold into, acts and appeals."""

from bedside.areas.moderation.models.cases import Act, Appeal, Case, Report
from bedside.areas.moderation.models.emergency import EmergencyAccess

__all__ = ["Act", "Appeal", "Case", "EmergencyAccess", "Report"]
