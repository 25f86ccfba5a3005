/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/tb-account-section.h"

#include "ui/tb-account-header.h"
#include "ui/tb-account-rooms.h"
#include "ui/tb-session-notices.h"

struct _TbAccountSection
{
  GtkBox parent_instance;
};

G_DEFINE_FINAL_TYPE (TbAccountSection, tb_account_section, GTK_TYPE_BOX)

static void
tb_account_section_class_init (TbAccountSectionClass *klass)
{
}

static void
tb_account_section_init (TbAccountSection *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
}

/**
 * tb_account_section_new:
 * @session: an account's session, followed from now on
 *
 * Returns: (transfer floating): a section
 */
GtkWidget *
tb_account_section_new (TbSession *session)
{
  GtkWidget *self = g_object_new (TB_TYPE_ACCOUNT_SECTION, "visible", TRUE, NULL);

  gtk_container_add (GTK_CONTAINER (self), tb_account_header_new (session));
  gtk_container_add (GTK_CONTAINER (self), tb_session_notices_new (session));
  gtk_container_add (GTK_CONTAINER (self), tb_account_rooms_new (session));

  return self;
}
