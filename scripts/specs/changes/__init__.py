"""What changed between two states of ``specs/``: what breaks, and which named operations and cassettes that touches.

Data flows one way: :mod:`state` → :mod:`documents` (:mod:`operations`, :mod:`parameters`, :mod:`schemas` are the rules,
:mod:`rest` and :mod:`facts` name every fact that no rule has entered in the :mod:`ledger`) → :mod:`touched`
(:mod:`uses`, :mod:`cassettes`) → :mod:`page`. Comparing is pure: only :mod:`state`, :mod:`uses`, :mod:`cassettes` and
:mod:`names` read anything. What breaks is judged as oasdiff judges it, see :mod:`change`.
"""
