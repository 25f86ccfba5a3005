/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char *name;
  char *token;
  char *cookie;
  char *id;
  char *display_name;
  GStrv tenants;
  gboolean denied_everything;
} DevUser;

typedef struct _DevUsers DevUsers;

DevUsers *dev_users_new (void);
void dev_users_free (DevUsers *users);
const DevUser *dev_users_find (DevUsers *users, const char *name);
const DevUser *dev_users_find_by_token (DevUsers *users, const char *token);
const DevUser *dev_users_find_by_cookie (DevUsers *users, const char *cookie);
gboolean
dev_users_change (DevUsers *users, const char *name, const char *token, const char *cookie);
const char *dev_user_refuses (const DevUser *user, const char *channel);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DevUsers, dev_users_free)

G_END_DECLS
