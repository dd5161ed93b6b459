"""``python -m scripts.mutation [WORD…]``: break the facade in the listed ways, or in those whose names have all words.

The exit code is 1 if a mutant survives.
"""

from __future__ import annotations

import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

from scripts.mutation.mutant import Mutant, MutantError, read_mutants
from scripts.mutation.trial import Trial

ROOT = Path(__file__).parents[2]
AT_ONCE = 2


def main(words: list[str]) -> int:
    """Exit code: 0 if the tests notice every mutant, 1 if one survives, 2 if the list or the tests are wrong."""
    started = time.monotonic()
    try:
        chosen = [each for each in read_mutants() if all(word in each.name for word in words)]
        if not chosen:
            raise MutantError(f"no mutant has {' and '.join(map(repr, words))} in its name")
        for mutant in chosen:
            mutant.source(ROOT)
    except MutantError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        trials: SimpleQueue[Trial] = SimpleQueue()
        for number in range(AT_ONCE):
            trials.put(Trial(ROOT, Path(folder) / str(number)))
        sound = trials.get()
        whole = tuple(sorted({test for mutant in chosen for test in mutant.tests}))
        if failed := sound.failure(whole):
            print(f"error: the tests fail without any mutant: {failed}", file=sys.stderr)
            return 2
        trials.put(sound)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            noticed = sum(pool.map(lambda each: _try(each, trials), chosen))
    print(f"{noticed} of {len(chosen)} mutants are noticed, in {time.monotonic() - started:.0f} s")
    return 0 if noticed == len(chosen) else 1


def _try(mutant: Mutant, trials: SimpleQueue[Trial]) -> bool:
    trial = trials.get()
    try:
        noticed, how = trial.verdict(mutant)
    finally:
        trials.put(trial)
    print(f"{'noticed ' if noticed else 'SURVIVES'} {mutant.name}: {how}", flush=True)
    return noticed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
