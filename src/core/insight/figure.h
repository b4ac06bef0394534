/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/dossier.h"
#include "core/organisation/policy.h"

G_BEGIN_DECLS

/* What is worked out of a customer for the list, for segments and for the header: the class,
 * the layers of MISSION 32 (potential, value, trait) and what is open. Nobody types it and no
 * server has it: each desk works it out of the records. */

typedef enum
{
  AXLE_FIGURE_CLASS,       /* see axle_rfm_class_get_name() */
  AXLE_FIGURE_LAST_VISIT,  /* when they last came to the workshop */
  AXLE_FIGURE_VISITS,      /* purchases in a year */
  AXLE_FIGURE_SPEND,       /* fen that they brought */
  AXLE_FIGURE_AVERAGE,     /* fen that each of these brought */
  AXLE_FIGURE_TOTAL,       /* fen that all purchases ever brought */
  AXLE_FIGURE_DEFERRED,    /* jobs that were put off and are still to be done */
  AXLE_FIGURE_PROMISES,    /* promises that are open */
  AXLE_FIGURE_COMPLAINTS,  /* complaints that are not closed */
  AXLE_FIGURE_POTENTIAL,   /* how likely a car is bought: a level */
  AXLE_FIGURE_BUDGET,      /* fen of the dearest quotation that still counts */
  AXLE_FIGURE_VALUE,       /* what the customer is worth now: a level */
  AXLE_FIGURE_TRAIT,       /* the age group, or that it is a company */
  AXLE_FIGURE_COMPLETENESS, /* per cent of what is wanted that is known, see insight/quality.h */
  AXLE_FIGURE_DUE,         /* when the first of their cars is due for a service */
  AXLE_FIGURE_N_FIELDS,
} AxleFigureField;

/* Not in the registry. The levels are `high`, `medium`, `low`; none where nothing tells. */
extern const AxleEntity axle_figure_entity;

/**
 * AxleFigureCar:
 * @vehicle: a car that the customer has
 * @due: when it is due for a service, in microseconds since 1970 UTC. A reading whose day is
 *   not known counts as read when this month began, so that it moves on by the month only
 *
 * What is worked out of a car on the way.
 */
typedef struct
{
  AxleId vehicle;
  gint64 due;
} AxleFigureCar;

AxleRecord *axle_figure_new      (const AxleDossier  *dossier,
                                  const AxlePolicies *policies,
                                  GArray             *cars,
                                  gint64             *valid_until);

/* The kinds that it is worked out of, besides customers. */
gboolean    axle_figure_needs    (const AxleEntity   *entity);
/* Whether it depends on that policy. */
gboolean    axle_figure_obeys    (const char         *policy);

G_END_DECLS
