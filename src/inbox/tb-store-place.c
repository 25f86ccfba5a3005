/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "inbox/tb-store-place.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "inbox/tb-inbox-error.h"

#define FOLDER_NAME "traybell"
#define DATABASE_NAME "inbox.db"
#define LOCK_NAME "inbox.lock"

/*
 * How every database of SQLite begins (https://sqlite.org/fileformat2.html#the_database_header):
 * these words with their NUL, the size of a page, and two version numbers. With another number in
 * the first it would be one that may only be read, for ever.
 */
#define MAGIC "SQLite format 3"
#define WRITE_VERSION 18
#define READ_VERSION 19
#define LAST_FORMAT_VERSION 2

#define FOLDER_MODE 0700
#define FILE_MODE 0600
/* What others than the owner may do. */
#define OTHERS 077

/* Names that are tried for what is set aside within one second. */
#define MOST_NAMES 1000

/* What SQLite puts behind the database's name, the database itself first. */
static const char *const suffixes[] = { "", "-wal", "-shm" };

struct _TbStorePlace
{
  char *folder;
  char *path;

  int folder_descriptor;
  int lock_descriptor;
};

static gboolean
fail (GError **error, int reason, const char *path)
{
  switch (reason)
    {
    case ENOSPC:
    case EDQUOT:
      g_set_error (error, TB_INBOX_ERROR, TB_INBOX_ERROR_STORE_FULL,
                   _ ("There is no room left on the disk for “%s”; notifications are kept in "
                      "memory until there is"),
                   path);
      break;
    case ELOOP:
      g_set_error (error, TB_INBOX_ERROR, TB_INBOX_ERROR_STORE_UNUSABLE,
                   _ ("“%s” is a symbolic link, and those are not followed here; notifications are "
                      "kept in memory until you remove it"),
                   path);
      break;
    default:
      g_set_error (error, TB_INBOX_ERROR, TB_INBOX_ERROR_STORE_UNUSABLE,
                   _ ("“%s” cannot be used (%s); notifications are kept in memory until it belongs "
                      "to you and can be written"),
                   path, g_strerror (reason));
    }

  return FALSE;
}

TbStorePlace *
tb_store_place_new (const char *folder)
{
  TbStorePlace *self = g_new0 (TbStorePlace, 1);

  self->folder = folder != NULL ? g_strdup (folder)
                                : g_build_filename (g_get_user_data_dir (), FOLDER_NAME, NULL);
  self->folder_descriptor = -1;
  self->lock_descriptor = -1;
  return self;
}

static void
close_descriptor (int *descriptor)
{
  if (*descriptor >= 0)
    close (*descriptor);
  *descriptor = -1;
}

void
tb_store_place_free (TbStorePlace *self)
{
  if (self == NULL)
    return;

  /* Closing the file gives the lock back. */
  close_descriptor (&self->lock_descriptor);
  close_descriptor (&self->folder_descriptor);
  g_free (self->folder);
  g_free (self->path);
  g_free (self);
}

gboolean
tb_store_place_exists (TbStorePlace *self)
{
  g_autofree char *path = g_build_filename (self->folder, DATABASE_NAME, NULL);
  struct stat info;

  return lstat (path, &info) == 0;
}

/* The folder is opened anew each time: it may have been removed or replaced since. */
static gboolean
open_folder (TbStorePlace *self, GError **error)
{
  g_autofree char *parent = g_path_get_dirname (self->folder);
  struct stat info;

  close_descriptor (&self->folder_descriptor);
  if (g_mkdir_with_parents (parent, FOLDER_MODE) != 0)
    return fail (error, errno, parent);
  if (mkdir (self->folder, FOLDER_MODE) != 0 && errno != EEXIST)
    return fail (error, errno, self->folder);

  if (lstat (self->folder, &info) == 0 && S_ISLNK (info.st_mode))
    return fail (error, ELOOP, self->folder);
  self->folder_descriptor = open (self->folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (self->folder_descriptor < 0 || fstat (self->folder_descriptor, &info) != 0)
    return fail (error, errno, self->folder);
  if (info.st_uid != geteuid ())
    return fail (error, EPERM, self->folder);
  if ((info.st_mode & OTHERS) != 0 && fchmod (self->folder_descriptor, FOLDER_MODE) != 0)
    return fail (error, errno, self->folder);

  return TRUE;
}

/* Links above the folder are the user's own business, but SQLite is told to follow none. */
static gboolean
resolve_path (TbStorePlace *self, GError **error)
{
  char *folder = realpath (self->folder, NULL);

  if (folder == NULL)
    return fail (error, errno, self->folder);

  g_free (self->path);
  self->path = g_build_filename (folder, DATABASE_NAME, NULL);
  free (folder);
  return TRUE;
}

static gboolean
take_lock (TbStorePlace *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->folder, LOCK_NAME, NULL);

  close_descriptor (&self->lock_descriptor);
  self->lock_descriptor = openat (self->folder_descriptor, LOCK_NAME,
                                  O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, FILE_MODE);
  if (self->lock_descriptor < 0)
    return fail (error, errno, path);
  if (flock (self->lock_descriptor, LOCK_EX | LOCK_NB) == 0)
    return TRUE;
  if (errno != EWOULDBLOCK)
    return fail (error, errno, path);

  close_descriptor (&self->lock_descriptor);
  g_set_error (error, TB_INBOX_ERROR, TB_INBOX_ERROR_STORE_BUSY,
               _ ("Another Traybell of yours has the inbox in “%s”; notifications are kept in "
                  "memory until that one ends"),
               self->folder);
  return FALSE;
}

/* SQLite gives the files beside the database the database's mode, but these may be old. */
static gboolean
secure_file (TbStorePlace *self, const char *name, struct stat *info, GError **error)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);

  if (S_ISLNK (info->st_mode))
    return fail (error, ELOOP, path);
  if (!S_ISREG (info->st_mode))
    return TRUE;
  if (info->st_uid != geteuid ())
    return fail (error, EPERM, path);
  if ((info->st_mode & OTHERS) != 0 && fchmodat (self->folder_descriptor, name, FILE_MODE, 0) != 0)
    return fail (error, errno, path);

  return TRUE;
}

static gboolean
is_header (const guint8 *bytes)
{
  return memcmp (bytes, MAGIC, sizeof MAGIC) == 0 && bytes[WRITE_VERSION] > 0
         && bytes[WRITE_VERSION] <= LAST_FORMAT_VERSION && bytes[READ_VERSION] > 0
         && bytes[READ_VERSION] <= LAST_FORMAT_VERSION;
}

/*
 * SQLite is not shown what is no database: it would delete the log beside it. A file without
 * anything in it is one that it has not begun, unless there is a log.
 */
static gboolean
look_into (TbStorePlace *self, gboolean *is_database, GError **error)
{
  int descriptor
      = openat (self->folder_descriptor, DATABASE_NAME, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
  guint8 bytes[READ_VERSION + 1];
  ssize_t length;
  struct stat log;

  if (descriptor < 0)
    return fail (error, errno, self->path);
  length = read (descriptor, bytes, sizeof bytes);
  close (descriptor);
  if (length < 0)
    return fail (error, EIO, self->path);

  if (length == 0)
    *is_database
        = fstatat (self->folder_descriptor, DATABASE_NAME "-wal", &log, AT_SYMLINK_NOFOLLOW) != 0
          || log.st_size == 0;
  else
    *is_database = length == sizeof bytes && is_header (bytes);
  return TRUE;
}

static gboolean
make_database (TbStorePlace *self, GError **error)
{
  int descriptor = openat (self->folder_descriptor, DATABASE_NAME,
                           O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, FILE_MODE);

  if (descriptor < 0)
    return fail (error, errno, self->path);

  close (descriptor);
  return TRUE;
}

static gboolean
prepare_files (TbStorePlace *self, char **set_aside, GError **error)
{
  gboolean is_sound = FALSE;
  gboolean is_there = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *name = g_strconcat (DATABASE_NAME, suffixes[i], NULL);
      struct stat info;

      if (fstatat (self->folder_descriptor, name, &info, AT_SYMLINK_NOFOLLOW) != 0)
        {
          if (errno != ENOENT)
            return fail (error, errno, self->path);
          continue;
        }
      if (!secure_file (self, name, &info, error))
        return FALSE;
      if (i == 0)
        {
          is_there = TRUE;
          if (S_ISREG (info.st_mode) && !look_into (self, &is_sound, error))
            return FALSE;
        }
    }

  if (is_there && !is_sound)
    {
      *set_aside = tb_store_place_set_aside (self, error);
      if (*set_aside == NULL)
        return FALSE;
      is_there = FALSE;
    }

  return is_there || make_database (self, error);
}

gboolean
tb_store_place_prepare (TbStorePlace *self, char **set_aside, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  *set_aside = NULL;
  return open_folder (self, error) && resolve_path (self, error) && take_lock (self, error)
         && prepare_files (self, set_aside, error);
}

const char *
tb_store_place_get_path (TbStorePlace *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->path;
}

static gboolean
is_free (TbStorePlace *self, const char *name)
{
  struct stat info;

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *full = g_strconcat (name, suffixes[i], NULL);

      if (fstatat (self->folder_descriptor, full, &info, AT_SYMLINK_NOFOLLOW) == 0
          || errno != ENOENT)
        return FALSE;
    }

  return TRUE;
}

/* A name that nothing has, with its date and time. */
static char *
choose_name (TbStorePlace *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *stamp = g_date_time_format (now, "%Y%m%d-%H%M%S");

  for (guint i = 1; i <= MOST_NAMES; i++)
    {
      g_autofree char *name = i == 1 ? g_strdup_printf (DATABASE_NAME ".corrupt-%s", stamp)
                                     : g_strdup_printf (DATABASE_NAME ".corrupt-%s-%u", stamp, i);

      if (is_free (self, name))
        return g_steal_pointer (&name);
    }

  return NULL;
}

static gboolean
rename_in_folder (TbStorePlace *self, const char *from, const char *to)
{
  const int folder = self->folder_descriptor;

  if (renameat2 (folder, from, folder, to, RENAME_NOREPLACE) == 0)
    return TRUE;

  /* Some file systems cannot promise it; nobody else is in the folder, and the name was free. */
  return errno == EINVAL && renameat (folder, from, folder, to) == 0;
}

char *
tb_store_place_set_aside (TbStorePlace *self, GError **error)
{
  g_autofree char *name = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  name = choose_name (self);
  if (name == NULL)
    {
      fail (error, EEXIST, self->path);
      return NULL;
    }

  /* The database goes last: as long as it has its name, all of it can be tried again. */
  for (gsize i = G_N_ELEMENTS (suffixes); i > 0; i--)
    {
      g_autofree char *from = g_strconcat (DATABASE_NAME, suffixes[i - 1], NULL);
      g_autofree char *to = g_strconcat (name, suffixes[i - 1], NULL);

      if (!rename_in_folder (self, from, to) && errno != ENOENT)
        {
          fail (error, errno, self->path);
          return NULL;
        }
    }

  return g_build_filename (self->folder, name, NULL);
}
