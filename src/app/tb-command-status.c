/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The command status. */

#include "app/tb-command-status.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

#include "app/tb-command.h"
#include "app/tb-remote.h"
#include "app/tb-words.h"

static const char *
get_string (JsonObject *object, const char *name)
{
  return json_object_get_string_member_with_default (object, name, NULL);
}

static const char *
translate_state (const char *state)
{
  g_autoptr (GEnumClass) states = g_type_class_ref (TB_TYPE_SESSION_STATE);
  GEnumValue *value = g_enum_get_value_by_nick (states, state != NULL ? state : "");

  return value != NULL ? tb_words_get_state ((TbSessionState) value->value) : state;
}

static void
print_channel (JsonObject *channel)
{
  const char *error = get_string (channel, "error");
  g_autofree char *plain_error = tb_words_dup_plain (error);

  if (error != NULL)
    g_print ("  %s: %s (%s)\n", get_string (channel, "name"), get_string (channel, "state"),
             plain_error);
  else
    g_print ("  %s: %s\n", get_string (channel, "name"), get_string (channel, "state"));

  if (json_object_has_member (channel, "members"))
    {
      JsonArray *members = json_object_get_array_member (channel, "members");

      for (guint i = 0; i < json_array_get_length (members); i++)
        {
          JsonObject *member = json_array_get_object_element (members, i);
          g_autofree char *name = tb_words_dup_plain (get_string (member, "name"));

          g_print (json_object_get_boolean_member (member, "me") ? _ ("    %s (you)\n")
                                                                 : "    %s\n",
                   name);
        }
    }
}

/* The web app's own list, if there is anything to say about it. */
static void
print_web_inbox (JsonObject *account)
{
  JsonObject *inbox;
  const char *error;
  guint waiting;

  if (!json_object_has_member (account, "inbox") || json_object_get_null_member (account, "inbox"))
    return;

  inbox = json_object_get_object_member (account, "inbox");
  error = get_string (inbox, "error");
  waiting = (guint) json_object_get_int_member (inbox, "waiting");
  if (error != NULL)
    {
      g_autofree char *plain_error = tb_words_dup_plain (error);

      /* Translators: a sentence about the web app's own list of notifications */
      g_print (_ ("  Inbox of the web app: %s\n"), plain_error);
    }
  if (error != NULL && !json_object_get_null_member (inbox, "nextAttemptIn"))
    g_print (_ ("  Next attempt in %.0f s\n"),
             json_object_get_double_member (inbox, "nextAttemptIn"));
  if (waiting > 0)
    g_print (ngettext ("  %u notification read here that the web app does not know of yet\n",
                       "  %u notifications read here that the web app does not know of yet\n",
                       waiting),
             waiting);
}

static void
print_account (JsonObject *account)
{
  guint unread = (guint) json_object_get_int_member (account, "unread");
  const char *error = get_string (account, "lastError");
  g_autofree char *plain_error = tb_words_dup_plain (error);
  g_autofree char *name = tb_words_dup_plain (get_string (account, "name"));
  JsonArray *channels = json_object_get_array_member (account, "channels");

  g_print ("%s (%s): %s, ", name, get_string (account, "id"),
           translate_state (get_string (account, "state")));
  g_print (ngettext ("%u unread\n", "%u unread\n", unread), unread);
  if (error != NULL)
    g_print ("  %s\n", plain_error);
  if (g_strcmp0 (get_string (account, "state"), "sign-in-needed") == 0)
    g_print (_ ("  To sign in again: traybell account set-secret %s --token-stdin\n"),
             get_string (account, "id"));
  if (!json_object_get_null_member (account, "nextAttemptIn"))
    g_print (_ ("  Next attempt in %.0f s\n"),
             json_object_get_double_member (account, "nextAttemptIn"));
  print_web_inbox (account);
  for (guint i = 0; i < json_array_get_length (channels); i++)
    print_channel (json_array_get_object_element (channels, i));
}

static void
print_inbox (JsonObject *inbox)
{
  guint count = (guint) json_object_get_int_member (inbox, "notifications");
  guint unsaved = (guint) json_object_get_int_member (inbox, "unsaved");
  const char *error = get_string (inbox, "error");
  const char *notice = get_string (inbox, "notice");

  g_print (ngettext ("Inbox: %u notification", "Inbox: %u notifications", count), count);
  if (unsaved > 0)
    g_print (
        ngettext (", %u of them not on the disk yet", ", %u of them not on the disk yet", unsaved),
        unsaved);
  g_print ("\n");
  if (error != NULL)
    g_print ("  %s\n", error);
  if (notice != NULL)
    g_print ("  %s\n", notice);
}

static void
print_status (JsonObject *status)
{
  JsonArray *accounts = json_object_get_array_member (status, "accounts");
  JsonObject *notifications = json_object_get_object_member (status, "notifications");
  JsonObject *quiet = json_object_get_object_member (status, "quiet");
  JsonObject *rules = json_object_get_object_member (status, "rules");
  const char *server = get_string (notifications, "server");
  const char *error = get_string (notifications, "error");

  g_print ("Traybell %s\n", get_string (status, "version"));
  if (json_array_get_length (accounts) == 0)
    g_print ("%s\n", _ ("No account yet; “traybell account add --help” tells how to add one"));
  for (guint i = 0; i < json_array_get_length (accounts); i++)
    print_account (json_array_get_object_element (accounts, i));

  if (json_object_get_boolean_member (quiet, "active"))
    g_print ("%s\n", get_string (quiet, "description"));
  if (get_string (quiet, "mistake") != NULL)
    /* Translators: a sentence that says what is wrong */
    g_print (_ ("Not all quiet hours can be read: %s\n"), get_string (quiet, "mistake"));
  if (get_string (rules, "mistake") != NULL)
    /* Translators: a sentence that names the file and says what is wrong */
    g_print (_ ("Rules: %s The last rules without a mistake are in force.\n"),
             get_string (rules, "mistake"));
  print_inbox (json_object_get_object_member (status, "inbox"));
  if (g_strcmp0 (get_string (status, "tray"), "no-host") != 0)
    g_print ("%s\n", _ ("Tray: shown"));
  else
    g_print ("%s\n", _ ("Tray: this desktop shows none; “traybell show” brings the window"));
  if (server != NULL)
    g_print (_ ("Notifications: %s\n"), server);
  else
    g_print (_ ("Notifications: %s\n"), error != NULL ? error : _ ("no notification server"));
}

/* Only in a sandbox, and only what is missing. */
static void
print_portals (JsonObject *status)
{
  JsonArray *portals;

  if (json_object_get_null_member (status, "portals"))
    return;

  portals = json_object_get_array_member (status, "portals");
  for (guint i = 0; i < json_array_get_length (portals); i++)
    {
      const char *error = get_string (json_array_get_object_element (portals, i), "error");

      if (error != NULL)
        g_print (_ ("Sandbox: %s\n"), error);
    }
}

/**
 * tb_command_status_run:
 * @arguments: (transfer none): "status" and what follows it
 *
 * Returns: the exit code
 */
int
tb_command_status_run (GStrv arguments)
{
  g_auto (GStrv) rest = g_strdupv (arguments);
  g_autoptr (TbDBusTraybell1) remote = NULL;
  g_autoptr (JsonNode) status = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;
  gboolean as_json = FALSE;
  int exit_code = TB_EXIT_OK;
  const GOptionEntry entries[]
      = { { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, _ ("Print JSON, for programs"), NULL },
          G_OPTION_ENTRY_NULL };

  if (!tb_command_parse ("status", NULL,
                         _ ("Shows how the accounts of the running Traybell stand."), entries,
                         &rest, &exit_code))
    return exit_code;
  if (rest[1] != NULL)
    return tb_command_refuse (_ ("“traybell status” takes nothing else"));

  remote = tb_remote_require (&exit_code);
  if (remote == NULL)
    return exit_code;
  if (!tb_dbus_traybell1_call_get_status_sync (remote, &json, NULL, &error))
    return tb_command_fail (error);

  if (as_json)
    {
      g_print ("%s\n", json);
      return TB_EXIT_OK;
    }

  status = json_from_string (json, &error);
  if (status == NULL)
    return tb_command_fail (error);
  print_status (json_node_get_object (status));
  print_portals (json_node_get_object (status));

  return TB_EXIT_OK;
}
