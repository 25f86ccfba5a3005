/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "launch/tb-activation.h"
#include "launch/tb-instance.h"

#include "bus-fixture.h"

#define NAME "com.nebutra.Traybell.Test"
#define PATH "/com/nebutra/Traybell/Test"

/* An instance that writes down what is asked of it. */
#define TEST_TYPE_INSTANCE (test_instance_get_type ())
G_DECLARE_FINAL_TYPE (TestInstance, test_instance, TEST, INSTANCE, TbInstance)

struct _TestInstance
{
  TbInstance parent_instance;

  GString *events;
};

G_DEFINE_FINAL_TYPE (TestInstance, test_instance, TB_TYPE_INSTANCE)

static void
record (TestInstance *self, const char *event)
{
  const char *token = tb_instance_get_activation_token (TB_INSTANCE (self));

  g_string_append_printf (self->events, "%s(%s) ", event, token != NULL ? token : "none");
}

static void
test_instance_activate (GApplication *application)
{
  record (TEST_INSTANCE (application), "activated");
}

static void
on_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  record (TEST_INSTANCE (user_data), g_variant_get_string (parameter, NULL));
}

static void
test_instance_finalize (GObject *object)
{
  g_string_free (TEST_INSTANCE (object)->events, TRUE);

  G_OBJECT_CLASS (test_instance_parent_class)->finalize (object);
}

static void
test_instance_class_init (TestInstanceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_instance_finalize;
  G_APPLICATION_CLASS (klass)->activate = test_instance_activate;
}

static void
test_instance_init (TestInstance *self)
{
  static const GActionEntry entries[] = { { "act", on_action, "s", NULL, NULL, { 0 } } };

  self->events = g_string_new ("");
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}

typedef struct
{
  GTestDBus *bus;
  GDBusConnection *desktop;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->bus = bus_fixture_up ();
  fixture->desktop = bus_fixture_connect (fixture->bus);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  bus_fixture_disconnect (fixture->desktop);
  bus_fixture_down (fixture->bus);
}

static TestInstance *
start (gboolean background)
{
  TestInstance *self
      = g_object_new (TEST_TYPE_INSTANCE, "application-id", NAME, "background", background, NULL);
  char **arguments = g_strsplit ("traybell", " ", -1);
  int status;

  g_assert_true (G_APPLICATION_GET_CLASS (self)->local_command_line (G_APPLICATION (self),
                                                                     &arguments, &status));
  g_assert_cmpint (status, ==, 0);
  g_strfreev (arguments);
  return self;
}

static void
stop (TestInstance *self)
{
  GDBusConnection *connection = g_application_get_dbus_connection (G_APPLICATION (self));

  g_dbus_connection_set_exit_on_close (connection, FALSE);
  G_APPLICATION_GET_CLASS (self)->shutdown (G_APPLICATION (self));
  g_object_unref (self);
}

static void
call (Fixture *fixture, const char *method, GVariant *parameters)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = bus_fixture_call (
      fixture->desktop, NAME, PATH, "org.freedesktop.Application", method, parameters, &error);

  g_assert_no_error (error);
}

static void
test_a_token_comes_with_what_is_activated (Fixture *fixture, gconstpointer data)
{
  TestInstance *instance = start (TRUE);

  call (fixture, "ActivateAction",
        g_variant_new_parsed ("('act', [<'one'>], {'activation-token': <'t0k3n'>})"));
  call (fixture, "ActivateAction",
        g_variant_new_parsed ("('act', [<'two'>], {'desktop-startup-id': <'x11'>})"));
  call (fixture, "ActivateAction", g_variant_new_parsed ("('act', [<'three'>], @a{sv} {})"));
  call (fixture, "Activate", g_variant_new_parsed ("({'activation-token': <'again'>},)"));
  g_assert_cmpstr (instance->events->str, ==, "one(t0k3n) two(x11) three(none) activated(again) ");
  g_assert_null (tb_instance_get_activation_token (TB_INSTANCE (instance)));

  stop (instance);
}

static void
test_a_start_in_the_background_presents_nothing (Fixture *fixture, gconstpointer data)
{
  TestInstance *instance = start (TRUE);

  g_assert_cmpstr (instance->events->str, ==, "");
  stop (instance);
}

static void
test_a_start_presents_something (Fixture *fixture, gconstpointer data)
{
  TestInstance *instance = start (FALSE);

  g_assert_cmpstr (instance->events->str, ==, "activated(none) ");
  stop (instance);
}

static char *
print_own_token (void)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_autoptr (GVariant) platform_data = NULL;

  tb_activation_add_own_token (&builder);
  platform_data = g_variant_ref_sink (g_variant_builder_end (&builder));
  return g_variant_print (platform_data, FALSE);
}

static void
test_a_second_start_hands_its_token_on (void)
{
  g_autofree char *none = NULL;
  g_autofree char *old = NULL;
  g_autofree char *both = NULL;

  g_unsetenv ("XDG_ACTIVATION_TOKEN");
  g_unsetenv ("DESKTOP_STARTUP_ID");
  none = print_own_token ();
  g_setenv ("DESKTOP_STARTUP_ID", "x11", TRUE);
  old = print_own_token ();
  g_setenv ("XDG_ACTIVATION_TOKEN", "t0k3n", TRUE);
  both = print_own_token ();
  g_unsetenv ("XDG_ACTIVATION_TOKEN");
  g_unsetenv ("DESKTOP_STARTUP_ID");

  g_assert_cmpstr (none, ==, "{}");
  g_assert_cmpstr (old, ==, "{'activation-token': <'x11'>}");
  g_assert_cmpstr (both, ==, "{'activation-token': <'t0k3n'>}");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/instance/second-start", test_a_second_start_hands_its_token_on);
#define ADD(path, function)                                                                        \
  g_test_add ("/instance/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("token", test_a_token_comes_with_what_is_activated);
  ADD ("background", test_a_start_in_the_background_presents_nothing);
  ADD ("foreground", test_a_start_presents_something);
#undef ADD

  return g_test_run ();
}
