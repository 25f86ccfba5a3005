/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desktop/tb-notifier.h"

G_BEGIN_DECLS

#define FAKE_TYPE_NOTIFIER (fake_notifier_get_type ())
G_DECLARE_FINAL_TYPE (FakeNotifier, fake_notifier, FAKE, NOTIFIER, GObject)

/* Records what it is asked to show. */
struct _FakeNotifier
{
  GObject parent_instance;

  GPtrArray *shown;     /* TbToast */
  GPtrArray *withdrawn; /* ids */
  const char *server_name;
  const char *const *capabilities;
  GError *error; /* owned; NULL for none */
};

FakeNotifier *fake_notifier_new (void);

G_END_DECLS
