"""A place in a descriptor's YAML that can say what is wrong with it: file, key, repair."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import yaml

from sursur.errors import DescriptorError

Parsed = TypeVar("Parsed")


@dataclass(frozen=True, slots=True)
class Node:
    """One value of the YAML with the keys that lead to it."""

    file: Path
    keys: tuple[str, ...]
    value: Any

    def fail(self, message: str, repair: str) -> NoReturn:
        where = ".".join(self.keys) or "the whole file"
        raise DescriptorError(f"{self.file}: `{where}`: {message}", repair=repair)

    def mapping(self, allowed: Iterable[str], required: Iterable[str] = ()) -> None:
        """Check that this is a mapping with no key but `allowed`, and with every `required` one."""
        if not isinstance(self.value, dict):
            self.fail(f"is {describe(self.value)}, not `key: value` lines.", "Write `key: value` lines below it.")
        known = sorted(allowed)
        for key in self.value:
            if key not in known:
                near = difflib.get_close_matches(str(key), known, n=1)
                hint = f"Did you mean `{near[0]}`? " if near else ""
                self.fail(f"has the unknown key `{key}`.", f"{hint}Known keys: {', '.join(known)}.")
        for key in required:
            if self.value.get(key) in (None, "", [], {}):
                self.fail(f"lacks `{key}`.", f"Add `{key}:` with its value.")

    def has(self, key: str) -> bool:
        return isinstance(self.value, dict) and key in self.value

    def child(self, key: str) -> Node:
        return Node(self.file, (*self.keys, key), self.value.get(key))

    def optional(self, key: str, parse: Callable[[Node], Parsed], default: Parsed) -> Parsed:
        return parse(self.child(key)) if self.has(key) else default

    def children(self) -> Iterator[tuple[str, Node]]:
        for key in self.value:
            yield str(key), self.child(key)

    def items(self) -> list[Node]:
        """The elements of a list; a single value stands for a list of one."""
        listed = self.value if isinstance(self.value, list) else [self.value]
        return [Node(self.file, (*self.keys, str(number)), value) for number, value in enumerate(listed, 1)]

    def text(self) -> str:
        if isinstance(self.value, dict | list) or self.value is None:
            self.fail(f"is {describe(self.value)}, not a text.", "Write one text, in quotes if it holds a colon.")
        return str(self.value).strip()

    def texts(self) -> tuple[str, ...]:
        return tuple(item.text() for item in self.items())

    def flag(self) -> bool:
        if not isinstance(self.value, bool):
            self.fail(f"is {describe(self.value)}, not true or false.", "Write `true` or `false`.")
        return self.value

    def whole(self) -> int:
        if isinstance(self.value, bool) or not isinstance(self.value, int) or self.value < 1:
            self.fail(f"is {describe(self.value)}, not a whole number from 1 up.", "Write a number such as 1.")
        return self.value

    def one_of(self, allowed: Iterable[str]) -> str:
        chosen, known = self.text(), list(allowed)
        if chosen not in known:
            near = difflib.get_close_matches(chosen, known, n=1)
            hint = f"Did you mean `{near[0]}`? " if near else ""
            self.fail(f"is `{chosen}`.", f"{hint}Choose one of: {', '.join(known)}.")
        return chosen

    def pattern(self) -> re.Pattern[str]:
        try:
            return re.compile(self.text(), re.IGNORECASE)
        except re.error as error:
            self.fail(
                f"is no regular expression ({error}).",
                "Put a backslash before ( [ . + * where you mean the sign itself.",
            )


def describe(value: object) -> str:
    """The kind of a YAML value in plain words."""
    words = {dict: "a mapping", list: "a list", str: f"the text `{value}`", bool: f"`{str(value).lower()}`"}
    return "empty" if value is None else words.get(type(value), f"`{value}`")


class _UniqueKeys(yaml.SafeLoader):
    """YAML keeps the last of two equal keys in silence; a descriptor with two is a mistake of its author.

    Only `true` and `false` are truth values here: NO is Norway, and a cell with YES holds the word YES.
    """


def _mapping_without_doubles(loader: _UniqueKeys, node: yaml.MappingNode) -> dict[Any, Any]:
    seen: set[Any] = set()
    for key_node, _ in node.value:
        if key_node.tag == "tag:yaml.org,2002:merge":
            continue
        key = loader.construct_object(key_node)
        if isinstance(key, dict | list):
            raise yaml.YAMLError(f"line {key_node.start_mark.line + 1}: a key is a list or a mapping")
        if key in seen:
            raise yaml.YAMLError(f"line {key_node.start_mark.line + 1}: the key `{key}` stands twice")
        seen.add(key)
    return dict(loader.construct_mapping(node, deep=True))


_UniqueKeys.yaml_implicit_resolvers = {
    sign: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool" or sign in "tTfF"]
    for sign, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_UniqueKeys.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping_without_doubles)


def read_yaml(file: Path, text: str) -> Node:
    """The root of a descriptor. Raises `DescriptorError` for text that is not YAML or is not a mapping."""
    try:
        value = yaml.load(text, Loader=_UniqueKeys)  # noqa: S506 - a subclass of the safe loader
    except yaml.YAMLError as error:
        raise DescriptorError(
            f"{file}: this is not YAML: {' '.join(str(error).split())}",
            repair="Indent with spaces, and put texts with a colon in quotes.",
        ) from error
    root = Node(file, (), value)
    if not isinstance(value, dict):
        root.fail(f"is {describe(value)}.", "A descriptor starts with `title:`, `publisher:`, `licence:` and `row:`.")
    return root
