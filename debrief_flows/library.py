"""Reads flows from files: the packaged ones and a team's own, under the same proof."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from pydantic import ValidationError

from debrief_flows.model import Flow
from debrief_flows.proven import Proven

PACKAGED = Path(__file__).parent / "library"

FIRST_DOORS = ("loss", "refused_help")
"""The doors that come first, in this order; the rest follow by id. A fixed place is found when tired."""


class LibraryUnfit(ValueError):
    """One or more flow files cannot be used. The message names each file and step, and what to mend."""


class FlowUnknown(KeyError):
    """No flow has that id: it was renamed or taken away. The person is shown the doors there are."""


@dataclass(frozen=True, slots=True)
class Library:
    """Every flow there is, each proven."""

    flows: Mapping[str, Flow]

    def flow(self, flow_id: str) -> Flow:
        """Return a flow by its id. Raises `FlowUnknown`."""
        try:
            return self.flows[flow_id]
        except KeyError:
            raise FlowUnknown("No flow has that id.") from None

    def doors(self) -> tuple[Flow, ...]:
        """Return all flows in the fixed order in which their doors are shown."""
        return tuple(self.flows[flow_id] for flow_id in sorted(self.flows, key=_door_order))


def load_library(*folders: Path, proven: Path | None = None) -> Library:
    """Read the packaged flows and those of further folders (`*.yaml`), and prove each one.

    `proven` is a file that remembers what was proven: what has not changed since is not proven again.
    Raises `LibraryUnfit` with everything there is to mend, so that it takes one round and not ten.
    """
    flows: dict[str, Flow] = {}
    origin: dict[str, Path] = {}
    unfit: list[str] = []
    remembered = Proven(proven)
    for path in _files(PACKAGED, *folders):
        try:
            flow = _proven_flow(path, remembered)
        except LibraryUnfit as error:
            unfit.append(str(error))
            continue
        if flow.id in flows:
            unfit.append(f"{path}: the id '{flow.id}' is taken by {origin[flow.id]}; choose another")
            continue
        flows[flow.id], origin[flow.id] = flow, path
    if unfit:
        raise LibraryUnfit("\n".join(unfit))
    remembered.save()
    return Library(MappingProxyType(flows))


def read_flow(path: Path) -> Flow:
    """Read one file, without the proof. Raises `LibraryUnfit`, naming the file and what to mend."""
    return _parsed(path, _content(path))


def _proven_flow(path: Path, remembered: Proven) -> Flow:
    content = _content(path)
    known = remembered.flow(content)
    if known is not None:
        return known
    from debrief_flows.proof import prove  # noqa: PLC0415 - only where something is not remembered

    flow = _parsed(path, content)
    problems = prove(flow)
    if problems:
        raise LibraryUnfit("\n".join(f"{path}: {problem}" for problem in problems))
    remembered.remember(content, flow)
    return flow


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise LibraryUnfit(f"{path}: cannot be read ({error.strerror})") from error


def _parsed(path: Path, content: bytes) -> Flow:
    import yaml  # noqa: PLC0415 - only where something is not remembered

    from debrief_flows.yaml_text import load_yaml  # noqa: PLC0415 - the same

    try:
        told = load_yaml(content.decode("utf-8"))
        return Flow.model_validate(told)
    except UnicodeDecodeError as error:
        raise LibraryUnfit(f"{path}: is not UTF-8 text; save it as UTF-8") from error
    except yaml.YAMLError as error:
        raise LibraryUnfit(f"{path}: is not well-formed YAML: {' '.join(str(error).split())}") from error
    except ValidationError as error:
        lines = (f"{path}: {_told(problem, told)}" for problem in error.errors(include_url=False))
        raise LibraryUnfit("\n".join(lines)) from error


def _files(*folders: Path) -> list[Path]:
    missing = [str(folder) for folder in folders if not folder.is_dir()]
    if missing:
        raise LibraryUnfit(f"{missing[0]}: there is no such folder of flows; mend or unset its setting")
    return [path for folder in folders for path in sorted(folder.glob("*.yaml"))]


def _door_order(flow_id: str) -> tuple[int, str]:
    place = FIRST_DOORS.index(flow_id) if flow_id in FIRST_DOORS else len(FIRST_DOORS)
    return place, flow_id


def _told(problem: Mapping[str, object], told: object) -> str:
    """Say where in a file a problem lies by the step's own id, and what it is."""
    where = problem["loc"]
    names: list[str] = []
    inside = told
    for part in where if isinstance(where, tuple) else ():
        inside = _inside(inside, part)
        own = inside.get("id") if isinstance(inside, dict) else None
        names.append(f"'{own}'" if isinstance(own, str) else str(part))
    message = str(problem["msg"]).removeprefix("Value error, ")
    if problem["type"] == "extra_forbidden":
        message = "is no key here; a text with a comma or a colon in it needs quotes"
    return f"{' > '.join(names)}: {message}" if names else message


def _inside(thing: object, part: object) -> object:
    if isinstance(thing, dict):
        return thing.get(part)
    if isinstance(thing, list) and isinstance(part, int) and part < len(thing):
        return thing[part]
    return None
