/* The fields of a person, shared by guests, absences, attendance, dissent and signatures,
 * which begin with a person and have more fields of their own (load). */
#ifndef RF_LOAD_PEOPLE_H
#define RF_LOAD_PEOPLE_H

#include "load/fields.h"

extern const struct rf_field rf_person_fields[];

/* Reads an object whose first member is a struct referat_person: a mapping by the tables,
 * which include rf_person_fields, or the name alone (format.md section 6, People). False
 * where it has no name. what names the object in messages: "a guest". */
bool rf_read_person_and_more(struct rf_loader *loader, const struct rf_yaml *value,
                             void *object, const char *what,
                             const struct rf_field *const tables[]);

/* Sets every text of a person to "", everything else to nothing. */
void rf_person_clear(struct referat_person *person);

#endif
