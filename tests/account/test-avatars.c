/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "account/tb-avatars.h"

#include <glib/gstdio.h>
#include <string.h>
#include <utime.h>

#include "account-fixture.h"
#include "account/tb-avatar-load.h"
#include "account/tb-avatar-picture.h"
#include "dev-server.h"
#include "fake-clock.h"
#include "fake-resolver.h"

/* Pictures from a server that sends anything in place of them. */

#define SIZE 56
#define DEADLINE 20

typedef struct
{
  char *folder;
  DevServer *server;
  FakeClock *clock;
  TbAccount *account;
  TbAvatars *avatars;
} Fixture;

typedef struct
{
  gboolean done;
  GdkPixbuf *pixbuf;
  GError *error;
} Outcome;

static gboolean
on_deadline (gpointer user_data)
{
  g_error ("What a test waited for did not happen within %d s", DEADLINE);

  return G_SOURCE_REMOVE;
}

#define WAIT_UNTIL(condition)                                                                      \
  G_STMT_START                                                                                     \
  {                                                                                                \
    guint wait_deadline = g_timeout_add_seconds (DEADLINE, on_deadline, NULL);                     \
    while (!(condition))                                                                           \
      g_main_context_iteration (NULL, TRUE);                                                       \
    g_source_remove (wait_deadline);                                                               \
  }                                                                                                \
  G_STMT_END

static void
on_loaded (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Outcome *outcome = user_data;

  g_assert_false (outcome->done);
  outcome->pixbuf = tb_avatars_load_finish (TB_AVATARS (object), result, &outcome->error);
  outcome->done = TRUE;
}

static void
outcome_clear (Outcome *outcome)
{
  g_clear_object (&outcome->pixbuf);
  g_clear_error (&outcome->error);
  outcome->done = FALSE;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *settings = NULL;
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("traybell-avatars-XXXXXX", NULL);
  fixture->server = dev_server_new (NULL, &error);
  g_assert_no_error (error);
  fixture->clock = fake_clock_new ();
  settings = g_strdup_printf ("{'web-url': <'%s'>}", dev_server_get_url (fixture->server));
  fixture->account = account_fixture_new ("acme", settings);
  fixture->avatars = tb_avatars_new (fixture->folder, PUSHER_CLOCK (fixture->clock));
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) directory = g_dir_open (path, 0, NULL);
  const char *name;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_unlink (file);
    }
  g_rmdir (path);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->avatars);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->clock);
  g_object_unref (fixture->account);
  g_clear_object (&fixture->server);
  remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static void
load (Fixture *fixture, const char *avatar, Outcome *outcome)
{
  tb_avatars_load_async (fixture->avatars, fixture->account, avatar, SIZE, NULL, on_loaded,
                         outcome);
  WAIT_UNTIL (outcome->done);
}

static gint64
count_requests (Fixture *fixture)
{
  return dev_server_get_counter (fixture->server, "avatarRequests");
}

static void
assert_picture (Fixture *fixture, const char *avatar)
{
  Outcome outcome = { 0 };

  load (fixture, avatar, &outcome);
  g_assert_no_error (outcome.error);
  g_assert_cmpint (gdk_pixbuf_get_width (outcome.pixbuf), ==, SIZE);
  g_assert_cmpint (gdk_pixbuf_get_height (outcome.pixbuf), ==, SIZE);
  outcome_clear (&outcome);
}

static void
assert_none (Fixture *fixture, const char *avatar)
{
  Outcome outcome = { 0 };

  g_test_message ("%s", avatar);
  load (fixture, avatar, &outcome);
  g_assert_nonnull (outcome.error);
  g_test_message ("%s", outcome.error->message);
  g_assert_null (outcome.pixbuf);
  outcome_clear (&outcome);
}

static guint
count_files (Fixture *fixture)
{
  g_autoptr (GDir) directory = g_dir_open (fixture->folder, 0, NULL);
  guint count = 0;

  while (g_dir_read_name (directory) != NULL)
    count++;

  return count;
}

static void
test_a_picture_is_fetched_once (Fixture *fixture, gconstpointer data)
{
  assert_picture (fixture, "/avatars/bob.png");
  g_assert_cmpuint (count_files (fixture), ==, 1);
  assert_picture (fixture, "/avatars/bob.png");
  assert_picture (fixture, "/avatars/bob.png#face");
  g_assert_nonnull (
      tb_avatars_lookup (fixture->avatars, fixture->account, "/avatars/bob.png", SIZE));
  g_assert_null (tb_avatars_lookup (fixture->avatars, fixture->account, "/avatars/eve.png", SIZE));
  g_assert_cmpint (count_requests (fixture), ==, 1);
}

static void
test_pictures_survive_on_the_disk (Fixture *fixture, gconstpointer data)
{
  assert_picture (fixture, "/avatars/bob.png");
  g_assert_finalize_object (fixture->avatars);
  fixture->avatars = tb_avatars_new (fixture->folder, PUSHER_CLOCK (fixture->clock));
  g_assert_null (tb_avatars_lookup (fixture->avatars, fixture->account, "/avatars/bob.png", SIZE));
  assert_picture (fixture, "/avatars/bob.png");
  g_assert_cmpint (count_requests (fixture), ==, 1);
}

static void
make_old (Fixture *fixture)
{
  g_autoptr (GDir) directory = g_dir_open (fixture->folder, 0, NULL);
  g_autofree char *path = g_build_filename (fixture->folder, g_dir_read_name (directory), NULL);
  time_t past = (time_t) (g_get_real_time () / G_USEC_PER_SEC) - TB_AVATAR_LIFETIME - 1;
  struct utimbuf times = { past, past };

  g_assert_cmpint (g_utime (path, &times), ==, 0);
  g_assert_finalize_object (fixture->avatars);
  fixture->avatars = tb_avatars_new (fixture->folder, PUSHER_CLOCK (fixture->clock));
}

static void
test_an_old_picture_is_fetched_again (Fixture *fixture, gconstpointer data)
{
  assert_picture (fixture, "/avatars/bob.png");
  make_old (fixture);
  assert_picture (fixture, "/avatars/bob.png");
  g_assert_cmpint (count_requests (fixture), ==, 2);
}

static void
test_an_old_picture_is_better_than_none (Fixture *fixture, gconstpointer data)
{
  assert_picture (fixture, "/avatars/bob.png");
  make_old (fixture);
  /* Nobody listens there any more. */
  g_clear_object (&fixture->server);
  assert_picture (fixture, "/avatars/bob.png");
}

static void
test_anything_odd_is_no_picture (Fixture *fixture, gconstpointer data)
{
  static const char *const faults[]
      = { "too-large", "endless", "huge",   "not-an-image",      "vector",
          "truncated", "nothing", "status", "status&status=401", "status&status=500" };

  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *avatar = g_strdup_printf ("/avatars/x.png?fault=%s", faults[i]);

      assert_none (fixture, avatar);
    }
  assert_none (fixture, "/avatars/x.png?width=513&height=512");
  assert_none (fixture, "/avatars/x.png?width=512&height=513");
  assert_none (fixture, "https://elsewhere.example.com/x.png");
  assert_none (fixture, "");
  assert_picture (fixture, "/avatars/x.png?width=512&height=512");
  assert_picture (fixture, "/avatars/x.png?width=1&height=1");
  assert_picture (fixture, "/avatars/x.png?width=512&height=1");
  /* What is no picture is not kept either. */
  g_assert_cmpuint (count_files (fixture), ==, 3);
}

static void
test_failures_are_remembered_for_a_while (Fixture *fixture, gconstpointer data)
{
  assert_none (fixture, "/avatars/x.png?fault=status");
  assert_none (fixture, "/avatars/x.png?fault=status");
  fake_clock_advance (fixture->clock, TB_AVATARS_FAILURE_TIME - 1);
  assert_none (fixture, "/avatars/x.png?fault=status");
  g_assert_cmpint (count_requests (fixture), ==, 1);

  fake_clock_advance (fixture->clock, 1);
  assert_none (fixture, "/avatars/x.png?fault=status");
  g_assert_cmpint (count_requests (fixture), ==, 2);
}

static void
test_redirects_stay_on_the_origin (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DevServer) other = dev_server_new (NULL, NULL);
  g_autofree char *away = g_strdup_printf ("/avatars/x.png?fault=redirect&to=%s/avatars/y.png",
                                           dev_server_get_url (other));

  assert_none (fixture, away);
  g_assert_cmpint (dev_server_get_counter (other, "avatarRequests"), ==, 0);
  assert_picture (fixture, "/avatars/x.png?fault=redirect&to=/avatars/y.png");
  g_assert_cmpint (count_requests (fixture), ==, 3);
  /* To itself, without end. */
  assert_none (fixture, "/avatars/x.png?fault=redirect");
  g_assert_cmpint (count_requests (fixture), ==, 7);
}

static void
test_nothing_says_who_asks (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonObject) answer = NULL;
  JsonArray *requests;

  /* The server's answers set a cookie, and one asks for credentials. */
  assert_picture (fixture, "/avatars/a.png");
  assert_none (fixture, "/avatars/b.png?fault=status&status=401");
  assert_picture (fixture, "/avatars/c.png");

  answer = dev_server_get (fixture->server, "avatar-requests");
  requests = json_object_get_array_member (answer, "requests");
  g_assert_cmpuint (json_array_get_length (requests), ==, 3);
  for (guint i = 0; i < json_array_get_length (requests); i++)
    {
      JsonObject *request = json_array_get_object_element (requests, i);
      JsonObject *headers = json_object_get_object_member (request, "headers");
      g_autoptr (GList) names = json_object_get_members (headers);

      for (GList *name = names; name != NULL; name = name->next)
        {
          static const char *const expected[]
              = { "Host", "Accept", "User-Agent", "Connection", "Accept-Encoding", NULL };

          g_test_message ("%s", (char *) name->data);
          g_assert_true (g_strv_contains (expected, name->data));
        }
    }
}

static void
test_who_asks_together_waits_together (Fixture *fixture, gconstpointer data)
{
  Outcome outcomes[3] = { 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (outcomes); i++)
    tb_avatars_load_async (fixture->avatars, fixture->account, "/avatars/bob.png", SIZE, NULL,
                           on_loaded, &outcomes[i]);
  WAIT_UNTIL (outcomes[0].done && outcomes[1].done && outcomes[2].done);
  g_assert_true (outcomes[0].pixbuf == outcomes[1].pixbuf);
  g_assert_true (outcomes[0].pixbuf == outcomes[2].pixbuf);
  g_assert_cmpint (count_requests (fixture), ==, 1);
  for (gsize i = 0; i < G_N_ELEMENTS (outcomes); i++)
    outcome_clear (&outcomes[i]);
}

static void
test_what_nobody_waits_for_is_given_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) first = g_cancellable_new ();
  g_autoptr (GCancellable) second = g_cancellable_new ();
  Outcome outcomes[3] = { 0 };

  tb_avatars_load_async (fixture->avatars, fixture->account, "/avatars/x.png?fault=hang", SIZE,
                         first, on_loaded, &outcomes[0]);
  tb_avatars_load_async (fixture->avatars, fixture->account, "/avatars/x.png?fault=hang", SIZE,
                         second, on_loaded, &outcomes[1]);
  WAIT_UNTIL (count_requests (fixture) == 1);
  g_cancellable_cancel (first);
  WAIT_UNTIL (outcomes[0].done);
  g_assert_error (outcomes[0].error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (outcomes[1].done);
  g_cancellable_cancel (second);
  WAIT_UNTIL (outcomes[1].done);
  g_assert_error (outcomes[1].error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  /* That is no failure: whoever asks next is served. */
  tb_avatars_load_async (fixture->avatars, fixture->account, "/avatars/x.png?fault=hang", SIZE,
                         NULL, on_loaded, &outcomes[2]);
  WAIT_UNTIL (count_requests (fixture) == 2);
  tb_avatars_set_enabled (fixture->avatars, FALSE);
  WAIT_UNTIL (outcomes[2].done);
  g_assert_error (outcomes[2].error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
  for (gsize i = 0; i < G_N_ELEMENTS (outcomes); i++)
    outcome_clear (&outcomes[i]);
}

static void
test_cancelled_before_it_began_asks_for_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Outcome outcome = { 0 };

  g_cancellable_cancel (cancellable);
  tb_avatars_load_async (fixture->avatars, fixture->account, "/avatars/x.png", SIZE, cancellable,
                         on_loaded, &outcome);
  WAIT_UNTIL (outcome.done);
  g_assert_error (outcome.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  outcome_clear (&outcome);
}

static void
test_no_pictures_are_fetched_while_they_are_off (Fixture *fixture, gconstpointer data)
{
  assert_picture (fixture, "/avatars/bob.png");
  tb_avatars_set_enabled (fixture->avatars, FALSE);
  g_assert_null (tb_avatars_lookup (fixture->avatars, fixture->account, "/avatars/bob.png", SIZE));
  assert_none (fixture, "/avatars/bob.png");
  assert_none (fixture, "/avatars/eve.png");
  g_assert_cmpint (count_requests (fixture), ==, 1);
  tb_avatars_set_enabled (fixture->avatars, TRUE);
  assert_picture (fixture, "/avatars/bob.png");
}

static void
test_memory_is_bounded (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i <= TB_AVATARS_MEMORY; i++)
    {
      g_autofree char *avatar = g_strdup_printf ("/avatars/%u.png?width=8&height=8", i);

      assert_picture (fixture, avatar);
      /* The first is in use all the time. */
      g_assert_nonnull (tb_avatars_lookup (fixture->avatars, fixture->account,
                                           "/avatars/0.png?width=8&height=8", SIZE));
    }
  g_assert_null (tb_avatars_lookup (fixture->avatars, fixture->account,
                                    "/avatars/1.png?width=8&height=8", SIZE));
  assert_picture (fixture, "/avatars/1.png?width=8&height=8");
  g_assert_cmpint (count_requests (fixture), ==, TB_AVATARS_MEMORY + 1);
}

/* A certificate for pictures.example.com that vouches for itself, and its key; or FALSE where there
 * is no program to make one. */
static gboolean
make_certificate (Fixture *fixture, char **certificate, char **key)
{
  g_autofree char *openssl = g_find_program_in_path ("openssl");
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  if (openssl == NULL)
    return FALSE;

  *certificate = g_build_filename (fixture->folder, "certificate.pem", NULL);
  *key = g_build_filename (fixture->folder, "key.pem", NULL);
  process = g_subprocess_new (
      G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error, openssl, "req",
      "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
      "-subj", "/CN=pictures.example.com", "-addext", "subjectAltName=DNS:pictures.example.com",
      "-keyout", *key, "-out", *certificate, NULL);
  g_assert_no_error (error);
  g_subprocess_wait_check (process, NULL, &error);
  g_assert_no_error (error);

  return TRUE;
}

/* A name that is trusted with pictures alone, and that leads to this computer. */
static void
test_a_trusted_name_may_not_lead_to_a_private_network (Fixture *fixture, gconstpointer data)
{
  static const char *const addresses[] = { "127.0.0.1", NULL };
  g_autofree char *certificate = NULL;
  g_autofree char *key = NULL;
  g_autoptr (DevServer) server = NULL;
  g_autoptr (GVariant) for_pictures = NULL;
  g_autoptr (GVariant) for_pages = NULL;
  g_autofree char *avatar = NULL;
  FakeResolver *resolver;
  Outcome outcome = { 0 };

  if (!make_certificate (fixture, &certificate, &key))
    {
      g_test_skip ("There is no program to make a certificate");
      return;
    }
  server = dev_server_new (&(DevServerOptions){ .tls_certificate = certificate, .tls_key = key },
                           NULL);
  for_pictures = account_fixture_settings (
      "{'ca-file': <'%s'>, 'avatar-origins': <['https://pictures.example.com:%u']>}", certificate,
      dev_server_get_port (server));
  for_pages = account_fixture_settings (
      "{'allowed-origins': <['https://pictures.example.com:%u']>}", dev_server_get_port (server));
  avatar = g_strdup_printf ("https://pictures.example.com:%u/avatars/x.png",
                            dev_server_get_port (server));
  resolver = fake_resolver_install (addresses);

  tb_account_apply (fixture->account, for_pictures);
  load (fixture, avatar, &outcome);
  g_assert_error (outcome.error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_assert_nonnull (strstr (outcome.error->message, "private network"));
  g_assert_cmpint (dev_server_get_counter (server, "avatarRequests"), ==, 0);
  outcome_clear (&outcome);

  /* The user knows where sites are whose pages may be opened. */
  tb_account_apply (fixture->account, for_pages);
  fake_clock_advance (fixture->clock, TB_AVATARS_FAILURE_TIME);
  assert_picture (fixture, avatar);
  g_assert_cmpint (dev_server_get_counter (server, "avatarRequests"), ==, 1);
  fake_resolver_remove (resolver);
}

static void
test_one_private_address_among_public_ones_is_too_many (Fixture *fixture, gconstpointer data)
{
  static const char *const addresses[] = { "::ffff:127.0.0.1", NULL };
  FakeResolver *resolver = fake_resolver_install (addresses);
  g_autoptr (GVariant) settings
      = account_fixture_settings ("{'avatar-origins': <['https://pictures.example.com']>}");
  Outcome outcome = { 0 };

  tb_account_apply (fixture->account, settings);
  load (fixture, "https://pictures.example.com/x.png", &outcome);
  g_assert_error (outcome.error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_assert_nonnull (strstr (outcome.error->message, "private network"));
  outcome_clear (&outcome);
  fake_resolver_remove (resolver);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                                        \
  g_test_add ("/avatars/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("a-picture-is-fetched-once", test_a_picture_is_fetched_once);
  ADD ("pictures-survive-on-the-disk", test_pictures_survive_on_the_disk);
  ADD ("an-old-picture-is-fetched-again", test_an_old_picture_is_fetched_again);
  ADD ("an-old-picture-is-better-than-none", test_an_old_picture_is_better_than_none);
  ADD ("anything-odd-is-no-picture", test_anything_odd_is_no_picture);
  ADD ("failures-are-remembered-for-a-while", test_failures_are_remembered_for_a_while);
  ADD ("redirects-stay-on-the-origin", test_redirects_stay_on_the_origin);
  ADD ("nothing-says-who-asks", test_nothing_says_who_asks);
  ADD ("who-asks-together-waits-together", test_who_asks_together_waits_together);
  ADD ("what-nobody-waits-for-is-given-up", test_what_nobody_waits_for_is_given_up);
  ADD ("cancelled-before-it-began-asks-for-nothing",
       test_cancelled_before_it_began_asks_for_nothing);
  ADD ("no-pictures-are-fetched-while-they-are-off",
       test_no_pictures_are_fetched_while_they_are_off);
  ADD ("memory-is-bounded", test_memory_is_bounded);
  ADD ("a-trusted-name-may-not-lead-to-a-private-network",
       test_a_trusted_name_may_not_lead_to_a_private_network);
  ADD ("one-private-address-among-public-ones-is-too-many",
       test_one_private_address_among_public_ones_is_too_many);
#undef ADD

  return g_test_run ();
}
