/* From loaded documents to one linked model: the steps in order (model). */
#include "model/assemble.h"
#include "model/near.h"

#include "model/roll.h"

void rf_model_build(struct rf_model *model, struct referat_meeting *meeting)
{
    rf_model_items_from_minutes(model, meeting);
    rf_model_number(model, meeting);
    rf_model_annexes(model, meeting);
    rf_model_references(model, meeting);
    rf_model_minutes(model, meeting);
    rf_model_roll(model, meeting);
    rf_model_actions(model, meeting);
    rf_model_presence(model, meeting);
    rf_model_schedule(meeting);
    rf_model_links(model, meeting);
    if (!meeting->nested_in) {
        rf_model_access(model, meeting);
        rf_near_report(model, meeting, model->near);
    }
}
