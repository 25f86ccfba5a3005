/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define FAKE_TYPE_RESOLVER (fake_resolver_get_type ())
G_DECLARE_FINAL_TYPE (FakeResolver, fake_resolver, FAKE, RESOLVER, GResolver)

/* Says that every name leads to @addresses, an array that ends with NULL; for the whole program
 * until fake_resolver_remove(). */
FakeResolver *fake_resolver_install (const char *const *addresses);
void fake_resolver_remove (FakeResolver *self);

G_END_DECLS
