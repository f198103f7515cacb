/* What people call a field in their own language (load). None of these words is accepted,
 * since each field has one name; the message about an unknown field names the one that is
 * meant. */
#include "load/field_words.h"

#include <string.h>

#include "base/str.h"

/* The words are case-folded, with a comma before and after each, so that a whole word is
 * found by strstr. A word may stand in several rows: the first whose field the object has
 * counts. */
static const struct {
    const char *field, *words;
} known[] = {
    /* Kinds of documents. */
    {"agenda", ",dagsorden,tagesordnung,föredragningslista,dagordning,saksliste,"
               "innkalling,programme,"},
    {"minutes", ",referat,protokoll,protokol,niederschrift,møtebok,sitzungsprotokoll,"},
    {"annex", ",bilag,bilaga,vedlegg,anlage,attachment,appendix,notat,memo,report,"},
    {"corrections", ",rettelser,rättelser,berichtigung,correction,"},
    /* Fields. */
    {"title", ",titel,tittel,overskrift,rubrik,emne,betreff,heading,subject,topic,name,"},
    {"name", ",navn,namn,name,person,"},
    {"date", ",dato,datum,mødedato,møtedato,day,dag,"},
    {"time", ",tid,tidspunkt,mødetid,møtetid,zeit,uhrzeit,klokken,kl,hours,"},
    {"place", ",sted,mødested,møtested,plats,ort,location,venue,where,lokale,room,"},
    {"chair", ",formand,mødeleder,møteleder,ordförande,leder,vorsitz,vorsitzender,"
              "vorsitzende,chairman,chairperson,dirigent,ordstyrer,president,"},
    {"secretary", ",referent,sekretær,sekreterare,schriftführer,schriftführung,"
                  "protokollführer,protokollführung,clerk,minute taker,note taker,"},
    {"participants", ",deltagere,deltakere,deltagare,ledamöter,medlemmer,teilnehmer,"
                     "teilnehmende,mitglieder,members,attendees,"},
    {"guests", ",gæster,gjester,gäster,gäste,visitors,"},
    {"items", ",punkter,dagsorden,dagsordenspunkter,saker,sager,ärenden,punkte,"
              "tagesordnung,tagesordnungspunkte,dagordning,saksliste,agenda,points,"},
    {"order", ",rækkefølge,rekkefølge,ordning,reihenfolge,"},
    {"type", ",art,slags,typ,"},
    {"kind", ",type,slags,dokumenttype,dokumenttyp,art,doctype,"},
    {"duration", ",varighed,varighet,dauer,minutter,minuter,minuten,length,"},
    {"start", ",begynder,starttid,beginn,begins,"},
    {"started", ",begyndte,mødet begyndte,åbnet,öppnades,eröffnet,start,opened,began,"},
    {"ended", ",sluttede,slut,slutt,ende,hævet,avslutades,end,closed,finished,"},
    {"annexes", ",bilag,vedlegg,bilagor,bilaga,anlagen,anlage,attachments,attachment,"
                "appendices,appendix,annex,enclosures,files,"},
    {"recommendation", ",indstilling,innstilling,vorlage,saksframlegg,beschlussvorschlag,"
                       "tjänsteskrivelse,"},
    {"recommends", ",indstiller,innstiller,recommendations,recommended,"},
    {"responsible",
     ",ansvarlig,ansvarlige,ansvarig,zuständig,verantwortlich,owner,lead,"},
    {"owner", ",ansvarlig,ansvarig,zuständig,verantwortlich,responsible,"},
    {"purpose", ",formål,syfte,zweck,ziel,baggrund,bakgrund,bakgrunn,background,"},
    {"method", ",metode,metod,methode,"},
    {"access", ",adgang,offentlighed,tilgang,zugang,öffentlichkeit,offentlighet,lukket,"
               "closed,confidential,public,"},
    {"basis", ",hjemmel,lovhjemmel,lagrum,rechtsgrundlage,legal basis,"},
    {"case", ",sag,sagsnr,sagsnummer,sak,saksnr,saksnummer,diarienummer,dnr,"
             "aktenzeichen,reference,"},
    {"number", ",nummer,nr,no,"},
    {"meeting", ",møde,mødet,möte,mötet,møte,møtet,sitzung,sammanträde,"},
    {"present", ",tilstede,til stede,mødte,fremmødte,närvarande,anwesend,attended,"
                "attendance,attendees,attending,in attendance,deltagere,deltakere,"
                "deltagare,teilnehmer,participants,members,"},
    {"absent", ",fraværende,afbud,frånvarande,abwesend,entschuldigt,forfall,apologies,"
               "excused,regrets,not present,"},
    {"attendance", ",deltagelse,deltakelse,närvaro,anwesenheit,"},
    {"reason", ",grund,årsag,årsak,begrundelse,begrunnelse,orsak,skäl,"},
    {"substitute",
     ",stedfortræder,suppleant,ersättare,vara,varamedlem,vertretung,deputy,"},
    {"decisions", ",beslutninger,beslut,vedtak,beschlüsse,resolutions,outcomes,results,"},
    {"outcome", ",udfald,resultat,beslutning,ergebnis,utfall,utfald,beschluss,decision,"
                "result,beslut,vedtak,"},
    {"points", ",punkter,punkte,punkt,indstillingspunkter,att-satser,"},
    {"votes", ",stemmer,afstemning,røster,röster,stimmen,abstimmung,vote,avstemning,"
              "omröstning,"},
    {"for", ",ja,yes,yeas,ayes,in favour,in favor,dafür,"},
    {"against", ",imod,mod,mot,emot,nej,nei,no,nays,noes,dagegen,nein,opposed,"},
    {"abstained", ",undlod,undlod at stemme,hverken,avstår,avstod,avsto,enthaltung,"
                  "enthaltungen,enthalten,abstentions,abstain,"},
    {"blank", ",blanke,blanka,leer,blanks,"},
    {"invalid", ",ugyldige,ogiltiga,ungültig,spoilt,spoiled,"},
    {"not_voting", ",stemte ikke,deltog inte,nicht abgestimmt,not voting,"},
    {"mover", ",forslagsstiller,förslagsställare,antragsteller,proposer,moved by,"
              "proposed by,proposed,moved,"},
    {"seconder", ",støttet af,seconded by,seconded,"},
    {"dissent", ",mindretalsudtalelse,reservation,reservationer,dissens,"},
    {"disqualified", ",inhabil,inhabile,jäv,jävig,befangen,recused,"},
    {"wording", ",ordlyd,formulering,lydelse,wortlaut,"},
    {"text", ",tekst,beskrivelse,beskrivning,beschreibung,description,"},
    {"to", ",til,till,an,"},
    {"until", ",til,till,bis,to,"},
    {"from", ",fra,från,von,ab,"},
    {"actions", ",opgaver,opfølgning,åtgärder,aufgaben,oppgaver,oppfølging,tasks,"},
    {"signatures", ",underskrifter,unterschriften,signaturer,signed,"},
    {"corrections", ",rettelser,rättelser,berichtigungen,"},
    {"status", ",tilstand,state,stand,"},
    {"due", ",frist,deadline,senest,fällig,"},
    {"note", ",bemærkning,note,anmerkung,kommentar,comment,"},
    {"file", ",fil,datei,path,sti,"},
    {"item", ",punkt,punktet,sak,ärende,items,"},
    {"series", ",serie,møderække,reihe,"},
    {"body", ",organ,udvalg,utvalg,gremium,nämnd,committee,"},
    {"organisation", ",organization,virksomhed,organisasjon,"},
    {"language", ",sprog,språk,sprache,lang,"},
    {"units", ",enheder,enheter,einheiten,"},
    {"unit", ",enhed,enhet,einheit,afdeling,avdelning,avdeling,abteilung,department,"},
    {"phone", ",telefon,tlf,tel,telephone,mobile,mobil,"},
    {"email", ",e-mail,mail,epost,e-post,"},
    {"group", ",parti,gruppe,grupp,partei,fraktion,party,"},
    {"case_officer", ",sagsbehandler,handläggare,saksbehandler,sachbearbeiter,"
                     "sachbearbeitung,"},
    {"issued", ",udsendt,utsänd,utsendt,sent,"},
    {"approves", ",godkender,godkänner,godkjenner,genehmigt,"},
    {"returns", ",kommer tilbage,vender tilbage,återkommer,"},
};

const char *rf_field_meant(struct rf_arena *arena, const char *word,
                           const char *const *names)
{
    char *wanted = (char *)rf_arena_join(arena, ",", rf_fold(arena, word), ",", NULL);
    for (char *p = wanted; *p; p++) {
        *p = *p == '_' ? ' ' : *p;
    }
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        const char *const *name = names;
        while (*name && strcmp(*name, known[i].field) != 0) {
            name++;
        }
        if (*name && strstr(known[i].words, wanted)) {
            return *name;
        }
    }
    return NULL;
}
