/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "account/tb-credentials.h"

#include "account-fixture.h"
#include "account/tb-account-operations.h"
#include "bus-fixture.h"
#include "fake-secret-service.h"

/* Credentials from a person's paste to the header of a request, over a keyring that may be locked,
 * late, absent or stuck. libsecret remembers the service for the process, so all share one bus. */

static GTestDBus *bus;

typedef struct
{
  GDBusConnection *connection;
  FakeSecretService *service;
  TbKeyring *keyring;
  TbCredentials *credentials;
  guint n_loaded;
  guint n_changed;
} Fixture;

static void
on_loaded (TbCredentials *credentials, gboolean changed, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->n_loaded++;
  if (changed)
    fixture->n_changed++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->connection = bus_fixture_connect (bus);
  fixture->service = fake_secret_service_new (bus);
  fixture->service->account = g_strdup ("acme");
  fixture->service->secret = g_strdup ("Authorization: Bearer one");
  fixture->keyring = tb_keyring_new (fixture->connection);
  bus_fixture_settle (fixture->connection);
  fixture->credentials = tb_credentials_new (fixture->keyring, "acme");
  g_signal_connect (fixture->credentials, "loaded", G_CALLBACK (on_loaded), fixture);
}

/* A look-up that changes nothing tells nobody; it keeps the object for as long as it takes. */
static void
wait_for_answer (Fixture *fixture)
{
  WAIT_UNTIL (G_OBJECT (fixture->credentials)->ref_count == 1);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDBusConnection) libsecret = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);

  if (fixture->credentials != NULL)
    {
      wait_for_answer (fixture);
      g_assert_finalize_object (fixture->credentials);
    }
  /* What libsecret was told to stop still has the keyring. */
  WAIT_UNTIL (G_OBJECT (fixture->keyring)->ref_count == 1);
  g_assert_finalize_object (fixture->keyring);
  fake_secret_service_free (fixture->service);
  bus_fixture_disconnect (fixture->connection);
  /* Lets libsecret see that the service went. */
  bus_fixture_settle (libsecret);
}

static void
set_secret (Fixture *fixture, const char *secret)
{
  g_free (fixture->service->secret);
  fixture->service->secret = g_strdup (secret);
}

static void
load (Fixture *fixture)
{
  guint n_loaded = fixture->n_loaded;

  tb_credentials_load (fixture->credentials);
  WAIT_UNTIL (fixture->n_loaded > n_loaded);
}

static void
assert_header (Fixture *fixture, const char *name, const char *value)
{
  SoupMessageHeaders *headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);

  tb_credentials_apply (fixture->credentials, headers);
  g_assert_cmpstr (soup_message_headers_get_one (headers, name), ==, value);
  soup_message_headers_unref (headers);
}

static void
test_a_secret_becomes_a_header (void)
{
  static const struct
  {
    const char *name;
    const char *value;
    const char *line;
  } cases[] = {
    { "Authorization", "abc", "Authorization: Bearer abc" },
    { "authorization", "abc", "authorization: Bearer abc" },
    { "Authorization", " abc\r\n", "Authorization: Bearer abc" },
    { "Authorization", "Bearer abc", "Authorization: Bearer abc" },
    { "Authorization", "Basic dXNlcjpwYXNz", "Authorization: Basic dXNlcjpwYXNz" },
    { "Cookie", "session=abc; XSRF-TOKEN=x%3D", "Cookie: session=abc; XSRF-TOKEN=x%3D" },
    { "Cookie", "cookie: session=abc", "Cookie: session=abc" },
    { "Authorization", " Authorization: Bearer abc ", "Authorization: Bearer abc" },
    { "Authorization", "Authorization:abc", "Authorization: Bearer abc" },
    { "X-Api-Key", "\tabc def ", "X-Api-Key: abc def" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      char *line = tb_credentials_build (cases[i].name, cases[i].value, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (line, ==, cases[i].line);
      tb_keyring_secret_free (line);
    }
}

static void
test_what_is_no_secret_is_refused_and_never_repeated (void)
{
  g_autofree char *huge = g_strnfill (16385, 'h');
  const struct
  {
    const char *name;
    const char *value;
  } cases[] = {
    { "Authorization", NULL },
    { "Host", "hush-hush" },
    { "content-length", "hush-hush" },
    { "Authorization", "" },
    { "Authorization", " \r\n\t" },
    { "Authorization", "hush-hush\r\nX-Evil: 1" },
    { "Authorization", "hush-hush\nmore" },
    { "Authorization", "hush-hush\rmore" },
    { "Authorization", "hush-hush\tmore" },
    { "Authorization", "hush-hush\x1b[2J" },
    { "Authorization", "hush-hush\x7f"
                       "x" },
    { "Authorization", "hush-hush\xc3\xbcx" },
    { "Cookie", huge },
    { "", "hush-hush" },
    { "X Header", "hush-hush" },
    { "X-Header:", "hush-hush" },
    { "X\r\nY", "hush-hush" },
    { "X-\xc3\xbc", "hush-hush" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (tb_credentials_build (cases[i].name, cases[i].value, &error));
      g_assert_error (error, TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_SECRET);
      g_assert_null (strstr (error->message, "hush"));
      g_assert_null (strstr (error->message, "hhhh"));
    }
}

static void
test_the_longest_secret_is_taken (void)
{
  g_autofree char *longest = g_strnfill (16384, 'h');
  g_autoptr (GError) error = NULL;
  char *line = tb_credentials_build ("Cookie", longest, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (strlen (line), ==, strlen ("Cookie: ") + 16384);
  tb_keyring_secret_free (line);
}

static void
test_a_secret_is_found_and_sent (Fixture *fixture, gconstpointer data)
{
  fake_secret_service_appear (fixture->service);
  g_assert_cmpint (tb_credentials_get_state (fixture->credentials), ==, TB_CREDENTIALS_UNKNOWN);
  assert_header (fixture, "Authorization", NULL);

  load (fixture);
  g_assert_cmpint (tb_credentials_get_state (fixture->credentials), ==, TB_CREDENTIALS_PRESENT);
  g_assert_null (tb_credentials_get_error (fixture->credentials));
  assert_header (fixture, "Authorization", "Bearer one");
}

/* Laravel takes a cookie only together with the token inside it. */
static void
test_the_token_in_a_cookie_is_sent_beside_it (Fixture *fixture, gconstpointer data)
{
  fake_secret_service_appear (fixture->service);
  set_secret (fixture, "Cookie: a=b; XSRF-TOKEN=eyJpdiI%3D; session=c");
  load (fixture);
  assert_header (fixture, "Cookie", "a=b; XSRF-TOKEN=eyJpdiI%3D; session=c");
  assert_header (fixture, "X-XSRF-TOKEN", "eyJpdiI=");

  set_secret (fixture, "Cookie: NOT-XSRF-TOKEN=x");
  load (fixture);
  assert_header (fixture, "X-XSRF-TOKEN", NULL);

  set_secret (fixture, "Cookie: NOT-XSRF-TOKEN=x; XSRF-TOKEN=y");
  load (fixture);
  assert_header (fixture, "X-XSRF-TOKEN", "y");

  /* What a cookie decodes to must not begin another header. */
  set_secret (fixture, "Cookie: XSRF-TOKEN=x%0D%0AEvil: 1");
  load (fixture);
  assert_header (fixture, "X-XSRF-TOKEN", NULL);
  assert_header (fixture, "Evil", NULL);
}

static void
test_no_secret_is_signed_out (Fixture *fixture, gconstpointer data)
{
  g_clear_pointer (&fixture->service->secret, g_free);
  fake_secret_service_appear (fixture->service);
  load (fixture);

  g_assert_cmpint (tb_credentials_get_state (fixture->credentials), ==, TB_CREDENTIALS_ABSENT);
  g_assert_null (tb_credentials_get_error (fixture->credentials));
}

static void
test_only_another_secret_is_a_change (Fixture *fixture, gconstpointer data)
{
  fake_secret_service_appear (fixture->service);
  load (fixture);
  g_assert_cmpuint (fixture->n_changed, ==, 1);
  load (fixture);
  g_assert_cmpuint (fixture->n_changed, ==, 1);
  set_secret (fixture, "Authorization: Bearer two");
  load (fixture);
  g_assert_cmpuint (fixture->n_changed, ==, 2);
  assert_header (fixture, "Authorization", "Bearer two");
}

static void
test_a_locked_keyring_is_not_signed_out (Fixture *fixture, gconstpointer data)
{
  fixture->service->locked = TRUE;
  fake_secret_service_appear (fixture->service);
  load (fixture);
  g_assert_cmpint (tb_credentials_get_state (fixture->credentials), ==, TB_CREDENTIALS_UNKNOWN);
  g_assert_error (tb_credentials_get_error (fixture->credentials), TB_KEYRING_ERROR,
                  TB_KEYRING_ERROR_LOCKED);
  g_assert_cmpuint (fixture->service->n_prompts, ==, 0);

  fake_secret_service_set_locked (fixture->service, FALSE);
  WAIT_UNTIL (tb_credentials_get_state (fixture->credentials) == TB_CREDENTIALS_PRESENT);
  g_assert_null (tb_credentials_get_error (fixture->credentials));
}

static void
test_a_keyring_that_comes_late_is_waited_for (Fixture *fixture, gconstpointer data)
{
  load (fixture);
  g_assert_cmpint (tb_credentials_get_state (fixture->credentials), ==, TB_CREDENTIALS_UNKNOWN);
  g_assert_error (tb_credentials_get_error (fixture->credentials), TB_KEYRING_ERROR,
                  TB_KEYRING_ERROR_UNAVAILABLE);

  fake_secret_service_appear (fixture->service);
  WAIT_UNTIL (tb_credentials_get_state (fixture->credentials) == TB_CREDENTIALS_PRESENT);
}

/* Not every keyring tells when it can answer. */
static void
test_a_keyring_that_says_nothing_is_asked_again (Fixture *fixture, gconstpointer data)
{
  fixture->service->locked = TRUE;
  fake_secret_service_appear (fixture->service);
  load (fixture);
  fixture->service->locked = FALSE;
  WAIT_UNTIL (tb_credentials_get_state (fixture->credentials) == TB_CREDENTIALS_PRESENT);
}

static void
test_a_keyring_that_hangs_is_given_up_in_time (Fixture *fixture, gconstpointer data)
{
  g_object_set (fixture->keyring, "timeout", 50, NULL);
  fixture->service->keeps_silent = TRUE;
  fake_secret_service_appear (fixture->service);
  load (fixture);
  g_assert_cmpint (tb_credentials_get_state (fixture->credentials), ==, TB_CREDENTIALS_UNKNOWN);
  g_assert_error (tb_credentials_get_error (fixture->credentials), TB_KEYRING_ERROR,
                  TB_KEYRING_ERROR_TIMED_OUT);
}

static void
test_a_keyring_that_is_locked_again_changes_nothing (Fixture *fixture, gconstpointer data)
{
  fake_secret_service_appear (fixture->service);
  load (fixture);
  fake_secret_service_set_locked (fixture->service, TRUE);
  tb_credentials_load (fixture->credentials);
  wait_for_answer (fixture);

  g_assert_cmpint (tb_credentials_get_state (fixture->credentials), ==, TB_CREDENTIALS_PRESENT);
  g_assert_cmpuint (fixture->n_loaded, ==, 1);
  assert_header (fixture, "Authorization", "Bearer one");
}

static void
test_what_changed_while_loading_is_seen (Fixture *fixture, gconstpointer data)
{
  fake_secret_service_appear (fixture->service);
  tb_credentials_load (fixture->credentials);
  set_secret (fixture, "Authorization: Bearer two");
  tb_credentials_load (fixture->credentials);
  WAIT_UNTIL (fixture->n_loaded == 1);

  assert_header (fixture, "Authorization", "Bearer two");
}

static void
test_they_are_loaded_once_where_that_is_enough (Fixture *fixture, gconstpointer data)
{
  fake_secret_service_appear (fixture->service);
  tb_credentials_ensure (fixture->credentials);
  tb_credentials_ensure (fixture->credentials);
  WAIT_UNTIL (fixture->n_loaded == 1);
  tb_credentials_ensure (fixture->credentials);
  wait_for_answer (fixture);
  g_assert_cmpuint (fixture->n_loaded, ==, 1);
}

static void
test_they_can_go_while_the_keyring_hangs (Fixture *fixture, gconstpointer data)
{
  fixture->service->keeps_silent = TRUE;
  fake_secret_service_appear (fixture->service);
  tb_credentials_load (fixture->credentials);
  bus_fixture_settle (fixture->connection);

  g_object_run_dispose (G_OBJECT (fixture->credentials));
  wait_for_answer (fixture);
  g_assert_finalize_object (g_steal_pointer (&fixture->credentials));
}

static void
on_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
test_a_secret_is_kept_under_the_name_of_the_account (Fixture *fixture, gconstpointer data)
{
  TbAccount *account = account_fixture_new ("acme", "{'name': <'Acme'>}");
  g_autoptr (GAsyncResult) kept = NULL;
  g_autoptr (GAsyncResult) refused = NULL;
  g_autoptr (GError) error = NULL;

  fake_secret_service_appear (fixture->service);
  tb_account_set_secret_async (account, fixture->keyring, "Authorization", "two\n", on_ready,
                               &kept);
  WAIT_UNTIL (kept != NULL);
  g_assert_true (tb_account_set_secret_finish (account, kept, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (fixture->service->secret, ==, "Authorization: Bearer two");
  g_assert_cmpstr (fixture->service->label, ==, "Traybell: Acme");

  tb_account_set_secret_async (account, fixture->keyring, "Authorization", "a\nb", on_ready,
                               &refused);
  WAIT_UNTIL (refused != NULL);
  g_assert_false (tb_account_set_secret_finish (account, refused, &error));
  account_fixture_assert_sentence (error, TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_SECRET);
  g_assert_cmpstr (fixture->service->secret, ==, "Authorization: Bearer two");

  g_clear_object (&kept);
  g_clear_object (&refused);
  g_assert_finalize_object (account);
}

static gboolean
remove_account (Fixture *fixture, TbAccountList *accounts, TbAccount *account, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  tb_account_remove_async (account, accounts, fixture->keyring, on_ready, &result);
  WAIT_UNTIL (result != NULL);
  return tb_account_remove_finish (account, result, error);
}

static void
test_a_secret_goes_with_its_account (Fixture *fixture, gconstpointer data)
{
  TbAccountList *accounts = tb_account_list_new ();
  g_autoptr (GVariant) settings = account_fixture_usable ();
  g_autoptr (GError) error = NULL;
  g_autoptr (TbAccount) account = g_object_ref (tb_account_list_add (accounts, settings, &error));

  g_free (fixture->service->account);
  fixture->service->account = g_strdup (tb_account_get_id (account));
  fixture->service->locked = TRUE;
  fixture->service->dismisses_prompts = TRUE;
  fake_secret_service_appear (fixture->service);

  /* An account whose secret cannot be removed stays, and says so. */
  g_assert_false (remove_account (fixture, accounts, account, &error));
  account_fixture_assert_sentence (error, TB_KEYRING_ERROR, TB_KEYRING_ERROR_LOCKED);
  g_clear_error (&error);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (accounts)), ==, 1);

  fixture->service->dismisses_prompts = FALSE;
  g_assert_true (remove_account (fixture, accounts, account, &error));
  g_assert_no_error (error);
  g_assert_null (fixture->service->secret);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (accounts)), ==, 0);
  g_assert_finalize_object (accounts);
}

static void
test_an_account_can_go_without_a_keyring (Fixture *fixture, gconstpointer data)
{
  TbAccountList *accounts = tb_account_list_new ();
  g_autoptr (GVariant) settings = account_fixture_usable ();
  g_autoptr (GError) error = NULL;
  g_autoptr (TbAccount) account = g_object_ref (tb_account_list_add (accounts, settings, &error));

  g_assert_true (remove_account (fixture, accounts, account, &error));
  g_assert_no_error (error);
  g_assert_finalize_object (accounts);
}

/* What was just typed can be tried out before any keyring has it. */
static void
test_a_secret_that_is_in_no_keyring_can_be_used (void)
{
  g_autoptr (SoupMessageHeaders) headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);
  g_autoptr (GError) error = NULL;
  TbCredentials *credentials
      = tb_credentials_new_for_secret ("Authorization", " alice-token\n", &error);

  g_assert_no_error (error);
  g_assert_cmpint (tb_credentials_get_state (credentials), ==, TB_CREDENTIALS_PRESENT);
  tb_credentials_ensure (credentials);
  tb_credentials_load (credentials);
  tb_credentials_apply (credentials, headers);
  g_assert_cmpstr (soup_message_headers_get_one (headers, "Authorization"), ==,
                   "Bearer alice-token");
  g_assert_finalize_object (credentials);

  g_assert_null (tb_credentials_new_for_secret ("Authorization", "two\nlines", &error));
  account_fixture_assert_sentence (error, TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_SECRET);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  bus = bus_fixture_up ();

  g_test_add_func ("/credentials/a-secret-becomes-a-header", test_a_secret_becomes_a_header);
  g_test_add_func ("/credentials/what-is-no-secret-is-refused-and-never-repeated",
                   test_what_is_no_secret_is_refused_and_never_repeated);
  g_test_add_func ("/credentials/a-secret-that-is-in-no-keyring-can-be-used",
                   test_a_secret_that_is_in_no_keyring_can_be_used);
  g_test_add_func ("/credentials/the-longest-secret-is-taken", test_the_longest_secret_is_taken);
#define ADD(name, function)                                                                        \
  g_test_add ("/credentials/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("a-secret-is-found-and-sent", test_a_secret_is_found_and_sent);
  ADD ("the-token-in-a-cookie-is-sent-beside-it", test_the_token_in_a_cookie_is_sent_beside_it);
  ADD ("no-secret-is-signed-out", test_no_secret_is_signed_out);
  ADD ("only-another-secret-is-a-change", test_only_another_secret_is_a_change);
  ADD ("a-locked-keyring-is-not-signed-out", test_a_locked_keyring_is_not_signed_out);
  ADD ("a-keyring-that-comes-late-is-waited-for", test_a_keyring_that_comes_late_is_waited_for);
  ADD ("a-keyring-that-says-nothing-is-asked-again",
       test_a_keyring_that_says_nothing_is_asked_again);
  ADD ("a-keyring-that-hangs-is-given-up-in-time", test_a_keyring_that_hangs_is_given_up_in_time);
  ADD ("a-keyring-that-is-locked-again-changes-nothing",
       test_a_keyring_that_is_locked_again_changes_nothing);
  ADD ("what-changed-while-loading-is-seen", test_what_changed_while_loading_is_seen);
  ADD ("they-are-loaded-once-where-that-is-enough", test_they_are_loaded_once_where_that_is_enough);
  ADD ("they-can-go-while-the-keyring-hangs", test_they_can_go_while_the_keyring_hangs);
  ADD ("a-secret-is-kept-under-the-name-of-the-account",
       test_a_secret_is_kept_under_the_name_of_the_account);
  ADD ("a-secret-goes-with-its-account", test_a_secret_goes_with_its_account);
  ADD ("an-account-can-go-without-a-keyring", test_an_account_can_go_without_a_keyring);

  result = g_test_run ();
  /* Not unreferenced: that would wait for libsecret to let go of the bus. */
  g_test_dbus_stop (bus);
  return result;
}
