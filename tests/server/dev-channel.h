/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct _DevConnection DevConnection;

typedef struct
{
  char *key; /* the id as JSON text, so that "1" and 1 differ as in soketi */
  JsonNode *id;
  JsonNode *info; /* NULL when the member came without */
  guint connections;
  gboolean invented;
} DevMember;

typedef struct
{
  char *name;
  GPtrArray *subscribers; /* DevConnection, not owned */
  GPtrArray *members;     /* DevMember, in the order they came */
  GHashTable *keys;       /* DevConnection → key of its member */
  char *cached;           /* last event of a cache channel */
} DevChannel;

DevChannel *dev_channel_new (const char *name);
void dev_channel_free (DevChannel *channel);

gboolean dev_channel_name_is_private (const char *name);
gboolean dev_channel_name_is_presence (const char *name);
gboolean dev_channel_name_is_cache (const char *name);
gboolean dev_channel_name_is_allowed (const char *name);

gboolean dev_channel_has (DevChannel *channel, DevConnection *connection);
void dev_channel_subscribe (DevChannel *channel, DevConnection *connection);
gboolean
dev_channel_join (DevChannel *channel, DevConnection *connection, JsonNode *id, JsonNode *info);
DevMember *dev_channel_unsubscribe (DevChannel *channel, DevConnection *connection);
DevMember *dev_channel_remove_invented (DevChannel *channel, JsonNode *id);
DevMember *dev_channel_find_member (DevChannel *channel, JsonNode *id);
DevMember *dev_channel_get_member (DevChannel *channel, DevConnection *connection);
void dev_member_free (DevMember *member);

void dev_channel_broadcast (DevChannel *channel, const char *text, DevConnection *except);
JsonObject *dev_channel_describe_members (DevChannel *channel, gboolean php);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DevMember, dev_member_free)

G_END_DECLS
