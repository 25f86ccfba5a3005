/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include "pusher/pusher-clock.h"
#include "pusher/pusher-event.h"

G_BEGIN_DECLS

/**
 * PusherDecryptor:
 *
 * Decrypts the events of one encrypted channel in the order in which they came, and asks for
 * another key when they no longer fit the one it has.
 */
typedef struct _PusherDecryptor PusherDecryptor;

/**
 * PusherDecryptorHandlers:
 * @deliver: an event in plain text
 * @fail: an event was dropped, because of this error
 * @request_key: ask for the channel's key; pusher_decryptor_set_key() or
 * pusher_decryptor_keep_key() answers
 *
 * Who is told what.
 */
typedef struct
{
  void (*deliver) (PusherEvent *event, gpointer user_data);
  void (*fail) (const GError *error, gpointer user_data);
  void (*request_key) (gpointer user_data);
} PusherDecryptorHandlers;

PusherDecryptor *pusher_decryptor_new (PusherClock *clock,
                                       const PusherDecryptorHandlers *handlers,
                                       gpointer user_data);
void pusher_decryptor_free (PusherDecryptor *self);
gboolean
pusher_decryptor_set_key (PusherDecryptor *self, const char *shared_secret, GError **error);
void pusher_decryptor_keep_key (PusherDecryptor *self);
void pusher_decryptor_forget_key (PusherDecryptor *self);
void pusher_decryptor_push (PusherDecryptor *self, PusherEvent *event);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PusherDecryptor, pusher_decryptor_free)

G_END_DECLS
