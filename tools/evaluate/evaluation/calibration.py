"""Whether a confidence means what it says."""

from dataclasses import dataclass

EDGES = (0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 1.0)
HIGH = 0.99


@dataclass
class Bin:
    low: float
    high: float   # excluded, but for the last
    readings: int
    right: int
    mean_confidence: float


@dataclass
class Calibration:
    bins: list          # those that have readings
    pictures: int       # with an MRZ
    high: Bin           # readings with at least 0.99

    @property
    def high_right_share(self):
        return self.high.right / self.high.readings if self.high.readings else 0.0

    @property
    def high_share(self):
        """Readings with at least 0.99 as a share of all pictures with an MRZ."""
        return self.high.readings / self.pictures if self.pictures else 0.0


def _bin(judgements, low, high):
    inside = [said for said in judgements if low <= said.confidence and (said.confidence < high or high == 1.0)]
    mean = sum(said.confidence for said in inside) / len(inside) if inside else 0.0
    return Bin(low, high, len(inside), sum(said.exact for said in inside), mean)


def calibrate(judgements, pictures_with_mrz):
    """Of all readings that were given, invented ones among them."""
    given = [said for said in judgements if said.given]
    bins = [_bin(given, low, high) for low, high in zip(EDGES, EDGES[1:])]
    return Calibration([b for b in bins if b.readings], pictures_with_mrz, _bin(given, HIGH, 1.0))


def text(calibration):
    lines = [f"{'confidence':14} {'readings':>8} {'right':>6} {'right':>8} {'said':>8}"]
    for b in calibration.bins:
        lines.append(f"{b.low:4.2f} to {b.high:4.2f}   {b.readings:8} {b.right:6} {100 * b.right / b.readings:7.1f}%"
                     f" {100 * b.mean_confidence:7.1f}%")
    lines.append(f"at least {HIGH}: {calibration.high.readings} readings, {100 * calibration.high_right_share:.1f} % right"
                 f" (99 wanted), {100 * calibration.high_share:.1f} % of all pictures with an MRZ (75 wanted)")
    return "\n".join(lines)
