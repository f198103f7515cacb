/* The fields of a person, shared by guests, absences and attendance, which have more of
 * their own (load). */
#ifndef RF_LOAD_PEOPLE_H
#define RF_LOAD_PEOPLE_H

#include "load/fields.h"

extern const struct rf_field rf_person_fields[];

/* A person of whom nothing is known: every text "". */
void rf_person_clear(struct referat_person *person);

#endif
