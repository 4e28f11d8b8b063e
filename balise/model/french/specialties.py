"""
Professions and savoir-faire as people say them, and their labels in the national nomenclatures.

The labels are those of TRE_G15 (profession) and TRE_R38 (savoir-faire); what is in neither bears its usual name.
"""

from __future__ import annotations

from balise.model.french.lexicon import Form, Lexicon

_LIBERAL = r"(?: (?:en )?liberale?s?)?"
_SURGEON = r"chir(?:urgien(?:ne|nes|s)?|urgie)? "

FORMS = (
    # Professions, and what is longer than them.
    Form("Orthopédie dento-faciale", r"orthodontistes?|orthodontie"),
    Form("Chirurgien-Dentiste", rf"(?:chir(?:urgien(?:ne|nes|s)?)?[ -])?dentistes?{_LIBERAL}"),
    Form("Infirmier(ère) anesthésiste", r"infirmi(?:er|ere)s?[ -]anesthesistes?|iades?"),
    Form("Infirmier(ère) de bloc opératoire", r"infirmi(?:er|ere)s? de bloc(?: operatoire)?|ibodes?"),
    Form("Infirmier(ère) puériculteur(trice)", r"infirmi(?:er|ere)s? pueric?ult(?:eur|rice)s?|puericult(?:eur|rice)s?"),
    Form("Infirmier", rf"(?:infirmi(?:er|ere)s?|infimi(?:er|ere)s?|idel?s?){_LIBERAL}(?: en pratique avancee)?"),
    Form("Masseur-Kinésithérapeute", rf"(?:mass?eurs?[ -])?kine(?:s|sith?erap\w+)?{_LIBERAL}"),
    Form("Sage-Femme", rf"sages?[ -]?femmes?{_LIBERAL}|maieuticien(?:ne|s)?"),
    Form("Pharmacien", r"pharmacien(?:ne|nes|s)?"),
    Form("Pédicure-Podologue", r"pedicures?(?:[ -]podologues?)?|podologues?|podologie"),
    Form("Orthophoniste", r"orthophonistes?|orthophonie"),
    Form("Orthoptiste", r"orthoptistes?"),
    Form("Ergothérapeute", r"ergo(?:therapeute)?s?"),
    Form("Diététicien", r"dieteticien(?:ne|nes|s)?"),
    Form("Psychomotricien", r"psychomotricien(?:ne|nes|s)?"),
    Form("Audioprothésiste", r"audioprothesistes?"),
    Form("Opticien-Lunetier", r"opticien(?:ne|nes|s)?(?:[ -]lunetiers?)?"),
    Form("Manipulateur ERM", r"manip(?:ulateur|ulatrice)?s? (?:radio|en radiologie|erm)"),
    Form("Psychologue", r"psychologues?"),
    Form("Ostéopathe", r"osteo(?:pathe)?s?"),
    # Surgery, from the narrowest.
    Form("Chirurgie orthopédique et Traumatologie", rf"{_SURGEON}orthopedi\w+|orthopedistes?"),
    Form("Chirurgie vasculaire", rf"{_SURGEON}vasculaires?"),
    Form("Chirurgie viscérale et digestive", rf"{_SURGEON}(?:viscerale?s?|digesti(?:f|fs|ve|ves))"),
    Form("Chirurgie plastique reconstructrice et esthétique", rf"{_SURGEON}(?:plast\w+|esthetiques?|plasticien(?:ne)?)"),
    Form("Chirurgie thoracique et cardio-vasculaire", rf"{_SURGEON}(?:thoraciques?|cardia\w+|cardio\w*)"),
    Form("Chirurgie maxillo-faciale", rf"{_SURGEON}maxillo[ -]facia\w+"),
    Form("Chirurgie infantile", rf"{_SURGEON}(?:pediatriques?|infantiles?)"),
    Form("Chirurgie urologique", rf"{_SURGEON}urolog\w+|uro(?:logue|logie)?s?"),
    Form("Neuro-chirurgie", r"neuro[ -]?chir(?:urgien(?:ne|s)?|urgie)?"),
    Form("Chirurgie orale", r"chirurgien(?:ne|s)? oraux?|chirurgie orale"),
    Form("Chirurgie générale", r"chirurgie generale"),
    Form("Chirurgie", r"chirurgien(?:ne|nes|s)?|chirurgie"),
    # Medicine.
    Form("Médecine générale", rf"(?:medecins? )?generalistes?{_LIBERAL}|medecine generale|medecins? traitants?"),
    Form("Médecine du travail", r"medecin(?:e|s)? du travail"),
    Form("Médecine interne", r"internistes?|medecine interne"),
    Form("Médecine nucléaire", r"medecin(?:e|s)? nucleaires?"),
    Form("Médecine physique et de réadaptation", r"medecin(?:e|s)? (?:mpr|physique\w*|reeducateurs?)|reeducateurs?"),
    Form("Médecine vasculaire", r"medecin(?:e|s)? vasculaires?|angiologues?|phlebologues?|angiologie"),
    Form("Médecine d'urgence", r"(?:medecins? )?urgentistes?|medecin(?:e|s)? d'urgences?"),
    Form("Médecine légale et expertises médicales", r"(?:medecins? )?legistes?|medecine legale"),
    Form("Médecine intensive-réanimation", r"reanimat(?:eur|rice)s?|medecine intensive(?:[ -]reanimation)?"),
    Form("Anesthésie-réanimation", r"anesthesi(?:stes?|e)(?:[ -](?:reanimat(?:eur|rice)s?|reanimation|rea))?"),
    Form("Anatomie et Cytologie pathologiques", r"ana(?:tomo)?path(?:ologistes?|ologie)?"),
    Form("Biologie médicale", r"(?:medecins? )?biologistes?|biologie medicale"),
    Form("Génétique médicale", r"geneticien(?:ne|nes|s)?"),
    Form("Cardiologie et Maladies vasculaires", r"cardio(?:log(?:ues?|ie)|s)?"),
    Form("Dermatologie et Vénéréologie", r"dermato(?:log(?:ues?|ie)|s)?"),
    Form(
        "Endocrinologie, diabétologie, nutrition",
        r"endoc?rino(?:log(?:ues?|ie))?|diabeto(?:log(?:ues?|ie))?|nutritionnistes?",
    ),
    Form(
        "Gastro-entérologie et Hépatologie",
        r"gastro(?:[ -]?entero(?:log(?:ues?|ie))?)?|hepato(?:log(?:ues?|ie)|[ -]gastro\w*)",
    ),
    Form("Gériatrie", r"geriatres?|geriatrie|gerontologues?"),
    Form("Gynécologie médicale", r"gynecolog(?:ues? medica\w+|ie medicale)"),
    Form("Gynécologie-obstétrique", r"gyneco(?:log(?:ues?|ie)|s)?(?:[ -]obst\w+)?|obstetricien(?:ne|nes|s)?"),
    Form("Hématologie", r"hemato(?:log(?:ues?|ie))?"),
    Form("Néphrologie", r"nephro(?:log(?:ues?|ie))?"),
    Form("Neurologie", r"neuro(?:log(?:ues?|ie)|s)?"),
    Form("Oncologie, option radiothérapie", r"(?:oncologues? )?radiotherapeutes?|radiotherapie"),
    Form("Oncologie, option médicale", r"onco(?:log(?:ues?|ie))?|cancerolog(?:ues?|ie)"),
    Form("Ophtalmologie", r"ophtalmo(?:log(?:ues?|istes?|ie)|s)?|opht?almo(?:log(?:ues?|ie))?|ophtas?"),
    Form("Oto-rhino-laryngologie", r"orls?|oto[ -]rhino(?:[ -]laryngolog(?:istes?|ie))?|oto-?rhinos?"),
    Form("Psychiatrie, option enfant et adolescent", r"pedo-?psychiatres?|pedo-?psychiatrie|pedopsys?"),
    Form("Pédiatrie", r"pediatres?|pediatrie"),
    Form("Pneumologie", r"pneumo(?:log(?:ues?|ie)|s)?"),
    Form("Psychiatrie", r"psychiatres?|psychiatrie"),
    Form("Radio-diagnostic", r"radiolog(?:ues?|ie)"),
    Form("Rhumatologie", r"rh?umato(?:log(?:ues?|ie)|s)?"),
    Form("Allergologie", r"allergolog(?:ues?|ie)|allergo"),
    Form("Maladies infectieuses et tropicales", r"infectiolog(?:ues?|ie)"),
    Form("Stomatologie", r"stomato(?:log(?:ues?|ie))?"),
    Form("Santé publique", r"medecin(?:e|s)? de sante publique"),
    Form("Médecin", r"medecins?", r"(?:suis|etant|tant que) (?:un |une )?"),
)

SPECIALTIES = Lexicon("specialty", FORMS)
