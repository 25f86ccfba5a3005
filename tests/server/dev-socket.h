/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define DEV_TYPE_SOCKET (dev_socket_get_type ())
G_DECLARE_FINAL_TYPE (DevSocket, dev_socket, DEV, SOCKET, GObject)

DevSocket *dev_socket_new (GIOStream *stream, GSocket *socket);
void dev_socket_start (DevSocket *self);
void dev_socket_send_text (DevSocket *self, const char *text, gssize length, guint fragments);
void dev_socket_send_bytes (DevSocket *self, const void *bytes, gsize length);
void dev_socket_close (DevSocket *self, guint code, const char *reason);
void dev_socket_drop (DevSocket *self, gboolean reset);
void dev_socket_set_silent (DevSocket *self, gboolean silent);
gboolean dev_socket_is_silent (DevSocket *self);
gboolean dev_socket_got_close_frame (DevSocket *self);

G_END_DECLS
