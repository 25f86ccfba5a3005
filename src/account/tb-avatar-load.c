/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The way of one picture: from the disk, else from the network; decoded in a thread. */

#include "account/tb-avatar-load.h"

#include "account/tb-avatar-picture.h"

typedef struct
{
  TbAvatarCache *cache;
  SoupSession *session;
  TbAvatarAddress *address;
  int size;
  GdkPixbuf *kept; /* from the disk; NULL if there is none */
  gboolean fresh;
  GBytes *bytes; /* from the network */
} Load;

static void
load_free (gpointer data)
{
  Load *load = data;

  tb_avatar_cache_unref (load->cache);
  g_object_unref (load->session);
  tb_avatar_address_free (load->address);
  g_clear_object (&load->kept);
  g_clear_pointer (&load->bytes, g_bytes_unref);
  g_free (load);
}

/* An old picture is better than none. */
static void
return_kept (GTask *task, GError *error)
{
  Load *load = g_task_get_task_data (task);

  if (load->kept != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_pointer (task, g_steal_pointer (&load->kept), g_object_unref);
      g_error_free (error);
    }
  else
    {
      g_task_return_error (task, error);
    }
}

static void
decode_in_thread (GTask *thread, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Load *load = g_task_get_task_data (task_data);
  g_autoptr (GError) store_error = NULL;
  GError *error = NULL;
  g_autoptr (GdkPixbuf) pixbuf = tb_avatar_picture_decode (load->bytes, load->size, &error);

  /* What cannot be shown is not kept. */
  if (pixbuf == NULL)
    {
      g_task_return_error (thread, error);
      return;
    }
  if (!tb_avatar_cache_store (load->cache, load->address->uri, load->bytes, &store_error))
    g_debug ("A picture is not kept: %s", store_error->message);
  g_task_return_pointer (thread, g_steal_pointer (&pixbuf), g_object_unref);
}

static void
on_decoded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GdkPixbuf *pixbuf = g_task_propagate_pointer (G_TASK (result), &error);

  if (pixbuf != NULL)
    g_task_return_pointer (task, pixbuf, g_object_unref);
  else
    return_kept (task, error);
}

/* Runs @func in a thread with @task as its data. */
static void
run_in_thread (GTask *task, GTaskThreadFunc func, GAsyncReadyCallback callback)
{
  g_autoptr (GTask) thread
      = g_task_new (NULL, g_task_get_cancellable (task), callback, g_object_ref (task));

  g_task_set_task_data (thread, g_object_ref (task), g_object_unref);
  g_task_set_priority (thread, G_PRIORITY_LOW);
  g_task_run_in_thread (thread, func);
}

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Load *load = g_task_get_task_data (task);
  GError *error = NULL;

  load->bytes = tb_avatar_request_finish (result, &error);
  if (load->bytes != NULL)
    run_in_thread (task, decode_in_thread, on_decoded);
  else
    return_kept (task, error);
}

static void
look_in_thread (GTask *thread, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Load *load = g_task_get_task_data (task_data);
  gint64 fetched_at;
  g_autoptr (GBytes) bytes = tb_avatar_cache_load (load->cache, load->address->uri, &fetched_at);
  gint64 age = g_get_real_time () - fetched_at;

  /* One from the future is as old as any. */
  load->fresh = age >= 0 && age < (gint64) TB_AVATAR_LIFETIME * G_USEC_PER_SEC;
  if (bytes != NULL)
    load->kept = tb_avatar_picture_decode (bytes, load->size, NULL);
  g_task_return_boolean (thread, TRUE);
}

static void
on_looked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Load *load = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (g_task_return_error_if_cancelled (task))
    return;

  if (load->kept != NULL && load->fresh)
    g_task_return_pointer (task, g_steal_pointer (&load->kept), g_object_unref);
  else
    tb_avatar_request_async (load->session, load->address, cancellable, on_fetched,
                             g_steal_pointer (&task));
}

/**
 * tb_avatar_load_async:
 * @cache: where pictures are kept
 * @session: where to fetch others; one that keeps no cookies
 * @address: where the picture is
 * @size: width and height that are wanted, in pixels
 * @cancellable: (nullable): to cancel it
 * @callback: called when the picture is there
 * @user_data: for @callback
 *
 * Loads a picture: from @cache if it was fetched within %TB_AVATAR_LIFETIME, else from the network,
 * and if that fails from @cache all the same.
 */
void
tb_avatar_load_async (TbAvatarCache *cache,
                      SoupSession *session,
                      const TbAvatarAddress *address,
                      int size,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Load *load = g_new0 (Load, 1);

  load->cache = tb_avatar_cache_ref (cache);
  load->session = g_object_ref (session);
  load->address = tb_avatar_address_copy (address);
  load->size = size;
  g_task_set_task_data (task, load, load_free);
  g_task_set_source_tag (task, tb_avatar_load_async);

  run_in_thread (task, look_in_thread, on_looked);
}

/**
 * tb_avatar_load_finish:
 * @result: what the callback got
 * @error: return location for an error, or %NULL
 *
 * Returns: (transfer full) (nullable): the picture, or %NULL with why there is none
 */
GdkPixbuf *
tb_avatar_load_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
