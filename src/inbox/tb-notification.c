/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "inbox/tb-notification.h"

#include <string.h>

#include "inbox/tb-text.h"

#define CATEGORY_LENGTH 100
#define ID_LENGTH 32

struct _TbNotification
{
  gatomicrefcount ref_count;

  char *id;
  char *account_id;
  char *dedupe_id;
  char *channel;
  char *event;
  char *title;
  char *body;
  char *link;
  char *category;
  char *sound;
  char *raw_payload;
  TbUrgency urgency;
  gint64 received_at;
};

G_DEFINE_BOXED_TYPE (TbNotification, tb_notification, tb_notification_ref, tb_notification_unref)

/* A digest, because the sender's id may hold anything and be of any length. */
char *
tb_notification_derive_id (const char *account_id, const char *dedupe_id)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  g_checksum_update (checksum, (const guchar *) account_id, (gssize) strlen (account_id) + 1);
  g_checksum_update (checksum, (const guchar *) dedupe_id, (gssize) strlen (dedupe_id));
  return g_strndup (g_checksum_get_string (checksum), ID_LENGTH);
}

static char *
invent_id (void)
{
  char *id = g_uuid_string_random ();
  gsize length = 0;

  for (const char *at = id; *at != '\0'; at++)
    {
      if (*at != '-')
        id[length++] = *at;
    }
  id[length] = '\0';

  return id;
}

static char *
clean_optional_line (const char *text, guint max_characters)
{
  g_autofree char *line = tb_text_clean_line (text, max_characters);

  return *line != '\0' ? g_steal_pointer (&line) : NULL;
}

/* What comes from the sender. */
static void
set_texts (TbNotification *self, const TbNotificationFields *fields)
{
  if (fields->is_clean)
    {
      self->title = g_strdup (fields->title);
      self->body = g_strdup (fields->body != NULL ? fields->body : "");
      self->category = g_strdup (fields->category);
      self->raw_payload = g_strdup (fields->raw_payload != NULL ? fields->raw_payload : "");
      return;
    }

  self->title = tb_text_clean_line (fields->title, TB_NOTIFICATION_TITLE_LENGTH);
  self->body = tb_text_clean_body (fields->body, TB_NOTIFICATION_BODY_LENGTH);
  self->category = clean_optional_line (fields->category, CATEGORY_LENGTH);
  self->raw_payload = tb_text_limit_bytes (fields->raw_payload, TB_NOTIFICATION_PAYLOAD_SIZE);
}

TbNotification *
tb_notification_new (const TbNotificationFields *fields)
{
  TbNotification *self;

  g_return_val_if_fail (fields != NULL, NULL);
  g_return_val_if_fail (fields->account_id != NULL, NULL);
  g_return_val_if_fail (fields->channel != NULL, NULL);
  g_return_val_if_fail (fields->event != NULL, NULL);
  g_return_val_if_fail (fields->title != NULL, NULL);

  self = g_new0 (TbNotification, 1);
  g_atomic_ref_count_init (&self->ref_count);

  if (fields->id != NULL)
    self->id = g_strdup (fields->id);
  else if (fields->dedupe_id != NULL)
    self->id = tb_notification_derive_id (fields->account_id, fields->dedupe_id);
  else
    self->id = invent_id ();

  self->account_id = g_strdup (fields->account_id);
  self->dedupe_id = g_strdup (fields->dedupe_id);
  self->channel = g_strdup (fields->channel);
  self->event = g_strdup (fields->event);
  self->link = g_strdup (fields->link);
  self->sound = g_strdup (fields->sound);
  self->urgency = fields->urgency;
  self->received_at = fields->received_at;
  set_texts (self, fields);

  return self;
}

TbNotification *
tb_notification_new_named (TbNotification *self, const char *dedupe_id)
{
  const TbNotificationFields fields = {
    .id = self->id,
    .account_id = self->account_id,
    .dedupe_id = dedupe_id,
    .channel = self->channel,
    .event = self->event,
    .title = self->title,
    .body = self->body,
    .link = self->link,
    .urgency = self->urgency,
    .category = self->category,
    .sound = self->sound,
    .received_at = self->received_at,
    .raw_payload = self->raw_payload,
    .is_clean = TRUE,
  };

  g_return_val_if_fail (dedupe_id != NULL, NULL);

  return tb_notification_new (&fields);
}

TbNotification *
tb_notification_ref (TbNotification *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
tb_notification_unref (TbNotification *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->id);
  g_free (self->account_id);
  g_free (self->dedupe_id);
  g_free (self->channel);
  g_free (self->event);
  g_free (self->title);
  g_free (self->body);
  g_free (self->link);
  g_free (self->category);
  g_free (self->sound);
  g_free (self->raw_payload);
  g_free (self);
}

const char *
tb_notification_get_id (const TbNotification *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->id;
}

const char *
tb_notification_get_account_id (const TbNotification *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->account_id;
}

const char *
tb_notification_get_dedupe_id (const TbNotification *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->dedupe_id;
}

const char *
tb_notification_get_channel (const TbNotification *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->channel;
}

const char *
tb_notification_get_event (const TbNotification *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->event;
}

const char *
tb_notification_get_title (const TbNotification *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->title;
}

const char *
tb_notification_get_body (const TbNotification *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->body;
}

const char *
tb_notification_get_link (const TbNotification *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->link;
}

TbUrgency
tb_notification_get_urgency (const TbNotification *self)
{
  g_return_val_if_fail (self != NULL, TB_URGENCY_NORMAL);

  return self->urgency;
}

const char *
tb_notification_get_category (const TbNotification *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->category;
}

const char *
tb_notification_get_sound (const TbNotification *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->sound;
}

gint64
tb_notification_get_received_at (const TbNotification *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->received_at;
}

const char *
tb_notification_get_raw_payload (const TbNotification *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->raw_payload;
}

const char *
tb_urgency_get_name (TbUrgency urgency)
{
  switch (urgency)
    {
    case TB_URGENCY_LOW:
      return "low";
    case TB_URGENCY_NORMAL:
      return "normal";
    case TB_URGENCY_URGENT:
      return "urgent";
    default:
      g_return_val_if_reached ("normal");
    }
}
