/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "desktop/tb-keyring.h"

#include "bus-fixture.h"
#include "keyring-calls.h"

#include <glib/gstdio.h>

/* The real gnome-keyring-daemon on a private bus: late, locked, unlocked,
 * restarted and gone. */

#define PASSWORD "password"
#define SERVICE "org.freedesktop.secrets"
#define PATH "/org/freedesktop/secrets"
#define LOGIN_PATH "/org/freedesktop/secrets/collection/login"

static GTestDBus *bus;

static void
on_changed (TbKeyring *keyring, gpointer user_data)
{
  (*(guint *) user_data)++;
}

static GSubprocess *
start_daemon (void)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *daemon = g_subprocess_new (
      G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE
          | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
      &error, "gnome-keyring-daemon", "--unlock", "--components=secrets", "--foreground", NULL);
  GOutputStream *input;

  g_assert_no_error (error);
  input = g_subprocess_get_stdin_pipe (daemon);
  g_output_stream_write_all (input, PASSWORD, strlen (PASSWORD), NULL, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_close (input, NULL, &error);
  g_assert_no_error (error);

  return daemon;
}

static void
on_exited (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_subprocess_wait_finish (G_SUBPROCESS (source), result, NULL);
  *(gboolean *) user_data = TRUE;
}

static void
end_daemon (GSubprocess *daemon)
{
  gboolean exited = FALSE;

  g_subprocess_force_exit (daemon);
  g_subprocess_wait_async (daemon, NULL, on_exited, &exited);
  WAIT_UNTIL (exited);
  g_object_unref (daemon);
}

static GVariant *
call (GDBusConnection *connection, const char *interface, const char *method, GVariant *parameters)
{
  g_autoptr (GError) error = NULL;
  GVariant *reply
      = bus_fixture_call (connection, SERVICE, PATH, interface, method, parameters, &error);

  g_assert_no_error (error);
  return reply;
}

static void
lock (GDBusConnection *connection)
{
  g_autoptr (GVariant) reply = call (connection, "org.freedesktop.Secret.Service", "Lock",
                                     g_variant_new_parsed ("([%o],)", LOGIN_PATH));
}

/* What PAM does at login, without a prompt. */
static void
unlock (GDBusConnection *connection)
{
  g_autoptr (GVariant) session = call (connection, "org.freedesktop.Secret.Service", "OpenSession",
                                       g_variant_new_parsed ("('plain', <''>)"));
  const char *session_path;
  g_autoptr (GVariant) reply = NULL;

  g_variant_get_child (session, 1, "&o", &session_path);
  reply
      = call (connection, "org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface",
              "UnlockWithMasterPassword",
              g_variant_new_parsed (
                  "(%o, (%o, @ay [], %@ay, 'text/plain'))", LOGIN_PATH, session_path,
                  g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, PASSWORD, strlen (PASSWORD), 1)));
}

static void
test_follows_the_daemon_through_its_life (void)
{
  GDBusConnection *connection;
  g_autoptr (GDBusConnection) libsecret = NULL;
  TbKeyring *keyring;
  GSubprocess *daemon;
  g_autoptr (GError) error = NULL;
  g_autofree char *program = g_find_program_in_path ("gnome-keyring-daemon");
  guint n_changes = 0;

  if (program == NULL)
    {
      g_test_skip ("gnome-keyring-daemon is not installed");
      return;
    }

  g_assert_cmpint (g_mkdir_with_parents (g_get_user_runtime_dir (), 0700), ==, 0);
  g_assert_cmpint (g_mkdir_with_parents (g_get_user_data_dir (), 0700), ==, 0);
  bus = bus_fixture_up ();
  connection = bus_fixture_connect (bus);
  keyring = tb_keyring_new (connection);
  g_signal_connect (keyring, "changed", G_CALLBACK (on_changed), &n_changes);
  bus_fixture_settle (connection);

  g_test_message ("Late");
  keyring_assert_lookup_error (keyring, "one", FALSE, TB_KEYRING_ERROR_UNAVAILABLE);
  daemon = start_daemon ();
  WAIT_UNTIL (n_changes > 0);

  g_test_message ("Unlocked");
  keyring_assert_lookup_error (keyring, "one", FALSE, TB_KEYRING_ERROR_NOT_FOUND);
  g_assert_true (keyring_store (keyring, "one", "s3cret", FALSE, &error));
  g_assert_no_error (error);
  keyring_assert_secret (keyring, "one", "s3cret");

  g_test_message ("Locked");
  lock (connection);
  keyring_assert_lookup_error (keyring, "one", FALSE, TB_KEYRING_ERROR_LOCKED);
  keyring_assert_lookup_error (keyring, "none", FALSE, TB_KEYRING_ERROR_LOCKED);
  g_assert_false (keyring_clear (keyring, "one", FALSE, &error));
  g_assert_error (error, TB_KEYRING_ERROR, TB_KEYRING_ERROR_LOCKED);
  g_clear_error (&error);

  g_test_message ("Unlocked again");
  bus_fixture_settle (connection);
  n_changes = 0;
  unlock (connection);
  WAIT_UNTIL (n_changes > 0);
  keyring_assert_secret (keyring, "one", "s3cret");

  g_test_message ("Gone");
  end_daemon (daemon);
  keyring_assert_lookup_error (keyring, "one", FALSE, TB_KEYRING_ERROR_UNAVAILABLE);

  g_test_message ("Restarted");
  n_changes = 0;
  daemon = start_daemon ();
  WAIT_UNTIL (n_changes > 0);
  keyring_assert_secret (keyring, "one", "s3cret");
  g_assert_true (keyring_clear (keyring, "one", FALSE, &error));
  g_assert_no_error (error);
  keyring_assert_lookup_error (keyring, "one", FALSE, TB_KEYRING_ERROR_NOT_FOUND);
  end_daemon (daemon);

  libsecret = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  bus_fixture_settle (libsecret);
  g_assert_finalize_object (keyring);
  bus_fixture_disconnect (connection);
  /* Not unreferenced: that would wait for libsecret to let go of the bus. */
  g_test_dbus_stop (bus);
}

int
main (int argc, char *argv[])
{
  g_autofree char *folder = g_dir_make_tmp ("traybell-keyring-XXXXXX", NULL);
  const char *remove[] = { "rm", "-rf", folder, NULL };
  int status;

  /* For the daemon, which would otherwise find the user's own. */
  g_setenv ("HOME", folder, TRUE);
  g_setenv ("XDG_RUNTIME_DIR", folder, TRUE);
  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  g_setenv ("XDG_CONFIG_HOME", folder, TRUE);
  g_unsetenv ("GNOME_KEYRING_CONTROL");
  g_unsetenv ("SECRET_BACKEND");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/desktop/keyring-daemon/life", test_follows_the_daemon_through_its_life);

  status = g_test_run ();
  g_spawn_sync (NULL, (char **) remove, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL,
                NULL);
  return status;
}
