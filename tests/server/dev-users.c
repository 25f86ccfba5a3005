/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The people of the demo, what they know, and which channels they may join. */

#include "dev-users.h"

#include <string.h>

struct _DevUsers
{
  GPtrArray *all;
};

static void
user_free (gpointer data)
{
  DevUser *user = data;

  g_free (user->name);
  g_free (user->token);
  g_free (user->cookie);
  g_free (user->id);
  g_free (user->display_name);
  g_strfreev (user->tenants);
  g_free (user);
}

static void
add (DevUsers *users,
     const char *name,
     const char *id,
     const char *display_name,
     const char *tenants,
     gboolean denied_everything)
{
  DevUser *user = g_new0 (DevUser, 1);

  user->name = g_strdup (name);
  user->token = g_strdup_printf ("%s-token", name);
  user->cookie = g_strdup_printf ("%s-cookie", name);
  user->id = g_strdup (id);
  user->display_name = g_strdup (display_name);
  user->tenants = g_strsplit (tenants, " ", -1);
  user->denied_everything = denied_everything;
  g_ptr_array_add (users->all, user);
}

/**
 * dev_users_new:
 *
 * Returns: (transfer full): Alice, Bob and Eve with their first tokens
 */
DevUsers *
dev_users_new (void)
{
  DevUsers *users = g_new0 (DevUsers, 1);

  users->all = g_ptr_array_new_with_free_func (user_free);
  add (users, "alice", "user_456", "Alice Smith", "org_123", FALSE);
  add (users, "bob", "user_789", "Bob Kern", "org_123 org_456", FALSE);
  add (users, "eve", "user_666", "Eve Adams", "", TRUE);

  return users;
}

/**
 * dev_users_free:
 * @users: (transfer full): the users
 */
void
dev_users_free (DevUsers *users)
{
  g_ptr_array_unref (users->all);
  g_free (users);
}

/**
 * dev_users_find:
 * @users: the users
 * @name: (nullable): short name such as `alice`
 *
 * Returns: (transfer none) (nullable): that user
 */
const DevUser *
dev_users_find (DevUsers *users, const char *name)
{
  for (guint i = 0; i < users->all->len; i++)
    {
      const DevUser *user = users->all->pdata[i];

      if (g_strcmp0 (user->name, name) == 0)
        return user;
    }

  return NULL;
}

/**
 * dev_users_find_by_token:
 * @users: the users
 * @token: (nullable): bearer token
 *
 * Returns: (transfer none) (nullable): whose token it is
 */
const DevUser *
dev_users_find_by_token (DevUsers *users, const char *token)
{
  for (guint i = 0; i < users->all->len; i++)
    {
      const DevUser *user = users->all->pdata[i];

      if (g_strcmp0 (user->token, token) == 0)
        return user;
    }

  return NULL;
}

/**
 * dev_users_find_by_cookie:
 * @users: the users
 * @cookie: (nullable): value of the cookie `session`
 *
 * Returns: (transfer none) (nullable): whose cookie it is
 */
const DevUser *
dev_users_find_by_cookie (DevUsers *users, const char *cookie)
{
  for (guint i = 0; i < users->all->len; i++)
    {
      const DevUser *user = users->all->pdata[i];

      if (g_strcmp0 (user->cookie, cookie) == 0)
        return user;
    }

  return NULL;
}

/**
 * dev_users_change:
 * @users: the users
 * @name: (nullable): short name such as `alice`
 * @token: (nullable): new bearer token; the old one stops working
 * @cookie: (nullable): new value of the cookie `session`
 *
 * Returns: %FALSE when there is no such user
 */
gboolean
dev_users_change (DevUsers *users, const char *name, const char *token, const char *cookie)
{
  DevUser *user = (DevUser *) dev_users_find (users, name);

  if (user == NULL)
    return FALSE;

  if (token != NULL)
    {
      g_free (user->token);
      user->token = g_strdup (token);
    }
  if (cookie != NULL)
    {
      g_free (user->cookie);
      user->cookie = g_strdup (cookie);
    }

  return TRUE;
}

/**
 * dev_user_refuses:
 * @user: who asks
 * @channel: full name of the channel
 *
 * Decides as an application server would, by the name of the channel alone.
 *
 * Returns: (nullable): why @user may not join, or %NULL when that is allowed
 */
const char *
dev_user_refuses (const DevUser *user, const char *channel)
{
  const char *rest = channel;

  if (user->denied_everything)
    return "User not in tenant";

  if (g_str_has_prefix (channel, "presence-"))
    {
      rest = channel + strlen ("presence-");
      if (g_str_has_prefix (rest, "cache-"))
        rest += strlen ("cache-");
      return g_str_has_prefix (rest, "room-") ? NULL : "Channel not allowed";
    }
  if (!g_str_has_prefix (channel, "private-"))
    return "Channel not allowed";

  rest = channel + strlen ("private-");
  /* What an encrypted or cache channel is about follows the same names. */
  if (g_str_has_prefix (rest, "encrypted-"))
    rest += strlen ("encrypted-");
  if (g_str_has_prefix (rest, "cache-"))
    rest += strlen ("cache-");

  if (g_str_has_prefix (rest, "user-"))
    return strcmp (rest + strlen ("user-"), user->id) == 0 ? NULL : "Not channel owner";
  if (g_str_has_prefix (rest, "tenant-"))
    return g_strv_contains ((const char *const *) user->tenants, rest + strlen ("tenant-"))
               ? NULL
               : "User not in tenant";
  if (g_str_has_prefix (rest, "App.Models.User."))
    {
      /* Laravel numbers its users: user_456 is number 456. */
      const char *id = rest + strlen ("App.Models.User.");

      return strcmp (id, user->id) == 0 || strcmp (id, user->id + strlen ("user_")) == 0
                 ? NULL
                 : "Not channel owner";
    }
  if (g_str_has_prefix (channel, "private-encrypted-") || g_str_has_prefix (rest, "room-"))
    return NULL;

  return "Channel not allowed";
}
