"""Faults on request, so that a client's retries meet something real.

A fault is named by the request header `X-Sandbox-Fault`, or planned for the requests to come: by `Sandbox.fail`, by a
TOML file (`--faults`), or by the admin endpoint:

    POST /_sandbox/faults  {"match": {"method": "POST", "path": "/crm/*/objects/contacts*"}, "fault": "429", "times": 2}
    GET  /_sandbox/faults      those that are still to come
    DELETE /_sandbox/faults    none any more

In the header: `429`, `latency=2`, `429; retry-after=2`. What can be injected:

    429, 429-search, 429-daily     the limit's body; nothing is done
    401                            a token that is not known; nothing is done
    423, 477, 500, 503             HubSpot's body; nothing is done
    502, 504, 521, 522, 523, 524   an HTML page; nothing is done
    502-after-write, 504-after-write   the request is carried out, then the page is answered
    drop                           the connection is cut before the request is carried out
    drop-after-write               the request is carried out, then the connection is cut
    truncate                       the request is carried out, half of the answer comes, then the connection is cut
    invalid-json                   the request is carried out, the answer breaks off inside its JSON, in full length
    latency=SECONDS                the answer waits
    slow-body=SECONDS              the answer's body comes in ten parts over this time
    partial=INPUTS                 the last inputs of a batch fail, the others are carried out: 207
    clock=SECONDS                  the sandbox's clock jumps, forward or back, then the request is carried out

How planned faults choose requests, and what else they may say: see `hubspot_facade.sandbox.faults.planned`.
"""

from .fault import Fault, FaultError, parse
from .planned import Faults, Planned

__all__ = ["Fault", "FaultError", "Faults", "Planned", "parse"]
