"""Former names of methods. They work as before and warn, and are removed in the version that they name."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

from hubspot_facade.plans.methods import Async, Resource, Sync

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from typing_extensions import deprecated  # editors strike such names out
else:

    def deprecated(_message: str) -> Callable[[Any], Any]:
        """Do nothing at run time."""
        return lambda function: function


T = TypeVar("T")

REMOVAL = "0.3"


class FormerName(Generic[T]):
    """A former name of a method, with the same arguments; `name` is the current name, whose result is a `T`.

    `renamed` gives the current names of renamed keywords, `positional` the keywords of what was positional, `needs`
    the arguments that were required and no longer are.
    """

    is_former_name = True  # `dir()` of a resource leaves such names out

    def __init__(
        self, name: str, *, positional: tuple[str, ...] = (), needs: tuple[str, ...] = (), **renamed: str
    ) -> None:
        self.name = name
        self._needs = needs
        self._renamed = renamed
        self._positional = positional
        self.__doc__ = f"The former name of `{name}`; it will be removed in {REMOVAL}."

    def __set_name__(self, owner: type, name: str) -> None:
        self._former = name

    @overload
    def __get__(self, instance: None, owner: type) -> FormerName[T]: ...
    @overload
    @deprecated("This is the former name of a method; its docstring has the current one.")
    def __get__(self, instance: Resource[Sync], owner: type) -> Callable[..., T]: ...
    @overload
    @deprecated("This is the former name of a method; its docstring has the current one.")
    def __get__(self, instance: Resource[Async], owner: type) -> Callable[..., Coroutine[Any, Any, T]]: ...
    def __get__(self, instance: Resource[Any] | None, owner: type) -> Any:
        if instance is None:
            return self

        def call(*args: Any, **kwargs: Any) -> Any:
            warnings.warn(
                f"{owner.__name__}.{self._former} is now {self.name}; "
                f"the former name will be removed in hubspot-facade {REMOVAL}",
                DeprecationWarning,
                stacklevel=2,
            )
            for need in self._needs:
                if kwargs.get(need) is None:
                    raise TypeError(f"{owner.__name__}.{self._former} needs {need}")
            given = dict(zip(self._positional, args, strict=False))
            given |= {self._renamed.get(name, name): value for name, value in kwargs.items()}
            return getattr(instance, self.name)(*args[len(self._positional) :], **given)

        call.__doc__ = self.__doc__
        return call
