/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "account/tb-live-check.h"

#include <glib/gstdio.h>

#include "check-fixture.h"

/* What a live check says of a server's certificate. */

#define TOKEN "alice-token"

typedef struct
{
  CheckFixture check;
  char *folder;
  char *certificate;
  char *key;
} Fixture;

/* FALSE after the test was skipped. */
static gboolean
begin (Fixture *fixture, const char *days, const char *names)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("traybell-test-XXXXXX", &error);
  g_assert_no_error (error);
  if (!check_fixture_make_certificate (fixture->folder, days, names, &fixture->certificate,
                                       &fixture->key))
    {
      g_test_skip ("There is no openssl to make a certificate with");
      g_rmdir (fixture->folder);
      g_free (fixture->folder);
      return FALSE;
    }
  check_fixture_set_up (&fixture->check, fixture->certificate, fixture->key);

  return TRUE;
}

static void
end (Fixture *fixture)
{
  static const char *const files[]
      = { "request.pem", "extensions", "certificate.pem", "key.pem", NULL };

  check_fixture_tear_down (&fixture->check);
  for (gsize i = 0; files[i] != NULL; i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, files[i], NULL);

      g_remove (path);
    }
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
  g_free (fixture->certificate);
  g_free (fixture->key);
}

static void
run_trusting (Fixture *fixture, const char *host)
{
  g_autofree char *settings
      = g_strdup_printf ("{'ca-file': <'%s'>, 'host': <'%s'>}", fixture->certificate, host);

  check_fixture_run (&fixture->check, settings, TOKEN);
}

static void
test_a_companys_own_authority_is_accepted (void)
{
  Fixture fixture = { 0 };

  if (!begin (&fixture, "2", "IP:127.0.0.1"))
    return;

  run_trusting (&fixture, "127.0.0.1");
  g_assert_cmpint (tb_live_check_get_outcome (fixture.check.check), ==, TB_CHECK_OUTCOME_PASSED);
  check_fixture_assert (&fixture.check, check_fixture_get (&fixture.check, TB_CHECK_TLS),
                        TB_CHECK_PASSED, "TLS 1.3", NULL);
  end (&fixture);
}

static void
test_nobody_has_signed_it (void)
{
  Fixture fixture = { 0 };

  if (!begin (&fixture, "2", "IP:127.0.0.1"))
    return;

  check_fixture_run (&fixture.check, "@a{sv} {}", TOKEN);
  check_fixture_assert_failed (
      &fixture.check, TB_CHECK_TLS, "signed by nobody but itself",
      "Ask your administrator for the file with your company's certificates, and choose it as CA "
      "file under Advanced.");
  end (&fixture);
}

static void
test_it_has_expired (void)
{
  Fixture fixture = { 0 };

  if (!begin (&fixture, "-1", "IP:127.0.0.1"))
    return;

  run_trusting (&fixture, "127.0.0.1");
  check_fixture_assert_failed (&fixture.check, TB_CHECK_TLS, "expired on",
                               "Tell whoever runs the server that its certificate has expired. "
                               "Nothing on this computer is wrong.");
  end (&fixture);
}

static void
test_it_is_for_another_name (void)
{
  Fixture fixture = { 0 };

  if (!begin (&fixture, "2", "DNS:ws.example.com"))
    return;

  run_trusting (&fixture, "127.0.0.1");
  check_fixture_assert_failed (&fixture.check, TB_CHECK_TLS, "is for ws.example.com",
                               "Enter the server's name exactly as its certificate has it. Whoever "
                               "runs the server knows that name.");
  end (&fixture);
}

static void
test_the_server_wants_encryption (void)
{
  Fixture fixture = { 0 };

  if (!begin (&fixture, "2", "IP:127.0.0.1"))
    return;

  check_fixture_run (&fixture.check, "{'tls': <false>}", TOKEN);
  check_fixture_assert_failed (
      &fixture.check, TB_CHECK_UPGRADE, "",
      "The server may want an encrypted connection: switch encryption on, and check again.");
  end (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/check-certificate/a-companys-own-authority-is-accepted",
                   test_a_companys_own_authority_is_accepted);
  g_test_add_func ("/check-certificate/nobody-has-signed-it", test_nobody_has_signed_it);
  g_test_add_func ("/check-certificate/it-has-expired", test_it_has_expired);
  g_test_add_func ("/check-certificate/it-is-for-another-name", test_it_is_for_another_name);
  g_test_add_func ("/check-certificate/the-server-wants-encryption",
                   test_the_server_wants_encryption);

  return g_test_run ();
}
