/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/store.h"

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

/* A profile on which another desk did the same things at the same time: some of what
 * was typed here lost, some took the place of theirs, some was refused. */
#define TEST_N_CONFLICTS 6
void test_profile_make_contested (const char *folder);

/* A profile whose server was restored from a copy, and told three changes again. */
void test_profile_make_told (const char *folder);

/* What another desk did to the customer of that place in the list, as the feed brings
 * it: the text in the field, told to the profile's @store. */
void test_profile_feed (AxleStore  *store,
                        const AxleId *customer,
                        guint       field,
                        const char *text);

G_END_DECLS
