/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "inbox/tb-story.h"

#include <glib/gi18n.h>

#include "inbox/tb-inbox-error.h"
#include "inbox/tb-json-members.h"
#include "inbox/tb-record-json.h"
#include "inbox/tb-story-words.h"

/* How many events can have been one notification; the last are told. */
#define MOST_RECORDS 100

/* Ids that are not told from one another. */
#define MOST_IDS 2

struct _TbStory
{
  char *id;

  /* Of a notification that is in the inbox; title is NULL if it is not. */
  char *title;
  TbRecordFields fields; /* the strings are ours */
  gboolean urgent;
  TbInboxState state;

  GPtrArray *records; /* TbRecord, the oldest first */
};

static GPtrArray *
new_records (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) tb_record_unref);
}

void
tb_story_free (TbStory *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->title);
  g_free ((char *) self->fields.account_id);
  g_free ((char *) self->fields.channel);
  g_free ((char *) self->fields.event);
  g_ptr_array_unref (self->records);
  g_free (self);
}

static char *
complete_id (TbInbox *inbox, const char *beginning, GError **error)
{
  g_autoptr (GPtrArray) ids = NULL;

  if (tb_inbox_lookup (inbox, beginning) != NULL)
    return g_strdup (beginning);

  ids = tb_inbox_complete_id (inbox, beginning, *beginning != '\0' ? MOST_IDS : 0);
  if (*beginning != '\0')
    tb_history_complete_id (tb_inbox_get_history (inbox), beginning, MOST_IDS, ids);
  /* A whole id is meant, although others begin with it. */
  if (ids->len == 1 || g_ptr_array_find_with_equal_func (ids, beginning, g_str_equal, NULL))
    return g_strdup (ids->len == 1 ? g_ptr_array_index (ids, 0) : beginning);

  if (ids->len == 0)
    g_set_error (error, TB_INBOX_ERROR, TB_INBOX_ERROR_NO_NOTIFICATION,
                 _ ("There is no notification “%s”, and nothing is known of one"), beginning);
  else
    g_set_error (error, TB_INBOX_ERROR, TB_INBOX_ERROR_AMBIGUOUS,
                 _ ("Several notifications begin with “%s”; give more of the id"), beginning);
  return NULL;
}

static void
set_notification (TbStory *self, TbInboxEntry *entry)
{
  TbNotification *notification = tb_inbox_entry_get_notification (entry);

  self->title = g_strdup (tb_notification_get_title (notification));
  self->fields.account_id = g_strdup (tb_notification_get_account_id (notification));
  self->fields.channel = g_strdup (tb_notification_get_channel (notification));
  self->fields.event = g_strdup (tb_notification_get_event (notification));
  self->fields.received_at = tb_notification_get_received_at (notification);
  self->urgent = tb_notification_get_urgency (notification) == TB_URGENCY_URGENT;
  self->state = *tb_inbox_entry_get_state (entry);
}

TbStory *
tb_story_new (TbInbox *inbox, const char *beginning, GError **error)
{
  g_autofree char *id = NULL;
  TbInboxEntry *entry;
  TbStory *self;

  g_return_val_if_fail (TB_IS_INBOX (inbox), NULL);
  g_return_val_if_fail (beginning != NULL, NULL);

  id = complete_id (inbox, beginning, error);
  if (id == NULL)
    return NULL;

  self = g_new0 (TbStory, 1);
  self->id = g_steal_pointer (&id);
  self->records = tb_history_list (tb_inbox_get_history (inbox), self->id, MOST_RECORDS);
  entry = tb_inbox_lookup (inbox, self->id);
  if (entry != NULL)
    set_notification (self, entry);
  return self;
}

const char *
tb_story_get_id (const TbStory *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->id;
}

const char *
tb_story_get_title (const TbStory *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->title;
}

JsonNode *
tb_story_to_json (const TbStory *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();

  g_return_val_if_fail (self != NULL, NULL);

  json_builder_begin_object (builder);
  tb_json_add_string (builder, "id", self->id);
  json_builder_set_member_name (builder, "notification");
  if (self->title != NULL)
    {
      json_builder_begin_object (builder);
      tb_json_add_string (builder, "title", self->title);
      tb_json_add_string (builder, "account", self->fields.account_id);
      tb_json_add_string (builder, "channel", self->fields.channel);
      tb_json_add_string (builder, "event", self->fields.event);
      tb_json_add_time (builder, "receivedAt", self->fields.received_at);
      json_builder_set_member_name (builder, "urgent");
      json_builder_add_boolean_value (builder, self->urgent);
      tb_json_add_time (builder, "readAt", self->state.read_at);
      tb_json_add_string (builder, "readWhere", tb_place_get_name (self->state.read_place));
      tb_json_add_time (builder, "acknowledgedAt", self->state.acknowledged_at);
      tb_json_add_string (builder, "acknowledgedWhere",
                          tb_place_get_name (self->state.acknowledged_place));
      json_builder_end_object (builder);
    }
  else
    {
      json_builder_add_null_value (builder);
    }
  json_builder_set_member_name (builder, "records");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->records->len; i++)
    json_builder_add_value (builder, tb_record_to_json (g_ptr_array_index (self->records, i)));
  json_builder_end_array (builder);
  json_builder_end_object (builder);

  return json_builder_get_root (builder);
}

static void
load_notification (TbStory *self, JsonObject *object)
{
  self->title = g_strdup (tb_json_get_string (object, "title"));
  self->fields.account_id = g_strdup (tb_json_get_string (object, "account"));
  self->fields.channel = g_strdup (tb_json_get_string (object, "channel"));
  self->fields.event = g_strdup (tb_json_get_string (object, "event"));
  self->fields.received_at = tb_json_get_time (object, "receivedAt");
  self->urgent = json_object_get_boolean_member_with_default (object, "urgent", FALSE);
  self->state.read_at = tb_json_get_time (object, "readAt");
  self->state.read_place = tb_place_from_name (tb_json_get_string (object, "readWhere"));
  self->state.acknowledged_at = tb_json_get_time (object, "acknowledgedAt");
  self->state.acknowledged_place
      = tb_place_from_name (tb_json_get_string (object, "acknowledgedWhere"));
}

TbStory *
tb_story_new_from_json (JsonObject *object)
{
  JsonNode *notification = json_object_get_member (object, "notification");
  JsonNode *records = json_object_get_member (object, "records");
  TbStory *self;

  if (tb_json_get_string (object, "id") == NULL || records == NULL
      || !JSON_NODE_HOLDS_ARRAY (records))
    return NULL;

  self = g_new0 (TbStory, 1);
  self->id = g_strdup (tb_json_get_string (object, "id"));
  self->records = new_records ();
  if (notification != NULL && JSON_NODE_HOLDS_OBJECT (notification))
    load_notification (self, json_node_get_object (notification));
  for (guint i = 0; i < json_array_get_length (json_node_get_array (records)); i++)
    {
      JsonNode *node = json_array_get_element (json_node_get_array (records), i);
      TbRecord *record = JSON_NODE_HOLDS_OBJECT (node)
                             ? tb_record_new_from_json (json_node_get_object (node))
                             : NULL;

      if (record != NULL)
        g_ptr_array_add (self->records, record);
    }

  return self;
}

static void
line_free (gpointer data)
{
  TbStoryLine *line = data;

  g_free (line->text);
  g_free (line);
}

/* Takes @text. */
static void
add_line (GPtrArray *lines, gint64 at, char *text)
{
  TbStoryLine *line = g_new (TbStoryLine, 1);

  line->at = at;
  line->text = text;
  g_ptr_array_add (lines, line);
}

char *
tb_story_describe_verdict (const TbRecord *record, GTimeZone *zone)
{
  const TbVerdict *verdict = tb_record_get_verdict (record);

  return verdict != NULL
             ? tb_verdict_describe (verdict, zone, tb_record_get_fields (record)->received_at)
             : g_strdup (_ ("Traybell ended before it was decided what becomes of it."));
}

static void
add_record (GPtrArray *lines, const TbRecord *record, gboolean again, GTimeZone *zone)
{
  const TbRecordFields *fields = tb_record_get_fields (record);
  const TbVerdict *verdict = tb_record_get_verdict (record);

  add_line (lines, fields->received_at, tb_story_words_arrival (fields, again));
  if (fields->rule != NULL)
    add_line (lines, fields->received_at,
              g_strdup_printf (_ ("The rule “%s” names it."), fields->rule));
  /* That it was simply to be shown is what happened next. */
  if (verdict == NULL || tb_verdict_get_decision (verdict) != TB_DECISION_SHOWN
      || tb_verdict_get_reason (verdict) != TB_REASON_NONE || tb_record_get_n_steps (record) == 0)
    add_line (lines, fields->received_at, tb_story_describe_verdict (record, zone));
  for (guint i = 0; i < tb_record_get_n_steps (record); i++)
    {
      const TbStep *step = tb_record_get_step (record, i);

      add_line (lines, step->at, tb_story_words_step (step));
    }
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  const TbStoryLine *first = *(const TbStoryLine *const *) a;
  const TbStoryLine *second = *(const TbStoryLine *const *) b;

  return first->at < second->at ? -1 : first->at > second->at;
}

GPtrArray *
tb_story_list_lines (const TbStory *self, GTimeZone *zone)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (line_free);

  g_return_val_if_fail (self != NULL, lines);
  g_return_val_if_fail (zone != NULL, lines);

  if (self->records->len == 0 && self->title != NULL)
    {
      add_line (lines, self->fields.received_at, tb_story_words_arrival (&self->fields, FALSE));
      add_line (lines, self->fields.received_at,
                g_strdup (_ ("Nothing more is known: Traybell ended just then, or the record is "
                             "too old.")));
    }
  for (guint i = 0; i < self->records->len; i++)
    add_record (lines, g_ptr_array_index (self->records, i), i > 0, zone);

  /* To acknowledge is to read. */
  if (self->state.read_at != 0 && self->state.read_at != self->state.acknowledged_at)
    add_line (lines, self->state.read_at, tb_story_words_read (self->state.read_place));
  /* What is acknowledged before it is read was acknowledged by nobody: it was old when it came. */
  if (self->state.acknowledged_at != 0 && self->state.read_at != 0
      && self->state.acknowledged_at >= self->state.read_at)
    add_line (lines, self->state.acknowledged_at,
              tb_story_words_acknowledged (self->state.acknowledged_place));

  /* Of one moment they stay in this order. */
  g_ptr_array_sort (lines, compare_lines);
  return lines;
}
