/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The commands that begin with rules. None of them needs a Traybell that runs. */

#include "app/tb-command-rules.h"

#include <gio/gunixinputstream.h>
#include <glib/gi18n.h>
#include <unistd.h>

#include "account/tb-account-list.h"
#include "app/tb-command.h"
#include "app/tb-rules-trial.h"
#include "app/tb-words.h"
#include "inbox/tb-rules-file.h"

/* More than any server sends in one event. */
#define LARGEST_PAYLOAD (1024 * 1024)

/* The rules as they would be in force. @file is NULL for the user's own, which need not be there.
 */
static TbRules *
read_rules (const char *file, GError **error)
{
  g_autoptr (TbRules) defaults = tb_rules_new_default (error);
  g_autofree char *path
      = file != NULL ? g_canonicalize_filename (file, NULL) : tb_rules_file_dup_usual_path ();

  if (defaults == NULL)
    return NULL;
  if (file != NULL && !g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT, _ ("There is no file “%s”"), path);
      return NULL;
    }

  return tb_rules_file_read (path, defaults, error);
}

/* The payload on standard input; an empty object if somebody sits there. */
static char *
read_payload (GError **error)
{
  g_autoptr (GInputStream) input = NULL;
  g_autofree char *payload = NULL;
  gsize length;

  if (isatty (STDIN_FILENO))
    return g_strdup ("{}");

  input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  payload = g_malloc (LARGEST_PAYLOAD + 1);
  if (!g_input_stream_read_all (input, payload, LARGEST_PAYLOAD + 1, &length, NULL, error))
    return NULL;
  if (length > LARGEST_PAYLOAD)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                   _ ("The payload is larger than a megabyte"));
      return NULL;
    }
  payload[length] = '\0';
  if (!g_utf8_validate_len (payload, length, NULL))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("The payload is not UTF-8"));
      return NULL;
    }

  /* A line break at the end is the shell's, not the sender's. */
  g_strchomp (payload);
  return g_strdup (payload);
}

/* The account called @id, or the only one there is. %NULL without an error for none. */
static TbAccount *
choose_account (TbAccountList *accounts, const char *id, GError **error)
{
  g_autoptr (TbAccount) only = NULL;

  if (id != NULL)
    return tb_account_list_lookup (accounts, id, error);
  if (g_list_model_get_n_items (G_LIST_MODEL (accounts)) != 1)
    return NULL;

  only = g_list_model_get_item (G_LIST_MODEL (accounts), 0);
  return only; /* the list keeps it */
}

static int
run_test (GStrv *arguments)
{
  gboolean as_json = FALSE;
  g_autofree char *channel = NULL;
  g_autofree char *account_id = NULL;
  g_autofree char *file = NULL;
  g_autofree char *payload = NULL;
  g_autoptr (TbRules) rules = NULL;
  g_autoptr (TbAccountList) accounts = NULL;
  g_autoptr (TbPreferences) preferences = NULL;
  g_autoptr (JsonNode) result = NULL;
  g_autoptr (GError) error = NULL;
  TbRulesTrial trial = { NULL };
  int exit_code;
  const GOptionEntry entries[] = {
    { "channel", 0, 0, G_OPTION_ARG_STRING, &channel,
      _ ("The channel that the event comes on; your own if it is not given"), _ ("NAME") },
    { "account", 0, 0, G_OPTION_ARG_STRING, &account_id,
      _ ("The account that receives it; the only one if there is one"), _ ("ID") },
    { "file", 0, 0, G_OPTION_ARG_FILENAME, &file, _ ("Rules to try in place of your own"),
      _ ("FILE") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, _ ("Print JSON, for programs"), NULL },
    G_OPTION_ENTRY_NULL,
  };

  if (!tb_command_parse ("rules test", _ ("EVENT < PAYLOAD"),
                         _ ("Tells which rule an event matches and what would be shown, with the "
                            "payload on standard input. Nothing is shown."),
                         entries, arguments, &exit_code))
    return exit_code;
  if ((*arguments)[1] == NULL || (*arguments)[2] != NULL)
    return tb_command_refuse (_ ("“traybell rules test” takes the name of one event"));

  rules = read_rules (file, &error);
  if (rules == NULL)
    return tb_command_fail (error);
  accounts = tb_account_list_new ();
  trial.account = choose_account (accounts, account_id, &error);
  if (error != NULL)
    return tb_command_fail (error);
  payload = read_payload (&error);
  if (payload == NULL)
    return tb_command_fail (error);

  preferences = tb_preferences_new ();
  trial.rules = rules;
  trial.preferences = preferences;
  trial.channel = channel;
  trial.event = (*arguments)[1];
  trial.payload = payload;
  result = tb_rules_trial_run (&trial);
  if (as_json)
    {
      g_autofree char *text = json_to_string (result, FALSE);

      g_print ("%s\n", text);
    }
  else
    {
      tb_rules_trial_print (result);
    }

  return TB_EXIT_OK;
}

/* How many rules are the user's own: those before the shipped ones. */
static guint
count_own (TbRules *rules)
{
  g_autoptr (TbRules) defaults = tb_rules_new_default (NULL);

  return tb_rules_get_n_rules (rules) - tb_rules_get_n_rules (defaults);
}

static int
run_check (GStrv *arguments)
{
  g_autoptr (TbRules) rules = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *usual_path = tb_rules_file_dup_usual_path ();
  const char *file;
  guint n_rules;
  int exit_code;

  if (!tb_command_parse ("rules check", _ ("[FILE]"),
                         _ ("Looks for mistakes in your rules, or in other rules."), NULL,
                         arguments, &exit_code))
    return exit_code;
  file = (*arguments)[1];
  if (file != NULL && (*arguments)[2] != NULL)
    return tb_command_refuse (_ ("“traybell rules check” takes one file"));

  rules = read_rules (file, &error);
  if (rules == NULL)
    return tb_command_fail (error);

  if (file == NULL && !g_file_test (usual_path, G_FILE_TEST_EXISTS))
    {
      g_print (_ ("There is no file %s; the rules that Traybell comes with hold\n"), usual_path);
      return TB_EXIT_OK;
    }
  n_rules = count_own (rules);
  g_print (ngettext ("%s: %u rule, and no mistake\n", "%s: %u rules, and no mistake\n", n_rules),
           file != NULL ? file : usual_path, n_rules);
  return TB_EXIT_OK;
}

static void
append_globs (GString *line, const char *key, const char *const *globs)
{
  g_autofree char *joined = NULL;

  if (globs == NULL)
    return;

  joined = g_strjoinv (";", (GStrv) globs);
  g_string_append_printf (line, "  %s=%s", key, joined);
}

static void
print_rule (const TbRule *rule)
{
  g_autoptr (GString) line = g_string_new (NULL);
  g_autofree char *plain = NULL;

  g_string_append_printf (line, "  [%s]", tb_rule_get_name (rule));
  append_globs (line, "event", tb_rule_get_event_globs (rule));
  append_globs (line, "channel", tb_rule_get_channel_globs (rule));
  g_string_append_printf (line, "  action=%s", tb_rule_action_get_name (tb_rule_get_action (rule)));
  if (tb_rule_get_urgency (rule) != TB_URGENCY_NORMAL)
    g_string_append_printf (line, "  urgency=%s", tb_urgency_get_name (tb_rule_get_urgency (rule)));
  if (tb_rule_get_sound (rule) != NULL)
    g_string_append_printf (line, "  sound=%s", tb_rule_get_sound (rule));
  if (tb_rule_get_effect (rule) != TB_EFFECT_NONE)
    g_string_append_printf (line, "  effect=%s",
                            tb_rule_effect_get_name (tb_rule_get_effect (rule)));
  if (!tb_rule_stops (rule))
    g_string_append (line, "  stop=false");

  plain = tb_words_dup_plain (line->str);
  g_print ("%s\n", plain);
}

static int
run_list (GStrv *arguments)
{
  g_autoptr (TbRules) rules = NULL;
  g_autoptr (GError) error = NULL;
  const char *file_name = NULL;
  int exit_code;

  if (!tb_command_parse ("rules list", NULL,
                         _ ("Lists the rules in the order in which they are asked."), NULL,
                         arguments, &exit_code))
    return exit_code;
  if ((*arguments)[1] != NULL)
    return tb_command_refuse (_ ("“traybell rules list” takes nothing else"));

  rules = read_rules (NULL, &error);
  if (rules == NULL)
    return tb_command_fail (error);

  for (guint i = 0; i < tb_rules_get_n_rules (rules); i++)
    {
      const TbRule *rule = tb_rules_get_rule (rules, i);

      if (g_strcmp0 (file_name, tb_rule_get_file_name (rule)) != 0)
        {
          file_name = tb_rule_get_file_name (rule);
          g_print ("%s:\n", file_name);
        }
      print_rule (rule);
    }

  return TB_EXIT_OK;
}

/**
 * tb_command_rules_run:
 * @arguments: (transfer none): "rules" and what follows it
 *
 * Returns: the exit code
 */
int
tb_command_rules_run (GStrv arguments)
{
  static const struct
  {
    const char *name;
    int (*run) (GStrv *arguments);
  } commands[] = {
    { "test", run_test },
    { "check", run_check },
    { "list", run_list },
  };
  g_auto (GStrv) rest = g_strdupv (arguments);
  g_auto (GStrv) command = NULL;
  int exit_code;

  for (gsize i = 0; rest[1] != NULL && i < G_N_ELEMENTS (commands); i++)
    {
      if (!g_str_equal (rest[1], commands[i].name))
        continue;
      command = g_strdupv (arguments + 1);
      return commands[i].run (&command);
    }

  if (!tb_command_parse ("rules", _ ("COMMAND"),
                         _ ("Commands, each with a --help of its own:\n"
                            "  test EVENT   Tell what would be shown of an event\n"
                            "  check        Look for mistakes\n"
                            "  list         List the rules\n\n"
                            "The manual page traybell-rules(5) tells how to write rules."),
                         NULL, &rest, &exit_code))
    return exit_code;
  if (rest[1] == NULL)
    return tb_command_refuse (_ ("“traybell rules” takes one of test, check and list"));
  return tb_command_refuse (
      _ ("There is no command “rules %s”; “traybell rules --help” lists them"), rest[1]);
}
