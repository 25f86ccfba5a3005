/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/tb-words.h"

/* What people are told, on terminals too. */

static void
test_each_state_has_words_of_its_own (void)
{
  for (int i = TB_SESSION_DISCONNECTED; i <= TB_SESSION_SIGN_IN_NEEDED; i++)
    {
      for (int j = TB_SESSION_DISCONNECTED; j < i; j++)
        g_assert_cmpstr (tb_words_get_state ((TbSessionState) i), !=,
                         tb_words_get_state ((TbSessionState) j));
    }
}

static void
test_an_account_is_described_on_one_line (void)
{
  g_autofree char *text = tb_words_describe_account ("Acme", TB_SESSION_CONNECTED);

  g_assert_cmpstr (text, ==, "Acme: online");
}

static void
test_a_terminal_gets_nothing_to_obey (void)
{
  static const struct
  {
    const char *text;
    const char *plain;
  } cases[] = {
    { NULL, "" },
    { "", "" },
    { "Jörg 🎉", "Jörg 🎉" },
    { "a\x1b[2Jb\nc\rd\te\x7f", "a?[2Jb?c?d?e?" },
    { "\xc2\x9b"
      "31m",
      "?31m" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *plain = tb_words_dup_plain (cases[i].text);

      g_assert_cmpstr (plain, ==, cases[i].plain);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/words/each-state-has-words-of-its-own", test_each_state_has_words_of_its_own);
  g_test_add_func ("/words/an-account-is-described-on-one-line",
                   test_an_account_is_described_on_one_line);
  g_test_add_func ("/words/a-terminal-gets-nothing-to-obey", test_a_terminal_gets_nothing_to_obey);

  return g_test_run ();
}
