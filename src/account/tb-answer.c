/* SPDX-License-Identifier: GPL-3.0-or-later */

/* For commands, which have nothing else to do: what is asked asynchronously, waited for. */

#include "account/tb-answer.h"

/**
 * tb_answer_keep:
 * @source: (nullable): who was asked
 * @result: the answer
 * @place: (type GAsyncResult**): where @result is kept; owned by whoever waits
 *
 * A #GAsyncReadyCallback for tb_answer_wait().
 */
void
tb_answer_keep (GObject *source, GAsyncResult *result, gpointer place)
{
  *(GAsyncResult **) place = g_object_ref (result);
}

/**
 * tb_answer_wait:
 * @place: the user data of tb_answer_keep(), %NULL in it until the answer comes
 *
 * Runs the main loop for as long as there is no answer.
 *
 * Returns: (transfer none): the answer
 */
GAsyncResult *
tb_answer_wait (GAsyncResult **place)
{
  while (*place == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *place;
}
