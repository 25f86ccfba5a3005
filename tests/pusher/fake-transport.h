/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pusher/pusher-transport.h"

G_BEGIN_DECLS

#define FAKE_TYPE_TRANSPORT (fake_transport_get_type ())
G_DECLARE_FINAL_TYPE (FakeTransport, fake_transport, FAKE, TRANSPORT, GObject)

FakeTransport *fake_transport_new (void);
const char *fake_transport_get_uri (FakeTransport *self);
const char *fake_transport_get_origin (FakeTransport *self);
gboolean fake_transport_is_abandoned (FakeTransport *self);
void fake_transport_set_full (FakeTransport *self, gboolean full);

void fake_transport_deliver (FakeTransport *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
void fake_transport_deliver_bytes (FakeTransport *self, const void *bytes, gsize length);
void fake_transport_deliver_binary (FakeTransport *self);
void fake_transport_deliver_activity (FakeTransport *self);
void fake_transport_close (FakeTransport *self, guint code, const char *reason);
void
fake_transport_fail (FakeTransport *self, int error_code, const char *message, guint retry_after);

void fake_transport_assert_sent (FakeTransport *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
void fake_transport_assert_silent (FakeTransport *self);
guint fake_transport_count_sent (FakeTransport *self, const char *text);
void fake_transport_forget_sent (FakeTransport *self);

/**
 * FakeNetwork:
 *
 * Makes the sockets of a test and keeps them, so that it can play the server's part.
 */
typedef struct _FakeNetwork FakeNetwork;

FakeNetwork *fake_network_new (void);
void fake_network_free (FakeNetwork *self);
PusherTransport *fake_network_make (gpointer self);
guint fake_network_get_made (FakeNetwork *self);
FakeTransport *fake_network_get (FakeNetwork *self, guint index);
FakeTransport *fake_network_get_last (FakeNetwork *self);

G_END_DECLS
