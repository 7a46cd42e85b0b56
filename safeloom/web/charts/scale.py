"""Round numbers for an axis."""

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal


def ticks(low: Decimal, high: Decimal, about: int = 4) -> list[Decimal]:
    """Rising round numbers of one step that hold low and high between the first and the last."""
    if low == high:
        high = low + 1
    rough = (high - low) / about
    power = Decimal(10) ** rough.adjusted()
    step = next(power * times for times in (1, 2, Decimal("2.5"), 5, 10) if power * times >= rough)
    first = (low / step).to_integral_value(ROUND_FLOOR)
    last = (high / step).to_integral_value(ROUND_CEILING)
    return [plain(step * (first + count)) for count in range(int(last - first) + 1)]


def plain(value: Decimal) -> Decimal:
    """The value without needless decimals and without an exponent."""
    value = value.normalize()
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value
