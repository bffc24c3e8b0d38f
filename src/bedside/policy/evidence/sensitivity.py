"""What a comparison cannot see: the E-value, and the line that stands under every comparison (`evidence.md` section 7).

VanderWeele & Ding, Ann Intern Med 2017;167:268-274. A comparison without this line is not shown: `matching.Compared`
cannot be made without it.
"""

from dataclasses import dataclass
from math import exp, isfinite, sqrt

RISK_OF_A_STANDARD_DIFFERENCE = 0.91
"""RR is about exp(0.91 d) for a difference of d standard deviations (the same paper)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EValue:
    """How strong something unmeasured would have to be, as a ratio of risks, to explain a result; 1 is nothing."""

    estimate: float
    """To explain the estimate away altogether."""
    interval: float
    """To move the interval as far as "no difference"; 1 where it holds that already."""

    @property
    def sentence(self) -> str:
        """What a page says under the comparison, whatever came out."""
        if self.interval == 1:
            return (
                "This difference may be chance alone. And people who take this may differ from those who do not"
                " in ways that nobody measured: we cannot rule out that such a thing hides or makes a difference."
            )
        return (
            f"Something we did not measure would have to make people {self.interval:.1f} times as likely both to take"
            " this and to do well, to explain the result. That happens. We cannot rule out that it did here."
        )


def e_value(ratio: float) -> float:
    """The E-value of a ratio of risks. Raises ValueError unless it is a positive number."""
    if not (isfinite(ratio) and ratio > 0):
        raise ValueError("A ratio of risks is a positive number.")
    above = ratio if ratio >= 1 else 1 / ratio
    return above + sqrt(above * (above - 1))


def ratio_of(difference: float, *, standard_deviation: float) -> float:
    """The ratio of risks that a difference of means stands for. Raises ValueError without a spread to measure it by."""
    if not standard_deviation > 0:
        raise ValueError("A difference is measured in standard deviations.")
    return exp(RISK_OF_A_STANDARD_DIFFERENCE * difference / standard_deviation)


def sensitivity_of_ratio(ratio: float, *, low: float, high: float) -> EValue:
    """The E-values of a ratio of risks and of the end of its interval that is nearer to 1."""
    if not low <= ratio <= high:
        raise ValueError("The estimate must lie in its interval.")
    nearer = 1.0 if low <= 1 <= high else min(low, high, key=lambda end: abs(end - 1))
    return EValue(estimate=e_value(ratio), interval=e_value(nearer))


def sensitivity_of_difference(difference: float, *, low: float, high: float, standard_deviation: float) -> EValue:
    """The same of a difference of means with its interval."""
    ratio, lower, upper = (ratio_of(value, standard_deviation=standard_deviation) for value in (difference, low, high))
    return sensitivity_of_ratio(ratio, low=lower, high=upper)
