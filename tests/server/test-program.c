/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The program as a script starts it: one line on standard output, then a server
 * until a signal ends it. */

#include "dev-json.h"

#include <gio/gio.h>
#include <signal.h>

static const char *program;

static void
on_line_read (GObject *stream, GAsyncResult *result, gpointer user_data)
{
  char **line = user_data;
  g_autoptr (GError) error = NULL;

  *line = g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (stream), result, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (*line);
}

static void
on_ended (GObject *process, GAsyncResult *result, gpointer user_data)
{
  gboolean *ended = user_data;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_subprocess_wait_finish (G_SUBPROCESS (process), result, &error));
  g_assert_no_error (error);
  *ended = TRUE;
}

static gboolean
on_deadline (gpointer user_data)
{
  g_error ("A test waited too long");

  return G_SOURCE_REMOVE;
}

static void
run_until (int signal_number)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process
      = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, "--key", "a-key", NULL);
  g_autoptr (GDataInputStream) output = NULL;
  g_autoptr (JsonObject) announced = NULL;
  g_autofree char *line = NULL;
  g_autofree char *rest = NULL;
  gboolean ended = FALSE;
  guint deadline = g_timeout_add_seconds (10, on_deadline, NULL);

  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  g_data_input_stream_read_line_async (output, G_PRIORITY_DEFAULT, NULL, on_line_read, &line);
  while (line == NULL)
    g_main_context_iteration (NULL, TRUE);

  announced = dev_json_parse_object (line, -1);
  g_assert_nonnull (announced);
  g_assert_cmpstr (dev_json_get_text (announced, "appId", NULL), ==, "demo-app");
  g_assert_cmpstr (dev_json_get_text (announced, "key", NULL), ==, "a-key");
  g_assert_cmpstr (dev_json_get_text (announced, "secret", NULL), ==, "demo-secret");
  {
    gint64 port = dev_json_get_number (announced, "port", 0);
    g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%" G_GINT64_FORMAT, port);
    g_autoptr (GSocketClient) client = g_socket_client_new ();
    g_autoptr (GSocketConnection) connection = NULL;

    g_assert_cmpstr (dev_json_get_text (announced, "url", NULL), ==, url);
    connection
        = g_socket_client_connect_to_host (client, "127.0.0.1", (guint16) port, NULL, &error);
    g_assert_no_error (error);
  }

  g_subprocess_send_signal (process, signal_number);
  g_subprocess_wait_async (process, NULL, on_ended, &ended);
  while (!ended)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
  rest = g_data_input_stream_read_line (output, NULL, NULL, NULL);
  g_assert_null (rest);
  g_source_remove (deadline);
}

static void
test_announces_itself_and_ends_on_a_signal (void)
{
  run_until (SIGTERM);
  run_until (SIGINT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  program = argv[1];
  g_test_add_func ("/program/announces-itself-and-ends-on-a-signal",
                   test_announces_itself_and_ends_on_a_signal);

  return g_test_run ();
}
