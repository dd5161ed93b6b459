"""Threads that use a model for the first time at the same time find what one thread finds."""

import subprocess
import sys

# In a process of its own: what other tests have read is worked out already.
PROGRAM = """
import sys, threading
from hubspot_openapi import runtime
from hubspot_openapi.v2026_03.crm.lists import models

sys.setswitchinterval(1e-6)
kinds = [each for each in vars(models).values() if isinstance(each, runtime.ModelType) and each.__dict__.get("__wire__")]
declared = {(kind, name): kind.__dict__.get(name, runtime._REQUIRED) for kind in kinds for name in kind.__annotations__}
failed = []


def read(kind, together):
    together.wait()
    try:
        model = kind.from_dict({})
        for name in kind.__annotations__:
            getattr(model, name)
    except Exception as error:
        failed.append((kind.__name__, repr(error)))


for kind in kinds:
    together = threading.Barrier(4)
    threads = [threading.Thread(target=read, args=(kind, together)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
found = {(kind, each.attribute): each.default for kind in kinds for each in runtime._fields_of(kind)}
failed += [key for key, value in declared.items() if found[key] is not value]
print(len(kinds), failed)
"""


def test_the_first_use_of_a_model_by_several_threads():
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=120, check=True)
    number, _, failed = done.stdout.strip().partition(" ")
    assert int(number) > 50
    assert failed == "[]"
