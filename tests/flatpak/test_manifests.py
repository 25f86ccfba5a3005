# SPDX-License-Identifier: GPL-3.0-or-later
"""The manifests: no wider than they need be, pinned, and of this version.

Arguments: the version that the build has, and what tap_runner takes.
"""

import copy
import json
import re
import sys
import unittest
import xml.etree.ElementTree

sys.dont_write_bytecode = True

import manifest  # noqa: E402
import tap_runner  # noqa: E402
from source_tree import SourceTree  # noqa: E402

_VERSION = sys.argv.pop(1)
_PERMISSIONS = [
    "--share=network",
    "--share=ipc",
    "--socket=wayland",
    "--socket=fallback-x11",
    "--talk-name=org.kde.StatusNotifierWatcher",
    "--talk-name=org.freedesktop.secrets",
]


class Manifests(unittest.TestCase):
    def setUp(self):
        self.release = manifest.load(manifest.RELEASE)
        self.development = manifest.load(manifest.DEVELOPMENT)

    def test_have_these_permissions_and_no_other(self):
        self.assertEqual(self.release["finish-args"], _PERMISSIONS)

    def test_ask_for_the_newest_runtime(self):
        self.assertEqual(self.release["runtime"], "org.gnome.Platform")
        self.assertEqual(self.release["sdk"], "org.gnome.Sdk")
        self.assertEqual(self.release["runtime-version"], "50")

    def test_differ_only_in_branch_and_in_where_the_program_comes_from(self):
        alike = copy.deepcopy(self.development)
        self.assertEqual(alike.pop("branch"), "devel")
        self.assertEqual(alike["modules"][-1]["sources"][0]["type"], "dir")
        alike["modules"][-1]["sources"] = self.release["modules"][-1]["sources"]
        self.assertEqual(alike, self.release)

    def test_are_named_after_the_program(self):
        self.assertEqual(self.release["id"], "com.nebutra.Traybell")
        self.assertEqual(self.release["command"], "traybell")

    def test_pin_every_source_of_the_release(self):
        for module in self.release["modules"]:
            for source in module["sources"]:
                with self.subTest(module=module["name"]):
                    self.assertTrue(source["url"].startswith("https://"), source)
                    if source["type"] == "archive":
                        self.assertRegex(source["sha256"], r"^[0-9a-f]{64}$")
                    else:
                        self.assertEqual(source["type"], "git")
                        self.assertRegex(source["tag"], r"^v\d+\.\d+\.\d+$")

    def test_are_of_this_version(self):
        self.assertEqual(self.release["modules"][-1]["sources"][0]["tag"], f"v{_VERSION}")

    def test_and_the_metainfo_tells_of_this_version_first(self):
        metainfo = SourceTree().root / "data" / "com.nebutra.Traybell.metainfo.xml.in"
        releases = xml.etree.ElementTree.parse(metainfo).findall("releases/release")
        self.assertEqual(releases[0].get("version"), _VERSION)

    def test_are_written_as_json_is_printed(self):
        for path in (manifest.RELEASE, manifest.DEVELOPMENT):
            with self.subTest(path=path), open(path, "r", encoding="utf-8") as file:
                text = file.read()
                self.assertEqual(text, json.dumps(json.loads(text), indent=2) + "\n")

    def test_leave_out_for_debian_only_what_it_has(self):
        local = manifest.for_debian_runtime(self.development, "/nowhere")
        self.assertEqual([module["name"] for module in local["modules"]], ["traybell"])
        self.assertEqual(local["modules"][-1]["sources"], [{"type": "dir", "path": "/nowhere"}])
        self.assertEqual(local["finish-args"], self.release["finish-args"])


class ReleaseManifest(unittest.TestCase):
    def test_names_the_commit_of_the_tag(self):
        pinned = manifest.pin(manifest.load(manifest.RELEASE), "0" * 40)
        source = pinned["modules"][-1]["sources"][0]
        self.assertEqual(source["commit"], "0" * 40)
        self.assertTrue(re.fullmatch(r"v\d+\.\d+\.\d+", source["tag"]))
        self.assertEqual(pinned["modules"][0], manifest.load(manifest.RELEASE)["modules"][0])


if __name__ == "__main__":
    tap_runner.main(__name__)
