"""The words of health, of files, of trades and of families' names, without accents or case."""

from __future__ import annotations

import re
from functools import lru_cache

CLINICAL = frozenset(
    """
    abasaglar abces abilify abstral accouche accouchee accouchement acfa aciclovir acne acouphene actiskenan acupan
    addiction adenomyose aerius agite agitee agonisant agonise agressee agression alat alcool alcoolique
    alcoolisation alcoolisme alcoolo aldactone alite alitee alitement allaitante allaite allergique allopurinol
    alopecie alzheimer amblyopie amiodarone amputation ampute amputee anafranil anaphylaxie anastrozole anemique
    anevrisme angine angiocholite angoisse angor anorexique antecedent antibiotique anticoagulant anticoagule
    anticoagulee antidepresseur anxiete anxieux anxiolytique aod aomi aortique apidra apnee appareille appareillee
    aprovel arimidex arixtra asat asbestose ascite ascus aspergillose aspirine asthmatiforme asthmatique asthme
    astrocytome atarax atcd attelle augmentin autisme autiste avastin avc aveugle avk avlocardyl avortement avp
    avulsion azoospermie bactrim bartholinite basedow battue bav benigne benin benzodiazepine betamethasone bhcg
    biktarvy bilharziose bilirubine biopsie biopsiee bipolaire bipolarite birads bk bnp borreliose boulimie
    boulimique bpco brca bricanyl brilique bronchiolite brule brulee brulure bruxisme buprenorphine burnout caillot
    canalaire cancer cancereux candidose cannabis capecitabine carbamazepine carcinomatose cardensiel cardiaque
    carie carpien cataracte ceftriaxone celecoxib celestene cephalee cesarienne cheville chikungunya chimio
    chimiotherapie chlamydia cholesterolemie choree chute ciflox cin2 cin3 circadin cirrhotique citalopram clamoxyl
    claudication clavicule clopidogrel clopixol cocaine cocainomane codeine colchicine colectasie colique colon
    colostome coma comateux comitialite commotion concerta confus confuse constipation contamine contaminee
    contraception contraction contusion convulse convulsion coproculture coprolalie coqueluche cordarone coronarien
    coronarienne coronarographie cortancyl corticoide cortisone coumadine coversyl covid cpk crampe creatinine
    crestor crise crohn crp curietherapie cushing cyamemazine cymbalta cystocele ddimeres deambulateur deambulation
    deambule decollement defenestration defibrillateur delirant delire demence dement demente dengue denutri
    denutrie denutrition depakine dependance depressif depression depressive deprime deprimee deroxat deshydratation
    deshydrate deshydratee desoriente desorientee dexamethasone dfg diabete diabetique dialysable dialyse dialysee
    diamicron digoxine dmla dnid doliprane douleur douloureuse douloureux drepanocytose dt1 dt2 ductal duoplavin
    dupixent durogesic dyslexique dysorthographie dysphonie dysthyroidie dystonie ebola ecbu edente edentee effexor
    ejaculation eliquis embolie emphysemateux emphyseme empoisonnement enbrel enceinte encopresie endometre entorse
    entresto enuresie epaule epclusa epilepsie epileptique epistaxis erysipele erythrodermie escarre escitalopram
    essouffle essoufflee essoufflement essoufle estomac etanercept ethylisme etouffe euthanasie exemestane exerese
    extrasystole ezetimibe fcv febricule febrile femara femur fentanyl ferritine fevg fiasp fibrillation fievre
    fievreuse fievreux fiv fivete flagyl flecaine fluindione flutter foie folfirinox folfox forlax forxiga
    fosfomycine fpi fracture fracturee fragmin frappee frottis fugueur fumeur fumeuse furoncle gabapentine gale
    ganglion gangrene gangreneuse gastro gaviscon gelure gemcitabine gemellaire genou genvoya geu ggt gir1 gir2
    gleason gliclazide glimepiride glivec glomerulopathie glucophage goitre gonfle gonflee gonflement goutte
    grabataire greffe greffee grippe grossesse guillain gynecomastie haldol hallucination hallucine hallucinee
    hanche handicap handicapee hba1c hbp hbpm hcg helicobacter hematemese hemochromatose hemoculture hemodialyse
    hemoglobine hemorroide hepatique herceptin heroine heroinomane herpes hgpo hnp hodgkin hormonotherapie
    hospitalise hospitalisee hpp hpv hsa hsil hta htap humalog humira huntington hydrocele hydrocortisone
    hydroxyzine hypercholesterolemie hypertendu hypertendue hypertension hyperthermie hyperthyroidie hyperuricemie
    hypoacousie hypokinesie hypomane hypotension hypothyroidie hypotrophe hypoxie ictere idm imc imc35
    immunotherapie imodium imovane impetigo implant impuissance imurel inceste incontinence incontinent incontinente
    inexium infarctus infecte infectee infection infertilite innohep inr insomniaque insomnie insuffisance
    insuffisant insuline insulinodependant insulinotherapie intestin intolerance intubation intube intubee irc irct
    irradie irradiee ischemique ist ivg ivresse izalgi januvia jardiance jaunisse josacine jumeaux kardegic keppra
    keratocone keytruda kyste lamaline lamictal lamotrigine lantus laroxyl lasix ldl legionellose leishmaniose
    leponex lesion letrozole leucocytes leucose levemir levetiracetam levothyrox levothyroxine lexomil lichen
    ligament lipase listeria listeriose lithiase lithium llc lma lobulaire lombaire lovenox loxapac lsil lumbago
    lupus luxation lyme lyrica lyse lyumjev mabthera maigreur malaise malformation maligne malin maltraitance
    maltraite maltraitee malvoyant malvoyante mammographie mapo mastose maviret melancolie melancolique melatonine
    melena menisque menopause mesotheliome metastase metastatique methadone methotrexate methylphenidate
    metronidazole mfiu midline migraine migraineuse migraineux mitral mitrale mononucleose monuril mopral morsure
    mounjaro mourant movicol mst mucoviscidose mycosis myome myopie naproxene nausee nefopam neomercazole
    nephretique nephrolithiase neuroleptique neurontin neuropathique nfs nodulaire nodule norovirus norset novomix
    novorapid nstemi oap obese obesite occlusif occlusion oesophage opacite opdivo opere operee opiace opioide
    oreillons orelox orthese otite otospongiose ovaire overdose oxycontin oxygenotherapie oxynorm ozempic pacemaker
    palliatif palpitation palu paludisme panaris panariss pancreas panique paracetamol paralyse paralysee paralysie
    paranoia paranoiaque parkinson parkinsonien parkinsonienne parkinsonisme pathologie paxlovid pediculose pelade
    pemetrexed pemphigoide pemphigus pendaison perfusion pheochromocytome phimosis phlegmon picc piccline pirads
    plaie plaquenil plaquettes platre plavix pleuresie pma pneumocoque pneumocystose pneumonie pneumothorax poignet
    polykystose polypathologie polype polyposes pontage poumon poux prednisone preeclampsie preeclamptique
    pregabaline prematurite presbyacousie previscan profenid prolapsus prostate prothese prozac prurit psa
    psoriasique psoriasis psychiatrique psychotique psychotrauma psychotrope ptg pth pulmicort pulmonaire purpura
    pylori pyostacine quantiferon rachis radiotherapie rch rciu reanimation rechute recidive rectum reflux
    regurgitation rein remicade remission renal renale repaglinide resection rgo rhesus rhumatisme rhumatoide
    risperdal ritaline rocephine ronflement rosacee rotavirus rougeole rubeole rupture saigne saignement
    salmonellose saos sca scarification scarifie scarlatine schizophrene schizophrenie sciatique scintigraphie
    sectral sedation seminome sep sepsis septique seresta seretide serologie seroplex seropositif seropositive
    seropositivite sertraline sevrage sevre sevree sida singulair skenan sla smecta solumedrol solupred somnifere
    sotalol souffrait souffrant souffrante souffre spasfon spasme spiriva spironolactone spo2 spondylolisthesis
    stagid staphylocoque stemi stent sterilet sterilite stilnox stomie stomisee strabisme streptocoque suboxone
    subutex suicidaire suicide suicidee suintante suinte surdite surinfectee surinfection surpoids symbicort
    symptome syncope syphilis t21 tabagique tabagisme tahor tako takotsubo tamiflu tamoxifene tassement tavi taxol
    taxotere tbc tca tdah tegretol teigne temerit temesta tendon tenormine tercian testicule tetanie tetanos
    thalassemie thc theralite thymome thyroide thyrozol tiapridal tiapride tibia tnm toc tocs topiramate torticolis
    toujeo tourette tousse tousser toux toxemie toxico toxicomane trachee tracheo tramadol transaminases transfusion
    transplantation transplante transplantee tranxene traumatise traumatisme tremble tremblement tresiba
    triglyceride trisomie trisomie21 trisomique trisomique21 troponine trulicity truvada tsa tsh tuberculeux tumeur
    tvp ulceration ulcere uricemie urticaire uterus vaccinee vaginose valaciclovir valium valproate varice varicelle
    varicocele variole venlafaxine ventoline verrue vertebre vertige vertigineux vesicaire vesicule vessie vhb vhc
    victime victoza vih viol violee violences vitiligo vni voltarene vomi vomissement vomit warfarine wegovy xanax
    xarelto xeloda xeroquel xolair xtandi zelitrex zika zithromax zoloft zolpidem zona zopiclone zyloric zyprexa
    zytiga
    """.split()
)
"""Diseases, symptoms, treatments, measures: what is said of a person's health, in the singular."""

_CLINICAL_ENDS = (
    *"""
    ectomie ostomie otomie plastie pexie desie oscopie urie plegie plegique paresie pnee pneique rragie rragique rrhee algie
    dystrophie atrophie hypertrophie aphasie dysphasie dysplasie phagie philie phobie phobique thymie glycemie kaliemie
    natremie calcemie uremie anemie leucemie ischemie septicemie bacteriemie hypoxemie lipidemie ferritinemie cytemie
    penie penique sclerose scoliose arthrose spondylose cyanose acidose fibrose necrose stenose steatose sarcoidose
    tuberculose thrombose psychose nevrose mycose dermatose zoonose cirrhose toxoplasmose osteoporose nephrose silicose
    endometriose ankylose lordose cyphose alcalose carcinome adenome lymphome sarcome melanome gliome fibrome angiome
    blastome teratome neurinome xanthome condylome papillome hygroma hematome myelome glaucome trachome granulome
    osteome meningiome myome lipome cardiopathie neuropathie nephropathie retinopathie encephalopathie myopathie
    arteriopathie tendinopathie hepatopathie gonopathie angiopathie valvulopathie coronaropathie vasculopathie
    mastopathie adenopathie pneumopathie myelopathie radiculopathie gammapathie coagulopathie hemopathie
    arthrite gastrite colite enterite hepatite nephrite pancreatite bronchite laryngite pharyngite rhinite sinusite otite
    cystite prostatite meningite encephalite dermatite phlebite arterite vascularite cardite pleurite peritonite
    appendicite diverticulite stomatite gingivite parodontite pulpite alveolite keratite uveite conjonctivite blepharite
    tendinite bursite capsulite condylite synovite spondylite fasciite metrite salpingite vaginite cervicite mastite
    orchite epididymite balanite cholecystite cholangite ileite rectite oesophagite parotidite thyroidite amygdalite
    tracheite myosite nevrite radiculite lymphangite cellulite osteite discite sacroiliite ostearthrite
    cephalie cephale encephale tachycardie bradycardie arythmie myasthenie asthenie ataxie dyslexie dyspraxie dyscalculie
    amnesie agnosie apraxie dyskinesie akinesie hyperplasie neoplasie metaplasie anorexie cachexie asphyxie
    toxicose allergie ophtalmie phtalmie ptysie ptose eczema oedeme myxome genese hernie fistule
    mab tinib sartan olol statine prazole azepam azolam cilline thromycine floxacine parine gliptine gliflozine glutide
    triptan xaban dipine oxetine pramine triptyline setron conazole cycline thiazide semide zosine fibrate formine
    dronate profene fenac codone morphine barbital peridol peridone apine iazine terol tidine lukast platine taxel
    rubicine azathioprine opril ipril april inopril tecan mustine
    """.split(),
)
_NOT_CLINICAL = frozenset("appareil allait tracee lapine alpine magazine april epidemie academie".split())


@lru_cache(4096)
def is_clinical(word: str) -> bool:
    """Say whether a word, without accents or case, is of somebody's health: listed, by how its kind ends, or by its sound."""
    one = word.rstrip("s") if len(word) > 4 else word
    if word in CLINICAL or one in CLINICAL:
        return True
    if len(one) < _LONG or one in _NOT_CLINICAL:
        return False
    sound = _sound(one)
    return one.endswith(_CLINICAL_ENDS) or sound in _SOUNDS or sound.endswith(_SOUND_ENDS)


def _sound(word: str) -> str:
    """Return a word without what is often left out or doubled: « artrose », « anticoagullant », « varicel »."""
    return _DOUBLED.sub(r"\1", word.replace("ph", "f").replace("h", "").replace("y", "i").rstrip("e"))


_LONG, _DOUBLED = 6, re.compile(r"(.)\1+")
_SOUNDS = frozenset(_sound(word) for word in CLINICAL if len(word) > _LONG)
_SOUND_ENDS = tuple(_sound(end) for end in _CLINICAL_ENDS if len(_sound(end)) >= _LONG)


SURNAMES = frozenset(
    """
    adam andre antoine arnaud aubert aubry bailly barbier baron barre barthelemy belkacem benali benard benoit bensaid
    berger bernard berthelot bertin bertrand besson bigot blanc blanchard blondel bonneau bonnet boucher bouchet
    boulanger bourgeois bouvier boyer breton brun bruneau brunet camara camus carlier caron carpentier carre charles
    charpentier chevalier chevallier cisse clement cohen colas colin collet collin cordier cousin da-silva daniel david
    delaunay delmas denis descamps deschamps devaux diallo diop dubois ducrocq dufour dumas dumont dupond dupont dupuis
    dupuy durand duval etienne evrard fabre faure fernandez ferrand ferreira fleury fontaine fournier francois gaillard
    garcia garnier gauthier gautier gay georges gerard germain gilbert gilles girard giraud gomez goncalves gonzalez
    grondin guerin guichard guillaume guillot guyot haddad hamel henry herve hoarau hubert huet humbert jacob jacquet
    jacquot jean joly julien klein kone lacroix laine lambert lamy langlois laporte laurent leblanc lebon lebreton
    leclerc leclercq lecomte ledoux lefebvre lefevre leger legrand lejeune lemaire lemaitre lemoine leroux leroy leveque
    levy lopez louis lucas maillard maillet mallet marchal marchand marechal marie marin marion martin martinez martins
    marty masson mathieu menard mercier meunier meyer michaud michel millet monnier moreau morel morin moulin muller
    ndiaye nguyen nicolas noel olivier paris pasquier paul payet pelletier pereira perez perret perrier perrin perrot
    petit pham philippe picard pichon pierre poirier pons poulain prevost rault rayer raynaud remy renard renaud renault
    rey reynaud richard riviere robert robin roche rodrigues rodriguez roger rolland rousseau roussel roux roy royer
    ruiz salmon sanchez schmitt schneider simon singh tessier thomas tran traore vasseur vidal vincent voisin weber
    """.split()
)
"""Family names frequent in France."""

COMMON = frozenset(
    """
    adam andre antoine arnaud bailly baron barre berger blanc bonnet boucher boulanger bourgeois breton brun carre
    charles charpentier chevalier clement colin collet cousin daniel david denis etienne fabre fleury fontaine francois
    garnier gay georges gerard germain gilbert gilles guillaume henry hubert jacob jean joly julien lacroix laine lamy
    laporte laurent lebon leger legrand lejeune louis lucas marchand marechal marie marin marion masson mathieu meunier
    michel moulin nicolas noel olivier paris paul petit philippe picard pierre poirier pons prevost remy renard richard
    riviere robert robin roche roger roux roy salmon simon thomas vincent voisin
    """.split()
)
"""Those of them that are also given names, or other words: without their capital they tell nothing."""

TRADES = (
    r"(?:medecins?|generalistes?|\w{3,20}(?:ologues?|ologistes?|iatres?|ologie|iatrie)|chirurgie\w*|chirurgien\w*|infirmi\w+"
    r"|idel?|kines?\w{0,16}|masseu\w+|sages?-femmes?|sage femme|maieuticien\w*|pharmacien\w*|dentistes?|orthodont\w+"
    r"|orthophon\w+|orthopt\w+|psychomot\w+|ergotherap\w+|psychotherap\w+|osteopath\w+|dieteti\w+|nutritionn\w+|anesthesi\w+"
    r"|biologistes?|puericult\w+|preparat\w+|opticien\w*|audioprothes\w+|ambulancier\w*|pedicures?|neuropsy\w*|brancardier"
    r"|ash|vaguemestre|visiteu\w+|laborantin\w*|doctoresse|maire|presidente?|ipa|internistes?|urgentistes?|secret[ae]\w+"
    r"|secretaires?|assistante?s?|remplacante?s?|remplas?|predecesseu\w+|successeu\w+|associee?s?|collegues?|confreres?"
    r"|consoeurs?|collaborat\w+|internes?|externes?|stagiaires?|adjointe?s?|direct\w+|dsi|rssi|dpo|cadres?|coordinat\w+"
    r"|coordonnat\w+|informaticien\w*|technicien\w*|responsable|conseill\w+|chargee? d[e']|standardiste|accueil"
    r"|aide-soignante?|manip\w*|praticien\w*|docteure?|professeure?|correspondante?|referente?|operateur|support|comptable"
    r"|gestionnaire|chef\w*|titulaire|delegataire|delegue\w*|prestataire|editeur|commercial\w*|formateur|formatrice|rempla|dr"
    r"|prof|tutrice administrative|employee?|salariee?|conjointe?|mari|epouse|compagne|compagnon|radio|labo|cardio|endocrino"
    r"|dermato|gyneco|ophtalmo|neuro|pneumo|rhumato|ortho|psy|nephro|onco|hemato|uro|orl|gastro|hepato|podo|ergo|anesth"
    r"|geriatre|msp|cpts)"
)
"""What professionals, their teams and those who help them are called."""

NO_PERSON = frozenset(
    """
    adresse agence alsace ameli analyses annuaire aout apicrypt apple ascension assurance avec avril axisante balise
    bas basse bilan bilans biologie biopsie boite bonjour bonsoir bordeaux bouygues brest bretagne caisse carte
    centre certificat clinique comment compte concernant consultation cordialement corse courrier crossway dans date
    decembre delegation des dimanche dmp docteur doctolib dossier dossiers easily ecg echo echographie entree envoi
    erreur espace est fevrier france free google grand grande haut haute hellodoc hopital hopital-manager irm
    janvier jeudi juillet juin les lettre lille lorraine lundi lyon ma madame mai mailiz maladie mardi mars
    marseille mediboard medical medicale merci mercredi mes message messagerie microsoft mode mon monsieur mozilla
    mssante nantes national noel nom nord normandie notre novembre numero objet octobre orange orbis ordonnance
    ordonnances ordre ouest outlook paques paris patient patiente petit petite pour pourquoi prenom prescription pro prosante
    connect provence quel quelle radio radios rdv reception rendu rennes resultat resultats retour saint sainte samedi sante
    santeprotect scanner scm scp securisee segur selarl selas septembre service sexe sfr sisa sortie strasbourg sud
    suivi sur thunderbird toulouse toussaint transfert une urgent vendredi vos weda windows
    """.split()
)
"""What else goes by two words with capitals."""

NO_NAME = frozenset(
    """
    grades ars chu chr dsi ans cpam cnam urps cpts msp ehpad ssr samu cmp pmi mdph gerpac dpo crip
    adulte age agee ages ameli anonyme appele appelee atteint atteinte attend aucun aucune autonome avec ayant
    chose chronique chroniques commun complexe connecte connu connue difficile dmp doctolib domicilie droit easily
    ecrire ecrit ecrite ecrivent enfant enfants entre entree envoie etranger expert experte experts francais
    francaise furieuse furieux gauche geriatrique habite handicape hors hospitalise hospitalisee identifiant
    inconnu inconnue ipp jeune lambda libre machin majeur mal mineur mineure nomme nommee partenaire pediatrique
    petit petite presente qualifie soignant soignante sorti sortie souffrant souffre standard suivi suivie
    touriste traceur traite traitee type unetelle untel veut vient vitale vu vue vulnerable weda
    """.split()
)
"""What follows « patient » or a title, and is no name."""
