/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A WebSocket client and an HTTP client for tests of the server. Both run the
 * default main context, where the server works too, and give up in time. */

#include "test-client.h"

#include "dev-json.h"
#include "dev-signature.h"

static gboolean
on_deadline (gpointer user_data)
{
  g_error ("A test waited too long");

  return G_SOURCE_REMOVE;
}

/* Runs the main context until a callback set @happened. */
void
test_wait_for (const gboolean *happened)
{
  guint deadline = g_timeout_add (TEST_DEADLINE_MILLISECONDS, on_deadline, NULL);

  while (!*happened)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (deadline);
}

static void
on_message (SoupWebsocketConnection *websocket, int type, GBytes *bytes, gpointer user_data)
{
  TestClient *client = user_data;

  g_queue_push_tail (&client->frames,
                     g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)));
}

static void
on_error (SoupWebsocketConnection *websocket, GError *error, gpointer user_data)
{
  TestClient *client = user_data;

  if (client->error == NULL)
    client->error = g_error_copy (error);
}

static void
on_closed (SoupWebsocketConnection *websocket, gpointer user_data)
{
  TestClient *client = user_data;

  client->closed = TRUE;
}

static void
on_upgraded (GObject *session, GAsyncResult *result, gpointer user_data)
{
  TestClient *client = user_data;

  client->websocket = soup_session_websocket_connect_finish (SOUP_SESSION (session), result, NULL);
  client->upgraded = TRUE;
  if (client->websocket == NULL)
    return;

  soup_websocket_connection_set_max_incoming_payload_size (client->websocket, 1024 * 1024);
  g_signal_connect (client->websocket, "message", G_CALLBACK (on_message), client);
  g_signal_connect (client->websocket, "error", G_CALLBACK (on_error), client);
  g_signal_connect (client->websocket, "closed", G_CALLBACK (on_closed), client);
}

/* Waits for the upgrade to be answered, in whatever way. */
TestClient *
test_client_new (DevServer *server, const char *path)
{
  TestClient *client = g_new0 (TestClient, 1);
  g_autofree char *url = g_strconcat (dev_server_get_url (server), path, NULL);

  g_queue_init (&client->frames);
  client->session = soup_session_new ();
  client->message = soup_message_new (SOUP_METHOD_GET, url);
  soup_message_add_flags (client->message, SOUP_MESSAGE_NO_REDIRECT);
  soup_session_websocket_connect_async (client->session, client->message, NULL, NULL,
                                        G_PRIORITY_DEFAULT, NULL, on_upgraded, client);
  test_wait_for (&client->upgraded);

  return client;
}

TestClient *
test_client_new_connected (DevServer *server)
{
  g_autofree char *path = g_strdup_printf ("/app/%s?protocol=7", dev_server_get_key (server));
  TestClient *client = test_client_new (server, path);
  g_autoptr (JsonObject) established = NULL;
  g_autoptr (JsonObject) data = NULL;

  established = test_client_next (client, "pusher:connection_established");
  data = test_object (json_object_get_string_member (established, "data"));
  client->socket_id = g_strdup (json_object_get_string_member (data, "socket_id"));

  return client;
}

void
test_client_free (TestClient *client)
{
  if (client->websocket != NULL)
    {
      g_signal_handlers_disconnect_by_data (client->websocket, client);
      if (soup_websocket_connection_get_state (client->websocket) == SOUP_WEBSOCKET_STATE_OPEN)
        g_io_stream_close (soup_websocket_connection_get_io_stream (client->websocket), NULL, NULL);
    }
  g_clear_object (&client->websocket);
  g_clear_object (&client->message);
  soup_session_abort (client->session);
  g_clear_object (&client->session);
  g_queue_clear_full (&client->frames, g_free);
  g_clear_error (&client->error);
  g_free (client->socket_id);
  g_free (client);
}

void
test_client_send (TestClient *client, const char *format, ...)
{
  va_list arguments;
  g_autofree char *text = NULL;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  soup_websocket_connection_send_text (client->websocket, text);
}

void
test_client_subscribe (TestClient *client,
                       DevServer *server,
                       const char *channel,
                       const char *channel_data)
{
  g_autofree char *signature = dev_signature_channel (dev_server_get_secret (server),
                                                      client->socket_id, channel, channel_data);
  g_autofree char *auth = g_strdup_printf ("%s:%s", dev_server_get_key (server), signature);
  g_autoptr (JsonObject) frame = json_object_new ();
  JsonObject *data = json_object_new ();
  g_autofree char *text = NULL;

  json_object_set_string_member (data, "channel", channel);
  json_object_set_string_member (data, "auth", auth);
  if (channel_data != NULL)
    json_object_set_string_member (data, "channel_data", channel_data);
  json_object_set_string_member (frame, "event", "pusher:subscribe");
  json_object_set_object_member (frame, "data", data);
  text = dev_json_print_object (frame);
  soup_websocket_connection_send_text (client->websocket, text);
}

char *
test_client_next_text (TestClient *client)
{
  guint deadline = g_timeout_add (TEST_DEADLINE_MILLISECONDS, on_deadline, NULL);

  while (g_queue_is_empty (&client->frames))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (deadline);

  return g_queue_pop_head (&client->frames);
}

/* The very next frame has to be this event. */
JsonObject *
test_client_next (TestClient *client, const char *event)
{
  g_autofree char *text = test_client_next_text (client);
  JsonObject *frame = test_object (text);

  g_assert_cmpstr (json_object_get_string_member (frame, "event"), ==, event);

  return frame;
}

/* Everything sent before a ping would arrive before its pong. */
void
test_client_hears_nothing (TestClient *client)
{
  g_autoptr (JsonObject) pong = NULL;

  test_client_send (client, "{\"event\":\"pusher:ping\",\"data\":{}}");
  pong = test_client_next (client, "pusher:pong");
}

void
test_client_wait_closed (TestClient *client)
{
  test_wait_for (&client->closed);
}

static void
on_answered (GObject *session, GAsyncResult *result, gpointer user_data)
{
  GBytes **bytes = user_data;
  g_autoptr (GError) error = NULL;

  *bytes = soup_session_send_and_read_finish (SOUP_SESSION (session), result, &error);
  g_assert_no_error (error);
}

/* @headers are lines "Name: value"; @body is a form unless they say otherwise. */
TestAnswer *
test_request (
    DevServer *server, const char *method, const char *path, const char *headers, const char *body)
{
  TestAnswer *answer = g_new0 (TestAnswer, 1);
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autofree char *url = g_strconcat (dev_server_get_url (server), path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, url);
  g_auto (GStrv) lines = g_strsplit (headers != NULL ? headers : "", "\n", -1);
  g_autoptr (GBytes) bytes = NULL;
  guint deadline = g_timeout_add (TEST_DEADLINE_MILLISECONDS, on_deadline, NULL);

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  if (body != NULL)
    {
      g_autoptr (GBytes) content = g_bytes_new (body, strlen (body));

      soup_message_set_request_body_from_bytes (message, SOUP_FORM_MIME_TYPE_URLENCODED, content);
    }
  for (char **line = lines; *line != NULL && **line != '\0'; line++)
    {
      g_auto (GStrv) parts = g_strsplit (*line, ": ", 2);

      soup_message_headers_replace (soup_message_get_request_headers (message), parts[0], parts[1]);
    }

  soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, NULL, on_answered,
                                    &bytes);
  while (bytes == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (deadline);

  answer->status = soup_message_get_status (message);
  answer->headers = soup_message_headers_ref (soup_message_get_response_headers (message));
  answer->text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  return answer;
}

void
test_answer_free (TestAnswer *answer)
{
  g_free (answer->text);
  soup_message_headers_unref (answer->headers);
  g_free (answer);
}

JsonObject *
test_object (const char *text)
{
  JsonObject *object = dev_json_parse_object (text, -1);

  if (object == NULL)
    g_error ("Not a JSON object: %s", text);

  return object;
}

DevServer *
test_server_new (void)
{
  g_autoptr (GError) error = NULL;
  DevServer *server = dev_server_new (NULL, &error);

  g_assert_no_error (error);

  return server;
}

/* Nothing may keep a server alive, or come later from it. */
void
test_server_free (DevServer *server)
{
  g_assert_finalize_object (server);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}
