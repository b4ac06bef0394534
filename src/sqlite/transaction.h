/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sqlite/connection.h"

G_BEGIN_DECLS

/**
 * AxleTransaction:
 *
 * A transaction, rolled back when it is freed before it was committed.
 *
 * |[<!-- language="C" -->
 * g_autoptr(AxleTransaction) transaction = axle_transaction_begin (connection, error);
 *
 * if (transaction == NULL || !write_all_of_it (connection, error))
 *   return FALSE;
 * return axle_transaction_commit (transaction, error);
 * ]|
 *
 * One inside another is a savepoint: rolled back it takes only itself back, and
 * committed it is kept when the outer one is. They end in the reverse order of
 * their beginning, and before the connection is closed.
 */
typedef struct _AxleTransaction AxleTransaction;

AxleTransaction *axle_transaction_begin      (AxleConnection   *connection,
                                              GError          **error);
AxleTransaction *axle_transaction_begin_read (AxleConnection   *connection,
                                              GError          **error);
gboolean         axle_transaction_commit     (AxleTransaction  *self,
                                              GError          **error);
void             axle_transaction_rollback   (AxleTransaction  *self);
void             axle_transaction_free       (AxleTransaction  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleTransaction, axle_transaction_free)

G_END_DECLS
