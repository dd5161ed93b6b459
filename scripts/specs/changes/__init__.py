"""What changed between two states of ``specs/``: what breaks, and which named operations and cassettes that touches.

Data flows one way: :mod:`state` → :mod:`documents` (:mod:`operations`, :mod:`parameters`, :mod:`schemas`) →
:mod:`touched` (:mod:`uses`, :mod:`cassettes`) → :mod:`page`. Comparing is pure: only :mod:`state`, :mod:`uses` and
:mod:`cassettes` read anything. What breaks is judged as oasdiff judges it, see :mod:`change`.
"""
