/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/value.h"

G_BEGIN_DECLS

typedef struct _AxleEntity AxleEntity;
typedef struct _AxleField AxleField;
typedef struct _AxleGuard AxleGuard;
typedef struct _AxleRecord AxleRecord;

/**
 * AxleFieldType:
 * @AXLE_FIELD_TEXT: text
 * @AXLE_FIELD_CHOICE: text, one of the field's choices
 * @AXLE_FIELD_DATE: text: ISO 8601 date, `2020-03-05`; `--03-05` where no year is known
 * @AXLE_FIELD_TIME: integer: microseconds since 1970 UTC
 * @AXLE_FIELD_INTEGER: integer: a plain count
 * @AXLE_FIELD_MONEY: integer: fen
 * @AXLE_FIELD_DISTANCE: integer: metres
 * @AXLE_FIELD_BOOLEAN: boolean
 * @AXLE_FIELD_REFERENCE: id of a record of the kind in the field's `target`, any kind when that is %NULL
 * @AXLE_FIELD_SET: set of texts, each one of the field's choices where it has any
 * @AXLE_FIELD_BLOB: text: SHA-256 of bytes that are kept beside the records, in
 *   lower-case hexadecimal
 * @AXLE_FIELD_CLOCK: integer: minutes after midnight, by the clock on the wall
 * @AXLE_FIELD_MINUTES: integer: minutes that something takes
 */
typedef enum
{
  AXLE_FIELD_TEXT,
  AXLE_FIELD_CHOICE,
  AXLE_FIELD_DATE,
  AXLE_FIELD_TIME,
  AXLE_FIELD_INTEGER,
  AXLE_FIELD_MONEY,
  AXLE_FIELD_DISTANCE,
  AXLE_FIELD_BOOLEAN,
  AXLE_FIELD_REFERENCE,
  AXLE_FIELD_SET,
  AXLE_FIELD_BLOB,
  AXLE_FIELD_CLOCK,
  AXLE_FIELD_MINUTES,
} AxleFieldType;

/**
 * AxleFieldFlags:
 * @AXLE_FIELD_REQUIRED: a record without it is refused
 * @AXLE_FIELD_INDEXED: looked up by value; the cache has an index on it
 * @AXLE_FIELD_SEARCHABLE: found by the search box
 * @AXLE_FIELD_PERSONAL: hidden from desks that may not see personal data
 * @AXLE_FIELD_MULTILINE: text of several lines
 * @AXLE_FIELD_FIXED: set when the record is made and never changed
 * @AXLE_FIELD_PREVIEW: of a blob: small, and wanted before the others
 * @AXLE_FIELD_UNIQUE: no two records of a scope that are not deleted have the
 *   same value; see core/guard.h
 * @AXLE_FIELD_DAILY: of an indexed time: guards find a record by the day, in UTC, that it
 *   falls on
 */
typedef enum
{
  AXLE_FIELD_REQUIRED   = 1 << 0,
  AXLE_FIELD_INDEXED    = 1 << 1,
  AXLE_FIELD_SEARCHABLE = 1 << 2,
  AXLE_FIELD_PERSONAL   = 1 << 3,
  AXLE_FIELD_MULTILINE  = 1 << 4,
  AXLE_FIELD_FIXED      = 1 << 5,
  AXLE_FIELD_PREVIEW    = 1 << 6,
  AXLE_FIELD_UNIQUE     = 1 << 7,
  AXLE_FIELD_DAILY      = 1 << 8,
} AxleFieldFlags;

/**
 * AxleMerge:
 * @AXLE_MERGE_LAST: the value that reaches the server last
 * @AXLE_MERGE_UNION: of sets: what each side added, without what each took out
 * @AXLE_MERGE_MAXIMUM: the larger value (an odometer only rises)
 * @AXLE_MERGE_RESTRICT: of booleans: no wins over yes (a consent that is
 *   withdrawn anywhere is withdrawn)
 *
 * What becomes of a field that two desks changed without knowing of each other.
 */
typedef enum
{
  AXLE_MERGE_LAST,
  AXLE_MERGE_UNION,
  AXLE_MERGE_MAXIMUM,
  AXLE_MERGE_RESTRICT,
} AxleMerge;

/**
 * AxleAudience:
 * @AXLE_AUDIENCE_OFFICE: desks of sales and service: everything
 * @AXLE_AUDIENCE_WORKSHOP: technicians: no personal fields
 * @AXLE_AUDIENCE_KIOSK: the screen in the lounge: nothing about customers
 *
 * Who reads what a desk shows. The server gives a desk only what its audience may see.
 */
typedef enum
{
  AXLE_AUDIENCE_OFFICE,
  AXLE_AUDIENCE_WORKSHOP,
  AXLE_AUDIENCE_KIOSK,
} AxleAudience;

const char *axle_audience_get_name (AxleAudience  self);
gboolean    axle_audience_parse    (const char   *name,
                                    AxleAudience *audience);

/**
 * AxleChoice:
 * @name: what is stored
 * @label: what a person reads; marked with N_()
 */
typedef struct
{
  const char *name;
  const char *label;
} AxleChoice;

/**
 * AxleField:
 * @name: its name in the cache, on the wire and in `--json`
 * @label: what a person reads; marked with N_(), or with NC_() and its @context
 * @type: what it holds
 * @flags: see [flags@Axle.FieldFlags]
 * @merge: what becomes of it when two desks change it
 * @choices: (nullable): ends with a zeroed entry
 * @target: (nullable): of a reference, the kind of record
 * @limit: of text and of each member of a set, the most characters; 0 for
 *   [const@Axle.FIELD_DEFAULT_LIMIT]
 * @check: (nullable): says what is wrong with a value that has the right type;
 *   may put it into its normal form
 * @context: (nullable): of @label, where one word is several in another language
 */
struct _AxleField
{
  const char       *name;
  const char       *label;
  AxleFieldType     type;
  AxleFieldFlags    flags;
  AxleMerge         merge;
  const AxleChoice *choices;
  const char       *target;
  guint             limit;
  void            (*check) (const AxleField *self,
                            AxleValue       *value,
                            GPtrArray       *problems);
  const char       *context;
};

#define AXLE_FIELD_DEFAULT_LIMIT 200

/* A set with more members is refused. */
#define AXLE_FIELD_MEMBER_LIMIT 100

/* Redaction and drafts keep one bit a field. */
#define AXLE_ENTITY_FIELD_LIMIT 64

/**
 * AxleEntityFlags:
 * @AXLE_ENTITY_GROUP: shared by all stores of a group; otherwise of one store
 * @AXLE_ENTITY_APPEND_ONLY: made and taken back, never changed
 * @AXLE_ENTITY_PUBLIC: may be shown on a lounge screen
 * @AXLE_ENTITY_SERVER: made by the server alone; a desk's change is refused
 * @AXLE_ENTITY_SEALED: goes to the server and is shown to no desk
 * @AXLE_ENTITY_OF_VEHICLE: a vehicle takes it along to whoever has it next
 * @AXLE_ENTITY_STRANGER: stands for a kind that only a newer program knows: all that
 *   its records have is in their `unknown`, and is kept as it came
 * @AXLE_ENTITY_ALIKE: rules make its records, and every desk makes the same ones with
 *   ids that follow from their fixed fields: one that is made again stays as it is
 */
typedef enum
{
  AXLE_ENTITY_GROUP       = 1 << 0,
  AXLE_ENTITY_APPEND_ONLY = 1 << 1,
  AXLE_ENTITY_PUBLIC      = 1 << 2,
  AXLE_ENTITY_SERVER      = 1 << 3,
  AXLE_ENTITY_SEALED      = 1 << 4,
  AXLE_ENTITY_STRANGER    = 1 << 5,
  AXLE_ENTITY_OF_VEHICLE  = 1 << 6,
  AXLE_ENTITY_ALIKE       = 1 << 7,
} AxleEntityFlags;

/**
 * AxleEntity:
 * @kind: its name in the cache, on the wire and in `--json`
 * @label: what a person reads; marked with N_()
 * @flags: see [flags@Axle.EntityFlags]
 * @fields: (array length=n_fields): indexed by the enumeration beside the entity
 * @n_fields: how many
 * @check: (nullable): rules over several fields; runs after those of each field
 * @dup_title: (nullable): a line that names the record to a person
 * @dated_by: (nullable): the name of the time that puts a record into a month of
 *   the books; once that month is closed the record stays as it is
 * @guards: (nullable) (array zero-terminated=1): rules over what else there is,
 *   beside those that follow from the fields; see core/guard.h
 *
 * A kind of record, described once: the cache's rows, the wire, redaction,
 * merging, forms and tests read this.
 */
struct _AxleEntity
{
  const char      *kind;
  const char      *label;
  AxleEntityFlags  flags;
  const AxleField *fields;
  guint            n_fields;
  void           (*check)     (const AxleRecord *record,
                               GPtrArray        *problems);
  char          *(*dup_title) (const AxleRecord *record);
  const char      *dated_by;
  const AxleGuard * const *guards;
};

int           axle_entity_find_field   (const AxleEntity *self,
                                        const char       *name);
guint64       axle_entity_hidden       (const AxleEntity *self,
                                        AxleAudience      audience);
gboolean      axle_entity_is_shown     (const AxleEntity *self,
                                        AxleAudience      audience);

const char   *axle_field_get_label     (const AxleField  *self);
AxleValueKind axle_field_value_kind    (const AxleField  *self);
const char   *axle_field_choice_label  (const AxleField  *self,
                                        const char       *name);
gboolean      axle_field_has_choice    (const AxleField  *self,
                                        const char       *name);
void          axle_field_check         (const AxleField  *self,
                                        AxleValue        *value,
                                        GPtrArray        *problems);

G_END_DECLS
