/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "session-fixture.h"

#include "account-fixture.h"
#include "bus-fixture.h"

static GTestDBus *bus;

static void
question_free (gpointer data)
{
  SessionQuestion *question = data;

  g_clear_pointer (&question->notification, tb_notification_unref);
  g_free (question->rule);
  g_free (question);
}

static TbVerdict *
on_decide (TbSession *session,
           const TbRule *rule,
           TbNotification *notification,
           gboolean duplicate,
           gpointer user_data)
{
  SessionFixture *fixture = user_data;
  SessionQuestion *question = g_new0 (SessionQuestion, 1);

  g_assert_true (session == fixture->session);
  question->rule = g_strdup (tb_rule_get_name (rule));
  question->notification = notification != NULL ? tb_notification_ref (notification) : NULL;
  question->duplicate = duplicate;
  g_ptr_array_add (fixture->questions, question);

  return duplicate ? tb_verdict_new (TB_DECISION_DUPLICATE, TB_REASON_DUPLICATE, NULL, 0, 0)
                   : tb_verdict_new (TB_DECISION_SHOWN, TB_REASON_NONE, NULL, 0, 0);
}

static void
on_event (TbSession *session,
          PusherEvent *event,
          TbVerdict *verdict,
          TbNotification *notification,
          gpointer user_data)
{
  g_string_append_printf (user_data, "%s:%s ", pusher_event_get_name (event),
                          tb_decision_get_name (tb_verdict_get_decision (verdict)));
}

int
session_fixture_run (void)
{
  int result;

  bus = bus_fixture_up ();
  result = g_test_run ();
  /* Not unreferenced: that would wait for libsecret to let go of the bus. */
  g_test_dbus_stop (bus);

  return result;
}

void
session_fixture_set_up (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *settings = NULL;

  fixture->server = dev_server_new (&(DevServerOptions){ 0 }, &error);
  g_assert_no_error (error);
  fixture->connection = bus_fixture_connect (bus);
  fixture->secrets = fake_secret_service_new (bus);
  fixture->secrets->account = g_strdup (SESSION_FIXTURE_ACCOUNT);
  fixture->secrets->secret = g_strdup (SESSION_FIXTURE_SECRET);
  fixture->keyring = tb_keyring_new (fixture->connection);
  bus_fixture_settle (fixture->connection);
  fake_secret_service_appear (fixture->secrets);
  bus_fixture_settle (fixture->connection);

  fixture->inbox = tb_inbox_new ();
  fixture->rules = tb_rules_new_default (&error);
  g_assert_no_error (error);
  fixture->clock = fake_clock_new ();
  fixture->questions = g_ptr_array_new_with_free_func (question_free);
  fixture->events = g_string_new (NULL);

  settings = g_strdup_printf (
      "{'key': <'demo-key'>, 'cluster': <''>, 'host': <'127.0.0.1'>, 'port': <uint32 %u>,"
      " 'tls': <false>, 'auth-endpoint': <'%s/api/pusher/auth'>, 'web-url': <'%s'>,"
      " 'tenant-ids': <['org_123']>}",
      dev_server_get_port (fixture->server), dev_server_get_url (fixture->server),
      dev_server_get_url (fixture->server));
  fixture->account = account_fixture_new (SESSION_FIXTURE_ACCOUNT, settings);
  fixture->session = tb_session_new (fixture->account, fixture->keyring, fixture->inbox,
                                     fixture->rules, PUSHER_CLOCK (fixture->clock));
  tb_session_set_decide_func (fixture->session, on_decide, fixture);
  g_signal_connect (fixture->session, "event", G_CALLBACK (on_event), fixture->events);
}

void
session_fixture_tear_down (SessionFixture *fixture, gconstpointer data)
{
  g_autoptr (GDBusConnection) libsecret = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);

  if (fixture->session != NULL)
    g_assert_finalize_object (fixture->session);
  /* The server hears of it, and requests that were under way see that they are cancelled. */
  WAIT_UNTIL (dev_server_get_connections (fixture->server) == 0);
  WAIT_UNTIL (fake_clock_get_timers (fixture->clock) == 0);
  bus_fixture_settle (fixture->connection);
  /* What libsecret was told to stop still has the keyring. */
  WAIT_UNTIL (G_OBJECT (fixture->keyring)->ref_count == 1);

  g_assert_finalize_object (fixture->account);
  g_assert_finalize_object (fixture->clock);
  g_assert_finalize_object (fixture->inbox);
  g_assert_finalize_object (fixture->keyring);
  g_assert_finalize_object (fixture->server);
  tb_rules_unref (fixture->rules);
  g_ptr_array_unref (fixture->questions);
  g_string_free (fixture->events, TRUE);
  fake_secret_service_free (fixture->secrets);
  bus_fixture_disconnect (fixture->connection);
  /* Lets libsecret see that the service went. */
  bus_fixture_settle (libsecret);
}

void
session_fixture_apply (SessionFixture *fixture, const char *settings)
{
  g_autoptr (GVariant) variant = account_fixture_settings ("%s", settings);

  tb_account_apply (fixture->account, variant);
}

static gboolean
has_answers (SessionFixture *fixture)
{
  GListModel *channels = tb_session_get_channels (fixture->session);

  for (guint i = 0; i < g_list_model_get_n_items (channels); i++)
    {
      g_autoptr (PusherChannel) channel = g_list_model_get_item (channels, i);
      PusherChannelState state = pusher_channel_get_state (channel);

      if (state != PUSHER_CHANNEL_SUBSCRIBED && state != PUSHER_CHANNEL_DENIED
          && state != PUSHER_CHANNEL_FAILED)
        return FALSE;
    }

  return g_list_model_get_n_items (channels) > 0;
}

void
session_fixture_start (SessionFixture *fixture)
{
  /* What the test has set is not a change any more. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  tb_session_start (fixture->session);
  WAIT_UNTIL (has_answers (fixture));
  /* What is told of channels is told when all is quiet. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

PusherChannel *
session_fixture_get_channel (SessionFixture *fixture, const char *name)
{
  GListModel *channels = tb_session_get_channels (fixture->session);

  for (guint i = 0; i < g_list_model_get_n_items (channels); i++)
    {
      g_autoptr (PusherChannel) channel = g_list_model_get_item (channels, i);

      if (g_str_equal (pusher_channel_get_name (channel), name))
        return channel; /* the list keeps it */
    }

  return NULL;
}

gboolean
session_fixture_is_subscribed (SessionFixture *fixture, const char *name)
{
  PusherChannel *channel = session_fixture_get_channel (fixture, name);

  return channel != NULL && pusher_channel_get_state (channel) == PUSHER_CHANNEL_SUBSCRIBED;
}
