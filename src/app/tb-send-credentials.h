/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * TbSendCredentials:
 * @app_id: (nullable): the application's id
 * @key: its public key
 * @secret: its secret, overwritten when this is freed
 * @host: (nullable): where its server is
 * @cluster: (nullable): or which cluster of Pusher Channels it is on
 * @port: the server's port, or 0 for the usual one
 * @tls: whether the connection is encrypted
 *
 * What a file tells of an application that events are published for. Lives as long as a command.
 */
typedef struct
{
  char *app_id;
  char *key;
  char *secret;
  char *host;
  char *cluster;
  guint16 port;
  gboolean tls;
} TbSendCredentials;

TbSendCredentials *tb_send_credentials_parse (const char *text, gsize length, GError **error);
TbSendCredentials *tb_send_credentials_read (const char *path, GError **error);
void tb_send_credentials_free (TbSendCredentials *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbSendCredentials, tb_send_credentials_free)

G_END_DECLS
