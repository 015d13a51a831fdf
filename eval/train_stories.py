"""`python -m eval.train_stories`: fit how much each feature tells of one event, on the tuning half of same-story."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from eval.gold import default_folder
from eval.same_story import RUSSIAN, halves, pairs, sketches
from onrecord.stories import alike

RIDGE = 1.0  # on weights of features that are scaled to deviate by one
STEPS = 30  # of Newton's method; it stands still long before

Floats = NDArray[np.float64]


def main() -> None:
    """Fit on all pairs of the half and write `onrecord/stories/alike.tsv`; print how it does on pairs left out."""
    tune, _ = halves(pairs(default_folder(), RUSSIAN))
    rows = np.array([alike.features(*both) for both in sketches(tune, "ru")])
    same = np.array([pair.same for pair in tune], float)
    left_out = np.array([_judge(rows, same, n) for n in range(len(same))]) > 0
    f1 = 2 * (left_out * same).sum() / (left_out.sum() + same.sum())
    print(f"each of {len(same)} pairs judged without it: F1 {f1:.3f}")
    lines = ["feature\tweight", *(f"{name}\t{weight:.4f}" for name, weight in _weights(rows, same).items())]
    Path(alike.__file__).with_name("alike.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _judge(rows: Floats, same: Floats, n: int) -> float:
    others = np.arange(len(same)) != n
    bias, *weights = _weights(rows[others], same[others]).values()
    return float(bias + rows[n] @ weights)


def _weights(rows: Floats, same: Floats) -> dict[str, float]:
    """Logistic regression with a ridge; the weights are those of the features as they come, unscaled."""
    middle, width = rows.mean(0), rows.std(0)
    scaled = np.column_stack([np.ones(len(rows)), (rows - middle) / width])
    ridge = np.diag([1e-6] + [RIDGE] * rows.shape[1])
    found = np.zeros(scaled.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-scaled @ found))
        slope = scaled.T @ (chance - same) + ridge @ found
        found -= np.linalg.solve((scaled.T * (chance * (1 - chance))) @ scaled + ridge, slope)
    weights = found[1:] / width
    return {"bias": float(found[0] - weights @ middle), **dict(zip(alike.FEATURES, weights.tolist(), strict=True))}


if __name__ == "__main__":
    main()
