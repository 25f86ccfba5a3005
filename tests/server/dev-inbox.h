/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What the web app keeps for its users: each has a list of notifications. */
typedef struct _DevInbox DevInbox;

DevInbox *dev_inbox_new (void);
void dev_inbox_free (DevInbox *inbox);
void dev_inbox_add (DevInbox *inbox, const char *user_id, JsonObject *wanted);
gboolean dev_inbox_mark_read (DevInbox *inbox, const char *user_id, const char *id);
JsonArray *dev_inbox_mark_all_read (DevInbox *inbox, const char *user_id);
JsonArray *
dev_inbox_list (DevInbox *inbox, const char *user_id, guint offset, guint limit, guint *total);
guint dev_inbox_count_unread (DevInbox *inbox, const char *user_id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DevInbox, dev_inbox_free)

G_END_DECLS
