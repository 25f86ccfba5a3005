/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is left to the thread of the store. */

#include "inbox/tb-store-place.h"
#include "inbox/tb-store-private.h"

gboolean
tb_store_purge_account (const char *folder, const char *account_id, GError **error)
{
  g_autoptr (TbStorePlace) place = tb_store_place_new (folder);
  g_autoptr (TbStore) store = NULL;

  if (!tb_store_place_exists (place))
    return TRUE;

  store = tb_store_new (folder);
  if (tb_store_is_open (store) && tb_store_forget_account (store, account_id))
    {
      tb_store_settle (store);
      return TRUE;
    }

  g_propagate_error (error, g_error_copy (tb_store_get_error (store)));
  return FALSE;
}

void
tb_store_tidy (TbStore *self, guint history_days, guint history_count)
{
  const TbUpkeepLimits limits = {
    .seen_days = TB_STORE_SEEN_DAYS,
    .seen_count = TB_STORE_SEEN_COUNT,
    .record_days = history_days,
    .record_count = history_count,
  };

  g_return_if_fail (TB_IS_STORE (self));

  if (tb_store_get_upkeep (self) == NULL)
    return;

  tb_store_upkeep_set_limits (tb_store_get_upkeep (self), &limits);
  tb_store_upkeep_request (tb_store_get_upkeep (self),
                           TB_UPKEEP_CHECK | TB_UPKEEP_REMOVE | TB_UPKEEP_EXPIRE);
}

void
tb_store_remove_later (TbStore *self, const gint64 *numbers, gsize n_numbers)
{
  g_return_if_fail (TB_IS_STORE (self));

  if (tb_store_get_upkeep (self) != NULL && n_numbers > 0)
    tb_store_upkeep_remove (tb_store_get_upkeep (self), numbers, n_numbers);
}

void
tb_store_settle (TbStore *self)
{
  g_return_if_fail (TB_IS_STORE (self));

  if (tb_store_get_upkeep (self) != NULL)
    tb_store_upkeep_wait (tb_store_get_upkeep (self));
}
