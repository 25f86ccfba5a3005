/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Tries an account out, step by step, with the very client that its session uses: one connection,
 * made once and closed when every channel has its answer.
 */

#include "account/tb-live-check.h"

#include <glib/gi18n-lib.h>

#include "account/tb-account-client.h"
#include "account/tb-check-remedy.h"
#include "account/tb-check-steps.h"
#include "pusher/pusher-authority.h"
#include "pusher/pusher-error.h"
#include "pusher/pusher-system-clock.h"

struct _TbLiveCheck
{
  GObject parent_instance;

  TbAccount *account;
  TbCredentials *credentials;
  PusherClock *clock;
  TbCheckSteps *steps;

  TbCheckOutcome outcome;
  gulong loaded_id; /* while the keyring is waited for */
  PusherClient *client;
  PusherHttpAuthorizer *authorizer; /* NULL if the account has no endpoint */
  TbAuthFormat auth_format;
};

enum
{
  PROP_OUTCOME = 1,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_ENUM_TYPE (TbCheckOutcome,
                    tb_check_outcome,
                    G_DEFINE_ENUM_VALUE (TB_CHECK_OUTCOME_NONE, "none"),
                    G_DEFINE_ENUM_VALUE (TB_CHECK_OUTCOME_RUNNING, "running"),
                    G_DEFINE_ENUM_VALUE (TB_CHECK_OUTCOME_PASSED, "passed"),
                    G_DEFINE_ENUM_VALUE (TB_CHECK_OUTCOME_FAILED, "failed"))

G_DEFINE_FINAL_TYPE (TbLiveCheck, tb_live_check, G_TYPE_OBJECT)

static void
set_outcome (TbLiveCheck *self, TbCheckOutcome outcome)
{
  if (outcome == self->outcome)
    return;

  self->outcome = outcome;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OUTCOME]);
}

static void
drop_client (TbLiveCheck *self)
{
  g_autoptr (PusherClient) client = g_steal_pointer (&self->client);
  GListModel *channels;

  g_clear_signal_handler (&self->loaded_id, self->credentials);
  if (client != NULL)
    {
      channels = pusher_client_get_channels (client);
      for (guint i = 0; i < g_list_model_get_n_items (channels); i++)
        {
          g_autoptr (PusherChannel) channel = g_list_model_get_item (channels, i);

          g_signal_handlers_disconnect_by_data (channel, self);
        }
      g_signal_handlers_disconnect_by_data (client, self);
      pusher_client_disconnect (client);
    }
  g_clear_object (&self->authorizer);
}

/* Nothing more is tried. */
static void
finish (TbLiveCheck *self)
{
  drop_client (self);
  set_outcome (self, tb_check_steps_close (self->steps) ? TB_CHECK_OUTCOME_PASSED
                                                        : TB_CHECK_OUTCOME_FAILED);
}

static void
fail (TbLiveCheck *self, TbCheckKind kind, const GError *error)
{
  if (kind > TB_CHECK_SETTINGS)
    tb_check_steps_pass (self->steps, kind - 1, NULL);
  tb_check_steps_fail (self->steps, tb_check_steps_get (self->steps, kind), error);
  finish (self);
}

static void
on_stage (PusherStage stage, const char *seen, gpointer user_data)
{
  TbLiveCheck *self = TB_LIVE_CHECK (user_data);
  gboolean tls = tb_account_get_tls (self->account);

  switch (stage)
    {
    case PUSHER_STAGE_FOUND:
      tb_check_steps_pass (self->steps, TB_CHECK_NAME, seen);
      tb_check_steps_run (self->steps, TB_CHECK_TCP);
      break;
    case PUSHER_STAGE_REACHED:
      tb_check_steps_pass (self->steps, TB_CHECK_TCP, seen);
      tb_check_steps_run (self->steps, tls ? TB_CHECK_TLS : TB_CHECK_UPGRADE);
      break;
    case PUSHER_STAGE_SECURED:
      tb_check_steps_pass (self->steps, TB_CHECK_TLS, seen);
      tb_check_steps_run (self->steps, TB_CHECK_UPGRADE);
      break;
    case PUSHER_STAGE_UPGRADED:
    default:
      tb_check_steps_pass (self->steps, TB_CHECK_UPGRADE, NULL);
      tb_check_steps_run (self->steps, TB_CHECK_KEY);
      break;
    }
}

static PusherChannel *
get_channel (TbLiveCheck *self, TbCheckStep *step)
{
  return pusher_client_get_channel (self->client, tb_check_step_get_channel (step));
}

/* Whether the web app has answered for the channel, with yes or no. */
static gboolean
has_answer (PusherChannel *channel)
{
  const GError *error = pusher_channel_get_error (channel);

  return pusher_channel_get_channel_type (channel) != PUSHER_CHANNEL_PUBLIC
         && (pusher_channel_get_state (channel) == PUSHER_CHANNEL_PENDING
             || pusher_channel_get_state (channel) == PUSHER_CHANNEL_SUBSCRIBED
             || g_error_matches (error, PUSHER_ERROR, PUSHER_ERROR_DENIED)
             || g_error_matches (error, PUSHER_ERROR, PUSHER_ERROR_SUBSCRIPTION)
             || g_error_matches (error, PUSHER_ERROR, PUSHER_ERROR_CHANNEL_DATA));
}

static void
follow_channel (TbLiveCheck *self, PusherChannel *channel)
{
  TbCheckStep *endpoint = tb_check_steps_get (self->steps, TB_CHECK_ENDPOINT);
  g_autofree char *address = tb_account_dup_string (self->account, "auth-endpoint");

  if (has_answer (channel) && !tb_check_step_is_over (endpoint))
    tb_check_step_set (endpoint, TB_CHECK_PASSED, address, NULL);
  if (pusher_channel_get_state (channel) == PUSHER_CHANNEL_SUBSCRIBED)
    tb_check_steps_pass_channel (self->steps, channel);
}

static void
on_channel_state_changed (PusherChannel *channel, GParamSpec *pspec, gpointer user_data)
{
  follow_channel (TB_LIVE_CHECK (user_data), channel);
}

/* The error that every private channel has met at the endpoint, or %NULL if one was answered. */
static const GError *
find_endpoint_error (TbLiveCheck *self)
{
  const GError *found = NULL;

  if (tb_check_step_get_state (tb_check_steps_get (self->steps, TB_CHECK_ENDPOINT))
      != TB_CHECK_RUNNING)
    return NULL;

  for (guint i = 0; i < tb_check_steps_get_n_channels (self->steps) && found == NULL; i++)
    {
      PusherChannel *channel = get_channel (self, tb_check_steps_get_channel (self->steps, i));

      if (pusher_channel_get_channel_type (channel) != PUSHER_CHANNEL_PUBLIC)
        found = pusher_channel_get_error (channel);
    }

  return found;
}

/* A channel that is denied hurts nobody as long as there are others. */
static void
judge_channels (TbLiveCheck *self)
{
  gboolean any = FALSE;

  for (guint i = 0; i < tb_check_steps_get_n_channels (self->steps); i++)
    any = any
          || tb_check_step_get_state (tb_check_steps_get_channel (self->steps, i))
                 == TB_CHECK_PASSED;

  for (guint i = 0; i < tb_check_steps_get_n_channels (self->steps); i++)
    {
      TbCheckStep *step = tb_check_steps_get_channel (self->steps, i);
      const GError *error = pusher_channel_get_error (get_channel (self, step));

      if (tb_check_step_is_over (step) || error == NULL)
        continue;
      if (any && g_error_matches (error, PUSHER_ERROR, PUSHER_ERROR_DENIED))
        tb_check_step_set (
            step, TB_CHECK_WARNING, error->message,
            tb_check_remedy_get (TB_CHECK_CHANNEL, tb_check_step_get_channel (step), error, TRUE));
      else
        tb_check_steps_fail (self->steps, step, error);
    }
}

static void
on_resynchronised (PusherClient *client, gint64 gap, gpointer user_data)
{
  TbLiveCheck *self = TB_LIVE_CHECK (user_data);
  const GError *error;

  /* The client hears of the last channel before we do. */
  for (guint i = 0; i < tb_check_steps_get_n_channels (self->steps); i++)
    follow_channel (self, get_channel (self, tb_check_steps_get_channel (self->steps, i)));

  error = find_endpoint_error (self);
  if (self->authorizer != NULL)
    self->auth_format
        = pusher_http_authorizer_get_format (self->authorizer) == PUSHER_AUTH_FORMAT_JSON
              ? TB_AUTH_FORMAT_JSON
              : TB_AUTH_FORMAT_FORM;
  if (error != NULL)
    tb_check_steps_fail (self->steps, tb_check_steps_get (self->steps, TB_CHECK_ENDPOINT), error);
  else
    judge_channels (self);
  finish (self);
}

static void
on_state_changed (PusherClient *client, GParamSpec *pspec, gpointer user_data)
{
  TbLiveCheck *self = TB_LIVE_CHECK (user_data);
  gboolean any_private = FALSE;

  if (pusher_client_get_state (client) != PUSHER_CONNECTION_CONNECTED)
    return;

  tb_check_steps_pass (self->steps, TB_CHECK_KEY, NULL);
  for (guint i = 0; i < tb_check_steps_get_n_channels (self->steps); i++)
    {
      TbCheckStep *step = tb_check_steps_get_channel (self->steps, i);

      tb_check_step_set (step, TB_CHECK_RUNNING, NULL, NULL);
      any_private
          = any_private
            || pusher_channel_get_channel_type (get_channel (self, step)) != PUSHER_CHANNEL_PUBLIC;
    }
  if (any_private)
    tb_check_steps_run (self->steps, TB_CHECK_ENDPOINT);
  else
    tb_check_step_set (tb_check_steps_get (self->steps, TB_CHECK_ENDPOINT), TB_CHECK_SKIPPED,
                       _ ("Public channels need no sign-in"), NULL);
}

/* The connection has failed before all was tried. What is only for information is passed over. */
static void
on_error (PusherClient *client, GError *error, const char *channel, gpointer user_data)
{
  TbLiveCheck *self = TB_LIVE_CHECK (user_data);

  if (channel != NULL || pusher_client_get_state (client) == PUSHER_CONNECTION_CONNECTED)
    return;

  if (!tb_check_step_is_over (tb_check_steps_get (self->steps, TB_CHECK_KEY)))
    {
      fail (self, tb_check_steps_locate (self->steps, error), error);
      return;
    }

  for (guint i = 0; i < tb_check_steps_get_n_channels (self->steps); i++)
    {
      TbCheckStep *step = tb_check_steps_get_channel (self->steps, i);

      if (!tb_check_step_is_over (step))
        tb_check_step_set (step, TB_CHECK_FAILED, error->message,
                           tb_check_remedy_get_for_loss (error));
    }
  finish (self);
}

static gboolean
subscribe_all (TbLiveCheck *self, GError **error)
{
  for (guint i = 0; i < tb_check_steps_get_n_channels (self->steps); i++)
    {
      PusherChannel *channel = pusher_client_subscribe (
          self->client, tb_check_step_get_channel (tb_check_steps_get_channel (self->steps, i)),
          error);

      if (channel == NULL)
        return FALSE;
      g_signal_connect (channel, "notify::state", G_CALLBACK (on_channel_state_changed), self);
    }

  return TRUE;
}

/* A connection without TLS would not look at the file. */
static gboolean
read_authority (TbLiveCheck *self, GError **error)
{
  g_autofree char *ca_file = tb_account_dup_string (self->account, "ca-file");
  g_autoptr (PusherAuthority) authority = NULL;

  if (*ca_file == '\0')
    return TRUE;

  authority = pusher_authority_new (ca_file);
  pusher_authority_read (authority);
  if (pusher_authority_get_error (authority) == NULL)
    return TRUE;

  g_propagate_error (error, g_error_copy (pusher_authority_get_error (authority)));
  return FALSE;
}

static void
connect_client (TbLiveCheck *self)
{
  guint n_channels = tb_check_steps_get_n_channels (self->steps);
  g_autofree char *seen = NULL;
  g_autoptr (SoupSession) session = NULL;
  g_autoptr (GError) error = NULL;

  if (read_authority (self, &error))
    self->client = tb_account_client_new (self->account, self->credentials, self->clock, on_stage,
                                          self, &self->authorizer, &session, &error);
  if (self->client == NULL || !subscribe_all (self, &error))
    {
      fail (self, TB_CHECK_SETTINGS, error);
      return;
    }

  seen = g_strdup_printf (ngettext ("%u channel", "%u channels", n_channels), n_channels);
  tb_check_steps_pass (self->steps, TB_CHECK_SETTINGS, seen);
  tb_check_steps_run (self->steps, TB_CHECK_NAME);
  g_signal_connect (self->client, "notify::state", G_CALLBACK (on_state_changed), self);
  g_signal_connect (self->client, "error", G_CALLBACK (on_error), self);
  g_signal_connect (self->client, "resynchronised", G_CALLBACK (on_resynchronised), self);
  pusher_client_connect (self->client);
}

static void
on_credentials_loaded (TbCredentials *credentials, gboolean changed, gpointer user_data)
{
  g_autoptr (TbLiveCheck) self = g_object_ref (TB_LIVE_CHECK (user_data));
  const GError *error = tb_credentials_get_error (credentials);

  g_clear_signal_handler (&self->loaded_id, credentials);
  if (tb_credentials_get_state (credentials) == TB_CREDENTIALS_UNKNOWN && error != NULL)
    fail (self, TB_CHECK_SETTINGS, error);
  else
    connect_client (self);
}

static void
tb_live_check_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_OUTCOME:
      g_value_set_enum (value, (int) TB_LIVE_CHECK (object)->outcome);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tb_live_check_dispose (GObject *object)
{
  TbLiveCheck *self = TB_LIVE_CHECK (object);

  if (self->credentials != NULL)
    drop_client (self);
  g_clear_object (&self->credentials);

  G_OBJECT_CLASS (tb_live_check_parent_class)->dispose (object);
}

static void
tb_live_check_finalize (GObject *object)
{
  TbLiveCheck *self = TB_LIVE_CHECK (object);

  g_clear_object (&self->account);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->steps, tb_check_steps_free);

  G_OBJECT_CLASS (tb_live_check_parent_class)->finalize (object);
}

static void
tb_live_check_class_init (TbLiveCheckClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = tb_live_check_get_property;
  object_class->dispose = tb_live_check_dispose;
  object_class->finalize = tb_live_check_finalize;

  properties[PROP_OUTCOME]
      = g_param_spec_enum ("outcome", NULL, NULL, TB_TYPE_CHECK_OUTCOME, TB_CHECK_OUTCOME_NONE,
                           G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
tb_live_check_init (TbLiveCheck *self)
{
}

/**
 * tb_live_check_new:
 * @account: what to try, saved or a draft
 * @credentials: for the authorisation endpoint; read from the keyring first if they are not known
 * @clock: (nullable): time and chance, or %NULL for the system's
 *
 * Returns: (transfer full): a check that has not begun, with its steps
 */
TbLiveCheck *
tb_live_check_new (TbAccount *account, TbCredentials *credentials, PusherClock *clock)
{
  TbLiveCheck *self = g_object_new (TB_TYPE_LIVE_CHECK, NULL);

  self->account = g_object_ref (account);
  self->credentials = g_object_ref (credentials);
  self->clock = clock != NULL ? g_object_ref (clock) : pusher_system_clock_new ();
  self->auth_format = tb_account_get_auth_format (account);
  self->steps = tb_check_steps_new (account);

  return self;
}

/**
 * tb_live_check_start:
 * @self: a check
 *
 * Begins, or begins anew. The steps and the outcome tell how it goes; it ends by itself, whatever
 * the other side does or does not.
 */
void
tb_live_check_start (TbLiveCheck *self)
{
  g_autoptr (TbLiveCheck) keep = g_object_ref (self);
  g_autoptr (GError) error = NULL;

  drop_client (self);
  tb_check_steps_reset (self->steps);
  set_outcome (self, TB_CHECK_OUTCOME_RUNNING);
  tb_check_steps_run (self->steps, TB_CHECK_SETTINGS);

  if (!tb_account_check (self->account, &error))
    {
      fail (self, TB_CHECK_SETTINGS, error);
    }
  else if (tb_account_needs_credentials (self->account)
           && tb_credentials_get_state (self->credentials) == TB_CREDENTIALS_UNKNOWN)
    {
      self->loaded_id = g_signal_connect (self->credentials, "loaded",
                                          G_CALLBACK (on_credentials_loaded), self);
      tb_credentials_load (self->credentials);
    }
  else
    {
      connect_client (self);
    }
}

/**
 * tb_live_check_cancel:
 * @self: a check
 *
 * Gives up: nothing is tried and nothing is told any more.
 */
void
tb_live_check_cancel (TbLiveCheck *self)
{
  drop_client (self);
  set_outcome (self, TB_CHECK_OUTCOME_NONE);
}

/**
 * tb_live_check_get_steps:
 * @self: a check
 *
 * Returns: (transfer none): its steps, a list of #TbCheckStep that stays the same
 */
GListModel *
tb_live_check_get_steps (TbLiveCheck *self)
{
  return tb_check_steps_get_model (self->steps);
}

/**
 * tb_live_check_get_outcome:
 * @self: a check
 *
 * Returns: how it stands as a whole
 */
TbCheckOutcome
tb_live_check_get_outcome (TbLiveCheck *self)
{
  return self->outcome;
}

/**
 * tb_live_check_get_auth_format:
 * @self: a check
 *
 * Returns: how requests to the authorisation endpoint are to be encoded, as it turned out
 */
TbAuthFormat
tb_live_check_get_auth_format (TbLiveCheck *self)
{
  return self->auth_format;
}
