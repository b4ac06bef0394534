/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/dossier.h"
#include "core/guard.h"
#include "rows/row.h"
#include "sqlite/connection.h"
#include "sqlite/migration.h"
#include "sqlite/statement.h"
#include "sqlite/transaction.h"
#include "store/outbox.h"
#include "store/store.h"

G_BEGIN_DECLS

/* The part of a copy that is being applied. */
typedef struct _AxlePart AxlePart;

/* How far a copy is on its way into the cache, see snapshot.c. */
typedef struct
{
  gboolean          bury;       /* what it does not have must go */
  gboolean          late;       /* customers may have been made findable before their cars came */
  const AxleEntity *kind;       /* of the rows that came last */
  guint             bury_kind;  /* where burying stands: an index of the registry */
  gint64            bury_row;
} AxleSnapshotState;

struct _AxleStore
{
  AxleConnection    *connection;
  AxleHost          *host;
  gboolean           read_only;
  gint64             data_version; /* see axle_store_poll() */
  gint64             n_waiting;    /* in the outbox; -1 when it must be counted */
  gint64             counted_version;
  AxleStoreObserver  observer;
  gpointer           observer_data;
  GHashTable        *codecs;       /* AxleEntity → its SQL, see row.c */
  GArray            *stale;        /* (element-type AxleStale): see derived.c */
  gboolean           sweep_due;    /* all figures became others, see figures.c */
  gboolean           figures_changed;
  gboolean           slicing;
  gboolean           bulk;         /* a first sync goes on, see bulk.c */
  gboolean           wide;         /* see axle_store_set_wide() */
  AxlePart          *part;         /* NULL unless one is being applied, see part.c */
  AxleSnapshotState  snapshot;
  GArray            *touched;      /* (element-type AxleTouched): by the open transaction */
  char              *planned_rule; /* whose window is being gone through, see tasks.c */
  GArray            *planned;      /* (element-type gint64): its rows, */
  guint              n_planned;    /* and how many of them were looked at */
};

/* The states of a change; the numbers stand in migrations/0002-changes.sql and, of
 * what is held, in 0006-sync.sql. */
typedef enum
{
  AXLE_CHANGE_WAITS = 0,
  AXLE_CHANGE_ANSWERED = 1,
  AXLE_CHANGE_DONE = 2,
  AXLE_CHANGE_REFUSED = 3,
  AXLE_CHANGE_AGAIN = 4,
  AXLE_CHANGE_HELD = 5,
} AxleChangeState;

/* error.c: what a person reads; every public function ends in one of these. */
gboolean    axle_store_fail            (GError     **error,
                                        GError      *reason);

/* schema.c */
const AxleMigration *
            axle_store_migrations      (guint       *n_migrations);

/* store.c: a transaction and what was touched in it. */
typedef enum
{
  AXLE_STORE_DURABLE,
  AXLE_STORE_REPEATABLE,
} AxleStoreCare;

typedef gboolean (*AxleStoreWork) (AxleStore  *self,
                                   gpointer    data,
                                   GError    **error);
gint64      axle_store_get_version     (AxleStore     *self);
gboolean    axle_store_write           (AxleStore     *self,
                                        AxleStoreCare  care,
                                        AxleStoreWork  work,
                                        gpointer       data,
                                        GError       **error);
void        axle_store_touch           (AxleStore        *self,
                                        const AxleEntity *entity,
                                        const AxleId     *id);
void        axle_store_set_wide        (AxleStore        *self,
                                        gboolean          wide);

/* bulk.c */
gboolean    axle_bulk_drop             (AxleStore        *self,
                                        const AxleEntity *entity,
                                        gboolean         *dropped,
                                        GError          **error);
gboolean    axle_bulk_restore_one      (AxleStore        *self,
                                        gboolean         *more,
                                        GError          **error);
gboolean    axle_bulk_restore          (AxleStore        *self,
                                        GError          **error);

/* row.c: a record as a row of its entity's table. */
GHashTable *axle_row_codecs_new        (void);
char      **axle_row_list_columns      (const AxleEntity *entity);
void        axle_row_append_upsert     (GString            *out,
                                        const char * const *columns);
AxleStatement *
            axle_row_select            (AxleStore        *self,
                                        const AxleEntity *entity,
                                        const char       *tail,
                                        GError          **error);
gboolean    axle_row_find              (AxleStore        *self,
                                        const AxleEntity *entity,
                                        const AxleId     *id,
                                        AxleRecord      **record,
                                        gint64           *pending,
                                        GError          **error);
gboolean    axle_row_write             (AxleStore        *self,
                                        const AxleRecord *record,
                                        gint64            pending,
                                        GError          **error);
gboolean    axle_row_write_confirmed   (AxleStore        *self,
                                        const AxleRecord *record,
                                        gboolean         *written,
                                        GError          **error);
gboolean    axle_row_remove            (AxleStore        *self,
                                        const AxleEntity *entity,
                                        const AxleId     *id,
                                        GError          **error);
GPtrArray  *axle_row_list              (const AxleEntity *entity,
                                        AxleStatement    *statement,
                                        GError          **error);

/* overlay.c: shown = confirmed ⊕ pending. */
gboolean    axle_overlay_find_confirmed (AxleStore        *self,
                                         const AxleEntity *entity,
                                         const AxleId     *id,
                                         AxleRecord      **record,
                                         GError          **error);
gboolean    axle_overlay_is_confirmed   (AxleStore        *self,
                                         const AxleEntity *entity,
                                         const AxleId     *id,
                                         gboolean         *confirmed,
                                         GError          **error);
GPtrArray  *axle_overlay_list_confirmed (AxleStore        *self,
                                         const AxleId     *scope,
                                         GError          **error);
gboolean    axle_overlay_keep_confirmed (AxleStore        *self,
                                         const AxleRecord *record,
                                         GError          **error);
gboolean    axle_overlay_drop_confirmed (AxleStore        *self,
                                         const AxleId     *id,
                                         GError          **error);
gboolean    axle_overlay_compute        (AxleStore        *self,
                                         const AxleEntity *entity,
                                         const AxleId     *id,
                                         AxleRecord      **shown,
                                         gint64           *pending,
                                         GError          **error);
gboolean    axle_overlay_rebuild        (AxleStore        *self,
                                         const AxleEntity *entity,
                                         const AxleId     *id,
                                         GError          **error);
AxleChange *axle_overlay_read_change    (AxleStatement    *statement);
gboolean    axle_overlay_feed           (AxleStore        *self,
                                         const AxleRecord *record,
                                         GError          **error);

/* guard.c */
AxleLookup  axle_guard_lookup           (AxleStore        *self);
gboolean    axle_guard_check            (AxleStore        *self,
                                         const AxleChange *change,
                                         const AxleRecord *current,
                                         const AxleRecord *result,
                                         GError          **error);

/* feed.c */
gboolean    axle_feed_enter_epoch       (AxleStore        *self,
                                         const AxleId     *scope,
                                         gint64            epoch,
                                         GError          **error);
gboolean    axle_feed_has               (AxleStore        *self,
                                         const AxleId     *scope,
                                         gint64            sequence,
                                         gboolean         *has,
                                         GError          **error);
gboolean    axle_feed_reach             (AxleStore        *self,
                                         const AxleId     *scope,
                                         const AxleCursor *cursor,
                                         GError          **error);

/* part.c */
void        axle_part_free              (AxlePart         *self);
void        axle_part_leave             (AxleStore        *self);
const AxleEntity *
            axle_part_get_entity        (AxleStore        *self);
gboolean    axle_part_apply             (AxleStore        *self,
                                         const AxleId     *scope,
                                         guint             limit,
                                         gboolean          bury,
                                         gboolean          late,
                                         GError          **error);
gboolean    axle_part_is_last           (AxleStore        *self,
                                         guint             limit);
guint       axle_part_step              (AxleStore        *self,
                                         guint             limit);

/* desk.c: inside a transaction. */
gboolean    axle_desk_write_enrolment   (AxleStore           *self,
                                         const AxleEnrolment *enrolment,
                                         GError             **error);

/* place.c */
/* Says that photos may still be in their file: of where the desk was, or those that
 * no record names any more. */
#define AXLE_STORE_ERASE_BLOBS_NOTE "erase-blobs"
#define AXLE_STORE_ERASE_ALL "1"
#define AXLE_STORE_ERASE_UNNAMED "unnamed"

gboolean    axle_place_finish_erasing   (AxleStore        *self,
                                         GError          **error);
gboolean    axle_place_note_erased      (AxleStore        *self,
                                         gboolean          photos,
                                         GError          **error);

/* consent.c */
gboolean    axle_consent_may_read       (AxleStore        *self,
                                         const AxleRecord *record,
                                         gboolean         *may,
                                         GError          **error);
gboolean    axle_consent_filter         (AxleStore        *self,
                                         GPtrArray        *records,
                                         GError          **error);
void        axle_consent_set_error      (GError          **error);

/* erase.c */
gboolean    axle_erase_due              (AxleStore        *self,
                                         GError          **error);
gboolean    axle_erase_again            (AxleStore        *self,
                                         GError          **error);

/* outbox.c: inside a transaction. */
gboolean    axle_outbox_note_told       (AxleStore           *self,
                                         GError             **error);
gboolean    axle_outbox_adopt           (AxleStore           *self,
                                         GError             **error);
gboolean    axle_outbox_enrol_again     (AxleStore           *self,
                                         GError             **error);
/* conflict.c */
gboolean    axle_conflicts_keep         (AxleStore         *self,
                                         const AxleChange  *change,
                                         const AxleVerdict *verdict,
                                         gboolean           held,
                                         GError           **error);
gboolean    axle_conflicts_keep_deleted (AxleStore         *self,
                                         const AxleChange  *change,
                                         const AxleVerdict *verdict,
                                         GError           **error);
gboolean    axle_conflicts_let_go       (AxleStore         *self,
                                         const AxleChange  *change,
                                         AxleDecision       decision,
                                         gint64             operation,
                                         GError           **error);
gboolean    axle_conflicts_toggle       (AxleStore         *self,
                                         gint64             operation,
                                         gint64            *undoing,
                                         GError           **error);
gboolean    axle_conflicts_number       (AxleStore         *self,
                                         gint64            *operation,
                                         GError           **error);

/* adopt.c: what a newer program added. */
gboolean    axle_stranger_write         (AxleStore        *self,
                                         const AxleRecord *record,
                                         GError          **error);
gboolean    axle_stranger_forget        (AxleStore        *self,
                                         const AxleId     *scope,
                                         GError          **error);
void        axle_adopt                  (AxleStore        *self);

/* tasks.c */
const char * const *
            axle_tasks_list_queries     (guint            *n_queries);

/* save.c */
gboolean    axle_save_changes           (AxleStore        *self,
                                         GPtrArray        *changes,
                                         gint64           *operation,
                                         GError          **error);

/* merged.c: customers who were merged into others. */
gboolean    axle_merged_find_root       (AxleStore        *self,
                                         const AxleId     *customer,
                                         AxleId           *root,
                                         GError          **error);
GPtrArray  *axle_merged_list            (AxleStore        *self,
                                         const AxleId     *root,
                                         GError          **error);
gboolean    axle_merged_renew           (AxleStore        *self,
                                         const AxleId     *customer,
                                         GArray           *affected,
                                         GError          **error);

/* A customer with those for whom they stand, as SQL. */
#define AXLE_MERGED_PEOPLE(customer) "(SELECT " customer " UNION ALL SELECT id FROM customer WHERE root = " customer ")"

/* duplicates.c */
gboolean    axle_duplicates_note        (AxleStore        *self,
                                         gint64            row,
                                         GError          **error);
gboolean    axle_duplicates_count_unkeyed (AxleStore      *self,
                                         guint             n_looked_at,
                                         gint64           *n_unkeyed,
                                         GError          **error);

/* derived.c: the keys that customers are sorted and found by. */
typedef enum
{
  AXLE_STALE_CUSTOMER = 0,
  AXLE_STALE_CONTACTS = 1,
  AXLE_STALE_VEHICLE = 2,
  AXLE_STALE_FIGURE = 3,
  AXLE_STALE_FIGURES_OF_VEHICLE = 4,
  AXLE_STALE_FIGURES_OF_VISIT = 5,
} AxleStaleWhat;

typedef struct
{
  AxleId        id;
  AxleStaleWhat what;
} AxleStale;

const char * const *
            axle_derived_columns        (const AxleEntity *entity);
const char *axle_derived_expressions    (const AxleEntity *entity);
gboolean    axle_derived_add_functions  (AxleStore        *self,
                                         GError          **error);
gboolean    axle_derived_note_rows      (AxleStore        *self,
                                         const AxleEntity *entity,
                                         const char       *schema,
                                         gint64            first,
                                         gint64            last,
                                         gboolean          all,
                                         GError          **error);
void        axle_derived_bind           (const AxleRecord *record,
                                         AxleStatement    *statement,
                                         int               parameter);
void        axle_derived_note           (AxleStore        *self,
                                         const AxleRecord *record);
gboolean    axle_derived_flush          (AxleStore        *self,
                                         GError          **error);

/* dossier.c */
GTimeZone  *axle_dossier_load_zone      (AxleStore        *self);
/* Inside a transaction: a customer who was not merged, and what is theirs of the kinds that
 * @wanted says yes to. */
AxleDossier *
            axle_dossier_load_kinds     (AxleStore        *self,
                                         const AxleId     *survivor,
                                         gint64            now,
                                         GTimeZone        *zone,
                                         gboolean        (*wanted) (const AxleEntity *entity),
                                         GError          **error);

/* customers.c: numbers of customers. */
void        axle_rows_keep              (GArray           *rows,
                                         const GArray     *others,
                                         gboolean          among);

/* figures.c: what is worked out of each customer. */
void        axle_figures_note           (AxleStore        *self,
                                         const AxleRecord *record);
gboolean    axle_figures_refresh        (AxleStore        *self,
                                         GArray           *stale,
                                         GError          **error);
gboolean    axle_figures_gather         (AxleStore        *self,
                                         GArray           *stale,
                                         GError          **error);
gboolean    axle_figures_begin_sweep    (AxleStore        *self,
                                         GError          **error);
gboolean    axle_figures_slice          (AxleStore        *self,
                                         guint             limit,
                                         GError          **error);
gboolean    axle_figures_count_wrong    (AxleStore        *self,
                                         guint             n_looked_at,
                                         gint64           *n_wrong,
                                         GError          **error);
gboolean    axle_figures_count_left     (AxleStore        *self,
                                         gint64           *n_left,
                                         GError          **error);
void        axle_figures_tell           (AxleStore        *self);
gboolean    axle_figures_read           (AxleStore        *self,
                                         gint64            row,
                                         AxleRecord      **figure,
                                         GError          **error);

GPtrArray  *axle_derived_list_vehicles  (AxleStore        *self,
                                         const AxleId     *customer,
                                         GError          **error);

/* What a customer is sorted by, of the row c, as SQL. */
#define AXLE_DERIVED_PLATE \
  "(SELECT min(v.plate) FROM ownership o JOIN vehicle v ON v.id = o.vehicle " \
  " WHERE o.customer IN " AXLE_MERGED_PEOPLE ("c.id") " AND o.deleted = 0 AND o.until IS NULL AND v.deleted = 0)"
#define AXLE_DERIVED_CONTACT \
  "(SELECT max(at) FROM contact WHERE customer IN " AXLE_MERGED_PEOPLE ("c.id") " AND deleted = 0)"

G_END_DECLS
