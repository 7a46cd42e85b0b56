"""What measures and returns offer to the other parts."""

from safeloom.kernel.registry import Permission

_ALL = ("business-manager", "coordinator")
_SEES = (*_ALL, "statutory-partner", "scrutineer", "agency-lead")

CONTRIBUTIONS = (
    Permission("measure.see", "see measures", roles=_SEES),
    Permission("measure.change", "add and change measures and targets", roles=_ALL),
    Permission("return.see", "see returns", roles=_SEES),
    Permission("return.enter", "enter returns", roles=(*_ALL, "agency-lead")),
)
