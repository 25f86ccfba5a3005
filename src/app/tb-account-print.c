/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The accounts on standard output. */

#include "app/tb-account-print.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

#include "account/tb-account-list.h"
#include "app/tb-words.h"
#include "pusher/pusher-host.h"

static void
print_line (TbAccount *account)
{
  g_autofree char *name = tb_account_dup_name (account);
  g_autofree char *plain_name = tb_words_dup_plain (name);
  g_autofree char *host = tb_account_dup_string (account, "host");
  g_autofree char *cluster = tb_account_dup_string (account, "cluster");

  g_print ("%s  %s  %s  %s\n", tb_account_get_id (account), plain_name,
           *host != '\0' ? host : cluster,
           tb_account_get_enabled (account) ? _ ("enabled") : _ ("disabled"));
}

static JsonNode *
build_account (TbAccount *account)
{
  g_autoptr (GVariant) settings = tb_account_dup_settings (account);
  JsonNode *node = json_gvariant_serialize (settings);

  json_object_set_string_member (json_node_get_object (node), "id", tb_account_get_id (account));
  return node;
}

/**
 * tb_account_print_warning:
 * @id: an account's id
 * @settings: an a{sv} of the settings that it was just given
 *
 * Says on stderr what the user should know of them, if there is anything.
 */
void
tb_account_print_warning (const char *id, GVariant *settings)
{
  g_autoptr (TbAccount) account = tb_account_new_draft (id, settings);
  g_autofree char *host = tb_account_dup_string (account, "host");

  if (!tb_account_get_tls (account) && !pusher_host_is_loopback (host))
    g_printerr (_ ("traybell: the connection to this server is not encrypted: whoever is on the "
                   "way can read your notifications\n"));
}

/**
 * tb_account_print_list:
 * @as_json: whether for programs: an array of objects, each with the account's id and its settings
 * by name
 */
void
tb_account_print_list (gboolean as_json)
{
  g_autoptr (TbAccountList) accounts = tb_account_list_new ();
  guint n_accounts = g_list_model_get_n_items (G_LIST_MODEL (accounts));
  g_autoptr (JsonArray) array = json_array_new ();

  for (guint i = 0; i < n_accounts; i++)
    {
      g_autoptr (TbAccount) account = g_list_model_get_item (G_LIST_MODEL (accounts), i);

      if (as_json)
        json_array_add_element (array, build_account (account));
      else
        print_line (account);
    }

  if (as_json)
    {
      g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
      g_autofree char *text = NULL;

      json_node_set_array (node, array);
      text = json_to_string (node, TRUE);
      g_print ("%s\n", text);
    }
  else if (n_accounts == 0)
    {
      g_print ("%s\n", _ ("No account yet; “traybell account add --help” tells how to add one"));
    }
}
