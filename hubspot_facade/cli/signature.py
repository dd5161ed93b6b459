"""Signatures as in the source, without the quotes of postponed annotations."""

from __future__ import annotations

import inspect


class _Bare(str):
    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def spelled(signature: inspect.Signature) -> str:
    """`(record_id: Id, *, limit: int | None = None) -> Record`."""
    parameters = [each.replace(annotation=_bare(each.annotation)) for each in signature.parameters.values()]
    return str(signature.replace(parameters=parameters, return_annotation=_bare(signature.return_annotation)))


def _bare(annotation: object) -> object:
    return _Bare(annotation) if isinstance(annotation, str) else annotation
