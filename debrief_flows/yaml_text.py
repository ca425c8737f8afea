"""YAML, read safely and strictly."""

from typing import Any

import yaml

# libyaml's loader where PyYAML was built with it: it reads the same, several times as fast.
_LOADER: type[yaml.SafeLoader | yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load_yaml(text: str) -> Any:
    """Return what a YAML text holds. Raises `yaml.YAMLError`.

    A key given twice is an error: YAML itself would keep the last and say nothing.
    """
    loader = _LOADER(text)
    try:
        root = loader.get_single_node()
        if root is None:
            return None
        _refuse_twice(root)
        return loader.construct_document(root)
    finally:
        loader.dispose()


def _refuse_twice(node: yaml.Node) -> None:
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            _refuse_twice(item)
    elif isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                raise yaml.MarkedYAMLError(
                    problem=f"'{key.value}' is there twice", problem_mark=key.start_mark
                )
            seen.add(key.value)
            _refuse_twice(value)
