/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "account/tb-credentials.h"
#include "app/tb-redaction.h"
#include "app/tb-secret-input.h"
#include "pusher/pusher-authorization.h"

/* No secret stays in memory that was given back: a core dump, or a stranger's buffer, would have it
 * then. All of the process's memory is searched for each, so the secret that is searched for is
 * never there itself: only its bytes turned over are. */

#define LENGTH 48

/* Of memory that was given back, malloc() writes over the beginning itself. */
#define BEGINNING 16

#define TURN 0x5a

static guint8 turned[LENGTH];

/* Another one each time. */
static void
make_secret (void)
{
  static const char digits[] = "bcdfghjklmnpqrstvwxz";

  for (gsize i = 0; i < LENGTH; i++)
    turned[i] = (guint8) digits[g_random_int_range (0, sizeof digits - 1)] ^ TURN;
}

static char *
dup_secret (const char *prefix, const char *suffix)
{
  gsize start = strlen (prefix);
  char *text = g_malloc0 (start + LENGTH + strlen (suffix) + 1);

  memcpy (text, prefix, start);
  for (gsize i = 0; i < LENGTH; i++)
    text[start + i] = (char) (turned[i] ^ TURN);
  strcpy (text + start + LENGTH, suffix);

  return text;
}

static void
wipe (char *text)
{
  explicit_bzero (text, strlen (text));
  g_free (text);
}

static gboolean
is_secret_at (const volatile guint8 *bytes)
{
  for (gsize i = BEGINNING; i < LENGTH; i++)
    if ((bytes[i] ^ TURN) != turned[i])
      return FALSE;

  return TRUE;
}

/* How often the secret is in memory that can be written. Allocates nothing, which could be put over
 * a copy in memory that was given back. */
G_GNUC_NO_INLINE static guint
count_copies (void)
{
  static char maps[256 * 1024];
  int descriptor = open ("/proc/self/maps", O_RDONLY | O_CLOEXEC);
  gsize length = 0;
  gssize n_read;
  guint n_copies = 0;

  g_assert_cmpint (descriptor, >=, 0);
  while ((n_read = read (descriptor, maps + length, sizeof maps - 1 - length)) > 0)
    length += (gsize) n_read;
  close (descriptor);
  maps[length] = '\0';

  for (const char *line = maps; line != NULL && *line != '\0';
       line = strchr (line, '\n') != NULL ? strchr (line, '\n') + 1 : NULL)
    {
      guintptr start;
      guintptr end;
      char rights[5];

      if (sscanf (line, "%" G_GINTPTR_MODIFIER "x-%" G_GINTPTR_MODIFIER "x %4s", &start, &end,
                  rights)
              != 3
          || !g_str_has_prefix (rights, "rw"))
        continue;
      for (guintptr at = start; at + LENGTH <= end; at++)
        n_copies += is_secret_at ((const volatile guint8 *) at);
    }

  return n_copies;
}

static void
test_the_search_finds_a_copy (void)
{
  char *copy;

  make_secret ();
  g_assert_cmpuint (count_copies (), ==, 0);
  copy = dup_secret ("", "");
  g_assert_cmpuint (count_copies (), ==, 1);
  wipe (copy);
  g_assert_cmpuint (count_copies (), ==, 0);
}

static void
test_credentials_leave_none (void)
{
  g_autoptr (GError) error = NULL;
  TbCredentials *credentials;
  char *given;

  make_secret ();
  given = dup_secret ("", "");
  credentials = tb_credentials_new_for_secret ("Authorization", given, &error);
  g_assert_no_error (error);
  wipe (given);
  g_assert_cmpuint (count_copies (), ==, 1);
  g_assert_finalize_object (credentials);
  g_assert_cmpuint (count_copies (), ==, 0);
}

static void
test_a_cookies_token_leaves_none (void)
{
  g_autoptr (GError) error = NULL;
  TbCredentials *credentials;
  SoupMessageHeaders *headers;
  char *given;

  make_secret ();
  given = dup_secret ("a=b; XSRF-TOKEN=", "%3D");
  credentials = tb_credentials_new_for_secret ("Cookie", given, &error);
  g_assert_no_error (error);
  wipe (given);
  headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);
  tb_credentials_apply (credentials, headers);
  /* One in the credentials, and libsoup's own: the cookie and the token. */
  g_assert_cmpuint (count_copies (), ==, 3);
  soup_message_headers_unref (headers);
  g_assert_finalize_object (credentials);
}

static void
test_an_authorisation_leaves_none (void)
{
  g_autoptr (GError) error = NULL;
  PusherAuthorization *authorization;
  PusherAuthorization *copy;
  char *answer;

  make_secret ();
  /* PHP writes slashes like this. */
  answer = dup_secret ("{\"auth\":\"key:\\/", "\",\"shared_secret\":\"x\"}");
  authorization = pusher_authorization_parse (answer, strlen (answer), &error);
  g_assert_no_error (error);
  wipe (answer);
  copy = pusher_authorization_copy (authorization);
  g_assert_cmpuint (count_copies (), ==, 2);
  pusher_authorization_free (copy);
  pusher_authorization_free (authorization);
  g_assert_cmpuint (count_copies (), ==, 0);
}

static void
on_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
test_what_is_read_leaves_none (void)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  int descriptors[2];
  char *given;
  char *secret;

  make_secret ();
  given = dup_secret ("", "");
  g_assert_cmpint (pipe (descriptors), ==, 0);
  g_assert_cmpint (write (descriptors[1], given, LENGTH), ==, LENGTH);
  close (descriptors[1]);
  wipe (given);

  tb_secret_input_read_async (descriptors[0], on_ready, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  secret = tb_secret_input_read_finish (result, &error);
  g_assert_no_error (error);
  g_clear_object (&result);
  g_assert_cmpuint (count_copies (), ==, 1);
  tb_secret_input_free (secret);
  g_assert_cmpuint (count_copies (), ==, 0);
}

static void
test_a_redaction_leaves_none (void)
{
  TbRedaction *redaction;
  char *given;

  make_secret ();
  given = dup_secret ("", "");
  redaction = tb_redaction_new ();
  tb_redaction_hide (redaction, given);
  wipe (given);
  g_assert_cmpuint (count_copies (), ==, 1);
  tb_redaction_free (redaction);
  g_assert_cmpuint (count_copies (), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#ifdef __SANITIZE_ADDRESS__
  /* It keeps what was freed, and lets nobody look at it. */
  g_print ("1..0 # SKIP AddressSanitizer keeps what was freed\n");
  return 0;
#endif

  g_test_add_func ("/secret-memory/the-search-finds-a-copy", test_the_search_finds_a_copy);
  g_test_add_func ("/secret-memory/credentials-leave-none", test_credentials_leave_none);
  g_test_add_func ("/secret-memory/a-cookies-token-leaves-none", test_a_cookies_token_leaves_none);
  g_test_add_func ("/secret-memory/an-authorisation-leaves-none",
                   test_an_authorisation_leaves_none);
  g_test_add_func ("/secret-memory/what-is-read-leaves-none", test_what_is_read_leaves_none);
  g_test_add_func ("/secret-memory/a-redaction-leaves-none", test_a_redaction_leaves_none);

  return g_test_run ();
}
