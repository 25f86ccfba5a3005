/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Text files in a tar archive that is compressed with gzip: what every file manager opens. */
typedef struct _TbReportArchive TbReportArchive;

TbReportArchive *tb_report_archive_new (const char *folder, gint64 time);
void tb_report_archive_free (TbReportArchive *self);
void tb_report_archive_add (TbReportArchive *self, const char *name, const char *text);
GBytes *tb_report_archive_finish (TbReportArchive *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TbReportArchive, tb_report_archive_free)

G_END_DECLS
