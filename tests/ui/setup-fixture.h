/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "popover-fixture.h"
#include "ui/tb-setup-window.h"

G_BEGIN_DECLS

/* The window that sets an account up, with a server to set it up for. */
typedef struct
{
  PopoverFixture *base;
  GSimpleActionGroup *actions;
  GtkWidget *window;
  char *saved;
  char *opened;
  char *removed;
} SetupFixture;

TbAccount *setup_get_account (SetupFixture *fixture);
void setup_open (SetupFixture *fixture, TbSetupTask task);
void setup_begin_to_add (SetupFixture *fixture, gconstpointer data);
void setup_begin_with_account (SetupFixture *fixture, gconstpointer data);
void setup_end (SetupFixture *fixture, gconstpointer data);
GtkWidget *setup_look_for (SetupFixture *fixture, GType type, const char *name);
GtkWidget *setup_find (SetupFixture *fixture, GType type, const char *name);
void setup_click (SetupFixture *fixture, const char *name);
void setup_fill_in (SetupFixture *fixture, const char *name, const char *text);
const char *setup_read (SetupFixture *fixture, const char *name);
gboolean setup_shows (SetupFixture *fixture, const char *text);
gboolean setup_has_focus (SetupFixture *fixture, const char *name);
void setup_leave_field (SetupFixture *fixture);
void setup_fill_in_alice (SetupFixture *fixture, const char *token);
void setup_assert_reachable (SetupFixture *fixture);
GtkWidget *setup_find_dialog (void);

G_END_DECLS
