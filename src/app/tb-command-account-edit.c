/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The command “account edit”. */

#include "app/tb-command-account-edit.h"

#include <glib/gi18n.h>

#include "account/tb-account-list.h"
#include "app/tb-account-access.h"
#include "app/tb-account-arguments.h"
#include "app/tb-account-print.h"
#include "app/tb-command.h"
#include "app/tb-secret-input.h"

/* A cluster and a host are two ways to name the server: the one that is given takes the place of
 * the other, and of the port that belonged to it. */
static GVariant *
replace_server (GVariant *settings)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (settings);
  const char *cluster = "";
  const char *host = "";

  g_variant_dict_lookup (&dict, "cluster", "&s", &cluster);
  g_variant_dict_lookup (&dict, "host", "&s", &host);
  if (*cluster != '\0')
    {
      g_variant_dict_insert (&dict, "host", "s", "");
      if (!g_variant_dict_contains (&dict, "port"))
        g_variant_dict_insert (&dict, "port", "u", (guint32) 0);
    }
  else if (*host != '\0')
    {
      g_variant_dict_insert (&dict, "cluster", "s", "");
    }

  return g_variant_ref_sink (g_variant_dict_end (&dict));
}

/* Of what was typed; what is set along with it does not matter. */
static gboolean
check_locks (TbAccount *account, GVariant *given, GError **error)
{
  GVariantIter iter;
  const char *name;

  g_variant_iter_init (&iter, given);
  while (g_variant_iter_next (&iter, "{&sv}", &name, NULL))
    {
      if (tb_account_is_writable (account, name))
        continue;
      g_set_error (error, TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_INVALID,
                   _ ("The setting “%s” cannot be changed: your administrator has fixed it"), name);
      return FALSE;
    }

  return TRUE;
}

/* Changes what was said, the settings first: a mistake in them leaves the secret alone. */
static gboolean
edit (const char *id, TbAccountArguments *account, GVariant *settings, GError **error)
{
  g_autoptr (TbAccountAccess) access = NULL;
  char *secret = NULL;
  gboolean ok = TRUE;

  if (tb_account_arguments_has_secret (account))
    {
      secret = tb_account_arguments_read_secret (account, error);
      if (secret == NULL)
        return FALSE;
    }

  access = tb_account_access_new ();
  if (g_variant_n_children (settings) > 0)
    ok = tb_account_access_change (access, id, settings, error);
  if (ok && secret != NULL)
    ok = tb_account_access_set_secret (access, id, tb_account_arguments_get_header_name (account),
                                       secret, error);
  tb_secret_input_free (secret);

  return ok;
}

/**
 * tb_command_account_edit_run:
 * @arguments: (inout): "edit" and what follows it
 *
 * Returns: the exit code
 */
int
tb_command_account_edit_run (GStrv *arguments)
{
  g_autoptr (TbAccountArguments) account = tb_account_arguments_new ();
  g_autofree GOptionEntry *options = tb_account_arguments_list_options (account, FALSE);
  g_autoptr (TbAccountList) accounts = NULL;
  g_autoptr (GVariant) given = NULL;
  g_autoptr (GVariant) settings = NULL;
  g_autoptr (GError) error = NULL;
  TbAccount *present;
  int exit_code;

  if (!tb_command_parse ("account edit", _ ("ID"),
                         _ ("Changes what is given and leaves the rest as it is; an empty value "
                            "takes a setting away. Options that may be repeated replace the whole "
                            "list."),
                         options, arguments, &exit_code))
    return exit_code;
  if ((*arguments)[1] == NULL || (*arguments)[2] != NULL)
    return tb_command_refuse (_ ("“traybell account edit” takes the id of one account"));

  accounts = tb_account_list_new ();
  present = tb_account_list_lookup (accounts, (*arguments)[1], &error);
  if (present == NULL)
    return tb_command_fail (error);

  given = tb_account_arguments_build (account, present, &error);
  if (given == NULL || !check_locks (present, given, &error))
    return tb_command_fail (error);
  settings = replace_server (given);
  if (g_variant_n_children (settings) == 0 && !tb_account_arguments_has_secret (account))
    return tb_command_refuse (
        _ ("Say what to change; “traybell account edit --help” lists the options"));

  if (!edit ((*arguments)[1], account, settings, &error))
    return tb_command_fail (error);

  tb_account_print_warning ((*arguments)[1], settings);
  return TB_EXIT_OK;
}
