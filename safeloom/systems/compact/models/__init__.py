"""The compact and its signatures; induction packs and who read them."""

from safeloom.systems.compact.models.compact import CompactGroup, CompactSignature, CompactVersion
from safeloom.systems.compact.models.induction import InductionItem, InductionReceipt

__all__ = [
    "CompactGroup",
    "CompactSignature",
    "CompactVersion",
    "InductionItem",
    "InductionReceipt",
]
