/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A desk as it stands after its first sync, made without a server: a store, its
 * staff, some customers with their cars and what was said. Its server does not
 * answer, so the desk is offline. */

#define TEST_MANAGER "林静"   /* may do everything */
#define TEST_TECHNICIAN "周强" /* may only read */
#define TEST_PIN "4711"

#define TEST_N_CUSTOMERS 24
#define TEST_VIN "LSVNV2182E2100001"

void test_profile_make (const char *folder);

G_END_DECLS
