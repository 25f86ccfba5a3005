/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a report says of the running Traybell: chosen members of what it tells on the bus, and none
 * that is not named here. */

#include "app/tb-report-status.h"

/* Events in a report; more say no more. */
#define RECORDS_MAX 200

typedef enum
{
  KIND_PLAIN,    /* a number, a truth value, or a word of our own */
  KIND_SENTENCE, /* may repeat what others say */
  KIND_CHANNEL,
  KIND_EVENT,
  KIND_COUNT, /* of an array, how long it is */
  KIND_OBJECT,
  KIND_OBJECTS, /* an array of them */
} Kind;

typedef struct _Member Member;
struct _Member
{
  const char *name; /* NULL at the end */
  Kind kind;
  const Member *members; /* of objects */
};

static const Member channel_members[] = {
  { "name", KIND_CHANNEL, NULL },  { "state", KIND_PLAIN, NULL }, { "error", KIND_SENTENCE, NULL },
  { "members", KIND_COUNT, NULL }, { NULL, KIND_PLAIN, NULL },
};

static const Member web_inbox_members[] = {
  { "adapter", KIND_PLAIN, NULL },  { "fetchedAt", KIND_PLAIN, NULL },
  { "waiting", KIND_PLAIN, NULL },  { "nextAttemptIn", KIND_PLAIN, NULL },
  { "error", KIND_SENTENCE, NULL }, { NULL, KIND_PLAIN, NULL },
};

static const Member account_members[] = {
  { "id", KIND_SENTENCE, NULL },
  { "state", KIND_PLAIN, NULL },
  { "unread", KIND_PLAIN, NULL },
  { "nextAttemptIn", KIND_PLAIN, NULL },
  { "lastError", KIND_SENTENCE, NULL },
  { "channels", KIND_OBJECTS, channel_members },
  { "inbox", KIND_OBJECT, web_inbox_members },
  { NULL, KIND_PLAIN, NULL },
};

static const Member quiet_members[] = {
  { "active", KIND_PLAIN, NULL },     { "until", KIND_PLAIN, NULL }, { "reason", KIND_PLAIN, NULL },
  { "mistake", KIND_SENTENCE, NULL }, { NULL, KIND_PLAIN, NULL },
};

static const Member rules_members[] = {
  { "mistake", KIND_SENTENCE, NULL },
  { NULL, KIND_PLAIN, NULL },
};

static const Member inbox_members[] = {
  { "notifications", KIND_PLAIN, NULL }, { "unread", KIND_PLAIN, NULL },
  { "unsaved", KIND_PLAIN, NULL },       { "error", KIND_SENTENCE, NULL },
  { "notice", KIND_SENTENCE, NULL },     { NULL, KIND_PLAIN, NULL },
};

static const Member notifier_members[] = {
  { "server", KIND_SENTENCE, NULL },
  { "capabilities", KIND_PLAIN, NULL },
  { "error", KIND_SENTENCE, NULL },
  { NULL, KIND_PLAIN, NULL },
};

static const Member portal_members[] = {
  { "interface", KIND_PLAIN, NULL },
  { "version", KIND_PLAIN, NULL },
  { "error", KIND_SENTENCE, NULL },
  { NULL, KIND_PLAIN, NULL },
};

static const Member status_members[] = {
  { "version", KIND_PLAIN, NULL },
  { "accounts", KIND_OBJECTS, account_members },
  { "quiet", KIND_OBJECT, quiet_members },
  { "rules", KIND_OBJECT, rules_members },
  { "inbox", KIND_OBJECT, inbox_members },
  { "tray", KIND_PLAIN, NULL },
  { "notifications", KIND_OBJECT, notifier_members },
  { "portals", KIND_OBJECTS, portal_members },
  { NULL, KIND_PLAIN, NULL },
};

static const Member step_members[] = {
  { "at", KIND_PLAIN, NULL },
  { "what", KIND_PLAIN, NULL },
  { "where", KIND_PLAIN, NULL },
  { NULL, KIND_PLAIN, NULL },
};

static const Member event_members[] = {
  { "receivedAt", KIND_PLAIN, NULL },      { "origin", KIND_PLAIN, NULL },
  { "account", KIND_SENTENCE, NULL },      { "channel", KIND_CHANNEL, NULL },
  { "event", KIND_EVENT, NULL },           { "decision", KIND_PLAIN, NULL },
  { "reason", KIND_PLAIN, NULL },          { "until", KIND_PLAIN, NULL },
  { "count", KIND_PLAIN, NULL },           { "lastAt", KIND_PLAIN, NULL },
  { "steps", KIND_OBJECTS, step_members }, { NULL, KIND_PLAIN, NULL },
};

static const Member records_members[] = {
  { "events", KIND_OBJECTS, event_members },
  { "ignored", KIND_OBJECTS, event_members },
  { "unmatched", KIND_PLAIN, NULL },
  { NULL, KIND_PLAIN, NULL },
};

static JsonNode *choose (JsonNode *node, const Member *members, TbRedaction *redaction);

static JsonNode *
take_string (char *text)
{
  JsonNode *node = json_node_init_string (json_node_alloc (), text);

  g_free (text);
  return node;
}

static JsonNode *
choose_each (JsonNode *node, const Member *members, TbRedaction *redaction)
{
  JsonArray *from = json_node_get_array (node);
  JsonArray *to = json_array_new ();
  JsonNode *result = json_node_alloc ();

  for (guint i = 0; i < json_array_get_length (from); i++)
    {
      JsonNode *one = choose (json_array_get_element (from, i), members, redaction);

      if (one != NULL)
        json_array_add_element (to, one);
    }
  json_node_init_array (result, to);
  json_array_unref (to);

  return result;
}

/* What is of another kind than it should be is left out, and so is what is null. */
static JsonNode *
convert (JsonNode *node, const Member *member, TbRedaction *redaction)
{
  const char *text = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;

  switch (member->kind)
    {
    case KIND_PLAIN:
      return json_node_copy (node);
    case KIND_SENTENCE:
      return text != NULL ? take_string (tb_redaction_apply (redaction, text)) : NULL;
    case KIND_CHANNEL:
      return text != NULL ? take_string (tb_redaction_apply_channel (redaction, text)) : NULL;
    case KIND_EVENT:
      return text != NULL ? take_string (g_strdup (tb_redaction_apply_event (text))) : NULL;
    case KIND_COUNT:
      return JSON_NODE_HOLDS_ARRAY (node) ? json_node_init_int (
                 json_node_alloc (), json_array_get_length (json_node_get_array (node)))
                                          : NULL;
    case KIND_OBJECT:
      return choose (node, member->members, redaction);
    case KIND_OBJECTS:
      return JSON_NODE_HOLDS_ARRAY (node) ? choose_each (node, member->members, redaction) : NULL;
    default:
      g_assert_not_reached ();
    }
}

static JsonNode *
choose (JsonNode *node, const Member *members, TbRedaction *redaction)
{
  g_autoptr (JsonObject) to = NULL;
  JsonObject *from;
  JsonNode *result;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return NULL;

  from = json_node_get_object (node);
  to = json_object_new ();
  for (; members->name != NULL; members++)
    {
      JsonNode *member = json_object_get_member (from, members->name);
      JsonNode *value = member != NULL ? convert (member, members, redaction) : NULL;

      if (value != NULL)
        json_object_set_member (to, members->name, value);
    }
  result = json_node_alloc ();

  return json_node_init_object (result, to);
}

/**
 * tb_report_status_build:
 * @remote: the running program
 * @redaction: what is hidden
 *
 * Returns: (transfer full) (nullable): how it stands, without names and texts; %NULL if it does not
 *   answer
 */
JsonNode *
tb_report_status_build (TbDBusTraybell1 *remote, TbRedaction *redaction)
{
  g_autofree char *json = NULL;
  g_autoptr (JsonNode) status = NULL;

  if (!tb_dbus_traybell1_call_get_status_sync (remote, &json, NULL, NULL))
    return NULL;

  status = json_from_string (json, NULL);
  return status != NULL ? choose (status, status_members, redaction) : NULL;
}

/**
 * tb_report_status_build_records:
 * @remote: the running program
 * @redaction: what is hidden
 *
 * Returns: (transfer full) (nullable): what became of the last events, without what was in them;
 *   %NULL if it does not answer
 */
JsonNode *
tb_report_status_build_records (TbDBusTraybell1 *remote, TbRedaction *redaction)
{
  g_autofree char *json = NULL;
  g_autoptr (JsonNode) records = NULL;

  if (!tb_dbus_traybell1_call_list_events_sync (remote, RECORDS_MAX, &json, NULL, NULL))
    return NULL;

  records = json_from_string (json, NULL);
  return records != NULL ? choose (records, records_members, redaction) : NULL;
}
