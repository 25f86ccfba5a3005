/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "web-fixture.h"

#include "account-fixture.h"
#include "pusher/pusher-soup-session.h"

static gboolean
on_settled (gpointer user_data)
{
  gboolean *settled = user_data;

  *settled = TRUE;
  return G_SOURCE_REMOVE;
}

void
web_fixture_settle (void)
{
  for (int i = 0; i < 20; i++)
    {
      gboolean settled = FALSE;

      g_timeout_add_full (G_PRIORITY_LOW, 1, on_settled, &settled, NULL);
      while (!settled)
        g_main_context_iteration (NULL, TRUE);
    }
}

void
web_fixture_set_up (WebFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *settings = NULL;
  TbAccount *account;

  self->server = dev_server_new (NULL, &error);
  g_assert_no_error (error);
  self->session = pusher_soup_session_new ("traybell-test/1", NULL, NULL);
  self->clock = fake_clock_new ();
  settings = g_strdup_printf ("{'web-url': <'%s'>}", dev_server_get_url (self->server));
  account = account_fixture_new ("web", settings);
  self->endpoints = tb_sign_in_endpoints_new (account, &error);
  g_assert_no_error (error);
  g_assert_finalize_object (account);
}

void
web_fixture_tear_down (WebFixture *self, gconstpointer data)
{
  soup_session_abort (self->session);
  web_fixture_settle ();
  g_assert_cmpuint (fake_clock_get_timers (self->clock), ==, 0);
  g_assert_finalize_object (self->session);
  g_assert_finalize_object (self->server);
  g_assert_finalize_object (self->clock);
  tb_sign_in_endpoints_free (self->endpoints);
}

void
web_fixture_misbehave (WebFixture *self, const char *endpoint, const char *fault)
{
  g_assert_true (
      dev_server_post (self->server, "web", "{\"endpoint\":\"%s\",%s}", endpoint, fault));
}

guint
web_fixture_count (WebFixture *self, const char *endpoint)
{
  g_autoptr (JsonObject) answer = dev_server_get (self->server, "web-requests");
  JsonArray *requests = json_object_get_array_member (answer, "requests");
  guint count = 0;

  for (guint i = 0; i < json_array_get_length (requests); i++)
    count += g_str_equal (
        json_object_get_string_member (json_array_get_object_element (requests, i), "endpoint"),
        endpoint);

  return count;
}

JsonObject *
web_fixture_get_last (WebFixture *self, const char *endpoint)
{
  g_autoptr (JsonObject) answer = dev_server_get (self->server, "web-requests");
  JsonArray *requests = json_object_get_array_member (answer, "requests");

  for (guint i = json_array_get_length (requests); i > 0; i--)
    {
      JsonObject *request = json_array_get_object_element (requests, i - 1);

      if (g_str_equal (json_object_get_string_member (request, "endpoint"), endpoint))
        return json_object_ref (request);
    }

  g_assert_not_reached ();
}
