# SPDX-License-Identifier: GPL-3.0-or-later
"""What check-docs allows and refuses."""

import check_test_case
import tap_runner

BLOCK = ("/**", " * pusher_thing_open:", " * @self: a thing", " * @names: (array length=n): names",
         " * @n: how many", " * @on_end: (scope async): called at the end", " * @...: values", " *",
         " * Opens.", " *", " * Returns: (transfer full): a string", " */")


class CheckDocsTest(check_test_case.CheckTestCase):
    check = "check-docs"

    def setUp(self):
        super().setUp()
        self.write("src/pusher/pusher-thing.h",
                   "#pragma once",
                   "G_BEGIN_DECLS",
                   "#define PUSHER_TYPE_THING (pusher_thing_get_type ())",
                   "G_DECLARE_FINAL_TYPE (PusherThing, pusher_thing, PUSHER, THING, GObject)",
                   "typedef void (*PusherThingEnd) (PusherThing *self, int code);",
                   "typedef struct { void (*open) (PusherThing *self); int i; } PusherThingClass;",
                   "GQuark pusher_thing_quark (void);",
                   "/* not a declaration: void old (int i); */",
                   "char *pusher_thing_open (PusherThing *self, const char *const names[],",
                   "                         gsize n, void (*on_end) (int code), ...) G_GNUC_PRINTF (1, 2)",
                   "    G_GNUC_WARN_UNUSED_RESULT;",
                   "G_DEFINE_AUTOPTR_CLEANUP_FUNC (PusherThing, g_object_unref)",
                   "G_END_DECLS")

    def test_an_empty_tree_passes(self):
        (self.root / "src/pusher/pusher-thing.h").unlink()
        self.assert_passes()

    def test_a_complete_block_passes(self):
        self.write("src/pusher/pusher-thing.c", *BLOCK)
        self.assert_passes()

    def test_a_function_without_a_block_fails(self):
        self.write("src/pusher/pusher-thing.c", "/* pusher_thing_open: no gtk-doc */")
        self.assert_fails("src/pusher/pusher-thing.h:9: pusher_thing_open () has no gtk-doc block")

    def test_a_parameter_without_description_fails(self):
        self.write("src/pusher/pusher-thing.c", "", *(line for line in BLOCK if "@n:" not in line))
        self.assert_fails("src/pusher/pusher-thing.c:2: pusher_thing_open (): say what @n is")

    def test_a_parameter_that_is_gone_fails(self):
        self.write("src/pusher/pusher-thing.c", *BLOCK[:3], " * @former: gone", *BLOCK[3:])
        self.assert_fails("src/pusher/pusher-thing.c:1: pusher_thing_open () takes no @former")

    def test_a_result_without_description_fails(self):
        self.write("src/pusher/pusher-thing.c", *(line for line in BLOCK if "Returns" not in line))
        self.assert_fails("src/pusher/pusher-thing.c:1: pusher_thing_open (): say what it returns")

    def test_a_result_described_where_there_is_none_fails(self):
        self.write("src/pusher/pusher-thing.h", "void pusher_thing_close (void);")
        self.write("src/pusher/pusher-thing.c", "/**", " * pusher_thing_close:", " *",
                   " * Returns: nothing", " */")
        self.assert_fails("src/pusher/pusher-thing.c:1: pusher_thing_close () returns nothing")


if __name__ == "__main__":
    tap_runner.main(__name__)
