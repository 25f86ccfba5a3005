/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The command “account check”. */

#include "app/tb-command-account-check.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

#include "account/tb-account-list.h"
#include "account/tb-live-check.h"
#include "app/tb-command.h"
#include "app/tb-words.h"

static const char *
get_state_word (TbCheckState state)
{
  switch (state)
    {
    case TB_CHECK_PASSED:
      return _ ("ok");
    case TB_CHECK_WARNING:
      return _ ("warning");
    case TB_CHECK_FAILED:
      return _ ("failed");
    case TB_CHECK_WAITING:
    case TB_CHECK_RUNNING:
    case TB_CHECK_SKIPPED:
    default:
      return _ ("not tried");
    }
}

static void
print_step (TbCheckStep *step)
{
  g_autofree char *seen = tb_words_dup_plain (tb_check_step_get_seen (step));
  g_autofree char *title = tb_words_dup_plain (tb_check_step_get_title (step));
  const char *remedy = tb_check_step_get_remedy (step);

  /* Translators: how a step of a check went, and what it is about: “ok: The server can be reached”
   */
  g_print (_ ("%s: %s\n"), get_state_word (tb_check_step_get_state (step)), title);
  if (*seen != '\0')
    g_print ("  %s\n", seen);
  if (remedy != NULL)
    g_print ("  → %s\n", remedy);
}

/* The steps, of which so many are printed. */
typedef struct
{
  GListModel *steps;
  guint n_printed;
} Print;

/* In their order, whichever channel is answered first. */
static void
print_steps (Print *print)
{
  while (print->n_printed < g_list_model_get_n_items (print->steps))
    {
      g_autoptr (TbCheckStep) step = g_list_model_get_item (print->steps, print->n_printed);

      if (!tb_check_step_is_over (step))
        return;
      print_step (step);
      print->n_printed++;
    }
}

/* A step at a time, for whoever watches. */
static void
follow (Print *print)
{
  for (guint i = 0; i < g_list_model_get_n_items (print->steps); i++)
    {
      g_autoptr (TbCheckStep) step = g_list_model_get_item (print->steps, i);

      g_signal_connect_swapped (step, "notify::state", G_CALLBACK (print_steps), print);
    }
}

static void
add_string (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  if (value != NULL && *value != '\0')
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

static void
print_json (TbAccount *account, TbLiveCheck *check)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;
  GListModel *steps = tb_live_check_get_steps (check);

  json_builder_begin_object (builder);
  add_string (builder, "account", tb_account_get_id (account));
  json_builder_set_member_name (builder, "passed");
  json_builder_add_boolean_value (builder,
                                  tb_live_check_get_outcome (check) == TB_CHECK_OUTCOME_PASSED);
  json_builder_set_member_name (builder, "steps");
  json_builder_begin_array (builder);
  for (guint i = 0; i < g_list_model_get_n_items (steps); i++)
    {
      g_autoptr (TbCheckStep) step = g_list_model_get_item (steps, i);

      json_builder_begin_object (builder);
      add_string (builder, "step", tb_check_step_get_kind_name (step));
      add_string (builder, "channel", tb_check_step_get_channel (step));
      add_string (builder, "title", tb_check_step_get_title (step));
      add_string (builder, "state", tb_check_state_to_string (tb_check_step_get_state (step)));
      add_string (builder, "seen", tb_check_step_get_seen (step));
      add_string (builder, "remedy", tb_check_step_get_remedy (step));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, TRUE);
  g_print ("%s\n", text);
}

/**
 * tb_command_account_check_run:
 * @arguments: (inout): "check" and what follows it
 *
 * Returns: the exit code: that of a command that failed if the account does not work
 */
int
tb_command_account_check_run (GStrv *arguments)
{
  g_autoptr (TbAccountList) accounts = NULL;
  g_autoptr (TbKeyring) keyring = NULL;
  g_autoptr (TbCredentials) credentials = NULL;
  g_autoptr (TbLiveCheck) check = NULL;
  g_autoptr (GError) error = NULL;
  TbAccount *account;
  Print print = { NULL, 0 };
  gboolean as_json = FALSE;
  int exit_code;
  const GOptionEntry entries[]
      = { { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, _ ("Print JSON, for programs"), NULL },
          G_OPTION_ENTRY_NULL };

  if (!tb_command_parse ("account check", _ ("ID"),
                         _ ("Tries an account out, step by step, and says what to do about each "
                            "step that fails. Exit code 0: it works, 1: it does not."),
                         entries, arguments, &exit_code))
    return exit_code;
  if ((*arguments)[1] == NULL || (*arguments)[2] != NULL)
    return tb_command_refuse (_ ("“traybell account check” takes the id of one account"));

  accounts = tb_account_list_new ();
  account = tb_account_list_lookup (accounts, (*arguments)[1], &error);
  if (account == NULL)
    return tb_command_fail (error);

  keyring = tb_keyring_new (NULL);
  credentials = tb_credentials_new (keyring, tb_account_get_id (account));
  check = tb_live_check_new (account, credentials, NULL);
  print.steps = tb_live_check_get_steps (check);
  if (!as_json)
    follow (&print);
  tb_live_check_start (check);
  while (tb_live_check_get_outcome (check) == TB_CHECK_OUTCOME_RUNNING)
    g_main_context_iteration (NULL, TRUE);
  if (as_json)
    print_json (account, check);

  return tb_live_check_get_outcome (check) == TB_CHECK_OUTCOME_PASSED ? TB_EXIT_OK : TB_EXIT_FAILED;
}
