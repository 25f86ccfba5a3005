/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "inbox/tb-store-opening.h"

#include <glib/gi18n.h>

#include "inbox/tb-inbox-error.h"
#include "inbox/tb-store-schema.h"

static char *
make_notice (const char *reason, const char *where)
{
  /* Translators: the first %s is a sentence without its full stop, the second a path */
  return g_strdup_printf (_ ("%s; it was set aside as “%s”, and the inbox begins anew"), reason,
                          where);
}

static TbStoreConnection *
try_to_open (TbStorePlace *place, GError **error)
{
  g_autoptr (TbStoreConnection) connection
      = tb_store_connection_open (tb_store_place_get_path (place), error);

  if (connection == NULL || !tb_store_schema_apply (connection, error))
    return NULL;

  return g_steal_pointer (&connection);
}

static gboolean
is_useless (const GError *error)
{
  return g_error_matches (error, TB_INBOX_ERROR, TB_INBOX_ERROR_STORE_DAMAGED)
         || g_error_matches (error, TB_INBOX_ERROR, TB_INBOX_ERROR_STORE_INDEX_DAMAGED)
         || g_error_matches (error, TB_INBOX_ERROR, TB_INBOX_ERROR_STORE_NEWER);
}

TbStoreConnection *
tb_store_opening_run (TbStorePlace *place,
                      const GError *damage,
                      gboolean may_set_aside,
                      char **notice,
                      GError **error)
{
  g_autoptr (TbStoreConnection) connection = NULL;
  g_autoptr (GError) problem = NULL;
  g_autofree char *where = NULL;
  g_autofree char *again = NULL;

  *notice = NULL;
  if (!tb_store_place_prepare (place, &where, error))
    return NULL;
  if (where != NULL)
    *notice = make_notice (_ ("In the place of the inbox's database was something else"), where);

  /* Damage that was met while it was open need not show at once when it is opened again. */
  if (damage != NULL && where == NULL)
    problem = g_error_copy (damage);
  else
    connection = try_to_open (place, &problem);
  if (problem == NULL)
    return g_steal_pointer (&connection);

  if (!is_useless (problem) || !may_set_aside)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return NULL;
    }

  g_free (where);
  where = tb_store_place_set_aside (place, error);
  if (where == NULL)
    return NULL;
  g_free (*notice);
  *notice = make_notice (problem->message, where);
  return tb_store_place_prepare (place, &again, error) ? try_to_open (place, error) : NULL;
}
