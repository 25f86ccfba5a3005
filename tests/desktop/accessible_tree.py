# SPDX-License-Identifier: GPL-3.0-or-later
"""What a screen reader sees of a program: its widgets as a tree.

The accessibility library talks to one bus for the life of a process, so it runs in
a process of its own (this file as a program) and hands the tree over as JSON.
"""

import dataclasses
import json
import sys


@dataclasses.dataclass
class Accessible:
    """One widget."""

    role: str
    name: str
    description: str
    text: str
    states: list
    actions: list
    rectangle: tuple
    """x, y, width, height on the screen, or None if it is not on it."""
    path: list
    """Child indices that lead from the program to here."""
    children: list

    @classmethod
    def from_record(cls, record):
        values = dict(record)
        values["children"] = [cls.from_record(child) for child in record["children"]]
        values["rectangle"] = tuple(record["rectangle"]) if record["rectangle"] else None
        return cls(**values)

    def walk(self):
        yield self
        for child in self.children:
            yield from child.walk()

    def find_all(self, role=None, name=None, showing=False):
        """Widgets below with this ROLE, NAME or both, top to bottom."""
        return [
            node
            for node in self.walk()
            if (role is None or node.role == role)
            and (name is None or node.name == name)
            and (not showing or "showing" in node.states)
        ]

    def find(self, role=None, name=None, showing=False):
        """The first of find_all(), or None."""
        return next(iter(self.find_all(role, name, showing)), None)

    def find_text(self, fragment):
        """The first widget that is showing and has FRAGMENT in its name or text, or None."""
        for node in self.walk():
            if "showing" in node.states and (fragment in node.name or fragment in node.text):
                return node
        return None

    def describe(self, depth=0):
        """The tree as indented text, for the message of a failing test."""
        line = f"{'  ' * depth}{self.role} {self.name!r} {self.text!r} {self.rectangle}"
        return "\n".join([line] + [child.describe(depth + 1) for child in self.children])


def _record(node, path):
    from gi.repository import Atspi

    # An application is no component; asking for its place makes GTK print a warning.
    rectangle = None
    if node.get_role() != Atspi.Role.APPLICATION and node.get_component_iface():
        extents = node.get_extents(Atspi.CoordType.SCREEN)
        if extents.x > -(2**31):
            rectangle = [extents.x, extents.y, extents.width, extents.height]
    text = ""
    if node.get_text_iface():
        text = Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node))
    actions = []
    if node.get_action_iface():
        actions = [Atspi.Action.get_action_name(node, i) for i in range(node.get_n_actions())]
    children = []
    for index in range(node.get_child_count()):
        child = node.get_child_at_index(index)
        if child is not None:
            children.append(_record(child, path + [index]))
    return {
        "role": node.get_role_name(),
        "name": node.get_name() or "",
        "description": node.get_description() or "",
        "text": text,
        "states": [state.value_nick for state in node.get_state_set().get_states()],
        "actions": actions,
        "rectangle": rectangle,
        "path": path,
        "children": children,
    }


def _application(pid):
    from gi.repository import Atspi

    desktop = Atspi.get_desktop(0)
    for index in range(desktop.get_child_count()):
        application = desktop.get_child_at_index(index)
        if application is not None and application.get_process_id() == pid:
            return application
    return None


def main():
    """Arguments: "tree" PID, or "act" PID PATH ACTION, or "write" PID PATH TEXT."""
    import gi

    gi.require_version("Atspi", "2.0")
    from gi.repository import Atspi, GLib

    verb, pid = sys.argv[1], int(sys.argv[2])
    try:
        node = _application(pid)
        if node is None:
            print("null")
            return 0
        if verb == "tree":
            print(json.dumps(_record(node, [])))
            return 0
        for index in json.loads(sys.argv[3]):
            node = node.get_child_at_index(index)
        if verb == "act":
            for index in range(node.get_n_actions()):
                if Atspi.Action.get_action_name(node, index) == sys.argv[4]:
                    return 0 if node.do_action(index) else 1
            return 1
        return 0 if Atspi.EditableText.set_text_contents(node, sys.argv[4]) else 1
    except (GLib.Error, AttributeError) as error:
        # A widget that went away while it was being read; the caller asks again.
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
