/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "desktop/tb-opener.h"

#include <glib/gstdio.h>

#include "bus-fixture.h"
#include "fake-portal.h"

static void
test_only_plain_web_addresses_pass (void)
{
  static const struct
  {
    const char *uri;
    gboolean passes;
  } rows[] = {
    { "https://app.example.com", TRUE },
    { "https://app.example.com/orders/7?a=b&c=%20#top", TRUE },
    { "HTTPS://APP.EXAMPLE.COM/", TRUE },
    { "https://app.example.com:8443/", TRUE },
    { "https://sub_domain.example.com/", TRUE },
    { "https://192.0.2.7/", TRUE },
    { "https://[2001:db8::1]:443/x", TRUE },
    { "https://xn--bcher-kva.example/", TRUE },
    { "https://b\303\274cher.example/", TRUE },
    { "https://app.example.com/caf\303\251", TRUE },
    { "http://localhost:3000/x", TRUE },
    { "http://LOCALHOST/", TRUE },
    { "http://127.0.0.1:8080/", TRUE },
    { "http://127.8.9.1/", TRUE },
    { "http://[::1]:3000/", TRUE },
    /* Not secure, not loopback. */
    { "http://app.example.com/", FALSE },
    { "http://localhost.example.com/", FALSE },
    { "http://127.0.0.1.example.com/", FALSE },
    { "http://127.1/", FALSE },
    { "http://2130706433/", FALSE },
    { "http://0.0.0.0/", FALSE },
    { "http://192.168.0.1/", FALSE },
    /* Other schemes, or none. */
    { "", FALSE },
    { "app.example.com", FALSE },
    { "/orders/7", FALSE },
    { "//app.example.com/", FALSE },
    { "https:", FALSE },
    { "https:app.example.com", FALSE },
    { "https:/app.example.com", FALSE },
    { "https://", FALSE },
    { "https:///path", FALSE },
    { "https://:443/", FALSE },
    { "javascript:alert(1)", FALSE },
    { "javascript://app.example.com/%0aalert(1)", FALSE },
    { "data:text/html,x", FALSE },
    { "file:///etc/passwd", FALSE },
    { "file://localhost/etc/passwd", FALSE },
    { "ftp://app.example.com/", FALSE },
    { "smb://app.example.com/", FALSE },
    { "mailto:a@example.com", FALSE },
    { "x-https://app.example.com/", FALSE },
    /* Something hides where it leads. */
    { "https://user@app.example.com/", FALSE },
    { "https://user:password@app.example.com/", FALSE },
    { "https://@app.example.com/", FALSE },
    { "https://good.example%40evil.example/", FALSE },
    { "https://good.example\\@evil.example/", FALSE },
    { "https://evil.example\\.good.example/", FALSE },
    { "https://app.example.com/a\\b", FALSE },
    { "https://good.example%2f.evil.example/", FALSE },
    { "https://good.example%00.evil.example/", FALSE },
    { "https://good.example\342\201\204.evil.example/", FALSE },
    { "https://good..example/", FALSE },
    { "https://-evil.example/", FALSE },
    { "https://good.example:port/", FALSE },
    { "https://good.example:99999/", FALSE },
    { "https://[::1/", FALSE },
    { "https://app.example.com/\342\200\256gpj.exe", FALSE },
    /* White space and control characters. */
    { " https://app.example.com/", FALSE },
    { "https://app.example.com/ ", FALSE },
    { "https://app.example.com/a b", FALSE },
    { "https://app.example.com/\n", FALSE },
    { "https://app.example.com/\tx", FALSE },
    { "https://app.example.com/\x01", FALSE },
    { "https://app.example.com/\x7f", FALSE },
    { "https://app.example.com/\302\205", FALSE },
    { "https://app.example.com/\302\240", FALSE },
    { "https://app.example.com/\342\200\250", FALSE },
    { "https://app.example.com/\xff", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      gboolean passes = tb_opener_check_uri (rows[i].uri, &error);
      g_autofree char *escaped = g_strescape (rows[i].uri, NULL);

      g_test_message ("%s: %s", escaped, error != NULL ? error->message : "passes");
      g_assert_cmpint (passes, ==, rows[i].passes);
      if (passes)
        g_assert_no_error (error);
      else
        g_assert_error (error, TB_OPENER_ERROR, TB_OPENER_ERROR_REFUSED);
    }
}

static void
test_a_long_link_is_refused (void)
{
  g_autofree char *path = g_strnfill (TB_OPENER_URI_MAXIMUM - strlen ("https://a.example/"), 'x');
  g_autofree char *longest = g_strconcat ("https://a.example/", path, NULL);
  g_autofree char *longer = g_strconcat (longest, "x", NULL);

  g_assert_true (tb_opener_check_uri (longest, NULL));
  g_assert_false (tb_opener_check_uri (longer, NULL));
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **received = user_data;

  *received = g_object_ref (result);
}

static void
test_a_refused_link_goes_nowhere (void)
{
  TbOpener *opener = tb_opener_new (NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  tb_opener_open_async (opener, "file:///etc/passwd", NULL, NULL, on_opened, &result);
  WAIT_UNTIL (result != NULL);
  g_assert_false (tb_opener_open_finish (opener, result, &error));
  g_assert_error (error, TB_OPENER_ERROR, TB_OPENER_ERROR_REFUSED);

  g_clear_object (&result);
  g_assert_finalize_object (opener);
}

/* What GIO takes for the user's browser: a script that notes how it was called. */
static char *
install_browser (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *applications = g_build_filename (g_get_user_data_dir (), "applications", NULL);
  g_autofree char *desktop_file = g_build_filename (applications, "browser.desktop", NULL);
  g_autofree char *list = g_build_filename (g_get_user_config_dir (), "mimeapps.list", NULL);
  g_autofree char *script = g_build_filename (g_get_user_data_dir (), "browser", NULL);
  g_autofree char *entry = NULL;
  g_autofree char *body = NULL;
  char *called = g_build_filename (g_get_user_data_dir (), "called", NULL);

  g_assert_cmpint (g_mkdir_with_parents (applications, 0700), ==, 0);
  g_assert_cmpint (g_mkdir_with_parents (g_get_user_config_dir (), 0700), ==, 0);
  body = g_strdup_printf ("#!/bin/sh\n"
                          "echo \"$1|$XDG_ACTIVATION_TOKEN|$DESKTOP_STARTUP_ID\" > '%s.part'\n"
                          "mv '%s.part' '%s'\n",
                          called, called, called);
  g_file_set_contents_full (script, body, -1, G_FILE_SET_CONTENTS_NONE, 0700, &error);
  g_assert_no_error (error);
  entry = g_strdup_printf ("[Desktop Entry]\nType=Application\nName=Browser\nExec=%s %%u\n"
                           "MimeType=x-scheme-handler/https;\n",
                           script);
  g_file_set_contents (desktop_file, entry, -1, &error);
  g_assert_no_error (error);
  g_file_set_contents (list, "[Default Applications]\nx-scheme-handler/https=browser.desktop\n", -1,
                       &error);
  g_assert_no_error (error);

  return called;
}

static gboolean
on_tick (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

static void
test_outside_a_sandbox_the_browser_gets_the_token (void)
{
  g_autofree char *called = install_browser ();
  g_autofree char *contents = NULL;
  TbOpener *opener = tb_opener_new (NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint tick;

  g_object_set (opener, "use-portal", FALSE, NULL);
  tb_opener_open_async (opener, "https://app.example.com/a?b=c", "t0k3n", NULL, on_opened, &result);
  WAIT_UNTIL (result != NULL);
  g_assert_true (tb_opener_open_finish (opener, result, &error));
  g_assert_no_error (error);

  /* The script is another process; look for its file every 10 milliseconds. */
  tick = g_timeout_add (10, on_tick, NULL);
  WAIT_UNTIL (g_file_test (called, G_FILE_TEST_EXISTS));
  g_source_remove (tick);
  g_file_get_contents (called, &contents, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (contents, ==, "https://app.example.com/a?b=c|t0k3n|t0k3n\n");

  g_clear_object (&result);
  g_assert_finalize_object (opener);
}

typedef struct
{
  GTestDBus *bus;
  GDBusConnection *connection;
  FakePortal *portal;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->bus = bus_fixture_up ();
  fixture->connection = bus_fixture_connect (fixture->bus);
  fixture->portal = fake_portal_new (fixture->bus);
  fake_portal_add (fixture->portal, "OpenURI", 4);
  fake_portal_appear (fixture->portal);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  fake_portal_free (fixture->portal);
  bus_fixture_disconnect (fixture->connection);
  bus_fixture_down (fixture->bus);
}

/* The token that the portal was given, or NULL. */
static char *
dup_token (Fixture *fixture)
{
  g_autoptr (GVariant) options = fake_portal_dup_options (fixture->portal, "OpenURI");
  char *token = NULL;

  g_variant_lookup (options, "activation_token", "s", &token);
  return token;
}

static gboolean
open_through_portal (Fixture *fixture, const char *token, GError **error)
{
  TbOpener *opener = tb_opener_new (fixture->connection);
  g_autoptr (GAsyncResult) result = NULL;
  gboolean opened;

  g_object_set (opener, "use-portal", TRUE, NULL);
  tb_opener_open_async (opener, "https://app.example.com/", token, NULL, on_opened, &result);
  WAIT_UNTIL (result != NULL);
  opened = tb_opener_open_finish (opener, result, error);
  bus_fixture_settle (fixture->connection);

  g_clear_object (&result);
  g_assert_finalize_object (opener);
  return opened;
}

static void
test_the_environment_can_ask_for_the_portal (void)
{
  g_autoptr (TbOpener) directly = tb_opener_new (NULL);
  g_autoptr (TbOpener) by_portal = NULL;
  gboolean use_portal;

  g_object_get (directly, "use-portal", &use_portal, NULL);
  g_assert_false (use_portal);

  g_setenv ("TRAYBELL_OPEN_BY_PORTAL", "1", TRUE);
  by_portal = tb_opener_new (NULL);
  g_unsetenv ("TRAYBELL_OPEN_BY_PORTAL");
  g_object_get (by_portal, "use-portal", &use_portal, NULL);
  g_assert_true (use_portal);
}

static void
test_in_a_sandbox_the_portal_gets_the_token (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *token = NULL;
  const char *uri;

  g_assert_true (open_through_portal (fixture, "t0k3n", &error));
  g_assert_no_error (error);
  g_variant_get_child (fake_portal_get_last (fixture->portal, "OpenURI"), 1, "&s", &uri);
  token = dup_token (fixture);
  g_assert_cmpstr (uri, ==, "https://app.example.com/");
  g_assert_cmpstr (token, ==, "t0k3n");
}

static void
test_without_a_token_the_portal_gets_none (Fixture *fixture, gconstpointer data)
{
  g_assert_true (open_through_portal (fixture, NULL, NULL));
  g_assert_null (dup_token (fixture));
}

static void
test_a_dismissed_question_is_told_from_a_failure (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) dismissed = NULL;
  g_autoptr (GError) failed = NULL;

  fixture->portal->response = 1;
  g_assert_false (open_through_portal (fixture, NULL, &dismissed));
  g_assert_error (dismissed, TB_OPENER_ERROR, TB_OPENER_ERROR_DISMISSED);

  fixture->portal->response = 2;
  g_assert_false (open_through_portal (fixture, NULL, &failed));
  g_assert_error (failed, TB_OPENER_ERROR, TB_OPENER_ERROR_FAILED);
}

static void
test_a_portal_that_refuses_is_a_failure (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->portal->fails = TRUE;
  g_assert_false (open_through_portal (fixture, NULL, &error));
  g_assert_error (error, TB_OPENER_ERROR, TB_OPENER_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "Not here"));
}

static void
start_opening (Fixture *fixture, TbOpener *opener, GCancellable *cancellable, GAsyncResult **result)
{
  fixture->portal->keeps_silent = TRUE;
  g_object_set (opener, "use-portal", TRUE, NULL);
  tb_opener_open_async (opener, "https://app.example.com/", NULL, cancellable, on_opened, result);
  WAIT_UNTIL (fake_portal_count (fixture->portal, "OpenURI") == 1);
  bus_fixture_settle (fixture->connection);
  g_assert_null (*result);
}

static void
test_cancelling_closes_the_portals_question (Fixture *fixture, gconstpointer data)
{
  TbOpener *opener = tb_opener_new (fixture->connection);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  start_opening (fixture, opener, cancellable, &result);
  g_cancellable_cancel (cancellable);
  WAIT_UNTIL (result != NULL);
  g_assert_false (tb_opener_open_finish (opener, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  WAIT_UNTIL (fixture->portal->n_closed_requests == 1);

  g_clear_object (&result);
  bus_fixture_settle (fixture->connection);
  g_assert_finalize_object (opener);
}

static void
test_a_portal_that_ends_is_not_waited_for (Fixture *fixture, gconstpointer data)
{
  TbOpener *opener = tb_opener_new (fixture->connection);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  start_opening (fixture, opener, NULL, &result);
  fake_portal_vanish (fixture->portal);
  WAIT_UNTIL (result != NULL);
  g_assert_false (tb_opener_open_finish (opener, result, &error));
  g_assert_error (error, TB_OPENER_ERROR, TB_OPENER_ERROR_FAILED);

  g_clear_object (&result);
  bus_fixture_settle (fixture->connection);
  g_assert_finalize_object (opener);
}

int
main (int argc, char *argv[])
{
  g_autofree char *folder = g_dir_make_tmp ("traybell-opener-XXXXXX", NULL);
  const char *remove[] = { "rm", "-rf", folder, NULL };
  int status;

  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  g_setenv ("XDG_CONFIG_HOME", folder, TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/opener/environment", test_the_environment_can_ask_for_the_portal);
  g_test_add_func ("/desktop/opener/only-plain-web-addresses", test_only_plain_web_addresses_pass);
  g_test_add_func ("/desktop/opener/long-link", test_a_long_link_is_refused);
  g_test_add_func ("/desktop/opener/refused-link", test_a_refused_link_goes_nowhere);
  g_test_add_func ("/desktop/opener/browser-gets-the-token",
                   test_outside_a_sandbox_the_browser_gets_the_token);
#define ADD(path, function)                                                                        \
  g_test_add ("/desktop/opener/portal/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("gets-the-token", test_in_a_sandbox_the_portal_gets_the_token);
  ADD ("without-a-token", test_without_a_token_the_portal_gets_none);
  ADD ("dismissed", test_a_dismissed_question_is_told_from_a_failure);
  ADD ("refuses", test_a_portal_that_refuses_is_a_failure);
  ADD ("cancelling", test_cancelling_closes_the_portals_question);
  ADD ("ending", test_a_portal_that_ends_is_not_waited_for);
#undef ADD

  status = g_test_run ();
  g_spawn_sync (NULL, (char **) remove, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL,
                NULL);
  return status;
}
