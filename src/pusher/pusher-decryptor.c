/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "pusher/pusher-decryptor.h"

#include <glib/gi18n-lib.h>

#include "pusher/pusher-cipher.h"
#include "pusher/pusher-error.h"
#include "pusher/pusher-token-bucket.h"

/* How many events may wait for a key; what comes on top is dropped, and said so. */
#define QUEUE_MAX 1000
/* How often a key may be asked for in one go, and how often a second after that (row 11.6). */
#define KEY_REQUESTS 3
#define KEY_REQUESTS_PER_SECOND 0.1

struct _PusherDecryptor
{
  PusherClock *clock;
  const PusherDecryptorHandlers *handlers;
  gpointer user_data;

  PusherCipher *cipher; /* NULL before the key is known */
  gboolean requesting;
  GQueue waiting; /* PusherEvent */
  PusherTokenBucket bucket;
};

static void
drop (PusherDecryptor *self, PusherError code, const char *message)
{
  g_autoptr (GError) error = g_error_new_literal (PUSHER_ERROR, (int) code, message);

  self->handlers->fail (error, self->user_data);
}

/* Decrypts and delivers @event. Whether it could not because of the key, and nobody was told yet.
 */
static gboolean
needs_another_key (PusherDecryptor *self, PusherEvent *event)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PusherEvent) plain = pusher_cipher_open (self->cipher, event, &error);

  if (plain != NULL)
    {
      self->handlers->deliver (plain, self->user_data);
      return FALSE;
    }
  if (g_error_matches (error, PUSHER_ERROR, PUSHER_ERROR_DECRYPTION))
    return TRUE;

  /* Only a wrong key is worth another one (rows 11.4, 11.10). */
  self->handlers->fail (error, self->user_data);
  return FALSE;
}

/* Each that waits has its one second try (row 11.5). */
static void
work_off (PusherDecryptor *self)
{
  self->requesting = FALSE;
  while (!self->requesting && self->cipher != NULL && !g_queue_is_empty (&self->waiting))
    {
      g_autoptr (PusherEvent) event = g_queue_pop_head (&self->waiting);

      if (needs_another_key (self, event))
        drop (self, PUSHER_ERROR_DECRYPTION,
              _ ("An event could not be decrypted, with a fresh key either"));
    }
}

/**
 * pusher_decryptor_new:
 * @clock: the time
 * @handlers: who is told; static
 * @user_data: for @handlers
 *
 * Returns: (transfer full): a decryptor without a key
 */
PusherDecryptor *
pusher_decryptor_new (PusherClock *clock,
                      const PusherDecryptorHandlers *handlers,
                      gpointer user_data)
{
  PusherDecryptor *self = g_new0 (PusherDecryptor, 1);

  self->clock = g_object_ref (clock);
  self->handlers = handlers;
  self->user_data = user_data;
  g_queue_init (&self->waiting);
  pusher_token_bucket_init (&self->bucket, KEY_REQUESTS, KEY_REQUESTS_PER_SECOND,
                            pusher_clock_get_time (clock));

  return self;
}

/**
 * pusher_decryptor_free:
 * @self: (transfer full): a decryptor
 */
void
pusher_decryptor_free (PusherDecryptor *self)
{
  pusher_decryptor_forget_key (self);
  g_object_unref (self->clock);
  g_free (self);
}

/**
 * pusher_decryptor_set_key:
 * @self: a decryptor
 * @shared_secret: (nullable): what the authorisation endpoint answered
 * @error: return location for an error, or %NULL
 *
 * Uses another key from now on (row 11.13), for the events that waited for it first.
 *
 * Returns: %FALSE, and the old key stays, with %PUSHER_ERROR_BAD_ANSWER if it is none (row 11.2)
 */
gboolean
pusher_decryptor_set_key (PusherDecryptor *self, const char *shared_secret, GError **error)
{
  PusherCipher *cipher = pusher_cipher_new (shared_secret, error);

  if (cipher == NULL)
    return FALSE;

  g_clear_pointer (&self->cipher, pusher_cipher_free);
  self->cipher = cipher;
  work_off (self);

  return TRUE;
}

/**
 * pusher_decryptor_keep_key:
 * @self: a decryptor that has asked for a key
 *
 * There is no other key: what waits has its second try with the old one.
 */
void
pusher_decryptor_keep_key (PusherDecryptor *self)
{
  work_off (self);
}

/**
 * pusher_decryptor_forget_key:
 * @self: a decryptor
 *
 * The connection is gone: the key is wiped, and what waits is dropped.
 */
void
pusher_decryptor_forget_key (PusherDecryptor *self)
{
  g_clear_pointer (&self->cipher, pusher_cipher_free);
  g_queue_clear_full (&self->waiting, (GDestroyNotify) pusher_event_unref);
  self->requesting = FALSE;
}

/**
 * pusher_decryptor_push:
 * @self: a decryptor
 * @event: an event of the channel; the protocol's own pass as they are (row 11.9)
 *
 * Decrypts @event, at once or when the key that it needs is there, and never before one that came
 * earlier (row 8.28).
 */
void
pusher_decryptor_push (PusherDecryptor *self, PusherEvent *event)
{
  if (g_str_has_prefix (pusher_event_get_name (event), "pusher:"))
    {
      self->handlers->deliver (event, self->user_data);
    }
  else if (self->cipher == NULL)
    {
      drop (self, PUSHER_ERROR_DECRYPTION, _ ("An event came before the channel's key"));
    }
  else if (self->requesting && g_queue_get_length (&self->waiting) >= QUEUE_MAX)
    {
      drop (self, PUSHER_ERROR_DECRYPTION, _ ("Too many events wait for the channel's key"));
    }
  else if (self->requesting)
    {
      g_queue_push_tail (&self->waiting, pusher_event_ref (event));
    }
  else if (needs_another_key (self, event))
    {
      if (pusher_token_bucket_take (&self->bucket, pusher_clock_get_time (self->clock)) > 0)
        {
          drop (self, PUSHER_ERROR_DECRYPTION,
                _ ("An event could not be decrypted; the key was asked for just now"));
          return;
        }
      g_queue_push_tail (&self->waiting, pusher_event_ref (event));
      self->requesting = TRUE;
      self->handlers->request_key (self->user_data);
    }
}
