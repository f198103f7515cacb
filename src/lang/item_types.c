/* Words that people type for a type of item, by language (lang). A doubtful one is
 * suggested in a message, not accepted. */
#include "lang/languages.h"

#define TYPE(type, word)                                                                 \
    {                                                                                    \
        word, REFERAT_TYPE_##type, false, NULL                                           \
    }
#define TYPE_DOUBTFUL(type, word)                                                        \
    {                                                                                    \
        word, REFERAT_TYPE_##type, true, NULL                                            \
    }

const struct rf_synonym rf_item_type_synonyms_da[] = {
    TYPE(AGENDA_APPROVAL, "godkendelse af dagsordenen"),
    TYPE(AGENDA_APPROVAL, "valg af dagsorden"),
    TYPE(MINUTES_APPROVAL, "godkendelse af referatet"),
    TYPE(MINUTES_APPROVAL, "godkendelse af seneste referat"),
    TYPE(DECISION, "beslutningspunkt"),
    TYPE(DECISION, "beslutningssag"),
    TYPE(DECISION, "til beslutning"),
    TYPE(DISCUSSION, "drøftelsespunkt"),
    TYPE(DISCUSSION, "til drøftelse"),
    TYPE(INFORMATION, "orienteringspunkt"),
    TYPE(INFORMATION, "til orientering"),
    TYPE(INFORMATION, "meddelelser"),
    TYPE(INFORMATION, "information"),
    TYPE(ROUND_TABLE, "bordet rundt"),
    TYPE(ANY_OTHER_BUSINESS, "evt."),
    TYPE(ANY_OTHER_BUSINESS, "evt"),
    TYPE(ANY_OTHER_BUSINESS, "øvrigt"),
    {NULL, REFERAT_TYPE_OTHER, false, NULL},
};

const struct rf_synonym rf_item_type_synonyms_en[] = {
    TYPE(AGENDA_APPROVAL, "adoption of the agenda"),
    TYPE(AGENDA_APPROVAL, "approval of agenda"),
    TYPE_DOUBTFUL(AGENDA_APPROVAL, "call to order"),
    TYPE(MINUTES_APPROVAL, "confirmation of minutes"),
    TYPE(MINUTES_APPROVAL, "approval of minutes"),
    TYPE(MINUTES_APPROVAL, "minutes"),
    TYPE(DECISION, "for decision"),
    TYPE(DECISION, "action"),
    TYPE(DISCUSSION, "for discussion"),
    TYPE(DISCUSSION, "workshop"),
    TYPE(INFORMATION, "for information"),
    TYPE(INFORMATION, "for noting"),
    TYPE(INFORMATION, "report"),
    TYPE(INFORMATION, "reports"),
    TYPE(ANY_OTHER_BUSINESS, "aob"),
    TYPE(ANY_OTHER_BUSINESS, "any urgent business"),
    TYPE_DOUBTFUL(ANY_OTHER_BUSINESS, "new business"),
    TYPE(BREAK, "adjournment"),
    TYPE(BREAK, "recess"),
    {NULL, REFERAT_TYPE_OTHER, false, NULL},
};

const struct rf_synonym rf_item_type_synonyms_de[] = {
    TYPE(AGENDA_APPROVAL, "Feststellung der Tagesordnung"),
    TYPE(AGENDA_APPROVAL, "Anerkennung der Tagesordnung"),
    TYPE(MINUTES_APPROVAL, "Genehmigung des Protokolls"),
    TYPE(MINUTES_APPROVAL, "Protokollgenehmigung"),
    TYPE(DECISION, "Beschlussfassung"),
    TYPE(DECISION, "Beratung und Beschlussfassung"),
    TYPE(DISCUSSION, "Aussprache"),
    TYPE(INFORMATION, "Bericht"),
    TYPE(INFORMATION, "Mitteilung"),
    TYPE(INFORMATION, "Mitteilungen"),
    TYPE(INFORMATION, "Bekanntgabe"),
    TYPE(INFORMATION, "Kenntnisnahme"),
    TYPE(ANY_OTHER_BUSINESS, "Sonstiges"),
    TYPE(ANY_OTHER_BUSINESS, "Anfragen"),
    TYPE(HEADING, "Abschnitt"),
    TYPE(HEADING, "Teil"),
    TYPE(BREAK, "Unterbrechung"),
    {NULL, REFERAT_TYPE_OTHER, false, NULL},
};

const struct rf_synonym rf_item_type_synonyms_sv[] = {
    TYPE(AGENDA_APPROVAL, "godkännande av dagordningen"),
    TYPE(AGENDA_APPROVAL, "fastställande av dagordningen"),
    TYPE(AGENDA_APPROVAL, "fastställande av föredragningslistan"),
    TYPE(MINUTES_APPROVAL, "godkännande av protokollet"),
    TYPE(MINUTES_APPROVAL, "föregående protokoll"),
    TYPE(DECISION, "beslutsärende"),
    TYPE(DISCUSSION, "diskussionsärende"),
    TYPE(DISCUSSION, "överläggning"),
    TYPE(INFORMATION, "informationsärende"),
    TYPE(INFORMATION, "meddelanden"),
    TYPE(INFORMATION, "rapport"),
    TYPE(INFORMATION, "rapporter"),
    TYPE(ROUND_TABLE, "bordet runt"),
    TYPE(BREAK, "ajournering"),
    {NULL, REFERAT_TYPE_OTHER, false, NULL},
};

const struct rf_synonym rf_item_type_synonyms_nb[] = {
    TYPE(AGENDA_APPROVAL, "godkjenning av sakslisten"),
    TYPE(AGENDA_APPROVAL, "godkjenning av sakslista"),
    TYPE(AGENDA_APPROVAL, "godkjenning av dagsorden"),
    TYPE(AGENDA_APPROVAL, "godkjenning av innkalling og saksliste"),
    TYPE(MINUTES_APPROVAL, "godkjenning av protokoll"),
    TYPE(MINUTES_APPROVAL, "godkjenning av protokollen"),
    TYPE(MINUTES_APPROVAL, "godkjenning av referat"),
    TYPE(DECISION, "vedtak"),
    TYPE(DISCUSSION, "drøfting"),
    TYPE(DISCUSSION, "diskusjon"),
    TYPE(INFORMATION, "orientering"),
    TYPE(INFORMATION, "referatsak"),
    TYPE(INFORMATION, "meldinger"),
    TYPE(ROUND_TABLE, "runde rundt bordet"),
    {NULL, REFERAT_TYPE_OTHER, false, NULL},
};
