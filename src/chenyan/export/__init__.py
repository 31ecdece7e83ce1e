"""Results out: the output folder of an audit, single tables, comparing and verifying."""

from chenyan.export.comparing import Comparison, compare
from chenyan.export.saving import is_current, write_audit
from chenyan.export.verifying import VerifyReport, verify
from chenyan.export.writers import write_rows

__all__ = ["Comparison", "VerifyReport", "compare", "is_current", "verify", "write_audit", "write_rows"]
