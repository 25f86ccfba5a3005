/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Signing in with the browser: device authorization by RFC 8628. The user gets a code, confirms it
 * in the browser, and the web app is asked as often as it allows whether that was done. Neither
 * codes nor the token are ever logged.
 */

#include "account/tb-device-sign-in.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pusher/pusher-error.h"

#define GRANT_TYPE "urn:ietf:params:oauth:grant-type:device_code"

G_DEFINE_ENUM_TYPE (TbDeviceSignInState,
                    tb_device_sign_in_state,
                    G_DEFINE_ENUM_VALUE (TB_DEVICE_SIGN_IN_IDLE, "idle"),
                    G_DEFINE_ENUM_VALUE (TB_DEVICE_SIGN_IN_ASKING, "asking"),
                    G_DEFINE_ENUM_VALUE (TB_DEVICE_SIGN_IN_WAITING, "waiting"),
                    G_DEFINE_ENUM_VALUE (TB_DEVICE_SIGN_IN_POLLING, "polling"),
                    G_DEFINE_ENUM_VALUE (TB_DEVICE_SIGN_IN_DONE, "done"),
                    G_DEFINE_ENUM_VALUE (TB_DEVICE_SIGN_IN_FAILED, "failed"))

typedef enum
{
  INPUT_START,
  INPUT_CODE,
  INPUT_POLL,
  INPUT_NOT_YET,
  INPUT_TOKEN,
  INPUT_FAIL,
  INPUT_CANCEL,
} Input;

#define INVALID ((TbDeviceSignInState) -1)

struct _TbDeviceSignIn
{
  GObject parent_instance;

  SoupSession *session;
  PusherClock *clock;
  TbSignInEndpoints *endpoints;

  TbDeviceSignInState state;
  TbDeviceCode *code; /* NULL before there is one */
  char *token;        /* NULL before there is one; wiped when freed */
  GError *error;      /* why it has failed */
  GError *trouble;    /* why the last poll found nothing, although it goes on */
  guint interval;     /* in s; grows when the web app asks for it */
  guint failed_polls; /* without an answer, since the last one */
  gint64 expiry;      /* of the code, in µs */
  guint poll_timer;
  guint expiry_timer;
  GCancellable *cancellable; /* of the request that is under way */
};

enum
{
  PROP_STATE = 1,
  PROP_TROUBLE,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (TbDeviceSignIn, tb_device_sign_in, G_TYPE_OBJECT)

static TbDeviceSignInState
get_next (TbDeviceSignInState state, Input input)
{
  /* clang-format off */
  static const TbDeviceSignInState table[][INPUT_CANCEL + 1] = {
    /*                             start                      code                       poll                       not yet                    token                   fail                      cancel */
    [TB_DEVICE_SIGN_IN_IDLE]    = { TB_DEVICE_SIGN_IN_ASKING, INVALID,                   INVALID,                   INVALID,                   INVALID,                INVALID,                  TB_DEVICE_SIGN_IN_IDLE },
    [TB_DEVICE_SIGN_IN_ASKING]  = { INVALID,                  TB_DEVICE_SIGN_IN_WAITING, INVALID,                   INVALID,                   INVALID,                TB_DEVICE_SIGN_IN_FAILED, TB_DEVICE_SIGN_IN_IDLE },
    [TB_DEVICE_SIGN_IN_WAITING] = { INVALID,                  INVALID,                   TB_DEVICE_SIGN_IN_POLLING, INVALID,                   INVALID,                TB_DEVICE_SIGN_IN_FAILED, TB_DEVICE_SIGN_IN_IDLE },
    [TB_DEVICE_SIGN_IN_POLLING] = { INVALID,                  INVALID,                   INVALID,                   TB_DEVICE_SIGN_IN_WAITING, TB_DEVICE_SIGN_IN_DONE, TB_DEVICE_SIGN_IN_FAILED, TB_DEVICE_SIGN_IN_IDLE },
    [TB_DEVICE_SIGN_IN_DONE]    = { TB_DEVICE_SIGN_IN_ASKING, INVALID,                   INVALID,                   INVALID,                   INVALID,                INVALID,                  TB_DEVICE_SIGN_IN_IDLE },
    [TB_DEVICE_SIGN_IN_FAILED]  = { TB_DEVICE_SIGN_IN_ASKING, INVALID,                   INVALID,                   INVALID,                   INVALID,                INVALID,                  TB_DEVICE_SIGN_IN_IDLE },
  };
  /* clang-format on */

  return table[state][input];
}

/* The one place that moves the state, and tells of it. */
static void
move (TbDeviceSignIn *self, Input input)
{
  TbDeviceSignInState next = get_next (self->state, input);

  g_return_if_fail (next != INVALID);

  if (next == self->state)
    return;
  self->state = next;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
set_trouble (TbDeviceSignIn *self, GError *trouble)
{
  gboolean changed = g_strcmp0 (trouble != NULL ? trouble->message : NULL,
                                self->trouble != NULL ? self->trouble->message : NULL)
                     != 0;

  g_clear_error (&self->trouble);
  self->trouble = trouble;
  if (changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TROUBLE]);
}

static void
stop_waiting (TbDeviceSignIn *self)
{
  pusher_clock_clear_timer (self->clock, &self->poll_timer);
  pusher_clock_clear_timer (self->clock, &self->expiry_timer);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
forget (TbDeviceSignIn *self)
{
  stop_waiting (self);
  g_clear_pointer (&self->code, tb_device_code_free);
  if (self->token != NULL)
    explicit_bzero (self->token, strlen (self->token));
  g_clear_pointer (&self->token, g_free);
  g_clear_error (&self->error);
  self->failed_polls = 0;
}

static void
fail (TbDeviceSignIn *self, GError *error)
{
  g_autoptr (TbDeviceSignIn) keep = g_object_ref (self);

  stop_waiting (self);
  set_trouble (self, NULL);
  self->error = error;
  move (self, INPUT_FAIL);
}

static void
on_expired (gpointer user_data)
{
  TbDeviceSignIn *self = TB_DEVICE_SIGN_IN (user_data);

  self->expiry_timer = 0;
  fail (self, g_error_new (TB_ACCOUNT_ERROR, TB_ACCOUNT_ERROR_SIGN_IN,
                           _ ("The code has expired; ask for another one")));
}

static void
add_text (JsonBuilder *builder, const char *name, const char *text)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
}

static void
ask (TbDeviceSignIn *self, const char *address, GAsyncReadyCallback callback)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) body = NULL;

  json_builder_begin_object (builder);
  if (self->code != NULL)
    {
      add_text (builder, "grant_type", GRANT_TYPE);
      add_text (builder, "device_code", self->code->device_code);
    }
  add_text (builder, "client_id", self->endpoints->client_id);
  json_builder_end_object (builder);
  body = json_builder_get_root (builder);

  self->cancellable = g_cancellable_new ();
  tb_web_request_send_async (self->session, self->clock, address, body, NULL, self->cancellable,
                             callback, g_object_ref (self));
}

static void on_poll_due (gpointer user_data);

static void
plan_poll (TbDeviceSignIn *self, guint retry_after)
{
  guint64 delay = (guint64) self->interval << MIN (self->failed_polls, 6);

  if (self->failed_polls > 0)
    delay = MAX (MIN (delay, TB_DEVICE_SIGN_IN_PATIENCE), self->interval);
  delay = MAX (delay, retry_after);
  self->poll_timer
      = pusher_clock_add_timer (self->clock, (gint64) delay * G_USEC_PER_SEC, on_poll_due, self);
}

static void
wait_on (TbDeviceSignIn *self, GError *trouble, guint retry_after)
{
  g_autoptr (TbDeviceSignIn) keep = g_object_ref (self);

  self->failed_polls = trouble != NULL ? self->failed_polls + 1 : 0;
  plan_poll (self, retry_after);
  set_trouble (self, trouble);
  /* Whoever was told of the trouble may have cancelled. */
  if (self->state == TB_DEVICE_SIGN_IN_POLLING)
    move (self, INPUT_NOT_YET);
}

static void
handle_poll (TbDeviceSignIn *self, const TbWebAnswer *answer)
{
  GError *error = NULL;

  switch (tb_device_token_parse (answer, &self->token, &error))
    {
    case TB_DEVICE_TOKEN:
      stop_waiting (self);
      set_trouble (self, NULL);
      move (self, INPUT_TOKEN);
      break;
    case TB_DEVICE_PENDING:
      wait_on (self, NULL, 0);
      break;
    case TB_DEVICE_SLOW_DOWN:
      self->interval += TB_DEVICE_SIGN_IN_SLOW_DOWN;
      wait_on (self, NULL, answer->retry_after);
      break;
    case TB_DEVICE_UNAVAILABLE:
      wait_on (self, error, answer->retry_after);
      break;
    case TB_DEVICE_OVER:
    default:
      fail (self, error);
      break;
    }
}

static void
on_poll_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbDeviceSignIn) self = user_data;
  GError *error = NULL;
  g_autoptr (TbWebAnswer) answer = tb_web_request_send_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_error_free (error);
      return;
    }

  g_clear_object (&self->cancellable);
  if (answer != NULL)
    handle_poll (self, answer);
  /* A network that comes and goes is no reason to ask the user for another code. */
  else if (pusher_error_is_retryable (error))
    wait_on (self, error, 0);
  else
    fail (self, error);
}

static void
on_poll_due (gpointer user_data)
{
  TbDeviceSignIn *self = TB_DEVICE_SIGN_IN (user_data);

  self->poll_timer = 0;
  ask (self, self->endpoints->token, on_poll_ready);
  move (self, INPUT_POLL);
}

static void
on_code_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbDeviceSignIn) self = user_data;
  GError *error = NULL;
  g_autoptr (TbWebAnswer) answer = tb_web_request_send_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_error_free (error);
      return;
    }

  g_clear_object (&self->cancellable);
  if (answer != NULL)
    self->code = tb_device_code_parse (answer, &error);
  if (self->code == NULL)
    {
      fail (self, error);
      return;
    }

  self->interval = self->code->interval;
  self->expiry
      = pusher_clock_get_time (self->clock) + (gint64) self->code->lifetime * G_USEC_PER_SEC;
  self->expiry_timer = pusher_clock_add_timer (
      self->clock, (gint64) self->code->lifetime * G_USEC_PER_SEC, on_expired, self);
  plan_poll (self, 0);
  move (self, INPUT_CODE);
}

static void
tb_device_sign_in_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  TbDeviceSignIn *self = TB_DEVICE_SIGN_IN (object);

  switch (id)
    {
    case PROP_STATE:
      g_value_set_enum (value, (int) self->state);
      break;
    case PROP_TROUBLE:
      g_value_set_boxed (value, self->trouble);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tb_device_sign_in_dispose (GObject *object)
{
  stop_waiting (TB_DEVICE_SIGN_IN (object));

  G_OBJECT_CLASS (tb_device_sign_in_parent_class)->dispose (object);
}

static void
tb_device_sign_in_finalize (GObject *object)
{
  TbDeviceSignIn *self = TB_DEVICE_SIGN_IN (object);

  forget (self);
  g_clear_error (&self->trouble);
  g_clear_object (&self->session);
  g_clear_object (&self->clock);
  tb_sign_in_endpoints_free (self->endpoints);

  G_OBJECT_CLASS (tb_device_sign_in_parent_class)->finalize (object);
}

static void
tb_device_sign_in_class_init (TbDeviceSignInClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tb_device_sign_in_get_property;
  object_class->dispose = tb_device_sign_in_dispose;
  object_class->finalize = tb_device_sign_in_finalize;

  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, TB_TYPE_DEVICE_SIGN_IN_STATE,
                                              TB_DEVICE_SIGN_IN_IDLE, flags);
  properties[PROP_TROUBLE] = g_param_spec_boxed ("trouble", NULL, NULL, G_TYPE_ERROR, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
tb_device_sign_in_init (TbDeviceSignIn *self)
{
}

/**
 * tb_device_sign_in_new:
 * @session: the HTTP session to ask with
 * @clock: the time
 * @endpoints: where to ask; copied
 *
 * Returns: (transfer full): a sign-in that has not begun
 */
TbDeviceSignIn *
tb_device_sign_in_new (SoupSession *session, PusherClock *clock, const TbSignInEndpoints *endpoints)
{
  TbDeviceSignIn *self = g_object_new (TB_TYPE_DEVICE_SIGN_IN, NULL);

  self->session = g_object_ref (session);
  self->clock = g_object_ref (clock);
  self->endpoints = tb_sign_in_endpoints_copy (endpoints);

  return self;
}

/**
 * tb_device_sign_in_start:
 * @self: a sign-in; what it had begun before is given up
 *
 * Asks for a code, and then polls until there is a token or there can be none. The state tells.
 */
void
tb_device_sign_in_start (TbDeviceSignIn *self)
{
  tb_device_sign_in_cancel (self);
  ask (self, self->endpoints->code, on_code_ready);
  move (self, INPUT_START);
}

/**
 * tb_device_sign_in_cancel:
 * @self: a sign-in in any state
 *
 * Wants nothing any more, and forgets the code and the token.
 */
void
tb_device_sign_in_cancel (TbDeviceSignIn *self)
{
  g_autoptr (TbDeviceSignIn) keep = g_object_ref (self);

  forget (self);
  set_trouble (self, NULL);
  move (self, INPUT_CANCEL);
}

/**
 * tb_device_sign_in_get_state:
 * @self: a sign-in
 *
 * Returns: how far it is
 */
TbDeviceSignInState
tb_device_sign_in_get_state (TbDeviceSignIn *self)
{
  return self->state;
}

/**
 * tb_device_sign_in_get_code:
 * @self: a sign-in
 *
 * Returns: (transfer none) (nullable): what the user is shown, once there is a code
 */
const TbDeviceCode *
tb_device_sign_in_get_code (TbDeviceSignIn *self)
{
  return self->code;
}

/**
 * tb_device_sign_in_get_time_left:
 * @self: a sign-in
 *
 * Returns: for how long the code is good, in s, rounded up; 0 without one
 */
guint
tb_device_sign_in_get_time_left (TbDeviceSignIn *self)
{
  gint64 left = self->code != NULL ? self->expiry - pusher_clock_get_time (self->clock) : 0;

  return left > 0 ? (guint) ((left + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC) : 0;
}

/**
 * tb_device_sign_in_get_token:
 * @self: a sign-in
 *
 * Returns: (transfer none) (nullable): the bearer token, once it is done. It belongs to the
 * sign-in, which wipes it: hand it to the keyring and nowhere else
 */
const char *
tb_device_sign_in_get_token (TbDeviceSignIn *self)
{
  return self->token;
}

/**
 * tb_device_sign_in_get_error:
 * @self: a sign-in
 *
 * Returns: (nullable): why it has failed, a sentence for the user
 */
const GError *
tb_device_sign_in_get_error (TbDeviceSignIn *self)
{
  return self->error;
}

/**
 * tb_device_sign_in_get_trouble:
 * @self: a sign-in
 *
 * Returns: (nullable): why the web app could not answer the last time; it is asked again
 */
const GError *
tb_device_sign_in_get_trouble (TbDeviceSignIn *self)
{
  return self->trouble;
}
