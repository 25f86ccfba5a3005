/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The commands below “account”. */

#include "app/tb-command-account.h"

#include <gio/gunixinputstream.h>
#include <glib/gi18n.h>
#include <unistd.h>

#include "account/tb-account-import.h"
#include "app/tb-account-access.h"
#include "app/tb-account-arguments.h"
#include "app/tb-account-print.h"
#include "app/tb-command-account-check.h"
#include "app/tb-command-account-edit.h"
#include "app/tb-command.h"
#include "app/tb-secret-input.h"
#include "desktop/tb-sandbox.h"

/* Keeps the secret of the account @id, which was added disabled, or takes the account back. */
static gboolean
complete (TbAccountAccess *access,
          const char *id,
          TbAccountArguments *account,
          const char *secret,
          GError **error)
{
  g_autoptr (GError) kept = NULL;

  if (tb_account_access_set_secret (access, id, tb_account_arguments_get_header_name (account),
                                    secret, error)
      && tb_account_access_set_enabled (access, id, TRUE, error))
    return TRUE;

  if (!tb_account_access_remove (access, id, &kept))
    g_printerr (_ ("traybell: the account %s is there, but disabled: %s\n"), id, kept->message);
  return FALSE;
}

/* Adds the account with its secret, or nothing at all. It is enabled last, so that it never
 * connects without its secret. */
static int
add (TbAccountArguments *account, GVariant *settings)
{
  g_autoptr (TbAccountAccess) access = NULL;
  g_autoptr (GVariant) disabled = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  GVariantDict dict;
  char *secret = NULL;
  gboolean ok = TRUE;

  if (tb_account_arguments_has_secret (account))
    {
      secret = tb_account_arguments_read_secret (account, &error);
      if (secret == NULL)
        return tb_command_fail (error);
    }

  g_variant_dict_init (&dict, settings);
  g_variant_dict_insert (&dict, "enabled", "b", secret == NULL);
  disabled = g_variant_ref_sink (g_variant_dict_end (&dict));

  access = tb_account_access_new ();
  id = tb_account_access_add (access, disabled, &error);
  if (id != NULL && secret != NULL)
    ok = complete (access, id, account, secret, &error);
  tb_secret_input_free (secret);
  if (id == NULL || !ok)
    return tb_command_fail (error);

  tb_account_print_warning (id, settings);
  g_print ("%s\n", id);
  return TB_EXIT_OK;
}

static int
run_add (GStrv *arguments)
{
  g_autoptr (TbAccountArguments) account = tb_account_arguments_new ();
  g_autofree GOptionEntry *options = tb_account_arguments_list_options (account, FALSE);
  g_autoptr (GVariant) settings = NULL;
  g_autoptr (GError) error = NULL;
  int exit_code;

  if (!tb_command_parse (
          "account add", NULL,
          _ ("Adds an account and prints its id. A secret is read from standard input "
             "and goes into the keyring."),
          options, arguments, &exit_code))
    return exit_code;
  if ((*arguments)[1] != NULL)
    return tb_command_refuse (_ ("“%s” is not an option; “traybell account add --help” lists them"),
                              (*arguments)[1]);

  settings = tb_account_arguments_build (account, NULL, &error);
  return settings != NULL ? add (account, settings) : tb_command_fail (error);
}

static GBytes *
read_import (const char *path, GError **error)
{
  g_autoptr (GInputStream) input = NULL;
  g_autoptr (GFile) file = NULL;

  if (g_str_equal (path, "-"))
    {
      input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
    }
  else
    {
      file = g_file_new_for_commandline_arg (path);
      input = G_INPUT_STREAM (g_file_read (file, NULL, error));
      if (input == NULL && tb_sandbox_is_inside ())
        {
          g_clear_error (error);
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                       _ ("The sandbox does not let Traybell read “%s”; give the file to standard "
                          "input, and - for its name"),
                       path);
        }
      if (input == NULL)
        return NULL;
    }

  /* One byte more than is allowed shows that there is more. */
  {
    g_autofree char *buffer = g_malloc (TB_ACCOUNT_IMPORT_MAX_SIZE + 1);
    gsize length;

    if (!g_input_stream_read_all (input, buffer, TB_ACCOUNT_IMPORT_MAX_SIZE + 1, &length, NULL,
                                  error))
      return NULL;
    return g_bytes_new (buffer, length);
  }
}

static int
run_import (GStrv *arguments)
{
  g_autoptr (TbAccountArguments) account = tb_account_arguments_new ();
  g_autofree GOptionEntry *options = tb_account_arguments_list_options (account, FALSE);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GVariant) given = NULL;
  g_autoptr (GVariant) settings = NULL;
  g_auto (GStrv) refused = NULL;
  g_autoptr (GError) error = NULL;
  int exit_code;

  if (!tb_command_parse (
          "account import", _ ("FILE|-"),
          _ ("Adds an account from the web app's env file or from JSON, and prints its "
             "id. Options go before what the file says."),
          options, arguments, &exit_code))
    return exit_code;
  if ((*arguments)[1] == NULL || (*arguments)[2] != NULL)
    return tb_command_refuse (
        _ ("“traybell account import” takes one file, or - for standard input"));
  if (g_str_equal ((*arguments)[1], "-") && tb_account_arguments_has_secret (account))
    return tb_command_refuse (
        _ ("Standard input cannot hold both the file and the secret; name the "
           "file"));

  given = tb_account_arguments_build (account, NULL, &error);
  bytes = given != NULL ? read_import ((*arguments)[1], &error) : NULL;
  if (bytes == NULL)
    return tb_command_fail (error);

  settings = tb_account_import_parse (g_bytes_get_data (bytes, NULL),
                                      (gssize) g_bytes_get_size (bytes), given, &refused, &error);
  if (settings == NULL)
    return tb_command_fail (error);
  for (gsize i = 0; refused[i] != NULL; i++)
    g_printerr (_ ("traybell: %s was left out and is not stored: a client never needs the app's "
                   "secret, only the application's server may have it\n"),
                refused[i]);

  return add (account, settings);
}

static int
run_list (GStrv *arguments)
{
  gboolean as_json = FALSE;
  int exit_code;
  const GOptionEntry entries[]
      = { { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, _ ("Print JSON, for programs"), NULL },
          G_OPTION_ENTRY_NULL };

  if (!tb_command_parse ("account list", NULL, _ ("Lists the accounts. Secrets are never shown."),
                         entries, arguments, &exit_code))
    return exit_code;
  if ((*arguments)[1] != NULL)
    return tb_command_refuse (_ ("“traybell account list” takes nothing else"));

  tb_account_print_list (as_json);
  return TB_EXIT_OK;
}

/* The commands that take one account. */
static int
run_on_one (GStrv *arguments,
            const char *name,
            const char *summary,
            gboolean (*change) (TbAccountAccess *access, const char *id, GError **error))
{
  g_autofree char *command = g_strconcat ("account ", name, NULL);
  g_autoptr (TbAccountAccess) access = NULL;
  g_autoptr (GError) error = NULL;
  int exit_code;

  if (!tb_command_parse (command, _ ("ID"), summary, NULL, arguments, &exit_code))
    return exit_code;
  if ((*arguments)[1] == NULL || (*arguments)[2] != NULL)
    return tb_command_refuse (_ ("“traybell %s” takes the id of one account"), command);

  access = tb_account_access_new ();
  return change (access, (*arguments)[1], &error) ? TB_EXIT_OK : tb_command_fail (error);
}

static gboolean
enable (TbAccountAccess *access, const char *id, GError **error)
{
  return tb_account_access_set_enabled (access, id, TRUE, error);
}

static gboolean
disable (TbAccountAccess *access, const char *id, GError **error)
{
  return tb_account_access_set_enabled (access, id, FALSE, error);
}

static int
run_remove (GStrv *arguments)
{
  return run_on_one (arguments, "remove",
                     _ ("Removes an account with its settings, its secret and its notifications."),
                     tb_account_access_remove);
}

static int
run_enable (GStrv *arguments)
{
  return run_on_one (arguments, "enable", _ ("Connects for an account from now on."), enable);
}

static int
run_disable (GStrv *arguments)
{
  return run_on_one (arguments, "disable", _ ("Disconnects an account until it is enabled again."),
                     disable);
}

static int
run_set_secret (GStrv *arguments)
{
  g_autoptr (TbAccountArguments) account = tb_account_arguments_new ();
  g_autofree GOptionEntry *options = tb_account_arguments_list_options (account, TRUE);
  g_autoptr (TbAccountAccess) access = NULL;
  g_autoptr (GError) error = NULL;
  char *secret;
  gboolean ok;
  int exit_code;

  if (!tb_command_parse (
          "account set-secret", _ ("ID"),
          _ ("Reads a secret from standard input and keeps it in the keyring, in place "
             "of the account's former one."),
          options, arguments, &exit_code))
    return exit_code;
  if ((*arguments)[1] == NULL || (*arguments)[2] != NULL)
    return tb_command_refuse (_ ("“traybell account set-secret” takes the id of one account"));
  if (!tb_account_arguments_has_secret (account))
    return tb_command_refuse (_ ("One of --token-stdin, --cookie-stdin and --header-stdin NAME is "
                                 "needed"));

  secret = tb_account_arguments_read_secret (account, &error);
  if (secret == NULL)
    return tb_command_fail (error);
  access = tb_account_access_new ();
  ok = tb_account_access_set_secret (
      access, (*arguments)[1], tb_account_arguments_get_header_name (account), secret, &error);
  tb_secret_input_free (secret);

  return ok ? TB_EXIT_OK : tb_command_fail (error);
}

/**
 * tb_command_account_run:
 * @arguments: (transfer none): "account" and what follows it
 *
 * Returns: the exit code
 */
int
tb_command_account_run (GStrv arguments)
{
  static const struct
  {
    const char *name;
    int (*run) (GStrv *arguments);
  } commands[] = {
    { "add", run_add },
    { "import", run_import },
    { "list", run_list },
    { "edit", tb_command_account_edit_run },
    { "check", tb_command_account_check_run },
    { "remove", run_remove },
    { "enable", run_enable },
    { "disable", run_disable },
    { "set-secret", run_set_secret },
  };
  g_auto (GStrv) rest = g_strdupv (arguments[1] != NULL ? arguments + 1 : arguments);
  int exit_code;

  for (gsize i = 0; arguments[1] != NULL && i < G_N_ELEMENTS (commands); i++)
    {
      if (g_str_equal (arguments[1], commands[i].name))
        return commands[i].run (&rest);
    }

  if (arguments[1] == NULL || g_str_has_prefix (arguments[1], "-"))
    {
      g_strfreev (rest);
      rest = g_strdupv (arguments);
      if (!tb_command_parse ("account",
                             _ ("add|import|list|edit|check|remove|enable|disable|set-secret"),
                             _ ("Manages the accounts; each command has a --help of its own."),
                             NULL, &rest, &exit_code))
        return exit_code;
    }

  return tb_command_refuse (
      _ ("“traybell account” is followed by add, import, list, edit, check, remove, enable, "
         "disable or set-secret"));
}
