/* The words that decisions are made of in any body, and the small words between them
 * (lang). The public edition hides the texts of closed items wherever they occur; a
 * sentence of these words alone occurs in open minutes too and is not searched for. */
#include <string.h>

#include "lang/lang.h"

struct formulas {
    const char *tag, *decisions, *small;
};

static const struct formulas formulas[] = {
    {"da",
     "godkendt godkendes godkendte godkendelse tiltrådt tiltrædes tiltrådte vedtaget "
     "vedtages vedtog besluttet besluttede beslutning forkastet afslået taget tages tog "
     "efterretning orientering orienteringen drøftet drøftes drøftede anbefalet "
     "anbefales "
     "anbefaler oversendt oversendes hjemvist udsat udsættes trukket tilbage udgik udgår "
     "udgået behandlet behandles bortfaldet bortfalder indstilling indstillingen "
     "indstillet indstilles enstemmigt enstemmig afstemning afstemningen stemmer stemte "
     "bemærkning bemærkninger kommentarer ændring ændringer rettelser referat referatet "
     "dagsorden dagsordenen punkt punktet sag sagen forslag forslaget mødet udvalget "
     "bestyrelsen rådet byrådet kommunalbestyrelsen forsamlingen generalforsamlingen "
     "til stede deltog",
     "og eller samt at af for i imod med mod om over på som til under uden ved efter fra "
     "den det de der en et er blev bliver var ikke ingen intet alle enkelte herefter"},
    {"en",
     "approved approval approve accepted accept adopted adopt agreed agree resolved "
     "resolve resolution decided decision rejected refused noted note discussed "
     "considered recommended recommendation recommendations referred deferred postponed "
     "adjourned withdrawn lapsed removed carried passed lost received information "
     "report unanimous unanimously majority vote votes voted motion proposal proposed "
     "seconded mover objection objections comment comments discussion amendment "
     "amendments amended correction corrections change changes minutes agenda item "
     "meeting committee board council members member present recorded",
     "a an and any all as at be been by for from in is it no none nor not of on or that "
     "the there this to was were will with without"},
    {"de",
     "genehmigt genehmigung beschlossen beschluss beschlüsse beschließt angenommen "
     "zugestimmt gebilligt bestätigt abgelehnt zur kenntnis genommen kenntnisnahme "
     "beraten beratung besprochen erörtert empfohlen empfehlung verwiesen überwiesen "
     "zurückverwiesen vertagt zurückgestellt zurückgezogen abgesetzt behandelt entfällt "
     "entfallen erledigt einstimmig mehrheitlich mehrheit abstimmung stimmen stimmte "
     "enthaltung enthaltungen gegenstimme gegenstimmen antrag vorschlag vorlage "
     "beschlussvorschlag änderung änderungen aussprache anmerkung anmerkungen einwände "
     "protokoll niederschrift tagesordnung tagesordnungspunkt punkt sitzung ausschuss "
     "vorstand rat versammlung anwesend",
     "alle am an auf aus bei das dem den der des die ein eine einem einen einer es für "
     "gegen gemäß im in ist kein keine laut mit nach nicht ohne so und unter vom von vor "
     "war waren wie wird wurde wurden wurden zu zum zur"},
    {"sv",
     "godkänns godkänt godkänd godkända godkändes godkännande bifall bifalls bifallet "
     "bifölls antas antaget antogs avslag avslås avslogs läggs lades lagt handlingarna "
     "noteras noterades informationen information diskuterades diskuterat diskussion "
     "tillstyrks tillstyrkt överlämnas överlämnat återremitteras återremiss bordläggs "
     "bordlagt dras tillbaka utgår utgått behandlades behandlas förfaller besluta "
     "beslutar beslutade beslut förslag förslaget enhälligt enhällig votering röster "
     "röstade anmärkning anmärkningar kommentar kommentarer ändring ändringar yrkande "
     "yrkanden protokoll protokollet dagordning dagordningen punkt punkten ärende "
     "ärendet mötet sammanträdet styrelsen nämnden stämman fullmäktige närvarande",
     "alla att av de den det efter ej eller en enligt ett från för i inga ingen inget "
     "inte med mot och om på samt som till under utan var vid är"},
    {"nb",
     "godkjent godkjennes godkjente godkjenning vedtatt vedtas vedtok vedtak vedtaket "
     "tatt tas tok etterretning orientering orienteringen drøftet drøftes innstilt "
     "innstilling innstillingen innstilles tilrådd anbefalt anbefales oversendt "
     "oversendes sendt tilbake utsatt utsettes trukket utgår utgått behandlet behandles "
     "bortfalt falt avslått forkastet enstemmig votering voteringen stemmer stemte "
     "merknad merknader kommentarer endring endringer rettelser protokoll protokollen "
     "referat referatet dagsorden saksliste sak saken punkt punktet forslag forslaget "
     "møtet styret utvalget rådet kommunestyret årsmøtet stede",
     "alle at av ble blir de den der det eller en er et etter for fra i ikke ingen "
     "intet med mot og om over på samt som til uten under var ved"},
};

static const struct formulas *find(const struct rf_lang *lang)
{
    size_t i = 0;
    while (strcmp(formulas[i].tag, lang->tag) != 0) { /* a unit test has them all */
        i++;
    }
    return &formulas[i];
}

const char *rf_lang_decision_words(const struct rf_lang *lang)
{
    return find(lang)->decisions;
}

const char *rf_lang_small_words(const struct rf_lang *lang)
{
    return find(lang)->small;
}
