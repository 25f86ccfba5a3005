/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "account/tb-fetched-page.h"

/**
 * tb_fetched_page_new:
 * @array: what the web app lists; what is no notification is passed over
 * @next: (nullable): where the list goes on
 * @time: when the web app answered, or 0
 *
 * Returns: (transfer full): a page
 */
TbFetchedPage *
tb_fetched_page_new (JsonArray *array, const char *next, gint64 time)
{
  TbFetchedPage *self = g_new0 (TbFetchedPage, 1);

  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) tb_fetched_item_free);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      TbFetchedItem *item = tb_fetched_item_new (json_array_get_element (array, i));

      if (item != NULL)
        g_ptr_array_add (self->items, item);
    }
  self->next = g_strdup (next);
  self->time = time;

  return self;
}

/**
 * tb_fetched_page_free:
 * @self: (transfer full): a page
 */
void
tb_fetched_page_free (TbFetchedPage *self)
{
  g_ptr_array_unref (self->items);
  g_free (self->next);
  g_free (self);
}
