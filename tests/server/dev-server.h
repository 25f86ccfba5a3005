/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* All members may be %NULL or 0 for the default. */
typedef struct
{
  guint port;                  /* default: a free one */
  const char *app_id;          /* default: demo-app */
  const char *key;             /* default: demo-key */
  const char *secret;          /* default: demo-secret */
  const char *path_prefix;     /* default: none; such as /pre */
  const char *tls_certificate; /* PEM files; both or none */
  const char *tls_key;
  gboolean log; /* to standard error */
} DevServerOptions;

#define DEV_TYPE_SERVER (dev_server_get_type ())
G_DECLARE_FINAL_TYPE (DevServer, dev_server, DEV, SERVER, GObject)

DevServer *dev_server_new (const DevServerOptions *options, GError **error);
gboolean dev_server_set_certificate (DevServer *self,
                                     const char *certificate,
                                     const char *key,
                                     GError **error);
guint dev_server_get_port (DevServer *self);
const char *dev_server_get_url (DevServer *self);
const char *dev_server_get_app_id (DevServer *self);
const char *dev_server_get_key (DevServer *self);
const char *dev_server_get_secret (DevServer *self);

JsonObject *dev_server_get (DevServer *self, const char *verb);
gboolean dev_server_post (DevServer *self, const char *verb, const char *format, ...)
    G_GNUC_PRINTF (3, 4);
gboolean dev_server_wait (DevServer *self, guint milliseconds, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

guint
dev_server_publish (DevServer *self, const char *channel, const char *event, const char *data);
void dev_server_send_frame (DevServer *self, const char *text);
void dev_server_send_bytes (DevServer *self, const void *bytes, gsize length);
void dev_server_close_all (DevServer *self, guint code, const char *reason);
void dev_server_drop_all (DevServer *self, gboolean reset);
void dev_server_set_silent (DevServer *self, gboolean silent);
guint dev_server_get_connections (DevServer *self);
gint64 dev_server_get_counter (DevServer *self, const char *name);

G_END_DECLS
