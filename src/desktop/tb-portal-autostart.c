/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "desktop/tb-portal-autostart.h"

#include <glib/gi18n.h>

#include "desktop/tb-portal-request.h"

enum
{
  PROP_ENABLED = 1,
  PROP_ANSWERED,
  PROP_AVAILABLE,
  PROP_EXPLANATION,
  N_PROPERTIES,
};

struct _TbPortalAutostart
{
  GObject parent_instance;

  TbBackgroundPortal *portal;
  TbPortals *portals;
  GCancellable *cancellable;

  gboolean wanted;
  gboolean asked; /* for what is wanted */
  gboolean asking;

  gboolean enabled;
  gboolean answered;
  gboolean available;
  char *explanation;
};

static GParamSpec *properties[N_PROPERTIES];

static void reconcile (TbPortalAutostart *self);

G_DEFINE_FINAL_TYPE (TbPortalAutostart, tb_portal_autostart, G_TYPE_OBJECT)

static void
set_boolean (TbPortalAutostart *self, gboolean *field, gboolean value, guint property_id)
{
  if (*field == value)
    return;

  *field = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property_id]);
}

static void
set_explanation (TbPortalAutostart *self, const char *explanation)
{
  if (g_strcmp0 (self->explanation, explanation) == 0)
    return;

  g_free (self->explanation);
  self->explanation = g_strdup (explanation);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EXPLANATION]);
}

static void
take_answer (TbPortalAutostart *self, gboolean background, gboolean autostart)
{
  if (!background)
    set_explanation (self, _ ("Your desktop does not let Traybell run without a window; its "
                              "settings for applications can allow it"));
  else if (self->wanted && !autostart)
    set_explanation (self, _ ("Your desktop does not let Traybell start at login; its settings for "
                              "applications can allow it"));
  else
    set_explanation (self, NULL);

  set_boolean (self, &self->available, TRUE, PROP_AVAILABLE);
  set_boolean (self, &self->enabled, autostart, PROP_ENABLED);
  set_boolean (self, &self->answered, TRUE, PROP_ANSWERED);
}

/* Whether an error says how it is, too. */
static void
take_error (TbPortalAutostart *self, const GError *error)
{
  gboolean missing = g_error_matches (error, TB_PORTAL_ERROR, TB_PORTAL_ERROR_MISSING);

  set_explanation (self, error->message);
  set_boolean (self, &self->available, !missing, PROP_AVAILABLE);
  if (missing)
    set_boolean (self, &self->enabled, FALSE, PROP_ENABLED);
}

/* Does not own the autostart: dispose cancels. */
static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TbPortalAutostart) self = NULL;
  g_autoptr (GError) error = NULL;
  gboolean background = FALSE;
  gboolean autostart = FALSE;

  tb_background_portal_request_finish (TB_BACKGROUND_PORTAL (source), result, &background,
                                       &autostart, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = g_object_ref (user_data);
  self->asking = FALSE;
  g_object_freeze_notify (G_OBJECT (self));
  if (!self->asked) /* for something else in the meantime */
    reconcile (self);
  else if (error != NULL)
    take_error (self, error);
  else
    take_answer (self, background, autostart);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
reconcile (TbPortalAutostart *self)
{
  if (self->asking || self->asked || !tb_portals_get_known (self->portals))
    return;

  self->asking = TRUE;
  self->asked = TRUE;
  tb_background_portal_request_async (self->portal, self->wanted, self->cancellable, on_answered,
                                      self);
}

/* The first time, or a desktop that had no such portal may have one now. */
static void
on_portals_changed (TbPortals *portals, gpointer user_data)
{
  TbPortalAutostart *self = TB_PORTAL_AUTOSTART (user_data);

  if (!self->available)
    self->asked = FALSE;
  reconcile (self);
}

static void
tb_portal_autostart_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  TbPortalAutostart *self = TB_PORTAL_AUTOSTART (object);

  switch (id)
    {
    case PROP_ENABLED:
      g_value_set_boolean (value, self->enabled);
      break;
    case PROP_ANSWERED:
      g_value_set_boolean (value, self->answered);
      break;
    case PROP_AVAILABLE:
      g_value_set_boolean (value, self->available);
      break;
    case PROP_EXPLANATION:
      g_value_set_string (value, self->explanation);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tb_portal_autostart_dispose (GObject *object)
{
  TbPortalAutostart *self = TB_PORTAL_AUTOSTART (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->portal);
  g_clear_object (&self->portals);

  G_OBJECT_CLASS (tb_portal_autostart_parent_class)->dispose (object);
}

static void
tb_portal_autostart_finalize (GObject *object)
{
  TbPortalAutostart *self = TB_PORTAL_AUTOSTART (object);

  g_clear_object (&self->cancellable);
  g_free (self->explanation);

  G_OBJECT_CLASS (tb_portal_autostart_parent_class)->finalize (object);
}

static void
tb_portal_autostart_class_init (TbPortalAutostartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tb_portal_autostart_get_property;
  object_class->dispose = tb_portal_autostart_dispose;
  object_class->finalize = tb_portal_autostart_finalize;

  properties[PROP_ENABLED] = g_param_spec_boolean ("enabled", NULL, NULL, FALSE, flags);
  properties[PROP_ANSWERED] = g_param_spec_boolean ("answered", NULL, NULL, FALSE, flags);
  properties[PROP_AVAILABLE] = g_param_spec_boolean ("available", NULL, NULL, TRUE, flags);
  properties[PROP_EXPLANATION] = g_param_spec_string ("explanation", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
tb_portal_autostart_init (TbPortalAutostart *self)
{
  self->available = TRUE;
  self->cancellable = g_cancellable_new ();
}

TbPortalAutostart *
tb_portal_autostart_new (TbBackgroundPortal *portal, TbPortals *portals, gboolean enabled)
{
  TbPortalAutostart *self;

  g_return_val_if_fail (TB_IS_BACKGROUND_PORTAL (portal), NULL);
  g_return_val_if_fail (TB_IS_PORTALS (portals), NULL);

  self = g_object_new (TB_TYPE_PORTAL_AUTOSTART, NULL);
  self->portal = g_object_ref (portal);
  self->portals = g_object_ref (portals);
  self->wanted = enabled;
  self->enabled = enabled;
  g_signal_connect_object (portals, "changed", G_CALLBACK (on_portals_changed), self, 0);
  reconcile (self);

  return self;
}

gboolean
tb_portal_autostart_get_enabled (TbPortalAutostart *self)
{
  g_return_val_if_fail (TB_IS_PORTAL_AUTOSTART (self), FALSE);

  return self->enabled;
}

gboolean
tb_portal_autostart_get_answered (TbPortalAutostart *self)
{
  g_return_val_if_fail (TB_IS_PORTAL_AUTOSTART (self), FALSE);

  return self->answered;
}

gboolean
tb_portal_autostart_get_available (TbPortalAutostart *self)
{
  g_return_val_if_fail (TB_IS_PORTAL_AUTOSTART (self), FALSE);

  return self->available;
}

const char *
tb_portal_autostart_get_explanation (TbPortalAutostart *self)
{
  g_return_val_if_fail (TB_IS_PORTAL_AUTOSTART (self), NULL);

  return self->explanation;
}

void
tb_portal_autostart_set_enabled (TbPortalAutostart *self, gboolean enabled)
{
  g_return_if_fail (TB_IS_PORTAL_AUTOSTART (self));

  self->wanted = enabled;
  self->asked = FALSE;
  reconcile (self);
}
