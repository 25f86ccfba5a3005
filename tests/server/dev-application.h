/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "dev-channel.h"
#include "dev-faults.h"
#include "dev-flavour.h"
#include "dev-inbox.h"
#include "dev-record.h"
#include "dev-settings.h"
#include "dev-sign-in.h"
#include "dev-users.h"

G_BEGIN_DECLS

#define DEV_TYPE_APPLICATION (dev_application_get_type ())
G_DECLARE_FINAL_TYPE (DevApplication, dev_application, DEV, APPLICATION, GObject)

/* Open to the files of the server, which all work on this one state. */
struct _DevApplication
{
  GObject parent_instance;

  char *id;
  char *key;
  char *secret;
  gboolean logs;

  const DevFlavour *flavour;
  DevSettings settings;
  DevRecord record;
  DevUsers *users;
  DevFaults *faults;
  DevInbox *inbox;
  DevSignIn *sign_in;
  GHashTable *channels;   /* name → DevChannel */
  GPtrArray *connections; /* DevConnection, open ones */
  GPtrArray *sockets;     /* DevSocket, until TCP is closed */
};

DevApplication *dev_application_new (const char *id, const char *key, const char *secret);
void dev_application_reset (DevApplication *self);
void dev_application_changed (DevApplication *self);
void dev_application_log (DevApplication *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
DevChannel *dev_application_find_channel (DevApplication *self, const char *name);
DevChannel *dev_application_get_channel (DevApplication *self, const char *name);
void dev_application_prune_channel (DevApplication *self, DevChannel *channel);
DevConnection *dev_application_find_connection (DevApplication *self, const char *socket_id);
guint dev_application_publish (DevApplication *self,
                               const char *channel,
                               const char *event,
                               JsonNode *data,
                               JsonNode *user_id,
                               const char *except_socket_id);
void dev_application_close_all (DevApplication *self);

G_END_DECLS
