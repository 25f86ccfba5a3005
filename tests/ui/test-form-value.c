/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/tb-form-value.h"

#include "account/tb-account-error.h"
#include "ui/tb-server-preset.h"

/* What stands in a form for a setting, and what is usual with which server. On no display. */

#define WEB "https://app.example.com/en"

static void
test_what_is_written_becomes_a_setting (void)
{
  static const struct
  {
    TbFormValueKind kind;
    const char *text;
    const char *value;
    const char *printed; /* NULL for the text itself */
  } cases[] = {
    { TB_FORM_TEXT, "Acme", "'Acme'", NULL },
    { TB_FORM_TEXT, "  Acme \n", "'Acme'", "Acme" },
    { TB_FORM_TEXT, "", "''", NULL },
    { TB_FORM_LIST, "", "@as []", NULL },
    { TB_FORM_LIST, "a", "['a']", NULL },
    { TB_FORM_LIST, "a, b", "['a', 'b']", NULL },
    { TB_FORM_LIST, " a;b\tc,,d\n", "['a', 'b', 'c', 'd']", "a, b, c, d" },
    { TB_FORM_PORT, "", "uint32 0", NULL },
    { TB_FORM_PORT, "6001", "uint32 6001", NULL },
    { TB_FORM_PORT, " 443 ", "uint32 443", "443" },
    { TB_FORM_WEB_ADDRESS, "", "''", NULL },
    { TB_FORM_WEB_ADDRESS, "app.example.com", "'https://app.example.com'",
      "https://app.example.com" },
    { TB_FORM_WEB_ADDRESS, "localhost:3000", "'http://localhost:3000'", "http://localhost:3000" },
    { TB_FORM_ENDPOINT, "", "''", NULL },
    { TB_FORM_ENDPOINT, "/api/pusher/auth", "'https://app.example.com/api/pusher/auth'",
      "https://app.example.com/api/pusher/auth" },
    { TB_FORM_ENDPOINT, "https://auth.example.com/x", "'https://auth.example.com/x'", NULL },
    { TB_FORM_PARAMETERS, "", "@a{ss} {}", NULL },
    { TB_FORM_PARAMETERS, "a=1\nb=x=y", "{'a': '1', 'b': 'x=y'}", NULL },
    { TB_FORM_PARAMETERS, "\n a=1 \r\n\n", "{'a': '1'}", "a=1" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GVariant) value = tb_form_value_parse (cases[i].kind, cases[i].text, WEB, &error);
      g_autoptr (GVariant) wanted = g_variant_parse (NULL, cases[i].value, NULL, NULL, NULL);
      g_autofree char *printed = NULL;

      g_test_message ("“%s”", cases[i].text);
      g_assert_no_error (error);
      g_assert_cmpvariant (value, wanted);
      printed = tb_form_value_print (cases[i].kind, value);
      g_assert_cmpstr (printed, ==, cases[i].printed != NULL ? cases[i].printed : cases[i].text);
    }
}

static void
test_what_is_none_has_a_sentence (void)
{
  static const struct
  {
    TbFormValueKind kind;
    const char *text;
    const char *web_url;
    int code;
    const char *mentions;
  } cases[] = {
    { TB_FORM_PORT, "six", WEB, TB_ACCOUNT_ERROR_INVALID, "from 1 to 65535" },
    { TB_FORM_PORT, "0", WEB, TB_ACCOUNT_ERROR_INVALID, "from 1 to 65535" },
    { TB_FORM_PORT, "65536", WEB, TB_ACCOUNT_ERROR_INVALID, "from 1 to 65535" },
    { TB_FORM_WEB_ADDRESS, "http://app.example.com", WEB, TB_ACCOUNT_ERROR_INVALID, "https://" },
    { TB_FORM_WEB_ADDRESS, "a b", WEB, TB_ACCOUNT_ERROR_INVALID, "a b" },
    { TB_FORM_ENDPOINT, "/auth", "", TB_ACCOUNT_ERROR_INCOMPLETE, "the web app's address" },
    { TB_FORM_PARAMETERS, "a", WEB, TB_ACCOUNT_ERROR_INVALID, "name=value" },
    { TB_FORM_PARAMETERS, "=a", WEB, TB_ACCOUNT_ERROR_INVALID, "name=value" },
    { TB_FORM_PARAMETERS, "a=1\na=2", WEB, TB_ACCOUNT_ERROR_INVALID, "two parameters “a”" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (tb_form_value_parse (cases[i].kind, cases[i].text, cases[i].web_url, &error));
      g_test_message ("%s", error->message);
      g_assert_error (error, TB_ACCOUNT_ERROR, cases[i].code);
      g_assert_nonnull (strstr (error->message, cases[i].mentions));
    }
}

static void
assert_guess (const char *settings, TbServerPreset preset)
{
  g_autoptr (GVariant) variant
      = g_variant_parse (G_VARIANT_TYPE_VARDICT, settings, NULL, NULL, NULL);
  g_autoptr (TbAccount) account = tb_account_new_draft ("guess", variant);

  g_test_message ("%s", settings);
  g_assert_cmpint (tb_server_preset_guess (account), ==, preset);
}

static void
test_the_kind_of_server_is_guessed (void)
{
  assert_guess ("@a{sv} {}", TB_SERVER_PUSHER);
  assert_guess ("{'cluster': <'eu'>}", TB_SERVER_PUSHER);
  assert_guess ("{'cluster': <'eu'>, 'host': <'ws.example.com'>}", TB_SERVER_OTHER);
  assert_guess ("{'host': <'localhost'>, 'port': <uint32 6001>}", TB_SERVER_SOKETI);
  assert_guess ("{'host': <'ws.example.com'>,"
                " 'auth-endpoint': <'https://shop.example.com/broadcasting/auth'>}",
                TB_SERVER_REVERB);
}

static void
test_what_is_usual_with_a_server_is_known (void)
{
  g_assert_true (tb_server_preset_is_hosted (TB_SERVER_PUSHER));
  g_assert_false (tb_server_preset_is_hosted (TB_SERVER_SOKETI));
  g_assert_cmpstr (tb_server_preset_get_port (TB_SERVER_SOKETI), ==, "6001");
  g_assert_cmpstr (tb_server_preset_get_endpoint (TB_SERVER_REVERB), ==, "/broadcasting/auth");
  g_assert_true (tb_server_preset_is_endpoint ("/api/pusher/auth"));
  g_assert_true (tb_server_preset_is_endpoint ("/broadcasting/auth"));
  g_assert_false (tb_server_preset_is_endpoint ("/auth"));
  g_assert_false (tb_server_preset_is_endpoint (""));
  for (guint i = 0; i < TB_N_SERVER_PRESETS; i++)
    g_assert_cmpuint (strlen (tb_server_preset_get_title ((TbServerPreset) i)), >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/form-value/what-is-written-becomes-a-setting",
                   test_what_is_written_becomes_a_setting);
  g_test_add_func ("/form-value/what-is-none-has-a-sentence", test_what_is_none_has_a_sentence);
  g_test_add_func ("/server-preset/the-kind-of-server-is-guessed",
                   test_the_kind_of_server_is_guessed);
  g_test_add_func ("/server-preset/what-is-usual-with-a-server-is-known",
                   test_what_is_usual_with_a_server_is_known);

  return g_test_run ();
}
