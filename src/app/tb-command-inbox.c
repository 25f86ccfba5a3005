/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The commands inbox and why. */

#include "app/tb-command-inbox.h"

#include <glib/gi18n.h>

#include "app/tb-command.h"
#include "app/tb-inbox-report.h"
#include "app/tb-remote.h"
#include "app/tb-words.h"
#include "inbox/tb-json-members.h"
#include "inbox/tb-record-json.h"
#include "inbox/tb-story.h"

/* How many notifications or events are listed unless somebody says. */
#define USUAL_LIMIT 20

/* As many digits of an id tell twenty thousand apart, but for one chance in five thousand. */
#define SHORT_ID 10

static char *
format_time (gint64 time)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;

  return local != NULL ? g_date_time_format (local, "%x %X") : g_strdup ("");
}

/* The answer as an object, or NULL after the user was told. */
static JsonNode *
parse (const char *json, int *exit_code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = json_from_string (json, &error);

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    return g_steal_pointer (&node);

  if (error == NULL)
    error = g_error_new (G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                         _ ("The running Traybell gave an answer that is not understood"));
  *exit_code = tb_command_fail (error);
  return NULL;
}

static gboolean
is_limit (int limit)
{
  return limit >= 1 && limit <= TB_INBOX_REPORT_MOST;
}

static int
refuse_limit (const char *option)
{
  return tb_command_refuse (_ ("“%s” takes a number from 1 to %d"), option, TB_INBOX_REPORT_MOST);
}

static void
print_notification (JsonObject *notification)
{
  g_autofree char *time = format_time (tb_json_get_time (notification, "receivedAt"));
  g_autofree char *title = tb_words_dup_plain (tb_json_get_string (notification, "title"));
  g_autofree char *id = tb_words_dup_plain (tb_json_get_string (notification, "id"));
  const char *mark = " ";

  if (!json_object_get_boolean_member_with_default (notification, "acknowledged", TRUE))
    mark = "!";
  else if (json_object_get_boolean_member_with_default (notification, "unread", FALSE))
    mark = "*";
  g_print ("%s %s  %.*s  %s\n", mark, time, SHORT_ID, id, title);
}

static void
print_inbox (JsonObject *inbox)
{
  JsonArray *notifications = json_object_get_array_member (inbox, "notifications");
  guint length = json_array_get_length (notifications);
  guint total = (guint) json_object_get_int_member (inbox, "total");

  for (guint i = 0; i < length; i++)
    print_notification (json_array_get_object_element (notifications, i));
  if (total == 0)
    g_print ("%s\n", _ ("No notifications"));
  else if (total > length)
    g_print (ngettext ("%u more; “--limit” shows more, “--search” looks for what you need\n",
                       "%u more; “--limit” shows more, “--search” looks for what you need\n",
                       total - length),
             total - length);
}

/**
 * tb_command_inbox_run:
 * @arguments: (transfer none): "inbox" and what follows it
 *
 * Returns: the exit code
 */
int
tb_command_inbox_run (GStrv arguments)
{
  g_auto (GStrv) rest = g_strdupv (arguments);
  g_autoptr (TbDBusTraybell1) remote = NULL;
  g_autoptr (JsonNode) inbox = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *search = NULL;
  g_autofree char *json = NULL;
  gboolean unread = FALSE;
  gboolean as_json = FALSE;
  int limit = USUAL_LIMIT;
  int exit_code = TB_EXIT_OK;
  const GOptionEntry entries[]
      = { { "unread", 0, 0, G_OPTION_ARG_NONE, &unread, _ ("Only those that were not read"), NULL },
          { "search", 0, 0, G_OPTION_ARG_STRING, &search, _ ("Only those with these words in them"),
            _ ("TEXT") },
          { "limit", 0, 0, G_OPTION_ARG_INT, &limit, _ ("How many, instead of 20"), _ ("NUMBER") },
          { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, _ ("Print JSON, for programs"), NULL },
          G_OPTION_ENTRY_NULL };

  if (!tb_command_parse ("inbox", NULL,
                         _ ("Lists the latest notifications, each with its id. Those with a star "
                            "are unread, those with an exclamation mark wait to be acknowledged."),
                         entries, &rest, &exit_code))
    return exit_code;
  if (rest[1] != NULL)
    return tb_command_refuse (
        _ ("“traybell inbox” takes nothing else; “--search” looks for words"));
  if (!is_limit (limit))
    return refuse_limit ("--limit");

  remote = tb_remote_require (&exit_code);
  if (remote == NULL)
    return exit_code;
  if (!tb_dbus_traybell1_call_list_inbox_sync (remote, unread, search != NULL ? search : "",
                                               (guint) limit, &json, NULL, &error))
    return tb_command_fail (error);

  if (as_json)
    {
      g_print ("%s\n", json);
      return TB_EXIT_OK;
    }

  inbox = parse (json, &exit_code);
  if (inbox != NULL)
    print_inbox (json_node_get_object (inbox));
  return exit_code;
}

static void
print_event (JsonObject *object, GTimeZone *zone)
{
  g_autoptr (TbRecord) record = tb_record_new_from_json (object);
  const TbRecordFields *fields;
  g_autofree char *time = NULL;
  g_autofree char *sentence = NULL;
  g_autofree char *place = NULL;
  g_autofree char *plain = NULL;

  if (record == NULL)
    return;

  fields = tb_record_get_fields (record);
  time = format_time (fields->received_at);
  sentence = tb_story_describe_verdict (record, zone);
  plain = tb_words_dup_plain (sentence);
  place = g_strdup_printf ("%s  %s", fields->channel, fields->event);
  g_print ("%s  %.*s  ", time, SHORT_ID,
           fields->notification_id != NULL ? fields->notification_id : "-");
  g_free (sentence);
  sentence = tb_words_dup_plain (place);
  g_print ("%s  %s\n", sentence, plain);
}

static void
print_ignored (JsonObject *object)
{
  guint count = (guint) json_object_get_int_member_with_default (object, "count", 0);
  g_autofree char *time = format_time (tb_json_get_time (object, "lastAt"));
  g_autofree char *event = tb_words_dup_plain (tb_json_get_string (object, "event"));
  g_autofree char *channel = tb_words_dup_plain (tb_json_get_string (object, "channel"));
  g_autofree char *rule = tb_words_dup_plain (tb_json_get_string (object, "rule"));

  /* Translators: a number of events, their name, their channel, the rule, a time */
  g_print (ngettext ("%u × %s on %s was ignored, as the rule “%s” says; the last at %s\n",
                     "%u × %s on %s were ignored, as the rule “%s” says; the last at %s\n", count),
           count, event, channel, rule, time);
}

static void
print_events (JsonObject *answer)
{
  JsonArray *events = json_object_get_array_member (answer, "events");
  JsonArray *ignored = json_object_get_array_member (answer, "ignored");
  guint unmatched = (guint) json_object_get_int_member (answer, "unmatched");
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

  for (guint i = 0; i < json_array_get_length (events); i++)
    print_event (json_array_get_object_element (events, i), zone);
  if (json_array_get_length (events) == 0)
    g_print ("%s\n", _ ("Nothing has come yet that a rule names"));
  for (guint i = 0; i < json_array_get_length (ignored); i++)
    print_ignored (json_array_get_object_element (ignored, i));
  if (unmatched > 0)
    g_print (ngettext ("%u event has come since Traybell started that no rule names\n",
                       "%u events have come since Traybell started that no rule names\n",
                       unmatched),
             unmatched);
}

static int
print_last (TbDBusTraybell1 *remote, int limit, gboolean as_json)
{
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;
  int exit_code = TB_EXIT_OK;

  if (!tb_dbus_traybell1_call_list_events_sync (remote, (guint) limit, &json, NULL, &error))
    return tb_command_fail (error);
  if (as_json)
    {
      g_print ("%s\n", json);
      return TB_EXIT_OK;
    }

  answer = parse (json, &exit_code);
  if (answer != NULL)
    print_events (json_node_get_object (answer));
  return exit_code;
}

static void
print_lines (const TbStory *story)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GPtrArray) lines = tb_story_list_lines (story, zone);
  g_autofree char *title = tb_words_dup_plain (tb_story_get_title (story) != NULL
                                                   ? tb_story_get_title (story)
                                                   : _ ("A notification that has left the inbox"));

  g_print ("%s\n%s\n", title, tb_story_get_id (story));
  for (guint i = 0; i < lines->len; i++)
    {
      const TbStoryLine *line = g_ptr_array_index (lines, i);
      g_autofree char *time = format_time (line->at);
      g_autofree char *text = tb_words_dup_plain (line->text);

      g_print ("  %s  %s\n", time, text);
    }
}

static int
print_story (TbDBusTraybell1 *remote, const char *id, gboolean as_json)
{
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (TbStory) story = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;
  int exit_code = TB_EXIT_OK;

  if (!tb_dbus_traybell1_call_why_sync (remote, id, &json, NULL, &error))
    return tb_command_fail (error);
  if (as_json)
    {
      g_print ("%s\n", json);
      return TB_EXIT_OK;
    }

  node = parse (json, &exit_code);
  story = node != NULL ? tb_story_new_from_json (json_node_get_object (node)) : NULL;
  if (story != NULL)
    print_lines (story);
  return exit_code;
}

/**
 * tb_command_why_run:
 * @arguments: (transfer none): "why" and what follows it
 *
 * Returns: the exit code
 */
int
tb_command_why_run (GStrv arguments)
{
  g_auto (GStrv) rest = g_strdupv (arguments);
  g_autoptr (TbDBusTraybell1) remote = NULL;
  gboolean as_json = FALSE;
  int last = 0;
  int exit_code = TB_EXIT_OK;
  const GOptionEntry entries[]
      = { { "last", 0, 0, G_OPTION_ARG_INT, &last, _ ("What became of the last events"),
            _ ("NUMBER") },
          { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, _ ("Print JSON, for programs"), NULL },
          G_OPTION_ENTRY_NULL };

  if (!tb_command_parse ("why", _ ("[NOTIFICATION-ID]"),
                         _ ("Tells why you did or did not see a notification: how it came, what "
                            "was decided and why, what the desktop answered and what you did. "
                            "“traybell inbox” prints the ids, of which the beginning is enough."),
                         entries, &rest, &exit_code))
    return exit_code;
  if (last != 0 && !is_limit (last))
    return refuse_limit ("--last");
  if (last != 0 ? rest[1] != NULL : rest[1] == NULL || rest[2] != NULL)
    return tb_command_refuse (
        _ ("“traybell why” takes the id of one notification, or “--last” and a number"));

  remote = tb_remote_require (&exit_code);
  if (remote == NULL)
    return exit_code;

  return last != 0 ? print_last (remote, last, as_json) : print_story (remote, rest[1], as_json);
}
