/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/workstation.h"

G_BEGIN_DECLS

/* What the calendar stands on, as it is set up: bays and cars, the menu, opening hours,
 * holidays, rosters, leave, and what people can do. All of it follows from the descriptors
 * and one table of kinds. It takes the right `appointments.plan`. */

/**
 * AxlePlanningForm:
 * @title: of the form for a new one, marked with N_(); %NULL where none can be added
 * @fields: (array length=n_fields): what is asked for
 * @n_fields: how many
 * @about: (nullable): what is said above it, marked with N_()
 * @n_fixed: how many of the first of them are only asked for of a new one
 *
 * What somebody types to add or change one.
 */
typedef struct
{
  const char  *title;
  const guint *fields;
  guint        n_fields;
  const char  *about;
  guint        n_fixed;
} AxlePlanningForm;

/**
 * AxlePlanningGroup:
 * @key: names it among the groups of its kind
 * @title: what stands above it; may be empty
 * @about: (nullable): what is said of it
 * @form: what is typed for one of it
 * @preset: (nullable): what one begins with that is added to this group, not yet saved;
 *   %NULL where none is added to it in particular
 * @records: (element-type AxleRecord): those that are there, in their order
 *
 * Records that stand together.
 */
typedef struct
{
  char                   *key;
  char                   *title;
  char                   *about;
  const AxlePlanningForm *form;
  AxleRecord             *preset;
  GPtrArray              *records;
} AxlePlanningGroup;

void axle_planning_group_free (AxlePlanningGroup *self);

typedef struct _AxlePlanningKind AxlePlanningKind;

/**
 * AxlePlanningKind:
 * @name: of its page
 * @entity: of its records
 * @title: of its page, marked with N_()
 * @about: what is said above all groups, marked with N_(); nullable
 * @empty: what is said where there is nothing, marked with N_(); nullable
 * @position: the field that keeps their order; -1 where nobody orders them
 * @active: the field that says whether one is in use; -1 where they are deleted instead
 * @is_fixed: whether none is added or deleted
 * @is_of_somebody: whether a group is somebody's, whom the form names
 * @words: (array length=n_words): the fields that are told of each beneath its title
 * @n_words: how many
 * @added: what is said when one was added, marked with N_()
 * @changed: the same of a change
 * @deleted: the same of a deletion
 * @form: of one that is added to no group in particular
 * @split: puts what there is into groups
 * @dup_title: (nullable): the title of one; %NULL for that of the descriptor
 * @dup_span: (nullable): told of one before all of @words
 * @save: (nullable): saves one, as axle_planning_save_async() does for %NULL
 *
 * One of the kinds of record that are set up.
 */
struct _AxlePlanningKind
{
  const char             *name;
  const AxleEntity       *entity;
  const char             *title;
  const char             *about;
  const char             *empty;
  int                     position;
  int                     active;
  gboolean                is_fixed;
  gboolean                is_of_somebody;
  const guint            *words;
  guint                   n_words;
  const char             *added;
  const char             *changed;
  const char             *deleted;
  const AxlePlanningForm *form;
  void                  (*split)     (AxleWorkstation        *workstation,
                                      const AxlePlanningKind *self,
                                      GPtrArray              *records,
                                      GPtrArray              *groups);
  char                 *(*dup_title) (AxleWorkstation        *workstation,
                                      const AxleRecord       *record);
  char                 *(*dup_span)  (AxleWorkstation        *workstation,
                                      const AxleRecord       *record);
  void                  (*save)      (AxleWorkstation        *workstation,
                                      const AxleRecord       *before,
                                      const AxleRecord       *after,
                                      GCancellable           *cancellable,
                                      GAsyncReadyCallback     callback,
                                      gpointer                user_data);
};

const AxlePlanningKind *axle_planning_kinds       (guint                  *n_kinds);
const AxlePlanningKind *axle_planning_find        (const char             *name);

/* (element-type AxlePlanningGroup): what there is, in the order of the page. */
GPtrArray              *axle_planning_list        (AxleWorkstation        *workstation,
                                                   const AxlePlanningKind *kind);
/* The words of a row: its title, and what is told beneath it. */
char                   *axle_planning_dup_title   (AxleWorkstation        *workstation,
                                                   const AxlePlanningKind *kind,
                                                   const AxleRecord       *record);
char                   *axle_planning_dup_words   (AxleWorkstation        *workstation,
                                                   const AxlePlanningKind *kind,
                                                   const AxleRecord       *record);
/* How many there are of which. */
char                   *axle_planning_dup_summary (AxleWorkstation        *workstation,
                                                   const AxlePlanningKind *kind);
gboolean                axle_planning_is_active   (const AxlePlanningKind *kind,
                                                   const AxleRecord       *record);

/* Each is one transaction and one undo; each finishes with axle_workstation_save_finish(). */
void axle_planning_save_async       (AxleWorkstation        *workstation,
                                     const AxleRecord       *before,
                                     const AxleRecord       *after,
                                     GCancellable           *cancellable,
                                     GAsyncReadyCallback     callback,
                                     gpointer                user_data);
void axle_planning_delete_async     (AxleWorkstation        *workstation,
                                     const AxlePlanningKind *kind,
                                     const AxleRecord       *record,
                                     GCancellable           *cancellable,
                                     GAsyncReadyCallback     callback,
                                     gpointer                user_data);
void axle_planning_set_active_async (AxleWorkstation        *workstation,
                                     const AxlePlanningKind *kind,
                                     const AxleRecord       *record,
                                     gboolean                active,
                                     GCancellable           *cancellable,
                                     GAsyncReadyCallback     callback,
                                     gpointer                user_data);
/* @record comes to stand at @place in its group, from 0. */
void axle_planning_move_async       (AxleWorkstation        *workstation,
                                     const AxlePlanningKind *kind,
                                     const AxleRecord       *record,
                                     guint                   place,
                                     GCancellable           *cancellable,
                                     GAsyncReadyCallback     callback,
                                     gpointer                user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxlePlanningGroup, axle_planning_group_free)

G_END_DECLS
