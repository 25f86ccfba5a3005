/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "dev-users.h"

static void
test_who_may_join_what (void)
{
  static const struct
  {
    const char *user;
    const char *channel;
    const char *refusal;
  } cases[] = {
    { "alice", "private-user-user_456", NULL },
    { "alice", "private-user-user_789", "Not channel owner" },
    { "alice", "private-user-", "Not channel owner" },
    { "alice", "private-tenant-org_123", NULL },
    { "alice", "private-tenant-org_456", "User not in tenant" },
    { "alice", "presence-room-doc_789", NULL },
    { "alice", "presence-other", "Channel not allowed" },
    { "alice", "private-App.Models.User.456", NULL },
    { "alice", "private-App.Models.User.user_456", NULL },
    { "alice", "private-App.Models.User.789", "Not channel owner" },
    { "alice", "private-encrypted-foo", NULL },
    { "alice", "private-encrypted-user-user_789", "Not channel owner" },
    { "alice", "private-cache-user-user_456", NULL },
    { "alice", "private-other", "Channel not allowed" },
    { "alice", "public-announcements", "Channel not allowed" },
    { "bob", "private-user-user_789", NULL },
    { "bob", "private-user-user_456", "Not channel owner" },
    { "bob", "private-tenant-org_123", NULL },
    { "bob", "private-tenant-org_456", NULL },
    { "bob", "presence-room-doc_789", NULL },
    { "eve", "private-user-user_666", "User not in tenant" },
    { "eve", "private-tenant-org_123", "User not in tenant" },
    { "eve", "presence-room-doc_789", "User not in tenant" },
  };
  g_autoptr (DevUsers) users = dev_users_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const DevUser *user = dev_users_find (users, cases[i].user);

      g_assert_nonnull (user);
      g_assert_cmpstr (dev_user_refuses (user, cases[i].channel), ==, cases[i].refusal);
    }
}

static void
test_a_changed_token_replaces_the_old_one (void)
{
  g_autoptr (DevUsers) users = dev_users_new ();

  g_assert_nonnull (dev_users_find_by_token (users, "alice-token"));
  g_assert_true (dev_users_change (users, "alice", "fresh", NULL));
  g_assert_null (dev_users_find_by_token (users, "alice-token"));
  g_assert_cmpstr (dev_users_find_by_token (users, "fresh")->id, ==, "user_456");
  g_assert_cmpstr (dev_users_find_by_cookie (users, "alice-cookie")->id, ==, "user_456");
  g_assert_false (dev_users_change (users, "mallory", "x", NULL));
  g_assert_null (dev_users_find_by_token (users, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/users/who-may-join-what", test_who_may_join_what);
  g_test_add_func ("/users/a-changed-token-replaces-the-old-one",
                   test_a_changed_token_replaces_the_old_one);

  return g_test_run ();
}
