/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "account/tb-check-steps.h"

#include <glib/gi18n-lib.h>

#include "account/tb-check-remedy.h"
#include "pusher/pusher-error.h"
#include "pusher/pusher-host.h"

struct _TbCheckSteps
{
  GListStore *store;
  gboolean tls;
  gboolean loopback; /* nobody is on the way to the server */
};

static void
add (TbCheckSteps *self, TbCheckKind kind, const char *channel)
{
  g_autoptr (TbCheckStep) step = tb_check_step_new (kind, channel);

  g_list_store_append (self->store, step);
}

/* The store keeps it. */
static TbCheckStep *
get (TbCheckSteps *self, guint position)
{
  g_autoptr (TbCheckStep) step = g_list_model_get_item (G_LIST_MODEL (self->store), position);

  return step;
}

static guint
get_n_steps (TbCheckSteps *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->store));
}

/**
 * tb_check_steps_new:
 * @account: what is to be checked
 *
 * Returns: (transfer full): its steps, none of them begun
 */
TbCheckSteps *
tb_check_steps_new (TbAccount *account)
{
  TbCheckSteps *self = g_new0 (TbCheckSteps, 1);
  g_auto (GStrv) channels = tb_account_dup_channel_names (account);
  g_autofree char *host = tb_account_dup_string (account, "host");

  self->store = g_list_store_new (TB_TYPE_CHECK_STEP);
  self->tls = tb_account_get_tls (account);
  self->loopback = pusher_host_is_loopback (host);
  for (guint kind = TB_CHECK_SETTINGS; kind < TB_CHECK_CHANNEL; kind++)
    add (self, (TbCheckKind) kind, NULL);
  for (gsize i = 0; channels[i] != NULL; i++)
    add (self, TB_CHECK_CHANNEL, channels[i]);

  return self;
}

/**
 * tb_check_steps_free:
 * @self: (transfer full): steps
 */
void
tb_check_steps_free (TbCheckSteps *self)
{
  g_object_unref (self->store);
  g_free (self);
}

/**
 * tb_check_steps_get_model:
 * @self: steps
 *
 * Returns: (transfer none): a list of #TbCheckStep
 */
GListModel *
tb_check_steps_get_model (TbCheckSteps *self)
{
  return G_LIST_MODEL (self->store);
}

/**
 * tb_check_steps_get:
 * @self: steps
 * @kind: any kind but that of channels
 *
 * Returns: (transfer none): the step
 */
TbCheckStep *
tb_check_steps_get (TbCheckSteps *self, TbCheckKind kind)
{
  return get (self, (guint) kind);
}

/**
 * tb_check_steps_get_n_channels:
 * @self: steps
 *
 * Returns: how many channels there are
 */
guint
tb_check_steps_get_n_channels (TbCheckSteps *self)
{
  return get_n_steps (self) - TB_CHECK_CHANNEL;
}

/**
 * tb_check_steps_get_channel:
 * @self: steps
 * @number: the number of a channel, from 0
 *
 * Returns: (transfer none): its step
 */
TbCheckStep *
tb_check_steps_get_channel (TbCheckSteps *self, guint number)
{
  return get (self, TB_CHECK_CHANNEL + number);
}

/**
 * tb_check_steps_reset:
 * @self: steps
 *
 * None of them has begun.
 */
void
tb_check_steps_reset (TbCheckSteps *self)
{
  for (guint i = 0; i < get_n_steps (self); i++)
    tb_check_step_set (get (self, i), TB_CHECK_WAITING, NULL, NULL);
}

/**
 * tb_check_steps_run:
 * @self: steps
 * @kind: what is under way from now on
 */
void
tb_check_steps_run (TbCheckSteps *self, TbCheckKind kind)
{
  TbCheckStep *step = get (self, (guint) kind);

  if (tb_check_step_get_state (step) == TB_CHECK_WAITING)
    tb_check_step_set (step, TB_CHECK_RUNNING, NULL, NULL);
}

/* What is not encrypted is not as it should be, unless it never leaves this computer. */
static void
tell_of_no_encryption (TbCheckSteps *self)
{
  TbCheckStep *step = get (self, TB_CHECK_TLS);

  if (self->loopback)
    tb_check_step_set (step, TB_CHECK_SKIPPED,
                       _ ("Not encrypted, and need not be: the server is this computer"), NULL);
  else
    tb_check_step_set (step, TB_CHECK_WARNING, _ ("The connection is not encrypted"),
                       _ ("Whoever is on the way can read your notifications. Switch encryption on "
                          "if the server offers it."));
}

/**
 * tb_check_steps_pass:
 * @self: steps
 * @kind: what is as it should be, and with it whatever comes before
 * @seen: (nullable): what was seen of it
 */
void
tb_check_steps_pass (TbCheckSteps *self, TbCheckKind kind, const char *seen)
{
  for (guint i = 0; i <= (guint) kind; i++)
    {
      TbCheckStep *step = get (self, i);

      if (tb_check_step_is_over (step))
        continue;
      if (i == TB_CHECK_TLS && !self->tls)
        tell_of_no_encryption (self);
      else
        tb_check_step_set (step, TB_CHECK_PASSED, i == (guint) kind ? seen : NULL, NULL);
    }
}

/* How many people are there, in a room; names are theirs. */
static char *
describe_members (PusherChannel *channel)
{
  PusherPresence *presence = pusher_channel_get_presence (channel);
  guint n_members;

  if (presence == NULL)
    return NULL;

  n_members = g_list_model_get_n_items (G_LIST_MODEL (presence));
  return g_strdup_printf (ngettext ("%u person is there", "%u people are there", n_members),
                          n_members);
}

/**
 * tb_check_steps_pass_channel:
 * @self: steps
 * @channel: a channel that is subscribed
 */
void
tb_check_steps_pass_channel (TbCheckSteps *self, PusherChannel *channel)
{
  g_autofree char *seen = describe_members (channel);

  for (guint i = 0; i < tb_check_steps_get_n_channels (self); i++)
    {
      TbCheckStep *step = tb_check_steps_get_channel (self, i);

      if (!tb_check_step_is_over (step)
          && g_str_equal (tb_check_step_get_channel (step), pusher_channel_get_name (channel)))
        tb_check_step_set (step, TB_CHECK_PASSED, seen, NULL);
    }
}

/* The first step of the connection that is not over. */
static TbCheckKind
find_next (TbCheckSteps *self)
{
  for (guint i = TB_CHECK_NAME; i < TB_CHECK_KEY; i++)
    {
      if (i == TB_CHECK_TLS && !self->tls)
        continue;
      if (!tb_check_step_is_over (get (self, i)))
        return (TbCheckKind) i;
    }

  return TB_CHECK_KEY;
}

/**
 * tb_check_steps_locate:
 * @self: steps
 * @error: why an attempt to connect has failed
 *
 * Returns: which step it has failed at: by what @error is about, else by how far it came
 */
TbCheckKind
tb_check_steps_locate (TbCheckSteps *self, const GError *error)
{
  if (error->domain != PUSHER_ERROR)
    return find_next (self);
  /* It is asked to find and to reach the server for us. */
  if (pusher_error_is_of_proxy (error))
    return MIN (find_next (self), TB_CHECK_TCP);

  switch ((PusherError) error->code)
    {
    case PUSHER_ERROR_TLS:
      return TB_CHECK_TLS;
    case PUSHER_ERROR_HTTP:
      return TB_CHECK_UPGRADE;
    case PUSHER_ERROR_BAD_FRAME:
    case PUSHER_ERROR_HANDSHAKE:
    case PUSHER_ERROR_REFUSED:
    case PUSHER_ERROR_CLOSED:
    case PUSHER_ERROR_SERVER:
      return TB_CHECK_KEY;
    default:
      return find_next (self);
    }
}

/**
 * tb_check_steps_fail:
 * @self: steps
 * @step: one of them
 * @error: why it has failed
 */
void
tb_check_steps_fail (TbCheckSteps *self, TbCheckStep *step, const GError *error)
{
  tb_check_step_set (step, TB_CHECK_FAILED, error->message,
                     tb_check_remedy_get (tb_check_step_get_kind (step),
                                          tb_check_step_get_channel (step), error, self->tls));
}

/**
 * tb_check_steps_close:
 * @self: steps
 *
 * Nothing more is tried: what is not over is skipped.
 *
 * Returns: whether none has failed
 */
gboolean
tb_check_steps_close (TbCheckSteps *self)
{
  gboolean passed = TRUE;

  for (guint i = 0; i < get_n_steps (self); i++)
    {
      TbCheckStep *step = get (self, i);

      if (!tb_check_step_is_over (step))
        tb_check_step_set (step, TB_CHECK_SKIPPED, NULL, NULL);
      passed = passed && tb_check_step_get_state (step) != TB_CHECK_FAILED;
    }

  return passed;
}
