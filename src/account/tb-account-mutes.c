/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which channels of an account the user has switched off, and by what. */

#include "account/tb-account.h"

#define KEY "muted-channels"

/**
 * tb_account_dup_muting_pattern:
 * @self: an account
 * @channel: name of a channel
 *
 * Returns: (transfer full) (nullable): the first of what mutes @channel that is not its own name,
 *   or %NULL if nothing but its own name does
 */
char *
tb_account_dup_muting_pattern (TbAccount *self, const char *channel)
{
  g_auto (GStrv) globs = tb_account_dup_strings (self, KEY);

  for (gsize i = 0; globs[i] != NULL; i++)
    {
      if (!g_str_equal (globs[i], channel) && g_pattern_match_simple (globs[i], channel))
        return g_strdup (globs[i]);
    }

  return NULL;
}

/**
 * tb_account_dup_further_mutes:
 * @self: an account
 *
 * Returns: (transfer full): what is muted that is not the name of one of the account's channels:
 *   patterns, and names of channels that it does not listen to
 */
GStrv
tb_account_dup_further_mutes (TbAccount *self)
{
  g_auto (GStrv) globs = tb_account_dup_strings (self, KEY);
  g_auto (GStrv) channels = tb_account_dup_channel_names (self);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (gsize i = 0; globs[i] != NULL; i++)
    {
      if (!g_strv_contains ((const char *const *) channels, globs[i]))
        g_strv_builder_add (builder, globs[i]);
    }

  return g_strv_builder_end (builder);
}

/**
 * tb_account_set_muted:
 * @self: an account
 * @glob: name of a channel, or a pattern of names
 * @muted: whether @glob mutes; what else mutes the same channels stays
 */
void
tb_account_set_muted (TbAccount *self, const char *glob, gboolean muted)
{
  g_auto (GStrv) globs = tb_account_dup_strings (self, KEY);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) changed = NULL;

  for (gsize i = 0; globs[i] != NULL; i++)
    {
      if (!g_str_equal (globs[i], glob))
        g_strv_builder_add (builder, globs[i]);
    }
  if (muted)
    g_strv_builder_add (builder, glob);
  changed = g_strv_builder_end (builder);
  tb_account_set_strings (self, KEY, (const char *const *) changed);
}
