/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One step of a live check, and how it went. */

#include "account/tb-check-step.h"

#include <glib/gi18n-lib.h>

struct _TbCheckStep
{
  GObject parent_instance;

  TbCheckKind kind;
  char *channel; /* NULL unless it is about one */
  char *title;
  TbCheckState state;
  char *seen;   /* never NULL */
  char *remedy; /* NULL where nothing has to be done */
};

enum
{
  PROP_STATE = 1,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_ENUM_TYPE (TbCheckState,
                    tb_check_state,
                    G_DEFINE_ENUM_VALUE (TB_CHECK_WAITING, "waiting"),
                    G_DEFINE_ENUM_VALUE (TB_CHECK_RUNNING, "running"),
                    G_DEFINE_ENUM_VALUE (TB_CHECK_PASSED, "passed"),
                    G_DEFINE_ENUM_VALUE (TB_CHECK_WARNING, "warning"),
                    G_DEFINE_ENUM_VALUE (TB_CHECK_FAILED, "failed"),
                    G_DEFINE_ENUM_VALUE (TB_CHECK_SKIPPED, "skipped"))

G_DEFINE_FINAL_TYPE (TbCheckStep, tb_check_step, G_TYPE_OBJECT)

/* Names for programs, and titles for people. */
static const struct
{
  const char *name;
  const char *title;
} kinds[] = {
  [TB_CHECK_SETTINGS] = { "settings", N_ ("The settings are complete") },
  [TB_CHECK_NAME] = { "name", N_ ("The server's name is found") },
  [TB_CHECK_TCP] = { "tcp", N_ ("The server can be reached") },
  [TB_CHECK_TLS] = { "tls", N_ ("The connection is encrypted") },
  [TB_CHECK_UPGRADE] = { "upgrade", N_ ("The server takes live connections") },
  [TB_CHECK_KEY] = { "key", N_ ("The server accepts the app key") },
  [TB_CHECK_ENDPOINT] = { "endpoint", N_ ("The web app accepts your sign-in") },
  /* Translators: %s is the name of a channel */
  [TB_CHECK_CHANNEL] = { "channel", N_ ("Channel %s is subscribed") },
};

static void
tb_check_step_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_STATE:
      g_value_set_enum (value, (int) TB_CHECK_STEP (object)->state);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tb_check_step_finalize (GObject *object)
{
  TbCheckStep *self = TB_CHECK_STEP (object);

  g_free (self->channel);
  g_free (self->title);
  g_free (self->seen);
  g_free (self->remedy);

  G_OBJECT_CLASS (tb_check_step_parent_class)->finalize (object);
}

static void
tb_check_step_class_init (TbCheckStepClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = tb_check_step_get_property;
  object_class->finalize = tb_check_step_finalize;

  /* Whatever a step has to say comes with its state: there is one notification for all of it. */
  properties[PROP_STATE]
      = g_param_spec_enum ("state", NULL, NULL, TB_TYPE_CHECK_STATE, TB_CHECK_WAITING,
                           G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
tb_check_step_init (TbCheckStep *self)
{
  self->seen = g_strdup ("");
}

/**
 * tb_check_state_to_string:
 * @state: a state
 *
 * Returns: its name, for programs rather than people
 */
const char *
tb_check_state_to_string (TbCheckState state)
{
  g_autoptr (GEnumClass) values = g_type_class_ref (TB_TYPE_CHECK_STATE);

  return g_enum_get_value (values, (int) state)->value_nick;
}

/**
 * tb_check_step_new:
 * @kind: what it is about
 * @channel: (nullable): which channel, for %TB_CHECK_CHANNEL
 *
 * Returns: (transfer full): a step that has not begun
 */
TbCheckStep *
tb_check_step_new (TbCheckKind kind, const char *channel)
{
  TbCheckStep *self = g_object_new (TB_TYPE_CHECK_STEP, NULL);

  self->kind = kind;
  self->channel = g_strdup (channel);
  if (kind == TB_CHECK_CHANNEL)
    self->title = g_strdup_printf (_ ("Channel %s is subscribed"), channel);
  else
    self->title = g_strdup (_ (kinds[kind].title));

  return self;
}

/**
 * tb_check_step_get_kind:
 * @self: a step
 *
 * Returns: what it is about
 */
TbCheckKind
tb_check_step_get_kind (TbCheckStep *self)
{
  return self->kind;
}

/**
 * tb_check_step_get_kind_name:
 * @self: a step
 *
 * Returns: what it is about, for programs rather than people
 */
const char *
tb_check_step_get_kind_name (TbCheckStep *self)
{
  return kinds[self->kind].name;
}

/**
 * tb_check_step_get_channel:
 * @self: a step
 *
 * Returns: (nullable): the channel that it is about
 */
const char *
tb_check_step_get_channel (TbCheckStep *self)
{
  return self->channel;
}

/**
 * tb_check_step_get_title:
 * @self: a step
 *
 * Returns: what is so if it passes, for people
 */
const char *
tb_check_step_get_title (TbCheckStep *self)
{
  return self->title;
}

/**
 * tb_check_step_get_state:
 * @self: a step
 *
 * Returns: how far it is
 */
TbCheckState
tb_check_step_get_state (TbCheckStep *self)
{
  return self->state;
}

/**
 * tb_check_step_is_over:
 * @self: a step
 *
 * Returns: whether nothing more comes of it
 */
gboolean
tb_check_step_is_over (TbCheckStep *self)
{
  return self->state != TB_CHECK_WAITING && self->state != TB_CHECK_RUNNING;
}

/**
 * tb_check_step_get_seen:
 * @self: a step
 *
 * Returns: what was seen, a few words or a sentence; empty for nothing
 */
const char *
tb_check_step_get_seen (TbCheckStep *self)
{
  return self->seen;
}

/**
 * tb_check_step_get_remedy:
 * @self: a step
 *
 * Returns: (nullable): what the user can do about it, in sentences
 */
const char *
tb_check_step_get_remedy (TbCheckStep *self)
{
  return self->remedy;
}

/**
 * tb_check_step_set:
 * @self: a step
 * @state: how far it is now
 * @seen: (nullable): what was seen; plain text
 * @remedy: (nullable): what the user can do about it
 *
 * Tells of it by notify::state.
 */
void
tb_check_step_set (TbCheckStep *self, TbCheckState state, const char *seen, const char *remedy)
{
  g_free (self->seen);
  g_free (self->remedy);
  self->state = state;
  self->seen = g_strdup (seen != NULL ? seen : "");
  self->remedy = g_strdup (remedy);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}
