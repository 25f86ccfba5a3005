/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "account-fixture.h"

GVariant *
account_fixture_settings (const char *format, ...)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  GVariant *settings;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  settings = g_variant_parse (G_VARIANT_TYPE_VARDICT, text, NULL, NULL, &error);
  g_assert_no_error (error);

  return settings;
}

GVariant *
account_fixture_usable (void)
{
  return account_fixture_settings ("{'key': <'demo-key'>, 'cluster': <'eu'>,"
                                   " 'user-id': <'user_456'>,"
                                   " 'auth-endpoint': <'https://app.example.com/auth'>}");
}

TbAccount *
account_fixture_new (const char *id, const char *settings)
{
  TbAccount *account = tb_account_new (id);
  g_autoptr (GVariant) usable = account_fixture_usable ();
  g_autoptr (GVariant) more = account_fixture_settings ("%s", settings);

  tb_account_reset (account);
  tb_account_apply (account, usable);
  tb_account_apply (account, more);

  return account;
}

void
account_fixture_assert_sentence (const GError *error, GQuark domain, int code)
{
  g_test_message ("%s", error != NULL ? error->message : "no error");
  g_assert_error (error, domain, code);
  g_assert_null (strchr (error->message, '\n'));
  g_assert_cmpuint (strlen (error->message), >, 10);
}
