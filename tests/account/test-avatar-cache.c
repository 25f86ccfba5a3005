/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "account/tb-avatar-cache.h"

#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "account/tb-avatar-picture.h"

typedef struct
{
  char *root;
  char *directory;
  TbAvatarCache *cache;
} Fixture;

#define SIZE (10 * 1000)

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->root = g_dir_make_tmp ("traybell-avatars-XXXXXX", NULL);
  fixture->directory = g_build_filename (fixture->root, "traybell", "avatars", NULL);
  fixture->cache = tb_avatar_cache_new (fixture->directory, SIZE);
}

static GPtrArray *
list (Fixture *fixture)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) directory = g_dir_open (fixture->directory, 0, NULL);
  const char *name;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    g_ptr_array_add (paths, g_build_filename (fixture->directory, name, NULL));

  return paths;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) paths = list (fixture);
  g_autofree char *parent = g_path_get_dirname (fixture->directory);

  tb_avatar_cache_unref (fixture->cache);
  for (guint i = 0; i < paths->len; i++)
    g_unlink (g_ptr_array_index (paths, i));
  g_rmdir (fixture->directory);
  g_rmdir (parent);
  g_rmdir (fixture->root);
  g_free (fixture->directory);
  g_free (fixture->root);
}

static void
store (Fixture *fixture, const char *uri, gsize length, char content)
{
  g_autofree char *data = g_malloc (length);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  memset (data, content, length);
  bytes = g_bytes_new (data, length);
  g_assert_true (tb_avatar_cache_store (fixture->cache, uri, bytes, &error));
  g_assert_no_error (error);
}

static gboolean
has (Fixture *fixture, const char *uri)
{
  gint64 fetched_at;
  g_autoptr (GBytes) bytes = tb_avatar_cache_load (fixture->cache, uri, &fetched_at);

  return bytes != NULL;
}

static void
test_what_is_stored_is_there (Fixture *fixture, gconstpointer data)
{
  gint64 before = g_get_real_time () / G_USEC_PER_SEC * G_USEC_PER_SEC;
  gint64 fetched_at = 0;
  g_autoptr (GBytes) bytes = NULL;

  g_assert_false (has (fixture, "https://x/a"));
  store (fixture, "https://x/a", 100, 'a');
  bytes = tb_avatar_cache_load (fixture->cache, "https://x/a", &fetched_at);
  g_assert_cmpuint (g_bytes_get_size (bytes), ==, 100);
  g_assert_cmpint (fetched_at, >=, before);
  g_assert_cmpint (fetched_at, <=, g_get_real_time ());
  g_assert_false (has (fixture, "https://x/b"));
}

static void
test_nobody_else_can_read_it (Fixture *fixture, gconstpointer data)
{
  mode_t mask = umask (0);
  g_autoptr (GPtrArray) paths = NULL;
  struct stat status;

  g_mkdir_with_parents (fixture->directory, 0777);
  store (fixture, "https://x/a", 100, 'a');
  umask (mask);
  paths = list (fixture);
  g_assert_cmpuint (paths->len, ==, 1);
  g_assert_cmpint (stat (g_ptr_array_index (paths, 0), &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 07777, ==, 0600);
  g_assert_cmpint (stat (fixture->directory, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 07777, ==, 0700);
}

static void
test_what_was_not_used_for_longest_makes_room (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *uri = g_strdup_printf ("https://x/%u", i);

      store (fixture, uri, 1900, 'a');
    }
  g_assert_true (has (fixture, "https://x/0"));
  store (fixture, "https://x/5", 1900, 'a');

  /* A tenth is freed, so two had to go. */
  g_assert_true (has (fixture, "https://x/0"));
  g_assert_false (has (fixture, "https://x/1"));
  g_assert_false (has (fixture, "https://x/2"));
  g_assert_true (has (fixture, "https://x/3"));
  g_assert_true (has (fixture, "https://x/5"));
}

static void
test_what_is_there_from_before_counts (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *uri = g_strdup_printf ("https://x/%u", i);

      store (fixture, uri, 1900, 'a');
    }
  tb_avatar_cache_unref (fixture->cache);
  fixture->cache = tb_avatar_cache_new (fixture->directory, SIZE);
  store (fixture, "https://x/5", 1900, 'a');
  g_assert_false (has (fixture, "https://x/0"));
  g_assert_true (has (fixture, "https://x/5"));
}

static void
test_only_files_of_a_pictures_size_are_read (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) paths = NULL;
  const char *path;

  store (fixture, "https://x/a", 100, 'a');
  paths = list (fixture);
  path = g_ptr_array_index (paths, 0);

  g_assert_cmpint (truncate (path, TB_AVATAR_PICTURE_BYTES + 1), ==, 0);
  g_assert_false (has (fixture, "https://x/a"));
  g_assert_cmpint (truncate (path, 0), ==, 0);
  g_assert_false (has (fixture, "https://x/a"));

  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (symlink ("/etc/hostname", path), ==, 0);
  g_assert_false (has (fixture, "https://x/a"));
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  g_assert_false (has (fixture, "https://x/a"));
}

static void
test_a_folder_that_cannot_be_is_an_error (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TbAvatarCache) cache = tb_avatar_cache_new ("/dev/null/avatars", SIZE);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("a", 1);
  g_autoptr (GError) error = NULL;
  gint64 fetched_at;

  g_assert_false (tb_avatar_cache_store (cache, "https://x/a", bytes, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOTDIR);
  g_assert_null (tb_avatar_cache_load (cache, "https://x/a", &fetched_at));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                                        \
  g_test_add ("/avatar-cache/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("what-is-stored-is-there", test_what_is_stored_is_there);
  ADD ("nobody-else-can-read-it", test_nobody_else_can_read_it);
  ADD ("what-was-not-used-for-longest-makes-room", test_what_was_not_used_for_longest_makes_room);
  ADD ("what-is-there-from-before-counts", test_what_is_there_from_before_counts);
  ADD ("only-files-of-a-pictures-size-are-read", test_only_files_of_a_pictures_size_are_read);
  ADD ("a-folder-that-cannot-be-is-an-error", test_a_folder_that_cannot_be_is_an_error);
#undef ADD

  return g_test_run ();
}
