/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/workstation.h"

G_BEGIN_DECLS

/* What the list of customers is filtered by: values that a person ticked, word by word,
 * and a segment. All of it is a condition in the end, see store/segments.h. */

/**
 * AxleFilterWord:
 * @word: what it is called in conditions
 * @label: what a person reads; marked with N_()
 * @set: whether a customer may have several of its values
 *
 * Something that customers are filtered by with a few ticks.
 */
typedef struct
{
  const char *word;
  const char *label;
  gboolean    set;
} AxleFilterWord;

const AxleFilterWord *axle_filter_words (guint *n_words);

typedef struct _AxleCustomerFilter AxleCustomerFilter;

AxleCustomerFilter *axle_customer_filter_new           (void);
void                axle_customer_filter_free          (AxleCustomerFilter       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleCustomerFilter, axle_customer_filter_free)

void                axle_customer_filter_clear         (AxleCustomerFilter       *self);
void                axle_customer_filter_set           (AxleCustomerFilter       *self,
                                                        const char               *word,
                                                        const char               *value,
                                                        gboolean                  wanted);
gboolean            axle_customer_filter_has           (const AxleCustomerFilter *self,
                                                        const char               *word,
                                                        const char               *value);
const char         *axle_customer_filter_get_first     (const AxleCustomerFilter *self,
                                                        const char               *word);
guint               axle_customer_filter_count         (const AxleCustomerFilter *self,
                                                        const char               *word);
/* @segment: (nullable): the condition of a segment */
void                axle_customer_filter_set_segment   (AxleCustomerFilter       *self,
                                                        const char               *segment);
char               *axle_customer_filter_dup_condition (const AxleCustomerFilter *self);

/**
 * AxleFilterValue:
 * @value: as conditions have it
 * @label: what a person reads
 * @count: how many customers have it
 */
typedef struct
{
  char   *value;
  char   *label;
  gint64  count;
} AxleFilterValue;

/* The values of a word, with those of its choices that nobody has. */
void       axle_filter_list_values_async  (AxleWorkstation     *workstation,
                                           const char          *word,
                                           GCancellable        *cancellable,
                                           GAsyncReadyCallback  callback,
                                           gpointer             user_data);
GPtrArray *axle_filter_list_values_finish (AxleWorkstation     *workstation,
                                           GAsyncResult        *result,
                                           GError             **error);

/* Segments: filters that were kept under a name, see core/insight/segment.h. */
GPtrArray *axle_workstation_list_segments (AxleWorkstation     *workstation);
/* What is wrong with a condition, for the person; %NULL when nothing is. */
char      *axle_segment_dup_problem       (const char          *condition);
/* Returns: (transfer full) (element-type utf8): each word of conditions, and after it what it means */
GPtrArray *axle_segment_list_texts        (void);
/* Finishes with axle_workstation_save_finish(). @before: %NULL for a new one. */
void       axle_segment_save_async        (AxleWorkstation     *workstation,
                                           const AxleRecord    *before,
                                           const char          *name,
                                           const char          *condition,
                                           GCancellable        *cancellable,
                                           GAsyncReadyCallback  callback,
                                           gpointer             user_data);
/* For how many customers each condition holds; -1 for one that cannot be understood.
 * Returns: (element-type gint64) */
void       axle_segments_count_async      (AxleWorkstation     *workstation,
                                           const char * const  *conditions,
                                           GCancellable        *cancellable,
                                           GAsyncReadyCallback  callback,
                                           gpointer             user_data);
GArray    *axle_segments_count_finish     (AxleWorkstation     *workstation,
                                           GAsyncResult        *result,
                                           GError             **error);

G_END_DECLS
