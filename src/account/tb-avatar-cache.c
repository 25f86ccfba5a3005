/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * A file's time of modification is when it was fetched, and its time of access, which is set here
 * and not left to the file system, when it was used last.
 */

#include "account/tb-avatar-cache.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "account/tb-avatar-picture.h"

#define DIRECTORY_MODE 0700
#define FILE_MODE 0600

/* Room is made for this part of the whole at once, so that not every picture needs to. */
#define ROOM_TO_MAKE(size) ((size) / 10)

struct _TbAvatarCache
{
  gatomicrefcount ref_count;

  char *directory;
  gsize size;

  GMutex lock;
  gboolean counted;
  gsize used; /* in bytes, once counted */
};

typedef struct
{
  char *path;
  gsize size;
  struct timespec used_at;
} File;

static void
file_clear (gpointer data)
{
  g_free (((File *) data)->path);
}

static int
compare_use (gconstpointer a, gconstpointer b)
{
  const File *first = a;
  const File *second = b;

  if (first->used_at.tv_sec != second->used_at.tv_sec)
    return first->used_at.tv_sec < second->used_at.tv_sec ? -1 : 1;

  return (first->used_at.tv_nsec > second->used_at.tv_nsec)
         - (first->used_at.tv_nsec < second->used_at.tv_nsec);
}

/* Named by a digest: an address may hold anything and be of any length. */
static char *
build_path (TbAvatarCache *self, const char *uri)
{
  g_autofree char *name = g_compute_checksum_for_string (G_CHECKSUM_SHA256, uri, -1);

  return g_build_filename (self->directory, name, NULL);
}

/* All files in the folder, also such as a crash has left behind half-written. */
static GArray *
list_files (TbAvatarCache *self)
{
  GArray *files = g_array_new (FALSE, FALSE, sizeof (File));
  g_autoptr (GDir) directory = g_dir_open (self->directory, 0, NULL);
  const char *name;

  g_array_set_clear_func (files, file_clear);
  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->directory, name, NULL);
      struct stat status;

      if (lstat (path, &status) == 0 && S_ISREG (status.st_mode))
        {
          File file = { g_steal_pointer (&path), (gsize) status.st_size, status.st_atim };

          g_array_append_val (files, file);
        }
    }

  return files;
}

/* Counts what is there, and removes what was not used for longest if that is too much. */
static void
make_room (TbAvatarCache *self)
{
  g_autoptr (GArray) files = list_files (self);

  self->counted = TRUE;
  self->used = 0;
  for (guint i = 0; i < files->len; i++)
    self->used += g_array_index (files, File, i).size;
  if (self->used <= self->size)
    return;

  g_array_sort (files, compare_use);
  for (guint i = 0; i < files->len && self->used > self->size - ROOM_TO_MAKE (self->size); i++)
    {
      const File *file = &g_array_index (files, File, i);

      if (g_unlink (file->path) == 0)
        self->used -= file->size;
    }
}

/* Reads a file through @descriptor, unless it is larger than a picture may be. */
static GBytes *
read_file (int descriptor, const struct stat *status)
{
  gsize length = (gsize) status->st_size;
  g_autofree guint8 *data = NULL;
  gsize done = 0;

  if (!S_ISREG (status->st_mode) || length == 0 || length > TB_AVATAR_PICTURE_BYTES)
    return NULL;

  data = g_malloc (length);
  while (done < length)
    {
      gssize n_bytes = read (descriptor, data + done, length - done);

      if (n_bytes < 0 && errno == EINTR)
        continue;
      if (n_bytes <= 0)
        return NULL;
      done += (gsize) n_bytes;
    }

  return g_bytes_new_take (g_steal_pointer (&data), length);
}

/**
 * tb_avatar_cache_new:
 * @directory: (nullable): where to keep pictures; %NULL for the user's cache folder
 * @size: how many bytes to keep at most
 *
 * Returns: (transfer full): the pictures that are there
 */
TbAvatarCache *
tb_avatar_cache_new (const char *directory, gsize size)
{
  TbAvatarCache *self = g_new0 (TbAvatarCache, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->lock);
  self->size = size;
  self->directory = directory != NULL
                        ? g_strdup (directory)
                        : g_build_filename (g_get_user_cache_dir (), "traybell", "avatars", NULL);

  return self;
}

/**
 * tb_avatar_cache_ref:
 * @self: a cache
 *
 * Returns: (transfer full): @self
 */
TbAvatarCache *
tb_avatar_cache_ref (TbAvatarCache *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * tb_avatar_cache_unref:
 * @self: (transfer full): a cache; its files stay
 */
void
tb_avatar_cache_unref (TbAvatarCache *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_mutex_clear (&self->lock);
  g_free (self->directory);
  g_free (self);
}

/**
 * tb_avatar_cache_load:
 * @self: a cache
 * @uri: a picture's address
 * @fetched_at: (out): when it was fetched, in µs since the Unix epoch, UTC
 *
 * Returns: (transfer full) (nullable): the picture, or %NULL if it is not there
 */
GBytes *
tb_avatar_cache_load (TbAvatarCache *self, const char *uri, gint64 *fetched_at)
{
  const struct timespec times[2] = { { 0, UTIME_NOW }, { 0, UTIME_OMIT } };
  g_autofree char *path = build_path (self, uri);
  int descriptor = open (path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  struct stat status;
  GBytes *bytes = NULL;

  *fetched_at = 0;
  if (descriptor < 0)
    return NULL;

  if (fstat (descriptor, &status) == 0)
    bytes = read_file (descriptor, &status);
  if (bytes != NULL)
    {
      *fetched_at = (gint64) status.st_mtim.tv_sec * G_USEC_PER_SEC;
      futimens (descriptor, times);
    }
  close (descriptor);

  return bytes;
}

/**
 * tb_avatar_cache_store:
 * @self: a cache
 * @uri: a picture's address
 * @bytes: the picture
 * @error: return location for an error, or %NULL
 *
 * Keeps a picture, for nobody else to read, and makes room for it.
 *
 * Returns: %FALSE with a #GFileError if it could not be written, which does no harm
 */
gboolean
tb_avatar_cache_store (TbAvatarCache *self, const char *uri, GBytes *bytes, GError **error)
{
  g_autofree char *path = build_path (self, uri);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  if (g_mkdir_with_parents (self->directory, DIRECTORY_MODE) != 0
      || g_chmod (self->directory, DIRECTORY_MODE) != 0)
    {
      g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (errno),
                   "The folder “%s” cannot be used: %s", self->directory, g_strerror (errno));
      return FALSE;
    }
  if (!g_file_set_contents_full (path, data, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT,
                                 FILE_MODE, error))
    return FALSE;

  self->used += length;
  if (!self->counted || self->used > self->size)
    make_room (self);

  return TRUE;
}
