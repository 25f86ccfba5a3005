/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * One signed-in backend: joins the connection to the inbox. Follows the account's settings by
 * building the connection anew when one of them changes.
 */

#include "account/tb-session-private.h"
#include "pusher/pusher-system-clock.h"

enum
{
  PROP_STATE = 1,
  PROP_LAST_ERROR,
  PROP_CHANNELS,
  PROP_NETWORK_AVAILABLE,
  PROP_MAINTENANCE,
  PROP_INBOX_ERROR,
  N_PROPERTIES,
};

enum
{
  SIGNAL_EVENT,
  SIGNAL_RELOAD,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TbSession, tb_session, G_TYPE_OBJECT)

/* Only while there is a connection. */
static PusherClient *
get_client (TbSession *self)
{
  return tb_session_connection_get_client (self->connection);
}

static gboolean
is_wanted (TbSession *self)
{
  return self->wanted && tb_account_get_enabled (self->account);
}

static void
update_state (TbSession *self)
{
  TbSessionFacts facts = {
    .wanted = is_wanted (self),
    .settings_error = self->settings_error,
    .keyring_error = tb_credentials_get_error (self->credentials),
  };
  g_autofree char *message = NULL;
  TbSessionState state;

  if (self->connection != NULL)
    tb_session_connection_describe (self->connection, &facts);
  state = tb_session_state_derive (&facts, &message);

  /* Nobody is told before both are true, and whoever is told may change them again. */
  g_object_freeze_notify (G_OBJECT (self));
  if (g_strcmp0 (message, self->last_error) != 0)
    {
      g_free (self->last_error);
      self->last_error = g_steal_pointer (&message);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LAST_ERROR]);
    }
  if (state != self->state)
    {
      /* Nobody tells any more when somebody stops typing. */
      if (tb_session_state_is_up (self->state) && !tb_session_state_is_up (state))
        {
          tb_session_events_forget (self->events);
          tb_session_inbox_lose (self->session_inbox);
        }
      self->state = state;
      self->state_since = g_get_real_time ();
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
    }
  g_object_thaw_notify (G_OBJECT (self));
}

static gboolean
on_update_due (gpointer user_data)
{
  TbSession *self = TB_SESSION (user_data);

  self->update_source = 0;
  update_state (self);

  return G_SOURCE_REMOVE;
}

/* Many channels change at once after a reconnection: one look at them is enough. */
static void
queue_update (TbSession *self)
{
  if (self->update_source == 0)
    self->update_source = g_idle_add (on_update_due, self);
}

static void
on_connection_state_changed (gpointer user_data)
{
  update_state (TB_SESSION (user_data));
}

static void
on_resynchronised (gpointer user_data)
{
  tb_session_inbox_resynchronise (TB_SESSION (user_data)->session_inbox);
}

static void
on_channel_changed (gpointer user_data)
{
  queue_update (TB_SESSION (user_data));
}

static void
on_event (PusherChannel *channel, PusherEvent *event, gpointer user_data)
{
  g_autoptr (TbSession) self = g_object_ref (TB_SESSION (user_data));
  g_autoptr (TbNotification) notification = NULL;
  g_autoptr (TbVerdict) verdict
      = tb_session_events_handle (self->events, self->connection, channel, event, &notification);

  if (g_signal_has_handler_pending (self, signals[SIGNAL_EVENT], 0, FALSE))
    g_signal_emit (self, signals[SIGNAL_EVENT], 0, event, verdict, notification);
}

static void
tear_down (TbSession *self)
{
  gboolean had_connection = self->connection != NULL;

  tb_session_events_forget (self->events);
  tb_session_inbox_detach (self->session_inbox);
  g_clear_pointer (&self->connection, tb_session_connection_free);
  g_clear_error (&self->settings_error);
  g_clear_handle_id (&self->update_source, g_source_remove);
  if (had_connection)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHANNELS]);
}

static void
build_up (TbSession *self)
{
  static const TbSessionConnectionFuncs funcs
      = { on_event, on_connection_state_changed, on_channel_changed, on_resynchronised };

  g_clear_error (&self->settings_error);
  self->connection = tb_session_connection_new (self->account, self->credentials, self->clock,
                                                &funcs, self, &self->settings_error);
  if (self->connection != NULL)
    {
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHANNELS]);
      if (self->network_unavailable)
        pusher_client_set_network_available (get_client (self), FALSE);
      tb_session_inbox_attach (self->session_inbox,
                               tb_session_connection_get_http (self->connection));
      tb_session_connection_open (self->connection);
    }
}

/* Makes the connection what is wanted now: none, or one once the keyring has answered. */
static void
reconcile (TbSession *self)
{
  if (!is_wanted (self))
    tear_down (self);
  else if (tb_account_needs_credentials (self->account)
           && tb_credentials_get_state (self->credentials) == TB_CREDENTIALS_UNKNOWN)
    tb_credentials_ensure (self->credentials);
  else if (self->connection == NULL)
    build_up (self);

  update_state (self);
}

/* The web app asks its clients to begin anew. */
static void
on_reload (gpointer user_data)
{
  TbSession *self = TB_SESSION (user_data);

  g_signal_emit (self, signals[SIGNAL_RELOAD], 0);
  if (self->connection == NULL)
    return;

  if (tb_account_needs_credentials (self->account))
    tb_credentials_load (self->credentials);
  tear_down (self);
  reconcile (self);
}

static void
on_maintenance_changed (gpointer user_data)
{
  g_object_notify_by_pspec (G_OBJECT (user_data), properties[PROP_MAINTENANCE]);
}

static void
on_read_elsewhere (PusherEvent *event, gpointer user_data)
{
  tb_session_inbox_take_read_event (TB_SESSION (user_data)->session_inbox, event);
}

static gboolean
on_rebuild_due (gpointer user_data)
{
  TbSession *self = TB_SESSION (user_data);

  self->rebuild_source = 0;
  if (self->connection == NULL || !is_wanted (self)
      || !tb_session_connection_is_current (self->connection))
    {
      tear_down (self);
      reconcile (self);
    }

  return G_SOURCE_REMOVE;
}

static void
on_account_changed (TbAccount *account, const char *key, gpointer user_data)
{
  TbSession *self = TB_SESSION (user_data);

  /* Several settings change in one go as a rule. */
  if (self->rebuild_source == 0)
    self->rebuild_source = g_idle_add (on_rebuild_due, self);
}

static void
on_credentials_loaded (TbCredentials *credentials, gboolean changed, gpointer user_data)
{
  TbSession *self = TB_SESSION (user_data);

  /* A secret that was given again may be accepted again. */
  if (self->connection != NULL && (changed || self->secret_is_new))
    {
      pusher_client_credentials_changed (get_client (self));
      tb_session_inbox_retry_now (self->session_inbox);
    }
  self->secret_is_new = FALSE;
  reconcile (self);
}

static void
tb_session_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  TbSession *self = TB_SESSION (object);
  TbSessionInboxFacts facts;

  switch (id)
    {
    case PROP_STATE:
      g_value_set_enum (value, (int) self->state);
      break;
    case PROP_LAST_ERROR:
      g_value_set_string (value, self->last_error);
      break;
    case PROP_CHANNELS:
      g_value_set_object (value, tb_session_get_channels (self));
      break;
    case PROP_NETWORK_AVAILABLE:
      g_value_set_boolean (value, tb_session_get_network_available (self));
      break;
    case PROP_MAINTENANCE:
      g_value_set_boxed (value, tb_session_get_maintenance (self));
      break;
    case PROP_INBOX_ERROR:
      tb_session_describe_inbox (self, &facts);
      g_value_set_string (value, facts.error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tb_session_dispose (GObject *object)
{
  TbSession *self = TB_SESSION (object);

  g_clear_handle_id (&self->rebuild_source, g_source_remove);
  tear_down (self);
  /* A keyring that does not answer would keep them for as long as that takes. */
  g_object_run_dispose (G_OBJECT (self->credentials));

  G_OBJECT_CLASS (tb_session_parent_class)->dispose (object);
}

static void
tb_session_finalize (GObject *object)
{
  TbSession *self = TB_SESSION (object);

  g_clear_object (&self->account);
  g_clear_object (&self->credentials);
  g_clear_object (&self->avatars);
  tb_session_events_set_inbox (self->events, NULL);
  tb_session_inbox_free (self->session_inbox);
  tb_session_events_free (self->events);
  g_clear_object (&self->clock);
  g_clear_object (&self->no_channels);
  g_free (self->last_error);

  G_OBJECT_CLASS (tb_session_parent_class)->finalize (object);
}

static void
tb_session_class_init (TbSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tb_session_get_property;
  object_class->dispose = tb_session_dispose;
  object_class->finalize = tb_session_finalize;

  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, TB_TYPE_SESSION_STATE,
                                              TB_SESSION_DISCONNECTED, flags);
  properties[PROP_LAST_ERROR] = g_param_spec_string ("last-error", NULL, NULL, NULL, flags);
  properties[PROP_CHANNELS]
      = g_param_spec_object ("channels", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  properties[PROP_NETWORK_AVAILABLE]
      = g_param_spec_boolean ("network-available", NULL, NULL, TRUE, flags);
  properties[PROP_MAINTENANCE]
      = g_param_spec_boxed ("maintenance", NULL, NULL, TB_TYPE_MAINTENANCE, flags);
  properties[PROP_INBOX_ERROR] = g_param_spec_string ("inbox-error", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  /**
   * TbSession::event:
   * @self: the session
   * @event: a #PusherEvent
   * @verdict: a #TbVerdict
   * @notification: (nullable): what became of it
   *
   * Every event, for whoever watches; costs nothing while nobody does.
   */
  signals[SIGNAL_EVENT]
      = g_signal_new ("event", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 3, PUSHER_TYPE_EVENT, TB_TYPE_VERDICT, TB_TYPE_NOTIFICATION);

  /**
   * TbSession::reload:
   * @self: the session
   *
   * The web app asks its clients to begin anew: whatever was read is to be read again.
   */
  signals[SIGNAL_RELOAD] = g_signal_new ("reload", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tb_session_init (TbSession *self)
{
  self->no_channels = g_list_store_new (PUSHER_TYPE_CHANNEL);
  self->state_since = g_get_real_time ();
}

/**
 * tb_session_new:
 * @account: whose session
 * @keyring: where its credentials are
 * @inbox: where its notifications go
 * @rules: what becomes of which event
 * @clock: (nullable): time and chance, or %NULL for the system's
 *
 * Returns: (transfer full): a session that is not started
 */
TbSession *
tb_session_new (
    TbAccount *account, TbKeyring *keyring, TbInbox *inbox, TbRules *rules, PusherClock *clock)
{
  static const TbSessionEffectsFuncs funcs
      = { on_reload, on_maintenance_changed, on_read_elsewhere };
  TbSession *self = g_object_new (TB_TYPE_SESSION, NULL);

  self->clock = clock != NULL ? g_object_ref (clock) : pusher_system_clock_new ();
  self->events = tb_session_events_new (self, self->clock, inbox, rules, &funcs, self);
  self->account = g_object_ref (account);
  self->credentials = tb_credentials_new (keyring, tb_account_get_id (account));
  tb_session_set_up_inbox (self, inbox);
  g_signal_connect_object (account, "changed", G_CALLBACK (on_account_changed), self, 0);
  g_signal_connect_object (self->credentials, "loaded", G_CALLBACK (on_credentials_loaded), self,
                           0);

  return self;
}

/**
 * tb_session_set_rules:
 * @self: a session
 * @rules: what becomes of which event from now on
 */
void
tb_session_set_rules (TbSession *self, TbRules *rules)
{
  tb_session_events_set_rules (self->events, rules);
}

/**
 * tb_session_set_decide_func:
 * @self: a session
 * @func: (nullable): decides what the user is shown
 * @user_data: for @func
 */
void
tb_session_set_decide_func (TbSession *self, TbSessionDecideFunc func, gpointer user_data)
{
  tb_session_events_set_decide_func (self->events, func, user_data);
}

/**
 * tb_session_start:
 * @self: a session
 *
 * Connects as soon as the keyring has answered, if the account is enabled.
 */
void
tb_session_start (TbSession *self)
{
  self->wanted = TRUE;
  reconcile (self);
}

/**
 * tb_session_stop:
 * @self: a session
 *
 * Disconnects.
 */
void
tb_session_stop (TbSession *self)
{
  self->wanted = FALSE;
  reconcile (self);
}

/**
 * tb_session_retry_now:
 * @self: a session
 *
 * The user asks to try at once whatever waits.
 */
void
tb_session_retry_now (TbSession *self)
{
  if (tb_account_needs_credentials (self->account))
    tb_credentials_load (self->credentials);
  tb_session_inbox_retry_now (self->session_inbox);
  if (self->connection != NULL)
    pusher_client_retry_now (get_client (self));
  else
    reconcile (self);
}

/**
 * tb_session_secret_changed:
 * @self: a session
 *
 * The account has another secret in the keyring.
 */
void
tb_session_secret_changed (TbSession *self)
{
  self->secret_is_new = TRUE;
  tb_credentials_load (self->credentials);
}

/**
 * tb_session_get_account:
 * @self: a session
 *
 * Returns: (transfer none): whose session
 */
TbAccount *
tb_session_get_account (TbSession *self)
{
  return self->account;
}

/**
 * tb_session_get_state:
 * @self: a session
 *
 * Returns: its state as the user sees it
 */
TbSessionState
tb_session_get_state (TbSession *self)
{
  return self->state;
}

/**
 * tb_session_get_state_since:
 * @self: a session
 *
 * Returns: when it came into its state, in µs since the Unix epoch, UTC
 */
gint64
tb_session_get_state_since (TbSession *self)
{
  return self->state_since;
}

/**
 * tb_session_get_last_error:
 * @self: a session
 *
 * Returns: (nullable): a sentence for the user about what is not as it should be
 */
const char *
tb_session_get_last_error (TbSession *self)
{
  return self->last_error;
}

/**
 * tb_session_get_next_attempt_in:
 * @self: a session
 *
 * Returns: µs until the next attempt to connect, or -1 if none is planned
 */
gint64
tb_session_get_next_attempt_in (TbSession *self)
{
  return self->connection != NULL ? pusher_client_get_next_attempt_in (get_client (self)) : -1;
}

/**
 * tb_session_get_socket_id:
 * @self: a session
 *
 * Returns: (nullable): the server's id for the connection
 */
const char *
tb_session_get_socket_id (TbSession *self)
{
  return self->connection != NULL ? pusher_client_get_socket_id (get_client (self)) : NULL;
}

/**
 * tb_session_get_channels:
 * @self: a session
 *
 * Returns: (transfer none): its channels, a list of #PusherChannel; another list after the settings
 * changed, which notify::channels tells
 */
GListModel *
tb_session_get_channels (TbSession *self)
{
  return self->connection != NULL ? pusher_client_get_channels (get_client (self))
                                  : G_LIST_MODEL (self->no_channels);
}

/**
 * tb_session_get_avatars:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): where the pictures of people in its rooms come from
 */
TbAvatars *
tb_session_get_avatars (TbSession *self)
{
  return self->avatars;
}

/**
 * tb_session_set_avatars:
 * @self: a session
 * @avatars: (nullable): where the pictures of people in its rooms come from
 */
void
tb_session_set_avatars (TbSession *self, TbAvatars *avatars)
{
  g_set_object (&self->avatars, avatars);
}

/**
 * tb_session_get_maintenance:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): the maintenance that the web app announced, until it is over
 * or dismissed; notify::maintenance tells when it is another
 */
TbMaintenance *
tb_session_get_maintenance (TbSession *self)
{
  return tb_session_maintenance_get (tb_session_events_get_maintenance (self->events));
}

/**
 * tb_session_dismiss_maintenance:
 * @self: a session
 *
 * The user has seen the present maintenance: it does not come back.
 */
void
tb_session_dismiss_maintenance (TbSession *self)
{
  tb_session_maintenance_dismiss (tb_session_events_get_maintenance (self->events));
}
