/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * AxleTestFolder:
 *
 * A folder of a test's own, deleted with all that is in it.
 */
typedef struct _AxleTestFolder AxleTestFolder;

AxleTestFolder *axle_test_folder_new      (void);
void            axle_test_folder_free     (AxleTestFolder  *self);
const char     *axle_test_folder_get_path (AxleTestFolder  *self);
char           *axle_test_folder_build    (AxleTestFolder  *self,
                                           const char      *name);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleTestFolder, axle_test_folder_free)

/* How long a condition may take, in seconds: long enough for a sanitizer on a busy machine. */
#define AXLE_TEST_WAIT_SECONDS 30

/**
 * AxleTestCondition:
 * @data: what was given with it
 *
 * Returns: whether what is waited for is so
 */
typedef gboolean (*AxleTestCondition) (gpointer data);

#define axle_test_wait_for(condition, data) \
  axle_test_wait_for_at (G_STRLOC, #condition, (condition), (data))
void            axle_test_wait_for_at     (const char        *place,
                                           const char        *name,
                                           AxleTestCondition  condition,
                                           gpointer           data);

/* The callback and user data of an asynchronous function that is waited for, and its result. */
void            test_take_result          (GObject         *source,
                                           GAsyncResult    *result,
                                           gpointer         data);
GAsyncResult   *test_wait                 (GAsyncResult   **result);

char           *axle_test_shared_data     (const char      *path);
char          **axle_test_shared_lines    (const char      *path);
char           *axle_test_source_file     (const char      *path);
GBytes         *axle_test_read            (const char      *path);
void            axle_test_write           (const char      *path,
                                           gconstpointer    data,
                                           gssize           size);

/**
 * axle_test_add_table:
 * @path: the start of the test's path, as in `/vin/check-digit`
 * @cases: an array of structures whose first member is `const char *name`
 * @func: the test of one case, given a pointer to it
 *
 * Registers a test a case, so that each is counted and can be run alone.
 */
#define axle_test_add_table(path, cases, func) \
  axle_test_add_cases ((path), (cases), sizeof (cases)[0], G_N_ELEMENTS (cases), (GTestDataFunc) (func))
void            axle_test_add_cases       (const char      *path,
                                           gconstpointer    cases,
                                           gsize            size,
                                           gsize            n_cases,
                                           GTestDataFunc    func);

G_END_DECLS
