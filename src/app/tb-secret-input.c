/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Secrets come in through file descriptors: they never stand in arguments or messages of the bus.
 */

#include "app/tb-secret-input.h"

#include <gio/gunixinputstream.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

/* More than any secret; what is longer is not one. */
#define BUFFER_SIZE 16384

static void
buffer_free (gpointer buffer)
{
  explicit_bzero (buffer, BUFFER_SIZE);
  g_free (buffer);
}

static void
on_read_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  char *buffer = g_task_get_task_data (task);
  GError *error = NULL;
  gsize length;

  if (!g_input_stream_read_all_finish (G_INPUT_STREAM (source), result, &length, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (length >= BUFFER_SIZE)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                               _ ("What was given is too long to be a secret"));
      return;
    }
  if (memchr (buffer, '\0', length) != NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                               _ ("The secret must be one line of plain characters"));
      return;
    }

  buffer[length] = '\0';
  g_task_return_pointer (task, g_strdup (buffer), (GDestroyNotify) tb_secret_input_free);
}

/**
 * tb_secret_input_read_async:
 * @descriptor: (transfer full): a file descriptor, read to its end and closed
 * @callback: called when it was read or not
 * @user_data: for @callback
 */
void
tb_secret_input_read_async (int descriptor, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GInputStream) input = g_unix_input_stream_new (descriptor, TRUE);
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  char *buffer = g_malloc0 (BUFFER_SIZE);

  g_task_set_task_data (task, buffer, buffer_free);
  g_input_stream_read_all_async (input, buffer, BUFFER_SIZE, G_PRIORITY_DEFAULT, NULL,
                                 on_read_ready, task);
}

/**
 * tb_secret_input_read_terminal:
 * @prompt: what to ask for
 * @error: return location for an error, or %NULL
 *
 * Asks at the terminal that standard input is, for one line, which is not shown as it is typed.
 *
 * Returns: (transfer full) (nullable): the line; free it with tb_secret_input_free()
 */
char *
tb_secret_input_read_terminal (const char *prompt, GError **error)
{
  char *buffer = g_malloc0 (BUFFER_SIZE);
  struct termios shown;
  struct termios hidden;
  gboolean can_hide = tcgetattr (STDIN_FILENO, &shown) == 0;
  char *secret = NULL;

  /* First: whoever is asked may answer at once. */
  if (can_hide)
    {
      hidden = shown;
      hidden.c_lflag &= ~(tcflag_t) ECHO;
      tcsetattr (STDIN_FILENO, TCSAFLUSH, &hidden);
    }
  g_printerr ("%s", prompt);
  if (fgets (buffer, BUFFER_SIZE, stdin) != NULL)
    secret = g_strdup (buffer);
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED, _ ("No secret was given"));
  if (can_hide)
    {
      tcsetattr (STDIN_FILENO, TCSAFLUSH, &shown);
      g_printerr ("\n");
    }
  buffer_free (buffer);

  return secret;
}

/**
 * tb_secret_input_read_finish:
 * @result: what the callback got
 * @error: return location for an error, or %NULL
 *
 * Returns: (transfer full) (nullable): what was read; free it with tb_secret_input_free()
 */
char *
tb_secret_input_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * tb_secret_input_free:
 * @secret: (nullable) (transfer full): what was read; overwritten first
 */
void
tb_secret_input_free (char *secret)
{
  if (secret != NULL)
    explicit_bzero (secret, strlen (secret));
  g_free (secret);
}
