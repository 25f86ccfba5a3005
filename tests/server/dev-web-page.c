/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The web app of the demo: a page to send from, and pages that a click on a
 * notification opens, whose visits are recorded. */

#include "dev-web-page.h"

#include "dev-json.h"
#include "dev-reply.h"

static char *
load_page (const char *name)
{
  g_autofree char *path = g_strdup_printf ("/com/nebutra/Traybell/DevServer/%s", name);
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/* A page that says which one it is. */
static void
reply_simple_page (SoupServerMessage *message, guint status, const char *title, const char *path)
{
  g_autofree char *template = load_page ("simple.html");
  g_autoptr (GString) page = g_string_new (template);
  g_autofree char *escaped = g_markup_escape_text (path, -1);

  g_string_replace (page, "{title}", title, 0);
  g_string_replace (page, "{path}", escaped, 0);
  dev_reply_text (message, status, "text/html", page->str);
}

static JsonObject *
compose (JsonObject *wanted, const char *kind)
{
  JsonObject *data = json_object_new ();
  g_autofree char *id = g_uuid_string_random ();
  const char *title = dev_json_get_text (wanted, "title", "Hello");
  const char *body = dev_json_get_text (wanted, "body", "Sent from the dev server");
  const char *link = dev_json_get_text (wanted, "link", NULL);

  json_object_set_string_member (data, "id", id);
  json_object_set_string_member (data, "title", title);
  json_object_set_string_member (data, "body", body);
  if (g_str_equal (kind, "link") || link != NULL)
    json_object_set_string_member (data, "url", link != NULL ? link : "/orders/123");

  return data;
}

/* Backs the form of the page: a finished event, or one of the ready-made kinds. */
static void
send (DevApplication *application, SoupServerMessage *message)
{
  g_autoptr (JsonObject) wanted = dev_request_get_parameters (message, NULL);
  const char *channel = dev_json_get_text (wanted, "channel", "private-user-user_456");
  const char *kind = dev_json_get_text (wanted, "kind", "event");
  const char *event = dev_json_get_text (wanted, "event", NULL);
  JsonNode *given = json_object_get_member (wanted, "data");
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) data = NULL;
  JsonObject *answer;

  if (g_str_equal (kind, "event"))
    {
      if (event == NULL || *event == '\0')
        {
          dev_reply_error (message, 400, "An event needs a name");
          return;
        }
      if (given == NULL)
        text = g_strdup ("{}");
      else if (JSON_NODE_HOLDS_VALUE (given) && json_node_get_value_type (given) == G_TYPE_STRING)
        text = json_node_dup_string (given);
      else
        text = json_to_string (given, FALSE);
    }
  else
    {
      g_autoptr (JsonObject) composed = compose (wanted, kind);

      event = g_str_equal (kind, "urgent") ? "notification:urgent" : "notification";
      text = dev_json_print_object (composed);
    }

  data = dev_json_text_node (text);
  answer = json_object_new ();
  json_object_set_int_member (
      answer, "delivered", dev_application_publish (application, channel, event, data, NULL, NULL));
  json_object_set_string_member (answer, "channel", channel);
  json_object_set_string_member (answer, "event", event);
  dev_reply_object (message, 200, answer);
}

/* Where a browser brings the code of a program that wants to sign in. */
static guint
show_device_page (DevApplication *application, SoupServerMessage *message, const char *path)
{
  g_autoptr (GHashTable) query = dev_request_get_query (message);
  const char *code = g_hash_table_lookup (query, "user_code");
  gboolean approved = code != NULL && dev_sign_in_approve (application->sign_in, code);

  reply_simple_page (message, 200, approved ? "You have signed in" : "Enter your code", path);

  return 200;
}

static guint
show (DevApplication *application, SoupServerMessage *message, const char *path)
{
  static const struct
  {
    const char *prefix;
    const char *title;
  } pages[] = {
    { "/orders/", "Order" }, { "/notifications", "Notifications" }, { "/sign-in", "Sign in" },
    { "/login", "Sign in" }, { "/settings", "Settings" },
  };
  const char *rest = path;

  if (g_str_equal (path, "/"))
    {
      g_autofree char *page = load_page ("page.html");

      dev_reply_text (message, 200, "text/html", page);
      return 200;
    }

  if (g_str_equal (path, "/device"))
    return show_device_page (application, message, path);

  /* Pages may carry a locale in front, such as /en/orders/1. */
  if (strlen (path) > 3 && path[3] == '/')
    rest = path + 3;
  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    if (g_str_has_prefix (rest, pages[i].prefix))
      {
        reply_simple_page (message, 200, pages[i].title, path);
        return 200;
      }

  reply_simple_page (message, 404, "Not found", path);

  return 404;
}

/**
 * dev_web_page_handle:
 * @application: the application
 * @message: a request for a path that is no interface
 * @path: that path
 *
 * Shows a page and records the visit, or sends what the form asks for.
 */
void
dev_web_page_handle (DevApplication *application, SoupServerMessage *message, const char *path)
{
  const char *method = soup_server_message_get_method (message);
  guint status;

  if (g_str_equal (path, "/demo/send"))
    {
      if (g_str_equal (method, SOUP_METHOD_POST))
        send (application, message);
      else
        dev_reply_error (message, 405, "Use POST");
      return;
    }
  if (!g_str_equal (method, SOUP_METHOD_GET) && !g_str_equal (method, SOUP_METHOD_HEAD))
    {
      dev_reply_error (message, 405, "Use GET");
      return;
    }

  status = show (application, message, path);
  if (g_str_equal (method, SOUP_METHOD_GET) && !g_str_equal (path, "/favicon.ico"))
    {
      dev_record_add_page (&application->record, path,
                           g_uri_get_query (soup_server_message_get_uri (message)), status);
      dev_application_changed (application);
    }
}
