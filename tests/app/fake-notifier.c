/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "fake-notifier.h"

enum
{
  PROP_SERVER_NAME = 1,
  PROP_CAPABILITIES,
  PROP_ERROR,
};

static void fake_notifier_notifier_init (TbNotifierInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeNotifier,
                               fake_notifier,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (TB_TYPE_NOTIFIER,
                                                      fake_notifier_notifier_init))

static void
fake_notifier_show (TbNotifier *notifier, TbToast *toast)
{
  g_ptr_array_add (FAKE_NOTIFIER (notifier)->shown, tb_toast_ref (toast));
}

static void
fake_notifier_withdraw (TbNotifier *notifier, const char *toast_id)
{
  g_ptr_array_add (FAKE_NOTIFIER (notifier)->withdrawn, g_strdup (toast_id));
}

static void
fake_notifier_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FakeNotifier *self = FAKE_NOTIFIER (object);

  switch (id)
    {
    case PROP_SERVER_NAME:
      g_value_set_string (value, self->server_name);
      break;
    case PROP_CAPABILITIES:
      g_value_set_boxed (value, self->capabilities);
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
fake_notifier_finalize (GObject *object)
{
  FakeNotifier *self = FAKE_NOTIFIER (object);

  g_ptr_array_unref (self->shown);
  g_ptr_array_unref (self->withdrawn);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (fake_notifier_parent_class)->finalize (object);
}

static void
fake_notifier_notifier_init (TbNotifierInterface *interface)
{
  interface->show = fake_notifier_show;
  interface->withdraw = fake_notifier_withdraw;
}

static void
fake_notifier_class_init (FakeNotifierClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = fake_notifier_get_property;
  object_class->finalize = fake_notifier_finalize;

  g_object_class_override_property (object_class, PROP_SERVER_NAME, "server-name");
  g_object_class_override_property (object_class, PROP_CAPABILITIES, "capabilities");
  g_object_class_override_property (object_class, PROP_ERROR, "error");
}

static void
fake_notifier_init (FakeNotifier *self)
{
  static const char *const none[] = { NULL };

  self->shown = g_ptr_array_new_with_free_func ((GDestroyNotify) tb_toast_unref);
  self->withdrawn = g_ptr_array_new_with_free_func (g_free);
  self->capabilities = none;
}

FakeNotifier *
fake_notifier_new (void)
{
  return g_object_new (FAKE_TYPE_NOTIFIER, NULL);
}
