/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "desktop/tb-notifier.h"

/* The seam between what decides to notify and what shows it: libnotify, the
 * portal, or a test that records. */

enum
{
  SIGNAL_ACTIVATED,
  SIGNAL_CLOSED,
  SIGNAL_SHOWN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_INTERFACE (TbNotifier, tb_notifier, G_TYPE_OBJECT)

GType
tb_notifier_closed_reason_get_type (void)
{
  static const GEnumValue values[] = {
    { TB_NOTIFIER_CLOSED_EXPIRED, "TB_NOTIFIER_CLOSED_EXPIRED", "expired" },
    { TB_NOTIFIER_CLOSED_DISMISSED, "TB_NOTIFIER_CLOSED_DISMISSED", "dismissed" },
    { TB_NOTIFIER_CLOSED_WITHDRAWN, "TB_NOTIFIER_CLOSED_WITHDRAWN", "withdrawn" },
    { TB_NOTIFIER_CLOSED_UNDEFINED, "TB_NOTIFIER_CLOSED_UNDEFINED", "undefined" },
    { 0, NULL, NULL },
  };
  static gsize type;

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("TbNotifierClosedReason", values));

  return type;
}

static void
tb_notifier_default_init (TbNotifierInterface *iface)
{
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  g_object_interface_install_property (
      iface, g_param_spec_string ("server-name", NULL, NULL, NULL, flags));
  g_object_interface_install_property (
      iface, g_param_spec_boxed ("capabilities", NULL, NULL, G_TYPE_STRV, flags));
  g_object_interface_install_property (
      iface, g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags));

  signals[SIGNAL_ACTIVATED]
      = g_signal_new ("activated", TB_TYPE_NOTIFIER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING);
  signals[SIGNAL_CLOSED]
      = g_signal_new ("closed", TB_TYPE_NOTIFIER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 2, G_TYPE_STRING, TB_TYPE_NOTIFIER_CLOSED_REASON);
  signals[SIGNAL_SHOWN] = g_signal_new ("shown", TB_TYPE_NOTIFIER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

void
tb_notifier_show (TbNotifier *self, TbToast *toast)
{
  g_return_if_fail (TB_IS_NOTIFIER (self));
  g_return_if_fail (toast != NULL);

  TB_NOTIFIER_GET_IFACE (self)->show (self, toast);
}

void
tb_notifier_withdraw (TbNotifier *self, const char *toast_id)
{
  g_return_if_fail (TB_IS_NOTIFIER (self));
  g_return_if_fail (toast_id != NULL);

  TB_NOTIFIER_GET_IFACE (self)->withdraw (self, toast_id);
}

char *
tb_notifier_dup_server_name (TbNotifier *self)
{
  char *server_name = NULL;

  g_return_val_if_fail (TB_IS_NOTIFIER (self), NULL);

  g_object_get (self, "server-name", &server_name, NULL);
  return server_name;
}

GStrv
tb_notifier_dup_capabilities (TbNotifier *self)
{
  GStrv capabilities = NULL;

  g_return_val_if_fail (TB_IS_NOTIFIER (self), NULL);

  g_object_get (self, "capabilities", &capabilities, NULL);
  return capabilities != NULL ? capabilities : g_new0 (char *, 1);
}

GError *
tb_notifier_dup_error (TbNotifier *self)
{
  GError *error = NULL;

  g_return_val_if_fail (TB_IS_NOTIFIER (self), NULL);

  g_object_get (self, "error", &error, NULL);
  return error;
}

void
tb_notifier_emit_activated (TbNotifier *self,
                            const char *toast_id,
                            const char *action_id,
                            const char *activation_token)
{
  g_return_if_fail (TB_IS_NOTIFIER (self));
  g_return_if_fail (toast_id != NULL && action_id != NULL);

  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, toast_id, action_id, activation_token);
}

void
tb_notifier_emit_closed (TbNotifier *self, const char *toast_id, TbNotifierClosedReason reason)
{
  g_return_if_fail (TB_IS_NOTIFIER (self));
  g_return_if_fail (toast_id != NULL);

  g_signal_emit (self, signals[SIGNAL_CLOSED], 0, toast_id, reason);
}

void
tb_notifier_emit_shown (TbNotifier *self, const char *toast_id)
{
  g_return_if_fail (TB_IS_NOTIFIER (self));
  g_return_if_fail (toast_id != NULL);

  g_signal_emit (self, signals[SIGNAL_SHOWN], 0, toast_id);
}
