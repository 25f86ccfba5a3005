/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * TB_NOTIFICATION_TITLE_LENGTH:
 *
 * The longest title, in characters. A choice of this program: no desktop shows more.
 */
#define TB_NOTIFICATION_TITLE_LENGTH 200

/**
 * TB_NOTIFICATION_BODY_LENGTH:
 *
 * The longest body, in characters. A choice of this program, for the window that shows
 * a notification whole; the desktop's own toasts cut earlier.
 */
#define TB_NOTIFICATION_BODY_LENGTH 2000

/**
 * TB_NOTIFICATION_PAYLOAD_SIZE:
 *
 * How much of the raw payload is kept, in bytes. Hosted plans allow 10 kB an event.
 */
#define TB_NOTIFICATION_PAYLOAD_SIZE 16384

/**
 * TbUrgency:
 * @TB_URGENCY_LOW: can wait
 * @TB_URGENCY_NORMAL: the usual
 * @TB_URGENCY_URGENT: passes quiet hours and stays until acknowledged
 *
 * How pressing a notification is; ordered, so that values can be compared.
 */
typedef enum
{
  TB_URGENCY_LOW,
  TB_URGENCY_NORMAL,
  TB_URGENCY_URGENT,
} TbUrgency;

/**
 * TbNotificationFields:
 * @id: (nullable): id to keep, for a notification read back from a store; %NULL derives one
 * @account_id: account that received it
 * @dedupe_id: (nullable): what the sender calls it, or %NULL if the payload has no id
 * @channel: channel it came on
 * @event: name of the event
 * @title: title in any state: cleaned and capped here
 * @body: (nullable): body in any state, newlines allowed: cleaned and capped here
 * @link: (nullable): absolute URI that tb_link_resolve() gave
 * @urgency: how pressing it is; mind that zero is %TB_URGENCY_LOW
 * @category: (nullable): what kind of thing the sender says it is (the payload's `type`)
 * @sound: (nullable): name from the freedesktop sound naming specification
 * @received_at: when it came, in microseconds since the Unix epoch, UTC
 * @raw_payload: (nullable): payload as received; capped here
 * @is_clean: whether the texts are those of another notification, and valid UTF-8, so that nothing
 *   is left to be cleaned and capped
 *
 * What tb_notification_new() makes a notification of. Everything is copied.
 */
typedef struct
{
  const char *id;
  const char *account_id;
  const char *dedupe_id;
  const char *channel;
  const char *event;
  const char *title;
  const char *body;
  const char *link;
  TbUrgency urgency;
  const char *category;
  const char *sound;
  gint64 received_at;
  const char *raw_payload;
  gboolean is_clean;
} TbNotificationFields;

/**
 * TbNotification:
 *
 * One thing worth telling the user: an immutable, reference-counted value that may be
 * shared between threads. Its texts are valid UTF-8 without control characters and are
 * plain text: markup in them is shown as it stands.
 */
typedef struct _TbNotification TbNotification;

#define TB_TYPE_NOTIFICATION (tb_notification_get_type ())
GType tb_notification_get_type (void);

/**
 * tb_notification_new:
 * @fields: what it says; @account_id, @channel, @event and @title must be set
 *
 * Makes a notification. Without an id in @fields, the id is derived from the account and
 * the dedupe id, so that the same event has the same id whenever and on whichever channel
 * it comes; with no dedupe id either, it is a fresh unique one.
 *
 * Returns: (transfer full): the notification
 */
TbNotification *tb_notification_new (const TbNotificationFields *fields);

/**
 * tb_notification_derive_id:
 * @account_id: an account
 * @dedupe_id: what the sender calls a notification
 *
 * Returns: (transfer full): the id of that account's notification of that name
 */
char *tb_notification_derive_id (const char *account_id, const char *dedupe_id);

/**
 * tb_notification_new_named:
 * @self: a notification
 * @dedupe_id: what its sender calls it, as it turned out
 *
 * Returns: (transfer full): the same, with the same id, but with a dedupe id
 */
TbNotification *tb_notification_new_named (TbNotification *self, const char *dedupe_id);

/**
 * tb_notification_ref:
 * @self: a notification
 *
 * Returns: (transfer full): @self
 */
TbNotification *tb_notification_ref (TbNotification *self);

/**
 * tb_notification_unref:
 * @self: (transfer full): a notification
 *
 * Gives a reference back; the last one frees @self.
 */
void tb_notification_unref (TbNotification *self);

/**
 * tb_notification_get_id:
 * @self: a notification
 *
 * Returns: 32 lower-case hexadecimal digits (or the id that came from a store), fit for D-Bus
 *   and as the id of a toast
 */
const char *tb_notification_get_id (const TbNotification *self);

/**
 * tb_notification_get_account_id:
 * @self: a notification
 *
 * Returns: id of the account that received it
 */
const char *tb_notification_get_account_id (const TbNotification *self);

/**
 * tb_notification_get_dedupe_id:
 * @self: a notification
 *
 * Returns: (nullable): the sender's own id, unchanged, as its HTTP interface knows it; or %NULL
 */
const char *tb_notification_get_dedupe_id (const TbNotification *self);

/**
 * tb_notification_get_channel:
 * @self: a notification
 *
 * Returns: name of the channel it came on first
 */
const char *tb_notification_get_channel (const TbNotification *self);

/**
 * tb_notification_get_event:
 * @self: a notification
 *
 * Returns: name of the event
 */
const char *tb_notification_get_event (const TbNotification *self);

/**
 * tb_notification_get_title:
 * @self: a notification
 *
 * Returns: one line of plain text, at most %TB_NOTIFICATION_TITLE_LENGTH characters
 */
const char *tb_notification_get_title (const TbNotification *self);

/**
 * tb_notification_get_body:
 * @self: a notification
 *
 * Returns: plain text, maybe empty, maybe with newlines, at most
 *   %TB_NOTIFICATION_BODY_LENGTH characters
 */
const char *tb_notification_get_body (const TbNotification *self);

/**
 * tb_notification_get_link:
 * @self: a notification
 *
 * Returns: (nullable): absolute URI that may be opened, or %NULL when there is none or it
 *   was refused
 */
const char *tb_notification_get_link (const TbNotification *self);

/**
 * tb_notification_get_urgency:
 * @self: a notification
 *
 * Returns: how pressing it is
 */
TbUrgency tb_notification_get_urgency (const TbNotification *self);

/**
 * tb_notification_get_category:
 * @self: a notification
 *
 * Returns: (nullable): what kind of thing the sender says it is, in the sender's words, or %NULL
 */
const char *tb_notification_get_category (const TbNotification *self);

/**
 * tb_notification_get_sound:
 * @self: a notification
 *
 * Returns: (nullable): name from the freedesktop sound naming specification, or %NULL for silence
 */
const char *tb_notification_get_sound (const TbNotification *self);

/**
 * tb_notification_get_received_at:
 * @self: a notification
 *
 * Returns: microseconds since the Unix epoch, UTC
 */
gint64 tb_notification_get_received_at (const TbNotification *self);

/**
 * tb_notification_get_raw_payload:
 * @self: a notification
 *
 * Returns: the payload as received, made valid UTF-8, at most %TB_NOTIFICATION_PAYLOAD_SIZE bytes;
 *   maybe empty, maybe cut, so not to be parsed again
 */
const char *tb_notification_get_raw_payload (const TbNotification *self);

/**
 * tb_urgency_get_name:
 * @urgency: an urgency
 *
 * Returns: "low", "normal" or "urgent", as in rules files and on D-Bus
 */
const char *tb_urgency_get_name (TbUrgency urgency);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbNotification, tb_notification_unref)

G_END_DECLS
