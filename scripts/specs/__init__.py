"""Pull the OpenAPI collection, choose its documents, normalise them and publish them to ``specs/``.

Data flows one way: :mod:`pull` → :mod:`collection` → :mod:`selection` → :mod:`normalise` (:mod:`facts`, :mod:`overlay`,
:mod:`mend`, :mod:`verify`) → :mod:`lock` → :mod:`changes` → :mod:`publish`. ``python -m scripts.specs`` runs all of it.
"""
