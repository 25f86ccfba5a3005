/* SPDX-License-Identifier: LGPL-2.1-or-later */

#pragma once

#include "pusher/pusher-event.h"

G_BEGIN_DECLS

/**
 * PusherCipher:
 *
 * The key of an encrypted channel. Wiped when freed (row 11.1).
 */
typedef struct _PusherCipher PusherCipher;

PusherCipher *pusher_cipher_new (const char *shared_secret, GError **error);
void pusher_cipher_free (PusherCipher *self);
PusherEvent *pusher_cipher_open (const PusherCipher *self, PusherEvent *event, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PusherCipher, pusher_cipher_free)

G_END_DECLS
